// Narrows the lists of a page by words and by choices. The choices are kept in
// the page's address, to be shared. Without this script the form is not shown:
// a host of plain files could not answer it, and links lead to narrower lists.
(function () {
  'use strict';
  var form = document.querySelector('[data-filtre]');
  if (!form) return;
  var status = form.querySelector('[role=status]');
  var ways = form.querySelector('[data-enlever]');
  var scope = document.querySelector('[data-liste]') || document.getElementById('contenu');
  var lists = '.lieux, .liens, .panneaux, .guides, .lignes';
  var controls = Array.prototype.filter.call(form.elements, function (e) { return e.name; });
  var items = [];
  var touched = false;
  var timer;

  function fold(text) {
    return text.normalize('NFD').replace(/[\u0300-\u036f]/g, '').replace(/[œŒ]/g, 'oe')
      .replace(/[’'-]/g, ' ').toLowerCase();
  }

  scope.querySelectorAll(lists).forEach(function (list) {
    if (list.closest('nav')) return;
    Array.prototype.forEach.call(list.children, function (element) {
      var traits = element.dataset.f;
      items.push({ element: element, place: traits !== undefined, traits: ' ' + traits + ' ' });
    });
  });

  function words(item) {
    return item.text || (item.text = fold(item.element.textContent));
  }

  // What is asked: one test for each control that asks something.
  function asked() {
    var tests = [];
    controls.forEach(function (control) {
      var option = control.selectedOptions ? control.selectedOptions[0] : control;
      var trait = option.dataset.f;
      if (control.type === 'search') {
        fold(control.value).split(/\s+/).filter(Boolean).forEach(function (word) {
          tests.push({ control: control, name: word, fits: function (item) { return words(item).indexOf(word) >= 0; } });
        });
      } else if (control.type === 'checkbox' ? control.checked : control.value) {
        tests.push({
          control: control, name: (control.labels[0] && option === control ? control.labels[0] : option).textContent.replace(/ \(\d+\)$/, ''),
          fits: function (item) {
            return item.place && (trait ? item.traits.indexOf(' ' + trait + ' ') >= 0 : !!item.element.querySelector('[data-etat=ouvert]:not([hidden])'));
          }
        });
      }
    });
    return tests;
  }

  function count(tests, without) {
    return items.filter(function (item) {
      return tests.every(function (test) { return test === without || test.fits(item); });
    }).length;
  }

  function results(n) {
    return n === 1 ? status.dataset.un : status.dataset.n.replace('#', n);
  }

  function clear(control) {
    if (control.type === 'checkbox') control.checked = false;
    else control.value = '';
  }

  // When nothing is left: what to give up, and what that gives back.
  function offer(tests) {
    var told = [];
    ways.textContent = '';
    tests.forEach(function (test) {
      var n = count(tests, test);
      if (!n) return;
      var li = document.createElement('li');
      var button = document.createElement('button');
      button.type = 'button';
      button.className = 'bouton-clair';
      button.textContent = status.dataset.sans.replace('@', test.name).replace('#', results(n));
      button.addEventListener('click', function () {
        var rest = tests.filter(function (t) { return t !== test && t.control === test.control; });
        if (rest.length) test.control.value = rest.map(function (t) { return t.name; }).join(' ');
        else clear(test.control);
        apply();
        test.control.focus();
      });
      li.append(button);
      ways.append(li);
      told.push(button.textContent);
    });
    ways.hidden = !told.length;
    return told.length ? status.dataset.rien + ' ' + told.join(', ') + '.' : status.dataset.efface;
  }

  function filter() {
    var tests = asked();
    var left = 0;
    items.forEach(function (item) {
      var kept = tests.every(function (test) { return test.fits(item); });
      item.element.hidden = !kept;
      if (kept) left++;
    });
    // Innermost first: a group without anything left goes with its title.
    Array.from(scope.querySelectorAll('.groupe, [data-groupe]')).reverse().forEach(function (group) {
      group.hidden = !Array.prototype.some.call(group.querySelectorAll(lists), function (list) {
        return list.querySelector(':scope > li:not([hidden])');
      });
    });
    document.querySelectorAll('.lettres a, .sauts a').forEach(function (link) {
      var title = link.hash && link.pathname === location.pathname && document.getElementById(decodeURIComponent(link.hash.slice(1).split('&')[0]));
      link.parentNode.hidden = !!title && !!title.closest('[hidden]');
    });
    form.querySelector('[type=reset]').hidden = !tests.length;
    ways.hidden = true;
    var text = !tests.length && !touched ? '' : left ? results(left) : offer(tests);
    if (status.textContent !== text) status.textContent = text;
  }

  // The address says what is asked, and leaves alone what is not this form's.
  function keep() {
    var query = new URLSearchParams(location.search);
    controls.forEach(function (control) {
      query.delete(control.name);
      var value = control.type === 'checkbox' ? control.checked && control.value : control.value.trim();
      if (value) query.set(control.name, value);
    });
    var text = query.toString();
    try { history.replaceState(history.state, '', location.pathname + (text && '?' + text) + location.hash); } catch (e) { /* a browser that keeps files as they are */ }
  }

  function apply() {
    touched = true;
    keep();
    filter();
  }

  function restore() {
    var query = new URLSearchParams(location.search);
    var more = form.querySelector('details');
    controls.forEach(function (control) {
      var value = query.get(control.name);
      if (value === null) return;
      if (control.type === 'checkbox') control.checked = true;
      else control.value = value;
      if (control.selectedIndex < 0) control.value = ''; // no such choice here
      if (more && control.value && more.contains(control)) more.open = true;
    });
    filter();
  }

  form.hidden = false;
  form.addEventListener('input', function (event) {
    clearTimeout(timer);
    if (event.target.type === 'search') timer = setTimeout(apply, 120);
    else apply();
  });
  form.addEventListener('reset', function (event) {
    event.preventDefault();
    controls.forEach(clear);
    apply();
    status.focus();
  });
  form.addEventListener('submit', function (event) {
    event.preventDefault();
    apply();
    status.focus();
  });
  document.addEventListener('etat', function () {
    if (form.elements.ouvert && form.elements.ouvert.checked) filter();
  });
  restore();
})();
