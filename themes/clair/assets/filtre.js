// A field that filters the lists of the page. Every link is there without it.
(function () {
  'use strict';
  var form = document.querySelector('[data-filtre]');
  if (!form) return;
  var field = form.querySelector('input');
  var status = form.querySelector('[role=status]');
  var main = document.getElementById('contenu');
  var lists = '.lieux, .liens, .panneaux, .guides, .lignes';
  var items = [];
  var timer;

  function fold(text) {
    return text.normalize('NFD').replace(/[\u0300-\u036f]/g, '').replace(/[œŒ]/g, 'oe')
      .replace(/[’'-]/g, ' ').toLowerCase();
  }

  main.querySelectorAll(lists).forEach(function (list) {
    if (list.closest('nav')) return;
    Array.prototype.forEach.call(list.children, function (item) {
      items.push({ element: item, text: fold(item.textContent) });
    });
  });

  function say(count, asked) {
    if (!asked) status.textContent = '';
    else if (!count) status.textContent = status.dataset.rien;
    else if (count === 1) status.textContent = status.dataset.un;
    else status.textContent = status.dataset.n.replace('#', count);
  }

  function filter() {
    var words = fold(field.value).split(/\s+/).filter(Boolean);
    var count = 0;
    items.forEach(function (item) {
      var kept = words.every(function (word) { return item.text.indexOf(word) >= 0; });
      item.element.hidden = !kept;
      if (kept) count++;
    });
    // Innermost first: a group without anything left goes with its title.
    Array.from(main.querySelectorAll('.groupe, [data-groupe]')).reverse().forEach(function (group) {
      group.hidden = !Array.prototype.some.call(group.querySelectorAll(lists), function (list) {
        return list.querySelector(':scope > li:not([hidden])');
      });
    });
    say(count, words.length);
  }

  form.hidden = false;
  field.addEventListener('input', function () {
    clearTimeout(timer);
    timer = setTimeout(filter, 120);
  });
  form.addEventListener('submit', function (event) {
    event.preventDefault();
    filter();
  });
})();
