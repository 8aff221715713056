// Which places are open at the moment, on the clock of the territory. A [data-h]
// holds the hours of the days to come (see Table in generator/hours), the words
// stand in [data-fuseau]. Without this script the page says the hours.
(function () {
  'use strict';
  var words = document.querySelector('[data-fuseau]');
  var spots = document.querySelectorAll('[data-h]');
  if (!words || !spots.length) return;
  var say = words.dataset;
  var root = document.documentElement;
  var start = Date.parse(say.debut);
  var DAY = 1440;
  var tables = {};
  var clock;
  try {
    clock = new Intl.DateTimeFormat('en-u-nu-latn', {
      timeZone: say.fuseau, hour12: false, year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric'
    });
    clock.formatToParts(0);
  } catch (e) { return; } // an unknown zone, an old browser: nothing rather than something false

  // Minutes since the midnight that the tables begin with.
  function now() {
    var part = {};
    clock.formatToParts(Date.now()).forEach(function (p) { part[p.type] = +p.value; });
    return (Date.UTC(part.year, part.month - 1, part.day) - start) / 6e4 + part.hour % 24 * 60 + part.minute;
  }

  function read(text) {
    var lines = text.split('\n');
    var sorts = lines[0].split(' ');
    var spans = [];
    sorts[0].split('').forEach(function (sign, day) {
      var hours = sorts[sign.charCodeAt(0) - 64] || '';
      hours.replace(/(\d+)\.?(\d*)-(\d+)\.?(\d*)(\??):?(\d*)/g, function (all, h, m, h2, m2, unsure, note) {
        var last = spans[spans.length - 1];
        var span = { from: (day * 24 + +h) * 60 + +m, to: (day * 24 + +h2) * 60 + +m2, doubt: hours[0] === '?' ? 'ferie' : unsure && 'incertain', note: lines[note] || '' };
        if (last && last.to === span.from && last.doubt === span.doubt && last.note === span.note) last.to = span.to;
        else spans.push(span);
      });
    });
    return { signs: sorts[0], spans: spans };
  }

  function time(minutes) {
    var h = Math.floor(minutes / 60) % 24;
    var m = minutes % 60;
    if (!(minutes % DAY)) return say.minuit;
    return (m ? say.minutes : say.heure).replace('%', h < 12 ? 'am' : 'pm')
      .replace('#', /%/.test(say.heure) ? h % 12 || 12 : h).replace('@', m < 10 ? '0' + m : m);
  }

  function date(day, options) {
    options.timeZone = 'UTC';
    var text = new Intl.DateTimeFormat(root.lang + '-u-ca-gregory-nu-latn', options).format(start + day * 864e5);
    return /^fr/.test(root.lang) ? text.replace(/(^| )1 /, '$11er ') : text;
  }

  // What is known of a minute; nothing past the table.
  function state(table, minute) {
    var day = Math.floor(minute / DAY);
    var sign = table.signs[day];
    var next = table.spans.filter(function (s) { return s.to > minute; })[0];
    if (!sign) return null;
    if (next && next.from <= minute) {
      if (next.doubt) return { is: 'incertain', text: say[next.doubt], note: next.note };
      return {
        is: /rendez-vous|rdv/i.test(next.note) ? 'rdv' : 'ouvert', note: next.note,
        text: next.to - minute > DAY || next.to === table.signs.length * DAY ? say.ouvert : say.jusqua.replace('#', time(next.to))
      };
    }
    var text = sign === '*' ? say.fermeFerie.replace('@', date(day, { day: 'numeric', month: 'long' })) : sign === '!' ? say.fermeture : say.ferme;
    if (next) {
      var on = Math.floor(next.from / DAY);
      text += ' ' + (on === day ? say.ouvre : on === day + 1 ? say.demain : say.ouvreLe)
        .replace('@', date(on, on - day < 7 ? { weekday: 'long' } : { weekday: 'long', day: 'numeric', month: 'long' }))
        .replace('#', time(next.from)) + (next.doubt ? ' ' + say.confirmer : '');
    }
    return { is: 'ferme', text: text, note: '' };
  }

  // The hours of a day, in words: what begins on it, or lasts all of it.
  function today(table, day) {
    var dawn = day * DAY;
    return table.spans.filter(function (s) {
      return s.from >= dawn && s.from < dawn + DAY || s.from < dawn && s.to >= dawn + DAY;
    }).map(function (s) {
      return s.from <= dawn && s.to >= dawn + DAY ? say.toujours : say.plage.replace('#', time(s.from)).replace('@', time(s.to));
    }).join(say.virgule) || say.rien;
  }

  function noted(element, text, note) {
    element.textContent = text;
    if (!note) return;
    var span = document.createElement('span');
    span.lang = say.langue || root.lang;
    span.dir = 'auto';
    span.textContent = '(' + note + ')';
    element.append(' ', span);
  }

  function tell() {
    var minute = now();
    spots.forEach(function (spot) {
      var table = tables[spot.dataset.h] || (tables[spot.dataset.h] = read(spot.dataset.h));
      var found = state(table, minute);
      var appointment = 'rdv' in spot.dataset;
      spot.hidden = !found;
      if (!found) return;
      spot.dataset.etat = found.is === 'ouvert' && appointment ? 'rdv' : found.is;
      noted(spot, found.text + (appointment && !found.note ? ' ' + say.rdv : ''), found.note);
    });
    document.querySelectorAll('[data-jour]').forEach(function (line) {
      var spot = line.closest('section').querySelector('[data-h]');
      line.hidden = !spot || spot.hidden;
      if (spot) line.lastChild.textContent = today(tables[spot.dataset.h], Math.floor(minute / DAY));
    });
    document.dispatchEvent(new Event('etat'));
  }

  (function wait() {
    tell();
    setTimeout(wait, 6e4 - Date.now() % 6e4);
  })();
  document.addEventListener('visibilitychange', tell);
})();
