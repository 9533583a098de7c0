"use strict";
// The picture, its legend, views and search. Places come with the nodes; nothing moves by itself.
(() => {
  const { nodes, edges, data, look, make } = Panel;
  const byId = (id) => document.getElementById(id);
  const FONT = '15px "Noto Sans CJK SC", "Source Han Sans SC", "PingFang SC", "Microsoft YaHei", sans-serif';
  const LINE = { each: "#3f5f7f", collective: "#c77c00" };
  const LEGIBLE = 0.72;
  const shown = { view: data.views[0], classes: new Set(Object.keys(look.classes)), lines: new Set(data.inferred ? ["each", "collective", "inferred"] : ["each", "collective"]) };
  let marked = new Set();

  const lineOf = (edge) => (edge.inferred ? "inferred" : edge.reading);
  const inView = (edge) => shown.view === "all" || edge.view === shown.view;
  const classShown = (id) => nodes[id].kind === "Group" || shown.classes.has(nodes[id].kind);

  function visible() {
    let kept = edges.filter((edge) => inView(edge) && shown.lines.has(lineOf(edge)) && classShown(edge.from) && classShown(edge.to) && at(edge.from) && at(edge.to));
    const into = new Set(kept.map((edge) => edge.to)), out = new Set(kept.map((edge) => edge.from));
    const whole = (id) => nodes[id].kind !== "Group" || (into.has(id) && out.has(id));
    kept = kept.filter((edge) => whole(edge.from) && whole(edge.to));
    const tied = new Set(kept.flatMap((edge) => [edge.from, edge.to]));
    const alone = (node) => shown.view === "all" && node.kind !== "Group" && shown.classes.has(node.kind);
    return { edges: kept, nodes: nodes.filter((node) => at(node.id) && (tied.has(node.id) || alone(node))) };
  }

  const at = (id) => nodes[id].at[shown.view];

  const END = 26;
  let hubs = { left: new Set(), right: new Set() }, chosen = null;

  /** Where lines meet a thing: all of it where they come from both sides, else the end on the side of the others. */
  function anchor(node) {
    const [x, y] = at(node.id), left = hubs.left.has(node.id), right = hubs.right.has(node.id);
    const width = left === right ? node.w : Math.min(END, node.w);
    const out = (node.w - width) / 2;
    return { x: right ? x + out : x - out, y, width };
  }

  function findHubs(kept) {
    hubs = { left: new Set(), right: new Set() };
    for (const edge of kept) {
      const [near, far] = at(edge.from)[0] < at(edge.to)[0] ? [edge.from, edge.to] : [edge.to, edge.from];
      if (edge.inferred) continue;
      hubs.right.add(near);
      hubs.left.add(far);
    }
  }

  function pictured(node) {
    const [x, y] = at(node.id), style = look.classes[node.kind], met = anchor(node);
    return {
      id: node.id, x: met.x, y: met.y, shape: "custom", size: node.w,
      ctxRenderer: ({ ctx }) => ({
        drawNode() {
          ctx.globalAlpha = marked.size && !marked.has(node.id) ? 0.22 : 1;
          Shapes.draw(ctx, style, x, y, node.w, node.h, node.id === chosen);
          if (node.label) {
            ctx.font = FONT;
            ctx.fillStyle = "#14181d";
            ctx.textAlign = "center";
            ctx.textBaseline = "middle";
            ctx.fillText(node.label, x, y + 1, node.w - 10);
          }
          ctx.globalAlpha = 1;
        },
        nodeDimensions: { width: met.width, height: node.h },
      }),
    };
  }

  function nodeAt({ x, y }) {
    return visible().nodes.find((node) => Math.abs(x - at(node.id)[0]) <= node.w / 2 && Math.abs(y - at(node.id)[1]) <= node.h / 2 + 2);
  }

  function drawnEdge(edge) {
    const colour = LINE[edge.reading], faint = marked.size && !(marked.has(edge.from) && marked.has(edge.to));
    const strengths = data.edges[edge.id].supports.map((one) => data.supports[one].strength);
    const [x1] = at(edge.from), [x2] = at(edge.to);
    const across = Math.abs(x1 - x2) > 700 || (x2 < x1) !== (edge.predicate === "groupedUnder");
    return {
      id: edge.id, from: edge.from, to: edge.to, dashes: edge.inferred ? [7, 5] : false,
      width: 1 + 0.25 * Math.max(0, ...strengths),
      color: { color: colour, highlight: "#111", hover: "#111", opacity: faint ? 0.07 : across ? 0.35 : 0.85 },
      arrows: nodes[edge.to].kind === "Group" ? "" : { to: { enabled: true, type: edge.reading === "each" ? "arrow" : "circle", scaleFactor: 0.45 } },
    };
  }

  const drawn = { nodes: new vis.DataSet(), edges: new vis.DataSet() };
  const network = new vis.Network(byId("picture"), drawn, JSON.parse(byId("options").textContent));

  function refresh() {
    const now = visible();
    findHubs(now.edges);
    replace(drawn.edges, []);
    replace(drawn.nodes, now.nodes.map(pictured));
    now.nodes.forEach(measure);
    replace(drawn.edges, now.edges.map(drawnEdge));
  }

  /** Tell vis-network the size of a node of a shape of our own; by itself it learns it only after drawing it twice. */
  function measure(node) {
    const { x, y, width } = anchor(node), { shape } = network.body.nodes[node.id];
    Object.assign(shape, { width, height: node.h, customSizeWidth: width, customSizeHeight: node.h, left: x - width / 2, top: y - node.h / 2 });
    shape.boundingBox = { left: x - node.w, right: x + node.w, top: y - node.h, bottom: y + node.h };
  }

  function replace(set, items) {
    set.clear();
    set.add(items);
  }

  /** All of it where labels stay legible, else the beginning at a size that can be read. */
  function fit(whole) {
    const boxes = drawn.nodes.getIds().map((id) => ({ node: nodes[id], at: at(id) }));
    if (!boxes.length) return;
    const left = Math.min(...boxes.map((box) => box.at[0] - box.node.w / 2)), right = Math.max(...boxes.map((box) => box.at[0] + box.node.w / 2));
    const top = Math.min(...boxes.map((box) => box.at[1])) - 20, bottom = Math.max(...boxes.map((box) => box.at[1])) + 20;
    const { clientWidth: width, clientHeight: height } = byId("picture");
    const scale = Math.min(1.25, (width - 30) / (right - left), (height - 20) / (bottom - top));
    const used = whole ? scale : Math.max(scale, LEGIBLE);
    const x = scale >= used ? (left + right) / 2 : left + (width / 2 - 15) / used;
    const y = scale >= used ? (top + bottom) / 2 : top + (height / 2 - 10) / used;
    network.moveTo({ position: { x, y }, scale: used });
  }

  function mark(ids) {
    marked = new Set(ids);
    drawn.edges.update(visible().edges.map(drawnEdge));
    network.redraw();
  }

  /** Neighbours of a thing; across a junction, those on its other side too. */
  function neighbours(id) {
    const near = new Set([id]);
    const now = visible().edges;
    for (const edge of now) {
      if (edge.from !== id && edge.to !== id) continue;
      const other = edge.from === id ? edge.to : edge.from;
      near.add(other);
      if (nodes[other].kind === "Group") for (const far of now) { if (far.from === other) near.add(far.to); if (far.to === other) near.add(far.from); }
    }
    return near;
  }

  function showNode(id, move) {
    reach(id);
    network.unselectAll();
    chosen = id;
    Panel.showNode(id);
    mark(neighbours(id));
    uncover(id, move);
  }

  /** Move the picture so that the panel does not lie on the thing; to its middle where it was not clicked but sought. */
  function uncover(id, move) {
    const panel = byId("panel").offsetWidth, [x, y] = at(id), right = network.canvasToDOM({ x: x + nodes[id].w / 2, y }).x;
    const scale = move ? Math.max(network.getScale(), 0.9) : network.getScale();
    if (move || right > byId("picture").clientWidth - panel) network.moveTo({ position: { x, y }, scale, offset: { x: -panel / 2, y: 0 } });
  }

  /** Bring a thing into the picture, whatever view or class hid it. */
  function reach(id) {
    if (drawn.nodes.get(id) !== null) return;
    shown.classes.add(nodes[id].kind);
    if (!visible().nodes.some((node) => node.id === id)) {
      shown.view = data.views.find((view) => nodes[id].at[view] && (shown.view = view) && visible().nodes.some((node) => node.id === id)) || "all";
    }
    legend();
    refresh();
  }

  function clear() {
    Panel.close();
    chosen = null;
    network.unselectAll();
    mark([]);
  }

  network.on("click", ({ edges: [edge], pointer }) => {
    const node = nodeAt(pointer.canvas);
    if (node) return showNode(node.id, false);
    if (edge === undefined) return clear();
    chosen = null;
    Panel.showEdge(edge);
    mark([edges[edge].from, edges[edge].to]);
  });
  byId("picture").addEventListener("mousemove", ({ offsetX, offsetY }) => {
    const here = { x: offsetX, y: offsetY };
    const touched = nodeAt(network.DOMtoCanvas(here)) || network.getEdgeAt(here) !== undefined;
    byId("picture").style.cursor = touched ? "pointer" : "grab";
  });
  Panel.onGo((id) => (id === null ? clear() : showNode(id, true)));

  // Legend: what there is in this view, and whether it is shown.
  function legend() {
    const here = edges.filter(inView), ids = new Set(shown.view === "all" ? nodes.map((node) => node.id) : here.flatMap((edge) => [edge.from, edge.to]));
    const count = (kind) => [...ids].filter((id) => nodes[id].kind === kind).length;
    byId("classes").replaceChildren(...Object.entries(look.classes).filter(([kind]) => count(kind)).map(([kind, style]) => {
      const picture = Shapes.sample((c) => Shapes.draw(c, style, 20, 10, kind === "Group" ? 14 : 32, 14, false));
      return kind === "Group" ? make("label", { title: style.en }, make("input", { type: "checkbox", checked: "", disabled: "" }), picture, `${style.zh}（一组之整体）`) : toggle(shown.classes, kind, style, picture, count(kind));
    }));
    const number = (line) => here.filter((edge) => lineOf(edge) === line).length;
    byId("lines").replaceChildren(...Object.entries(look.lines).filter(([line]) => number(line)).map(([line, style]) => toggle(shown.lines, line, style, sampleLine(line), number(line))));
    byId("views").replaceChildren(...(data.views.length > 1 ? data.views : []).map((view) => {
      const button = make("button", { type: "button", title: look.views[view].en, "aria-pressed": String(view === shown.view), "data-view": view }, look.views[view].zh);
      button.addEventListener("click", () => { shown.view = view; clear(); legend(); refresh(); fit(false); });
      return button;
    }));
  }

  function toggle(set, name, style, picture, number) {
    const input = make("input", { type: "checkbox", "data-toggle": name });
    input.checked = set.has(name);
    input.addEventListener("change", () => { if (input.checked) set.add(name); else set.delete(name); refresh(); mark([]); });
    return make("label", { title: style.en }, input, picture, style.zh, make("span", { class: "count" }, String(number)));
  }

  const sampleLine = (line) => Shapes.sample((c) => {
    c.strokeStyle = c.fillStyle = LINE[line] || LINE.each;
    c.lineWidth = 2;
    if (line === "inferred") c.setLineDash([6, 4]);
    c.beginPath();
    c.moveTo(2, 10);
    c.lineTo(30, 10);
    c.stroke();
    c.beginPath();
    if (line === "collective") c.arc(33, 10, 4, 0, 7);
    else { c.moveTo(38, 10); c.lineTo(29, 6); c.lineTo(29, 14); }
    c.fill();
  });

  // Search: names and other names, those that begin with the words first.
  const search = byId("search"), hits = byId("hits");
  let active = 0;

  function matches(words) {
    const sought = words.trim().toLowerCase();
    if (!sought) return [];
    const rank = (node) => Math.min(...[node.label, ...node.names].map((name, index) => { const found = name.toLowerCase().indexOf(sought); return found < 0 ? 99 : (found > 0 ? 2 : 0) + (index > 0 ? 1 : 0) + name.length / 1000; }));
    return nodes.filter((node) => node.kind !== "Group").map((node) => [rank(node), node]).filter(([value]) => value < 99).sort((a, b) => a[0] - b[0] || a[1].id - b[1].id).map(([, node]) => node).slice(0, 14);
  }

  function list() {
    const found = matches(search.value);
    active = Math.max(0, Math.min(active, found.length - 1));
    hits.hidden = !search.value.trim();
    search.setAttribute("aria-expanded", String(!hits.hidden));
    hits.replaceChildren(...found.map((node, index) => {
      const item = make("li", { role: "option", id: `hit${index}`, "aria-selected": String(index === active) }, make("span", {}, node.label), make("span", { class: "kind" }, look.classes[node.kind].zh));
      item.addEventListener("mousedown", (event) => { event.preventDefault(); choose(node); });
      return item;
    }));
    if (found.length) search.setAttribute("aria-activedescendant", `hit${active}`);
    else { search.removeAttribute("aria-activedescendant"); hits.append(make("li", { class: "none", title: "No match" }, `没有名为“${search.value.trim()}”的事物，换一个词试试`)); }
    return found;
  }

  function choose(node) {
    hits.hidden = true;
    search.setAttribute("aria-expanded", "false");
    showNode(node.id, true);
  }

  search.addEventListener("input", () => { active = 0; list(); });
  search.addEventListener("blur", () => { hits.hidden = true; });
  search.addEventListener("keydown", (event) => {
    if (event.isComposing) return; // Enter ends the writing of a Chinese word; it is not yet a search
    const found = matches(search.value);
    if (event.key === "ArrowDown" || event.key === "ArrowUp") { event.preventDefault(); active += event.key === "ArrowDown" ? 1 : -1; list(); }
    else if (event.key === "Enter") { list(); if (found.length) choose(found[active]); }
    else if (event.key === "Escape") { search.value = ""; list(); }
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "/" && document.activeElement !== search) { event.preventDefault(); search.focus(); }
    else if (event.key === "Escape" && document.activeElement !== search) clear();
  });

  byId("closer").addEventListener("click", () => network.moveTo({ scale: network.getScale() * 1.3 }));
  byId("farther").addEventListener("click", () => network.moveTo({ scale: network.getScale() / 1.3 }));
  byId("whole").addEventListener("click", () => fit(true));

  legend();
  refresh();
  fit(false);
  window.cetu = { network, shown, nodes, edges, drawn };
  document.body.dataset.ready = "true";
})();
