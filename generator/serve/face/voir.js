// The face of balise serve: it has the page loaded again when the portal
// changed, where the reader stood, and shows what is wrong. Texts come from the
// server, and are only ever put in as text.
"use strict";
(() => {
  const {voir, etat} = document.body.dataset;
  let {lancement, page: shown} = document.body.dataset;
  const by = id => document.getElementById(id);
  const frame = by("page");
  let stood = null; // where the reader was before the page was loaded again

  // The frame's window; null when a page of another site is in it.
  const inside = () => {
    try {
      const w = frame.contentWindow;
      return w.location.origin === location.origin ? w : null;
    } catch {
      return null;
    }
  };
  const address = w => w.location.pathname + w.location.search;

  // The face's own address tells the page's: it can be kept, sent, loaded again.
  const follow = w => history.replaceState(null, "", voir + (address(w) + w.location.hash).replace(/^\/+/, ""));

  const loaded = () => {
    const w = inside();
    if (!w || w.location.href === "about:blank") return;
    document.title = w.document.title;
    follow(w);
    w.addEventListener("hashchange", () => follow(w));
    w.document.addEventListener("click", leave);
    // Most browsers go back there by themselves, not all of them in a frame.
    if (stood && stood.address === address(w)) {
      w.scrollTo({left: stood.x, top: stood.y, behavior: "instant"});
      if (stood.focus) frame.focus();
    }
    stood = null;
  };

  // Other sites open beside: many refuse to be in a frame.
  const leave = event => {
    const link = event.target.closest && event.target.closest("a[href]");
    if (!link || link.origin === location.origin || !/^https?:$/.test(link.protocol)) return;
    event.preventDefault();
    window.open(link.href, "_blank", "noopener,noreferrer");
  };

  const again = () => {
    const w = inside();
    if (!w) return;
    stood = {address: address(w), x: w.scrollX, y: w.scrollY, focus: document.activeElement === frame};
    w.location.reload();
  };

  const put = (parent, tag, name, text) => {
    if (!text) return null;
    const e = document.createElement(tag);
    if (name) e.className = name;
    e.textContent = text;
    return parent.appendChild(e);
  };
  const say = (id, text) => {
    by(id).textContent = text;
    by(id).hidden = !text;
  };

  let last = "";
  const show = state => {
    const now = JSON.stringify(state.faults) + state.problem;
    by("fautes").hidden = !state.title && !state.problem;
    by("fautes").classList.toggle("erreur", state.errors > 0 || !!state.problem);
    by("titre").textContent = state.title || state.problem;
    by("avant").hidden = !state.stale;
    say("souci", state.problem);
    say("reste", state.more);
    if (now === last) return; // what was open or shut stays so
    last = now;
    const list = by("liste");
    list.replaceChildren();
    for (const f of state.faults) {
      const item = put(list, "li", f.level, " ");
      const line = put(item, "p", "", " ");
      put(line, "span", "mot", f.word);
      line.append(" ", f.message);
      put(item, "p", "lieu", f.place);
      put(item, "p", "", f.hint);
      const drawing = put(item, "pre", "", f.excerpt);
      if (drawing) drawing.tabIndex = 0;
    }
    by("detail").open = state.errors > 0 || !!state.problem;
  };

  const tell = event => {
    const state = JSON.parse(event.data);
    by("perdu").hidden = true;
    show(state);
    if (state.run === lancement && String(state.page) === shown) return;
    lancement = state.run;
    shown = String(state.page);
    again();
  };

  // A browser keeps few lines to one host: a tab that nobody sees gives its own up.
  let line = null;
  const listen = () => {
    if (document.hidden) {
      if (line) line.close();
      line = null;
    } else if (!line || line.readyState === EventSource.CLOSED) {
      line = new EventSource(etat);
      line.onmessage = tell;
      line.onerror = () => { by("perdu").hidden = false; };
    }
  };

  frame.addEventListener("load", loaded);
  if (frame.contentDocument && frame.contentDocument.readyState === "complete") loaded();
  document.addEventListener("visibilitychange", listen);
  document.addEventListener("keydown", event => {
    if (event.key === "Escape") by("detail").open = false;
  });
  addEventListener("pagehide", () => { if (line) line.close(); });
  listen();
})();
