"use strict";
// The side panel: what a thing or a line rests on. All text goes in as text, never as markup.
const Panel = (() => {
  const read = (id) => JSON.parse(document.getElementById(id).textContent);
  const nodes = read("nodes"), edges = read("edges"), data = read("data"), look = read("look");
  const word = (name) => look.words[name] || name || "";
  const box = document.getElementById("panel");
  let go = () => {};

  function make(tag, attributes, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes || {})) element.setAttribute(name, value);
    element.append(...children.filter((child) => child !== null));
    return element;
  }

  function thing(id) {
    const button = make("button", { type: "button", class: "thing", title: classOf(id).en }, nodes[id].label);
    button.addEventListener("click", () => go(id));
    return button;
  }

  const classOf = (id) => look.classes[nodes[id].kind];
  const unbroken = (text) => text.replace(/\s*\n\s*/g, "");

  /** A sentence with these spans of it marked; offsets count code points, so it is cut as an array of them. */
  function quote(sentence, spans) {
    const [text, plan, section] = data.sentences[sentence];
    const points = Array.from(text), quoted = make("blockquote");
    let done = 0;
    for (const [start, end] of merged(spans)) {
      quoted.append(unbroken(points.slice(done, start).join("")), make("mark", {}, unbroken(points.slice(start, end).join(""))));
      done = end;
    }
    quoted.append(unbroken(points.slice(done).join("")));
    const path = section < 0 ? [] : data.sections[section];
    const title = data.plans[plan];
    quoted.append(make("span", { class: "where" }, [`《${title}》`, ...path.filter((heading) => heading !== title)].join(" › ")));
    return quoted;
  }

  function merged(spans) {
    const out = [];
    for (const [start, end] of [...spans].sort((a, b) => a[0] - b[0] || a[1] - b[1])) {
      const last = out[out.length - 1];
      if (last && start <= last[1]) last[1] = Math.max(last[1], end);
      else out.push([start, end]);
    }
    return out;
  }

  /** Sentences of these places, each once, in the order of the text. */
  function quotes(places) {
    const bySentence = new Map();
    for (const place of places) {
      const [sentence, start, end] = data.places[place];
      if (!bySentence.has(sentence)) bySentence.set(sentence, []);
      bySentence.get(sentence).push([start, end]);
    }
    return [...bySentence].map(([sentence, spans]) => quote(sentence, spans));
  }

  function details(pairs) {
    const list = make("dl");
    for (const [name, value, english] of pairs) {
      if (value !== undefined && value !== "") list.append(make("dt", { title: english }, name), make("dd", {}, String(value)));
    }
    return list;
  }

  function factBox(id) {
    const fact = data.facts[id];
    const item = make("div", { class: `said ${fact.reading}` });
    item.append(make("div", {}, ...fact.subjects.map(thing), ` ${word(fact.predicate)} `, thing(fact.object)));
    item.append(...quotes(fact.places));
    item.append(details([
      ["读法", word(fact.reading), "Reading"],
      ["经由", fact.via === undefined ? "" : nodes[fact.via].label, "By way of"],
      ["阶段", word(fact.stage), "Stage"],
      ["情态", word(fact.modality), "Modality"],
      ["置信度", fact.confidence, "Confidence"],
      ["规则", fact.rule, "Rule"],
    ]));
    return item;
  }

  function supportLine(support) {
    return details([
      ["支撑力度", `${"●".repeat(support.strength)}${"○".repeat(5 - support.strength)} ${support.strength}/5`, "Strength"],
      ["路径", word(support.route), "Route"],
      ["读法", word(support.reading), "Reading"],
      ["覆盖", word(support.coverage), "Coverage"],
    ]);
  }

  function supportBox(support) {
    const item = make("div", { class: "said inferred" });
    item.append(make("div", {}, thing(support.supporter), " 支撑 ", thing(support.technology)), supportLine(support));
    item.append(make("div", { class: "about" }, support.steps.length > 1 ? "依次依据：" : "依据："), ...support.steps.map(factBox));
    return item;
  }

  function open(...content) {
    const close = make("button", { type: "button", class: "close", title: "Close (Esc)", "aria-label": "关闭" }, "×");
    close.addEventListener("click", () => go(null));
    box.replaceChildren(close, ...content);
    box.scrollTop = 0;
    box.hidden = false;
  }

  function showNode(id) {
    const node = nodes[id];
    if (node.kind === "Group") return showGroup(id);
    const around = edges.filter((edge) => edge.from === id || edge.to === id);
    const facts = distinct(new Set(around.flatMap((edge) => data.edges[edge.id].facts)));
    const inferred = around.filter((edge) => edge.inferred).flatMap((edge) => data.edges[edge.id].supports);
    const names = node.names.length ? `；又称 ${node.names.join("、")}` : "";
    open(
      make("h2", {}, node.label),
      make("p", { class: "about", title: `${classOf(id).en} ${node.iri}` }, `${classOf(id).zh}${names}`),
      ...titled(`原文提到 ${data.nodes[id].length} 处`, quotes(data.nodes[id])),
      ...titled(`原文所说 ${facts.length} 条`, facts.map(factBox)),
      ...titled(`推断的支撑 ${inferred.length} 条`, inferred.map((one) => supportBox(data.supports[one]))),
    );
  }

  const titled = (heading, content) => (content.length ? [make("h3", {}, heading), ...content] : []);

  function showGroup(id) {
    const out = edges.filter((edge) => edge.from === id), into = edges.filter((edge) => edge.to === id);
    const facts = new Set(out.flatMap((edge) => data.edges[edge.id].facts));
    open(
      make("h2", {}, `合指：说的是这 ${into.length} 者的整体`),
      make("p", { class: "about" }, "原文对这一组一并说了下列各项，没有说明哪一项落在哪一个。"),
      make("p", {}, ...into.map((edge) => thing(edge.from))),
      ...distinct(facts).map(factBox),
    );
  }

  /** What is said of a group once, though every member has a Statement of its own. */
  function distinct(facts) {
    const seen = new Map();
    for (const id of facts) {
      const { predicate, subjects, object, places } = data.facts[id], key = [predicate, ...subjects, object, "at", ...places].join(" ");
      if (!seen.has(key)) seen.set(key, id);
    }
    return [...seen.values()];
  }

  function ends(edge) {
    const name = (id) => (nodes[id].kind === "Group" ? ["一组之整体"] : [nodes[id].label]);
    return `${name(edge.from)} → ${name(edge.to)}`;
  }

  function showEdge(id) {
    const edge = edges[id], { facts, supports } = data.edges[id];
    const sort = edge.inferred ? "推断（原文没有直说）" : "原文直说";
    open(
      make("h2", {}, ends(edge)),
      make("p", { class: "about" }, `${word(edge.predicate)} · ${sort} · ${word(edge.reading)}`),
      ...(edge.inferred ? supports.map((one) => supportBox(data.supports[one])) : distinct(facts).map(factBox)),
      ...(edge.inferred || !supports.length ? [] : titled("由此推断的支撑", [supportLine(data.supports[supports[0]])])),
    );
  }

  return {
    nodes, edges, data, look, make, showNode, showEdge,
    close: () => { box.hidden = true; },
    onGo: (callback) => { go = callback; },
  };
})();
