// Printing, sharing, and today's line in the opening hours. The page says
// everything without this script.
(function () {
  'use strict';
  var now = String(new Date().getDay() || 7);
  document.querySelectorAll('[data-jour]').forEach(function (list) {
    list.querySelectorAll('[data-jours]').forEach(function (line) {
      if (line.dataset.jours.indexOf(now) < 0) return;
      var mark = document.createElement('strong');
      mark.className = 'jour';
      mark.lang = document.documentElement.lang;
      mark.dir = document.documentElement.dir;
      mark.textContent = list.dataset.jour;
      line.classList.add('ce-jour');
      line.prepend(mark, ' ');
    });
  });

  document.querySelectorAll('[data-outils]').forEach(function (bar) {
    var print = bar.querySelector('[data-imprimer]');
    var share = bar.querySelector('[data-partager]');
    var status = bar.querySelector('[role=status]');
    var page = { title: document.title, url: location.href.split('#')[0] };
    var canShare = /^https?:/.test(page.url) && (navigator.share || navigator.clipboard);

    bar.hidden = false;
    print.addEventListener('click', function () { window.print(); });
    if (!canShare) { share.hidden = true; return; }
    share.addEventListener('click', function () {
      if (navigator.share) { navigator.share(page).catch(function () {}); return; }
      navigator.clipboard.writeText(page.url).then(function () {
        status.textContent = share.dataset.fait;
      }, function () {});
    });
  });
})();
