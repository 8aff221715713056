// The places that a reader has chosen, to print them on one sheet. They are kept
// in the page's address, behind the #: nothing is stored, no server sees them,
// and whoever receives the address sees the same places. Links inside the site
// take them along when they are followed. The site says everything without this
// script.
(function () {
  'use strict';
  var bar = document.querySelector('[data-choix]');
  if (!bar) return;
  var most = 40;
  var root = new URL('../', document.currentScript.src).href;
  var texts = bar.dataset;
  var status = bar.querySelector('[role=status]');
  var link = bar.querySelector('a');
  var page = document.querySelector('[data-choisis]');
  var pattern = /^#(?:(.*)&)?choix=([a-z0-9,-]*)$/;
  var chosen = read();
  var buttons = [];

  // The anchor and the ids of a fragment: "#annuaire&choix=a,b".
  function split(hash) {
    var m = pattern.exec(hash);
    return m ? { anchor: m[1] || '', ids: m[2].split(',').filter(Boolean) } : { anchor: hash.slice(1), ids: null };
  }

  function read() {
    var ids = split(location.hash).ids || [];
    return ids.filter(function (id, i) { return ids.indexOf(id) === i; }).slice(0, most);
  }

  function hash(anchor) {
    if (!chosen.length) return anchor && '#' + anchor;
    return '#' + (anchor ? anchor + '&' : '') + 'choix=' + chosen.join(',');
  }

  function keep() {
    var url = location.href.split('#')[0] + hash(split(location.hash).anchor);
    if (url !== location.href) try { history.replaceState(history.state, '', url); } catch (e) { location.hash = hash(''); }
  }

  // Where a link inside the site leads, with the places.
  function along(address) {
    var url = new URL(address, location.href);
    if (url.href.indexOf(root) !== 0 || !/(\.html|\/)$/.test(url.pathname)) return null;
    url.hash = hash(split(url.hash).anchor);
    return url.href;
  }

  function carry(event) {
    var a = event.target.closest && event.target.closest('a[href]');
    var address = a && a.getAttribute('href');
    if (!address || address[0] === '#' || a.hasAttribute('download')) return;
    address = along(address);
    if (address && (chosen.length || pattern.test(a.hash))) a.setAttribute('href', address);
  }
  ['click', 'auxclick', 'contextmenu'].forEach(function (name) { document.addEventListener(name, carry, true); });
  document.addEventListener('submit', function (event) {
    var address = along(event.target.getAttribute('action') || '');
    if (address && chosen.length) event.target.setAttribute('action', address);
  }, true);
  // A link within the page has taken the address: the places go back into it.
  addEventListener('hashchange', function () {
    if (split(location.hash).ids) chosen = read();
    else keep();
    show();
  });

  function toggle(id) {
    var i = chosen.indexOf(id);
    if (i >= 0) chosen.splice(i, 1);
    else if (chosen.length < most) chosen.push(id);
    keep();
    show();
    status.textContent = i < 0 && chosen.indexOf(id) < 0 ? texts.plein : link.textContent;
    if (page) { // the button is gone: the next one, or the title
      var left = page.querySelectorAll('ol button');
      focus(left[Math.min(i, left.length - 1)] || document.querySelector('h1'));
    }
  }

  function focus(element) {
    if (element.localName === 'h1') element.tabIndex = -1;
    element.focus();
  }

  function show() {
    link.textContent = texts.nom.replace('#', chosen.length);
    link.hidden = !chosen.length || !!page;
    buttons.forEach(function (b) {
      var has = chosen.indexOf(b.id) >= 0;
      b.word.textContent = has ? texts.retirer : texts.ajouter;
      b.element.classList.toggle('est-choisi', has);
    });
    if (page) list();
  }

  // A button beside a place. Its name says which.
  function add(parent, id, name, className) {
    var element = document.createElement('button');
    var word = document.createElement('span');
    var which = document.createElement('span');
    element.type = 'button';
    element.className = className;
    which.className = 'horsvue';
    which.textContent = ' ' + name;
    element.append(word, which);
    element.addEventListener('click', function () { toggle(id); });
    parent.append(element);
    buttons.push({ id: id, element: element, word: word });
  }

  var place = /annuaire\/([a-z0-9-]+)\.html(?:#|$)/;
  document.querySelectorAll('.lieu').forEach(function (card) {
    var a = card.querySelector('.lieu-nom a');
    var m = a && place.exec(a.getAttribute('href'));
    if (m) add(card, m[1], a.textContent, 'choisir');
  });
  var here = /annuaire\/([a-z0-9-]+)(?:\.html)?$/.exec(location.pathname);
  var tools = document.querySelector('.v-structure [data-outils]');
  if (here && tools) add(tools, here[1], document.querySelector('h1').textContent, 'bouton-clair choisir-ici');

  // The page of the selection.
  var places = {};
  var asked = {};
  window.baliseLieux = function (more) {
    for (var id in more) places[id] = more[id];
    list();
  };

  function shardOf(id) {
    var h = 0x811c9dc5;
    for (var i = 0; i < id.length; i++) h = Math.imul(h ^ id.charCodeAt(i), 0x01000193);
    return h & (page.dataset.n - 1);
  }

  function ask(id) {
    var n = shardOf(id);
    if (asked[n]) return asked[n].done;
    var script = document.createElement('script');
    asked[n] = { done: false };
    script.src = page.dataset.lots + n + '.js';
    script.onload = script.onerror = function () { asked[n].done = true; list(); };
    document.head.append(script);
    return false;
  }

  function tell(parent, tag, text, lang) {
    if (!text) return null;
    var element = document.createElement(tag);
    element.textContent = text;
    if (lang) { element.lang = lang; element.dir = 'auto'; }
    parent.append(element);
    return element;
  }

  function item(id, p) {
    var d = page.dataset;
    var li = document.createElement('li');
    var a = document.createElement('a');
    var phone = document.createElement('bdi');
    a.href = d.fiche + 'annuaire/' + id + '.html';
    a.textContent = p[0];
    if (d.langue) { a.lang = d.langue; a.dir = 'auto'; }
    tell(li, 'h2', ' ').append(a);
    tell(li, 'p', p[1], d.langue);
    if (p[2]) {
      var call = tell(tell(li, 'p', ' '), 'a', ' ');
      call.href = 'tel:' + p[3];
      phone.dir = 'ltr';
      phone.textContent = p[2];
      call.append(phone);
    }
    tell(li, 'p', p[4], d.heures);
    tell(li, 'p', [1, 2, 4, 8].filter(function (s) { return p[5] & s; }).map(function (s) { return d['s' + s]; }).join(' · '));
    add(li, id, p[0], 'choisir');
    return li;
  }

  function list() {
    var lost = 0;
    var waiting = false;
    var items = [];
    var ol = page.querySelector('ol');
    buttons = [];
    chosen.forEach(function (id) {
      if (Object.prototype.hasOwnProperty.call(places, id)) items.push(item(id, places[id]));
      else if (ask(id)) lost++;
      else waiting = true;
    });
    buttons.forEach(function (b) { b.word.textContent = texts.retirer; });
    if (waiting) return;
    ol.replaceChildren.apply(ol, items);
    page.hidden = false;
    page.querySelector('[data-etat]').textContent = (chosen.length ? page.dataset.compte.replace('#', items.length) : '') +
      (lost ? ' ' + page.dataset.perdus.replace('#', lost) : '');
    page.querySelector('[data-vide]').hidden = chosen.length > 0;
    page.querySelector('[data-actions]').hidden = page.querySelector('[data-garder]').hidden = !chosen.length;
    document.querySelector('[data-sans]').hidden = true;
  }

  if (page) {
    var done = page.querySelector('[role=status]');
    var share = page.querySelector('[data-partager-choix]');
    page.querySelector('[data-imprimer-choix]').addEventListener('click', function () { print(); });
    page.querySelector('[data-vider]').addEventListener('click', function () {
      chosen = [];
      keep();
      show();
      focus(document.querySelector('h1'));
    });
    share.hidden = !/^https?:/.test(location.href) || !(navigator.share || navigator.clipboard);
    share.addEventListener('click', function () {
      if (navigator.share) { navigator.share({ title: document.title, url: location.href }).catch(function () {}); return; }
      navigator.clipboard.writeText(location.href).then(function () { done.textContent = share.dataset.fait; }, function () {});
    });
  }

  // An anchor and places together: the browser looks for neither.
  var start = split(location.hash);
  var target = start.ids && start.anchor && document.getElementById(decodeURIComponent(start.anchor));
  if (target) target.scrollIntoView();
  show();
})();
