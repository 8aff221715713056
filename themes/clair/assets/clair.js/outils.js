// Printing and sharing. The page says everything without this script.
(function () {
  'use strict';
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
