// A postcode leads to its line in the page of its département. The same pages
// are in the list below the field.
(function () {
  'use strict';
  var form = document.querySelector('[data-code]');
  var links = document.querySelectorAll('[data-codes] a');
  if (!form) return;
  var field = form.querySelector('input');
  var status = form.querySelector('[role=status]');

  // The départements that a postcode can belong to, the likeliest first.
  function departements(code) {
    if (/^20/.test(code)) return code < '20200' ? ['2A', '2B'] : ['2B', '2A'];
    if (/^9[78]/.test(code)) return [code.slice(0, 3)];
    return [code.slice(0, 2)];
  }

  function find(code) {
    var link = null;
    departements(code).forEach(function (departement) {
      links.forEach(function (one) {
        if (!link && new RegExp('(^|/)' + departement + '\\.html$', 'i').test(one.getAttribute('href'))) link = one;
      });
    });
    return link;
  }

  function warn(key) {
    status.textContent = status.dataset[key];
    field.setAttribute('aria-invalid', 'true');
    field.focus();
  }

  form.hidden = false;
  form.addEventListener('submit', function (event) {
    event.preventDefault();
    var code = field.value.replace(/\s/g, '');
    if (!/^\d{5}$/.test(code)) { warn('invalide'); return; }
    var link = find(code);
    if (!link) { warn('absent'); return; }
    field.removeAttribute('aria-invalid');
    location.href = link.href + '#' + code;
  });
})();
