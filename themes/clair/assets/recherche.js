// The search. Questions are answered in the page, from files made with the site:
// scripts that call baliseRecherche, so that this works from a folder and under
// the strictest policy. Words are compared as the package generator/search does.
(function () {
  const form = document.querySelector('[data-index]');
  const t = form.dataset;
  const field = form.querySelector('input');
  const find = name => document.querySelector('[data-' + name + ']');
  const said = find('dit'), results = find('resultats'), paths = find('chemins'), meant = find('voisins');
  const files = {}; // by name: what a file holds, or the promise of it
  const members = []; // by way: its places
  const kinds = ['places', 'guides', 'ways'];
  let version, base, turn = 0;

  // Words.
  const alone = { œ: 'oe', æ: 'ae', ß: 'ss', ø: 'o', ł: 'l', đ: 'd', ى: 'ي', ة: 'ه' };
  const fold = text => text.normalize('NFKD').toLowerCase()
    .replace(/[\u0300-\u036f\p{Cf}\u064b-\u065f\u0670\u0640]/gu, '')
    .replace(/[œæßøłđىة]/g, c => alone[c])
    .replace(/\b([a-z])\.(?=[a-z]\b)/g, '$1');
  const cut = text => fold(text).match(/[\p{L}\p{N}\p{M}]+/gu) || [];
  const words = text => cut(text).filter(word => !/^\D$/.test(word) && !base.stop.includes(word));
  const light = word => base.light ? word.replace(/^(.{3,}?)(?:e[erz]?)?[sx]?$/u, '$1') : word;
  const keyOf = text => words(text).map(light).join(' ');
  const named = list => list.map(word => /^s(ain)?te?$/.test(word) ? 'saint' : word).join(' ');

  // How a French word sounds, more or less.
  const sounds = [
    [/ph/g, 'f'], [/qu?|ck|c(?![eiyh])/g, 'k'], [/c(?=[eiy])|z/g, 's'], [/g(?=[eiy])/g, 'j'], [/e?au/g, 'o'],
    [/[ae]in/g, 'in'], [/[ae][nm](?![aeiouynm])/g, 'an'], [/ai|e[iu]/g, 'e'], [/y/g, 'i'], [/c?h/g, ''], [/(.)\1+/g, '$1'], [/(...)[tdsxpe]+$/, '$1'],
  ];
  const sound = key => sounds.reduce((text, [from, to]) => text.replace(from, to), key);

  // How many slips of the finger lead from a word to another, up to limit.
  function slips(a, b, limit) {
    if (Math.abs(a.length - b.length) > limit) return limit + 1;
    const n = [];
    for (let i = 0; i <= a.length; i++) {
      n[i] = [i];
      for (let j = 1; j <= b.length; j++) {
        n[i][j] = !i ? j : Math.min(n[i - 1][j] + 1, n[i][j - 1] + 1, n[i - 1][j - 1] + (a[i - 1] !== b[j - 1]),
          a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? n[i - 2][j - 2] + 1 : 9);
      }
    }
    return n[a.length][b.length];
  }

  // Numbers, as the index writes them.
  function reader(text) {
    let i = 0;
    const digit = () => {
      const c = text.charCodeAt(i++);
      return c > 36 ? c - 37 : c === 33 ? 55 : 59;
    };
    const number = () => {
      const n = digit();
      return n < 50 ? n : n < 89 ? 50 + (n - 50) * 90 + digit() : (digit() * 90 + digit()) * 90 + digit();
    };
    return { digit, number, more: () => i < text.length };
  }

  // Files.
  window.baliseRecherche = (made, kind, i, data) => {
    if (kind === 'b') {
      version = made;
      readBase(data);
    }
    if (made === version) files[kind + i] = kind === 't' ? readTerms(data) : data.split('\n');
  };

  function load(name) {
    return files[name] || (files[name] = new Promise((resolve, reject) => {
      const script = document.createElement('script');
      script.src = name === 'b0' ? t.index : t.index.replace(/\.js.*/, '-' + name + '.js?' + version);
      script.onload = () => files[name].then ? reject() : resolve(files[name]);
      script.onerror = () => {
        delete files[name];
        reject();
      };
      document.head.append(script);
    }));
  }

  function readBase(data) {
    const [light, stop, weak, sizes, prefixes, m, g, p, wayLines, communeLines] = data.split('\f');
    const numbers = list => list.split(' ').map(Number);
    base = { light, stop: stop.split(' '), weak: weak.split(' '), t: prefixes.split('\t'), m: numbers(m), g: numbers(g), p: numbers(p) };
    const [ways, guides, places] = numbers(sizes);
    base.guides = ways;
    base.places = ways + guides;
    base.total = base.places + places;
    base.ways = wayLines.split('\n').map(line => line.split('\t'));
    const [south, ...communes] = communeLines.split('\n');
    let first = base.places;
    base.wide = Math.cos((+south + .5) * Math.PI / 180);
    base.communes = communes.map(line => {
      const [name, codes, packed, href] = line.split('\t');
      const read = reader(packed);
      const count = read.number(), people = read.number(), all = cut(name), own = words(name);
      first += count;
      return {
        name, codes: codes.split(' '), first: first - count, count, people, href, key: named(own), le: all[own.length] && all[0],
        lat: read.more() ? read.number() : -1, lon: read.more() && read.number(),
      };
    });
  }

  function readTerms(data) {
    const known = new Map();
    for (const line of data.split('\n')) {
      const [shown, worth] = line.split('\t');
      for (const word of shown.split(',')) known.set(keyOf(word), { word, worth });
    }
    return known;
  }

  // The part of a list that holds the n-th line, and the line.
  function partOf(starts, n) {
    let i = starts.length;
    while (--i && starts[i] > n);
    return i;
  }
  const terms = key => load('t' + partOf(base.t, [...key].slice(0, 2).join('')));
  const line = async (kind, n) => {
    const i = partOf(base[kind], n);
    return (await load(kind + i))[n - base[kind][i]];
  };

  // The best of a list of [term, how sure that is].
  const best = found => found.sort((a, b) => b[1] - a[1]).filter(f => f[1] > found[0][1] - .15).slice(0, 12);

  // The nearest words of a file: by their letters, else by their sound.
  function close(key, known, loose) {
    const slack = loose ? key.length / 2 : key.length > 7 ? 2 : +(key.length > 4);
    const own = sound(key), more = +(own.length > 5);
    const found = [];
    for (const [other, term] of known) {
      const n = slips(key, other, slack), heard = key.length > 3 && slips(own, term.sound = term.sound || sound(other), more);
      if (other.includes(' ')) continue;
      if (n <= slack) found.push([term, .9 - .2 * n + (other[0] === key[0] ? .05 : 0)]);
      else if (heard <= more && key[3]) found.push([term, .65 - .15 * heard]);
    }
    return best(found);
  }

  // What a word of the question may stand for.
  async function candidates(key, last) {
    const known = await terms(key), exact = known.get(key), found = [];
    if (exact) return [[exact, 1]];
    for (const [other, term] of known) {
      if (key[2] && other.startsWith(key)) found.push([term, .9 * Math.sqrt(key.length / other.length)]);
    }
    return best(last && found[0] && key[3] ? found : found.concat(close(key, known)));
  }

  async function anywhere(key, loose) {
    const all = await Promise.all(base.t.map((_, i) => load('t' + i)));
    return best(all.flatMap(known => close(key, known, loose)));
  }

  // The commune that words name, if some do: the most people live there. A single
  // word goes with its article: « cours » is not Le Cours.
  function communeOf(list, slack, text) {
    let found;
    for (let n = Math.min(list.length, 7); n && !found; n--) {
      for (let from = 0; from + n <= list.length; from++) {
        const some = named(list.slice(from, from + n));
        for (const at of base.communes) {
          if (slack ? some.length > 4 && some[0] === at.key[0] && slips(some, at.key, slack) <= slack
            : some === at.key && (n > 1 || !at.le || RegExp('\\b(' + at.le + '|aux?) ' + some).test(text)) || at.codes.includes(some)) {
            if (!found || at.people > found.at.people) found = { at, from, to: from + n };
          }
        }
      }
    }
    return found;
  }

  // Notes what a term is worth for each thing; a way lends it to its places. What
  // is hardly sure adds to the rest.
  async function add(scores, term, sure) {
    const keep = (doc, worth) => scores[doc] = sure < .2 ? scores[doc] + worth : Math.max(scores[doc], worth);
    const read = reader(term.worth);
    read.digit();
    while (read.more()) {
      const worth = (read.digit() + 1) * sure;
      for (let doc = -1, n = read.number(); n--;) {
        doc += read.number() + 1;
        keep(doc, worth);
        if (doc >= base.guides) continue;
        let list = members[doc];
        if (!list) {
          const gaps = reader((await line('m', doc)).trim());
          list = members[doc] = [];
          for (let place = base.places - 1; gaps.more();) list.push(place += gaps.number() + 1);
        }
        for (const place of list) keep(place, worth * .7);
      }
    }
  }

  async function ask(text) {
    let list = words(text);
    let place = communeOf(list, 0, named(cut(text)));
    const told = { guesses: [], unknown: [], near: [] }, asked = [];
    if (place) list = list.filter((_, i) => i < place.from || i >= place.to);
    const keys = list.map(light);
    await Promise.all(keys.map(terms));
    for (let i = 0; i < keys.length; i++) {
      const scores = new Float32Array(base.total), here = await terms(keys[i]);
      let whole, found = [], n = Math.min(5, keys.length - i) + 1;
      while (!whole && --n > 1) {
        whole = here.get(keys.slice(i, i + n).join(' ')) || here.get(light(list.slice(i, i + n).join('')));
      }
      for (let size = n; whole && size; size--) { // words that people say as one, the phrases in them, and each
        for (let from = i; from + size <= i + n; from++) {
          const term = size < n ? (await terms(keys[from])).get(keys.slice(from, from + size).join(' ')) : whole;
          if (term) found.push([term, size < n ? size > 1 ? .7 : .1 : 1]);
        }
      }
      if (!whole) {
        found = await candidates(keys[i], i === keys.length - 1);
        const [[, sure] = []] = found;
        if (!(sure > .85 || place) && (place = communeOf([list[i]], list[i].length > 7 ? 2 : 1))) {
          told.guesses.push(place.at.name);
          continue;
        }
        if (!sure) found = await anywhere(keys[i]);
        if (!found[0]) {
          told.unknown.push(list[i]);
          told.near.push(...await anywhere(keys[i], 1));
          continue;
        }
        const [[{ word }]] = found;
        if (!fold(word).startsWith(keys[i])) told.guesses.push(word);
      }
      for (const [term, sure] of found) await add(scores, term, sure);
      scores.part = reader(found[0][0].worth).digit() / 60 * (n < 2 && base.weak.includes(list[i]) ? .3 : 1);
      i += n - 1;
      asked.push(scores);
    }
    return rank(asked, (place || told).at, told);
  }

  // Puts what was found in order.
  function rank(asked, place, told) {
    const scores = new Float32Array(base.total);
    const met = new Float32Array(base.total);
    let all = 0;
    for (const one of asked) {
      all += one.part;
      one.forEach((worth, doc) => {
        scores[doc] += worth * one.part;
        met[doc] += Math.min(1, worth / 6) * one.part;
      });
    }
    scores.forEach((sum, doc) => scores[doc] = sum / all * Math.sqrt(met[doc] / all));
    const floor = Math.max(...scores) / 8; // below, it is noise
    const gather = (from, to, c, far) => {
      const found = [];
      for (let doc = from; doc < to; doc++) {
        if (scores[doc] > floor || c && place && !asked.length) found.push({ doc, score: scores[doc], c, far });
      }
      return found;
    };
    const order = (a, b) => b.score - a.score || a.doc - b.doc;
    told.ways = gather(0, base.guides).filter(r => base.ways[r.doc][2]).sort(order);
    told.guides = gather(base.guides, base.places).sort(order);
    told.places = base.communes.flatMap(c => {
      const far = !place || c === place ? 0 : Math.min(place.lat, c.lat) >= 0 ? Math.hypot(place.lat - c.lat, (place.lon - c.lon) * base.wide) * .111 : 1e3;
      return gather(c.first, c.first + c.count, c, far);
    });
    const enough = Math.max(...told.places.map(r => r.score)) / 4;
    told.places.sort((a, b) => (b.score >= enough) - (a.score >= enough) || a.far - b.far || b.score - a.score || b.c.people - a.c.people || a.doc - b.doc);
    if (place) told.ways.unshift({ c: place }); // its page
    told.place = place;
    return told;
  }

  // The page.
  const fill = (node, name, text, lang) => {
    const e = node.querySelector(name);
    if (text) e.append(text);
    else e.remove();
    if (lang) e.lang = lang;
    return e;
  };
  const folders = { ways: 'annuaire/commune/', guides: 'guides/', places: 'annuaire/' };
  async function draw(name, { doc, c, far }, node) {
    const place = name === 'places';
    const [title, about, href, more, hours, town] = name === 'ways' ? c ? [c.name, t.commune, c.href] : base.ways[doc]
      : (await line(name[0], doc - base[name])).split('\t');
    const km = far > 0 && far < 1e3 && t.distance.replace('#', (Math.round(far * 10) / 10).toLocaleString(document.documentElement.lang));
    fill(node, 'a', title, c ? t.fiches : more).href = /\.html/.test(href) ? href : folders[name] + (href || cut(title).join('-')) + '.html';
    fill(node, '.detail', place ? [(base.ways[about] || [about])[0], c.name || town, km].filter(Boolean).join(', ') : about, place ? '' : more);
    if (!place) return;
    const [label, number] = (more || '').split('|');
    fill(node, '.lieu-heures', hours);
    fill(node, '.horsvue', title + ' ');
    node.querySelector('.lieu-appel a').href = 'tel:' + (number || label.replace(/ /g, '').replace(/^0/, '+33'));
    fill(node, label ? 'bdi' : '.lieu-appel', label);
  }

  // Draws some of what was found, and answers what puts it in the page.
  async function prepare(name, found, from, to) {
    const group = find(name), [list, more, sum, model] = ['ul', 'button', '.compte', 'template'].map(e => group.querySelector(e));
    const rows = await Promise.all(found.slice(from, to).map(async r => {
      const node = model.content.cloneNode(true);
      await draw(name, r, node);
      return node;
    }));
    return () => {
      if (!from) list.textContent = '';
      list.append(...rows);
      group.hidden = !found.length;
      sum.textContent = '(' + found.length + ')';
      more.hidden = found.length <= to;
      more.onclick = async () => {
        (await prepare(name, found, to, to + 20))();
        list.children[to].querySelector('a').focus();
      };
    };
  }

  function tell(found) {
    const count = kinds.reduce((n, name) => n + found[name].length, 0);
    const put = (text, list) => list[0] ? ' ' + text.replace('#', list.join(', ')) : '';
    said.textContent = (put(t.n, [count || '']) || field.value && t.rien) + put(t.compris, found.guesses) + put(t.inconnu, found.unknown);
    meant.hidden = !found.near[0];
    meant.querySelectorAll('a').forEach((a, i) => {
      const word = found.near[i] ? found.near[i][0].word : '';
      a.parentNode.hidden = !word;
      a.href = '?q=' + encodeURIComponent(a.textContent = word);
    });
    paths.hidden = !(results.hidden = !count);
  }

  async function run() {
    const mine = ++turn;
    try {
      await load('b0');
      const found = await ask(field.value);
      // The kind that answers best comes first. Of each, the best, and what is in one
      // file: the others come when asked for.
      const weigh = { places: found.place ? 1e3 : .75, guides: 1.2, ways: 1 };
      const top = name => found[name][0] ? weigh[name] * (found[name][0].score || 1) : 0;
      kinds.sort((a, b) => top(a) - top(b));
      const put = await Promise.all(kinds.map(name => {
        const list = found[name], file = r => name === 'places' && partOf(base.p, r.doc - base.places);
        const n = list.slice(0, 4).findIndex(r => r.score < list[0].score * .7 || file(r) !== file(list[0]));
        return prepare(name, list, 0, ~n ? n : 4);
      }));
      if (mine !== turn) return;
      kinds.forEach((name, i) => {
        put[i]();
        results.prepend(find(name));
      });
      tell(found);
    } catch {
      said.textContent = t.panne;
      paths.hidden = !(results.hidden = true);
    }
  }

  form.hidden = false;
  form.onsubmit = () => {
    try { // the address holds the question
      history.pushState(null, '', '?q=' + encodeURIComponent(field.value));
    } catch {
      return; // in a folder, the browser opens the page again
    }
    run();
    return false;
  };
  function start() {
    field.value = new URLSearchParams(location.search).get('q') || '';
    if (field.value) run();
  }
  window.onpopstate = start;
  start();
})();
