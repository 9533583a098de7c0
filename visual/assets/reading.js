"use strict";
// The reading view: a span under the pointer or the keyboard shows what is said of it, and lights what it is said with.
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const card = document.getElementById("card");
  const marks = [...document.querySelectorAll("main mark")];
  const byId = new Map();
  for (const mark of marks) for (const id of mark.dataset.ids.split(" ")) byId.set(id, [...(byId.get(id) ?? []), mark]);
  const saidOf = new Map();
  for (const one of data.relations) for (const id of new Set([one[0], one[2], one[4]])) if (data.spans[id]) saidOf.set(id, [...(saidOf.get(id) ?? []), one]);
  const listsOf = new Map();
  for (const [id, [, members]] of Object.entries(data.lists)) for (const member of members) listsOf.set(member, [...(listsOf.get(member) ?? []), id]);
  let pinned = null;

  const element = (tag, name, text) => {
    const made = document.createElement(tag);
    if (name) made.className = name;
    if (text !== undefined) made.textContent = text;
    return made;
  };
  const nameOf = id => data.spans[id]?.[1] ?? id;

  // An end of a relation: the thing itself is bold, another one leads to its place.
  function end(id, own) {
    if (id === own || !data.spans[id]) return element("b", "", nameOf(id));
    const made = element("button", "", nameOf(id));
    made.type = "button";
    made.addEventListener("click", () => pin(byId.get(id)?.[0]));
    return made;
  }

  const ends = (ids, own) => ids.flatMap((id, at) => (at ? ["、", end(id, own)] : [end(id, own)]));

  // Relations of a thing that differ in the other end alone stand in one line.
  function together(id) {
    const lines = new Map();
    for (const [head, verb, tail, remark, via] of saidOf.get(id) ?? []) {
      const key = JSON.stringify([head === id, tail === id, via === id ? tail : "", verb, remark, via]);
      const line = lines.get(key);
      if (!line) lines.set(key, [[head], verb, [tail], remark, via]);
      else if (head === id) line[2].push(tail);
      else line[0].push(head);
    }
    return lines.values();
  }

  function describe(id) {
    const [kind, name, facts] = data.spans[id];
    const parts = [element("h3", "", name)];
    const label = document.querySelector(`.sample.${kind}`)?.textContent ?? kind;
    parts.push(element("p", "line", label), ...facts.map(fact => element("p", "line", fact)));
    for (const list of listsOf.get(id) ?? []) parts.push(element("p", "line", `所在名单：${data.lists[list][0]}`));
    const lines = element("ul");
    for (const [heads, verb, tails, remark, via] of together(id)) {
      const line = element("li");
      line.append(...ends(heads, id), element("span", "verb", verb), ...ends(tails, id));
      if (via && via !== id) line.append(element("span", "verb", "经"), end(via, id));
      line.append(element("span", "remark", remark));
      lines.append(line);
    }
    if (lines.childElementCount) parts.push(lines);
    return parts;
  }

  function clear() {
    for (const mark of document.querySelectorAll("mark.lit, mark.here")) mark.classList.remove("lit", "here", "collective");
  }

  function show(mark) {
    clear();
    if (!mark) { card.replaceChildren(); return; }
    const ids = mark.dataset.ids.split(" ");
    for (const id of ids) {
      for (const one of byId.get(id)) one.classList.add("here");
      for (const [head, , tail, , via, collective] of saidOf.get(id) ?? []) {
        for (const other of [head, tail, via]) {
          if (other === id) continue;
          for (const one of byId.get(other) ?? []) { one.classList.add("lit"); one.classList.toggle("collective", collective); }
        }
      }
    }
    card.replaceChildren(...ids.flatMap(describe));
  }

  function pin(mark) {
    if (!mark) return;
    pinned = mark;
    show(mark);
    mark.scrollIntoView({ block: "center" });
    (mark.tabIndex >= 0 ? mark : byId.get(mark.dataset.ids.split(" ")[0])[0]).focus({ preventScroll: true });
  }

  for (const mark of marks) {
    mark.removeAttribute("title");
    mark.addEventListener("pointerenter", () => { if (!pinned) show(mark); });
    mark.addEventListener("focus", () => { pinned = null; show(mark); });
    mark.addEventListener("click", () => { pinned = mark; show(mark); });
  }
  document.addEventListener("keydown", event => {
    if (event.target instanceof HTMLInputElement || event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.key === "Escape") { pinned = null; show(null); document.activeElement?.blur(); return; }
    const step = { n: 1, p: -1 }[event.key.toLowerCase()];
    if (!step) return;
    const busy = marks.filter(mark => mark.classList.contains("busy") && mark.classList.contains("first"));
    const now = document.querySelector("mark.here");
    const at = now ? busy.findIndex(mark => mark === now || (mark.compareDocumentPosition(now) & Node.DOCUMENT_POSITION_PRECEDING)) : 0;
    const next = !now ? busy[0] : step > 0 ? busy[busy[at] === now ? at + 1 : at] : busy[(at < 0 ? busy.length : at) - 1];
    if (next) pin(next);
  });
  for (const box of document.querySelectorAll("input[data-kind]")) {
    box.addEventListener("change", () => document.body.classList.toggle(`no-${box.dataset.kind}`, !box.checked));
  }
  document.body.dataset.ready = "true";
})();
