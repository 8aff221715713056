// Shows the questions that lead to the search page, which answers with a script
// of its own. Without scripts a link stands there: the search page is then the
// list of all the ways in.
(function () {
  'use strict';
  document.querySelectorAll('[data-chercher]').forEach(function (form) { form.hidden = false; });
})();
