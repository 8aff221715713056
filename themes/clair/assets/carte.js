// Enlarges the map and moves it. Without this script it shows its first level,
// whose dots are links; the list of the page has all the rest.
(function () {
  'use strict';
  var figure = document.querySelector('[data-carte]');
  if (!figure) return;
  var NS = 'http://www.w3.org/2000/svg', small = matchMedia('(max-width: 39.99rem)'), NARROW = 272, DEEP = 4;
  var data = figure.dataset, W = +data.largeur, H = +data.hauteur;
  var svg = figure.querySelector('.dessin'), ground = svg.querySelector('.fond'), layer = svg.querySelector('.points'), above = svg.querySelector('.dessus');
  var tools = figure.querySelector('[data-outils-carte]'), status = tools.querySelector('[role=status]');
  var stock = document.querySelector('template[data-lieux]');
  var towns = [].slice.call(document.querySelectorAll('.carte-liste > li'));
  var places = [];
  (stock ? [].slice.call(stock.content.children) : towns).forEach(function (group, town) {
    group.querySelectorAll(stock ? 'a' : ':scope ul a').forEach(function (link) { places.push({ link: link, town: town }); });
  });
  var scales = data.echelles.split('|');
  var dots = [];
  data.points.split('|').forEach(function (group) {
    var parts = group.split(':'), range = parts[0].split('-');
    parts[1].split(';').forEach(function (dot) {
      var v = dot.split(',').map(Number), many = v.length > 3;
      dots.push({ from: +range[0], to: +range[1], x: v[0], y: v[1], town: many ? v[2] : places[v[2]].town, place: places[v[2]], count: many ? v[3] : 1, mixed: v[4] });
    });
  });
  dots.sort(function (a, b) { return b.count - a.count; });
  var x = W / 2, y = H / 2, zoom = 0, box, width, height;

  function level(z, most) {
    return Math.max(0, Math.min(most || data.niveaux - 1, Math.floor(Math.log2(width * Math.pow(2, z) / NARROW))));
  }
  function make(name, attributes, text) {
    var e = document.createElementNS(NS, name);
    for (var k in attributes) if (attributes[k] != null) e.setAttribute(k, attributes[k]);
    if (text) e.textContent = text;
    return e;
  }
  function say(pattern, a, b) { return pattern.replace('#', function () { return a; }).replace('%', function () { return b; }); }

  function element(dot, label) {
    var town = towns[dot.town].querySelector('a'), link = dot.count > 1 ? town : dot.place.link, list = towns[dot.town].parentNode;
    var title = dot.count > 1 ? say(dot.mixed ? data.autour : data.point, town.textContent, dot.count) : say(data.lieu, link.textContent, town.textContent);
    var at = { x: dot.px / width * 100 + '%', y: dot.py / height * 100 + '%' };
    var a = make('a', { href: dot.mixed ? '#' + towns[dot.town].id : link.getAttribute('href'), lang: list.lang || null, 'class': 'voisin' in list.dataset ? 'voisin' : null });
    a.append(make('title', {}, title), make('circle', { cx: at.x, cy: at.y, r: dot.r }));
    if (dot.count > 1) a.append(make('text', { 'class': 'nombre', x: at.x, y: at.y, dy: 4.5 }, String(dot.count)));
    if (label) (label.over ? above : a).append(make('text', { x: at.x, y: at.y, dx: label.dx, dy: label.dy, 'text-anchor': label.anchor }, label.name));
    a.dot = dot;
    return a;
  }

  // Room for names: right, left, below, above, corners; the largest dots first.
  function labels(shown, deep) {
    var size = small.matches ? 12 : 14, taken = [], named = {};
    function meets(b, t, rim) { return b[0] < t[2] - rim && t[0] + rim < b[2] && b[1] < t[3] - rim && t[1] + rim < b[3]; }
    function free(b, rim) {
      return b[0] >= 0 && b[1] >= 0 && b[2] <= width && b[3] <= height && !taken.some(function (t) { return meets(b, t, 0); }) &&
        !shown.some(function (d) { return meets(b, [d.px - d.r, d.py - d.r, d.px + d.r, d.py + d.r], rim); });
    }
    return shown.map(function (d, i) {
      var name = towns[d.town].querySelector('a').textContent, own = deep && d.count === 1 && d.place.link.textContent;
      if (own && own.length < 30) name = own;
      else if (named[name]) return null;
      named[name] = 1;
      var wide = name.length * size * 0.64, beside = d.r + 3, r = d.r;
      var ways = [[beside, 4, 'start', 0], [-beside, 4, 'end', -wide], [0, r + size, 'middle', -wide / 2], [0, -r - 4, 'middle', -wide / 2],
        [r, r + 6, 'start', 0], [r, 2 - r, 'start', 0], [-r, r + 6, 'end', -wide], [-r, 2 - r, 'end', -wide]].map(function (l) {
        var left = d.px + l[0] + l[3], base = d.py + l[1];
        return { name: name, dx: l[0], dy: l[1], anchor: l[2], box: [left, base - size, left + wide, base + 4] };
      });
      // The largest are named even where it is crowded, over the rim of others.
      var found = ways.find(function (l) { return free(l.box, 0); });
      if (!found && i < 8) {
        found = ways.find(function (l) { return free(l.box, 9); });
        if (found) found.over = true;
      }
      if (found) taken.push(found.box);
      return found;
    });
  }

  function draw() {
    width = svg.clientWidth || svg.getBoundingClientRect().width;
    height = width * H / W;
    var k = Math.pow(2, zoom), vw = W / k, vh = H / k, now = level(zoom), focused = document.activeElement, old = focused && focused.dot;
    x = Math.max(vw / 2, Math.min(W - vw / 2, x));
    y = Math.max(vh / 2, Math.min(H - vh / 2, y));
    box = { left: x - vw / 2, top: y - vh / 2, unit: width / vw };
    ground.setAttribute('viewBox', [box.left, box.top, vw, vh].join(' '));
    var shown = dots.filter(function (d) {
      d.px = (d.x - box.left) * box.unit;
      d.py = (d.y - box.top) * box.unit;
      d.r = d.count > 1 ? 15 : 13;
      return d.from <= now && now <= d.to && d.px >= 12 && d.py >= 12 && d.px <= width - 12 && d.py <= height - 12;
    });
    var names = labels(shown, level(zoom, 9) >= data.noms), here = null;
    above.replaceChildren();
    var elements = shown.map(function (d, i) { return element(d, names[i]); });
    layer.replaceChildren.apply(layer, elements);
    if (old) {
      here = elements.find(function (e) { return e.dot === old; }) || elements.sort(function (a, b) { return gap(a.dot, old) - gap(b.dot, old); })[0];
      (here || tools.querySelector('button')).focus({ preventScroll: true });
    }
    var scale = scales[zoom].split(':');
    figure.querySelector('.echelle line').setAttribute('x2', scale[0]);
    figure.querySelector('[data-echelle]').textContent = scale[1];
    svg.classList.toggle('agrandie', zoom > 0);
    tools.querySelector('[data-zoom="1"]').setAttribute('aria-disabled', zoom === DEEP);
    tools.querySelector('[data-zoom="-1"]').setAttribute('aria-disabled', zoom === 0);
    return shown.length;
  }
  function gap(a, b) { return Math.hypot(a.x - b.x, a.y - b.y); }
  function show() { var n = draw(); status.textContent = say(data.etat, zoom + 1, n); }

  // What is at px, py stays there.
  function enlarge(to, px, py) {
    to = Math.max(0, Math.min(DEEP, to));
    if (px == null) { px = width / 2; py = height / 2; }
    var k = 1 / box.unit - 1 / (box.unit * Math.pow(2, to - zoom));
    x += (px - width / 2) * k;
    y += (py - height / 2) * k;
    zoom = to;
    show();
  }
  function move(dx, dy) { x += dx / box.unit; y += dy / box.unit; }

  tools.addEventListener('click', function (event) {
    var b = event.target.closest('button'), to = b && b.dataset.vers && b.dataset.vers.split(',');
    if (!b) return;
    if (to) { move(to[0] * width / 3, to[1] * height / 3); show(); } else enlarge(+b.dataset.zoom ? zoom + +b.dataset.zoom : 0);
  });
  // A dot of many comes apart, where it can; else it leads to their list.
  layer.addEventListener('click', function (event) {
    var a = event.target.closest('a'), dot = a && a.dot, z = zoom;
    if (!dot || dot.count < 2 || event.ctrlKey || event.metaKey || event.shiftKey || level(DEEP) <= dot.to) return;
    event.preventDefault();
    do z++; while (level(z) <= dot.to);
    x = dot.x; y = dot.y; zoom = z;
    show();
  });
  svg.addEventListener('keydown', function (event) {
    var to = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] }[event.key];
    var z = { '+': zoom + 1, '=': zoom + 1, '-': zoom - 1, 0: 0 }[event.key];
    if (event.ctrlKey || event.metaKey || event.altKey || !to && z == null) return;
    event.preventDefault();
    if (to) { move(to[0] * width / 4, to[1] * height / 4); show(); } else enlarge(z);
  });

  // A wheel scrolls the page, unless the map has the focus or Ctrl is held.
  var turned = 0;
  svg.addEventListener('wheel', function (event) {
    if (!event.ctrlKey && !svg.contains(document.activeElement)) return;
    event.preventDefault();
    turned += event.deltaY;
    if (Math.abs(turned) < 50) return;
    var r = svg.getBoundingClientRect();
    enlarge(zoom - Math.sign(turned), event.clientX - r.left, event.clientY - r.top);
    turned = 0;
  }, { passive: false });

  var fingers = {}, apart = 0, dragged = false, waiting = 0;
  function spread() {
    var f = Object.values(fingers);
    return f.length > 1 ? Math.hypot(f[0].clientX - f[1].clientX, f[0].clientY - f[1].clientY) : 0;
  }
  svg.addEventListener('pointerdown', function (event) {
    fingers[event.pointerId] = event;
    apart = spread();
    if (event.isPrimary) dragged = false;
  });
  svg.addEventListener('pointermove', function (event) {
    var last = fingers[event.pointerId], now, r;
    if (!event.buttons) delete fingers[event.pointerId]; // let go outside
    if (!last || !event.buttons) return;
    if (apart) {
      dragged = true;
      fingers[event.pointerId] = event;
      now = spread();
      if (now > apart * 1.4 || now < apart / 1.4) {
        r = svg.getBoundingClientRect();
        enlarge(zoom + (now > apart ? 1 : -1), event.clientX - r.left, event.clientY - r.top);
        apart = now;
      }
    } else if (zoom && (dragged || Math.hypot(event.clientX - last.clientX, event.clientY - last.clientY) > 6)) {
      if (!dragged) svg.setPointerCapture(event.pointerId);
      dragged = true;
      move(last.clientX - event.clientX, last.clientY - event.clientY);
      fingers[event.pointerId] = event;
      waiting = waiting || requestAnimationFrame(function () { waiting = 0; draw(); });
    }
  });
  ['pointerup', 'pointercancel'].forEach(function (name) {
    svg.addEventListener(name, function (event) { delete fingers[event.pointerId]; apart = spread(); });
  });
  svg.addEventListener('click', function (event) { if (dragged) { event.preventDefault(); event.stopPropagation(); dragged = false; } }, true);
  svg.addEventListener('dragstart', function (event) { event.preventDefault(); });
  addEventListener('resize', draw);

  tools.hidden = false;
  draw();
})();
