"use strict";
// The network as dots and lines: vis-network draws what Python has placed. Nothing moves by itself.
(() => {
  const byId = (id) => document.getElementById(id);
  const { fill, groupName, choose, conceptAddress, degree } = page;
  const { words, groups, begins, labels, kinds, looks, subjects, ends, groupOf, leaving, entering, dashes, x, y } = page.all();
  const canvas = byId("canvas");
  const select = byId("draw");
  const READABLE = 1.1; // px of the screen for a px of the picture: from here on names show
  const STEP = 80;
  let shown = [];
  let network = null;
  let width = canvas.clientWidth;

  const probe = document.createElement("i");
  probe.hidden = true;
  document.body.append(probe);
  const color = (name) => {
    probe.style.color = `var(${name})`;
    return getComputedStyle(probe).color;
  };
  const options = () => {
    const [ink, line, accent] = [color("--ink"), color("--line"), color("--accent")];
    return {
      autoResize: false,
      physics: { enabled: false },
      layout: { improvedLayout: false },
      interaction: { dragNodes: false, hover: false, hideEdgesOnDrag: true, hideEdgesOnZoom: true, selectConnectedEdges: false, zoomView: false },
      nodes: { shape: "dot", borderWidth: 0, chosen: false, color: { background: accent, border: accent, highlight: { background: ink, border: ink } } },
      edges: { smooth: false, chosen: false, width: 0.8, color: { color: line, opacity: select.value === "all" ? 0.3 : 0.6, inherit: false } },
    };
  };
  const size = (concept) => Math.min(11, 3 + Math.sqrt(degree(concept)));
  const contents = () => {
    const group = select.value === "all" ? null : Number(select.value);
    const [low, high] = group === null ? [0, labels.length] : [begins[group], begins[group + 1]];
    shown = Array.from({ length: high - low }, (unused, i) => low + i);
    const nodes = shown.map((id) => ({ id, x: x[id], y: y[id], size: size(id) }));
    const edges = [];
    // Lines between groups would cover everything: they are drawn for the chosen concept alone.
    ends.forEach((to, claim) => {
      const from = subjects[claim];
      if (from < low || from >= high || groupOf[to] !== groupOf[from]) return;
      const [, , certainty, type] = kinds[looks[claim]];
      const edge = { id: claim, from, to };
      if (dashes[certainty] && dashes[certainty].length) edge.dashes = dashes[certainty];
      if (group !== null) edge.arrows = { to: { enabled: true, type, scaleFactor: 0.5 } };
      edges.push(edge);
    });
    return { nodes, edges };
  };
  // Names are drawn here, and only those in sight that do not cover another: vis-network would measure all of them.
  const write = (context) => {
    const scale = network.getScale();
    const one = select.value !== "all";
    const all = scale >= READABLE;
    const named = all ? [...shown] : one ? shown.slice(0, 12) : begins.slice(0, -1);
    const corner = network.DOMtoCanvas({ x: 0, y: 0 });
    const far = network.DOMtoCanvas({ x: canvas.clientWidth, y: canvas.clientHeight });
    const taken = [];
    const choice = page.chosen();
    if (choice && choice.kind === "concept" && shown.includes(choice.place)) {
      context.strokeStyle = color("--ink");
      [...leaving(choice.place), ...entering(choice.place)].forEach((claim) => {
        context.lineWidth = 2 / scale;
        context.setLineDash((dashes[kinds[looks[claim]][2]] || []).map((length) => length / scale));
        context.beginPath();
        context.moveTo(x[subjects[claim]], y[subjects[claim]]);
        context.lineTo(x[ends[claim]], y[ends[claim]]);
        context.stroke();
      });
      context.setLineDash([]);
      named.unshift(choice.place);
    }
    context.font = `${13 / scale}px ${getComputedStyle(document.body).fontFamily}`;
    context.textAlign = "center";
    context.textBaseline = "top";
    context.lineWidth = 4 / scale;
    context.lineJoin = "round";
    context.strokeStyle = color("--paper");
    context.fillStyle = color("--ink");
    named.forEach((id) => {
      if (x[id] < corner.x || x[id] > far.x || y[id] < corner.y || y[id] > far.y) return;
      const half = context.measureText(labels[id]).width / 2;
      const top = y[id] + size(id) + 2 / scale;
      const box = [x[id] - half, top, x[id] + half, top + 17 / scale];
      if (taken.some((other) => box[0] < other[2] && other[0] < box[2] && box[1] < other[3] && other[1] < box[3])) return;
      taken.push(box);
      context.strokeText(labels[id], x[id], top);
      context.fillText(labels[id], x[id], top);
    });
  };
  const fit = () => {
    network.redraw();
    network.fit({ animation: false, maxZoomLevel: 1.5 });
  };
  const draw = () => {
    const data = contents();
    const counts = { concepts: data.nodes.length, claims: data.edges.length };
    if (network) network.setOptions(options());
    if (network) network.setData(data);
    else network = new vis.Network(canvas, data, options());
    canvas.setAttribute("aria-label", fill(words.explore_alternative, counts));
    byId("drawn").textContent = fill(words.drawn, counts);
    fit();
  };
  const view = (scale, right = 0, down = 0) => {
    const at = network.getViewPosition();
    const now = network.getScale();
    network.moveTo({ position: { x: at.x + (right * STEP) / now, y: at.y + (down * STEP) / now }, scale: now * scale, animation: false });
  };
  const keys = {
    ArrowLeft: [1, -1, 0], ArrowRight: [1, 1, 0], ArrowUp: [1, 0, -1], ArrowDown: [1, 0, 1],
    "+": [1.4], "=": [1.4], "-": [1 / 1.4], "−": [1 / 1.4],
  };

  select.append(new Option(fill(words.all_concepts, { count: labels.length }), "all"));
  groups.forEach((unused, group) => select.append(new Option(groupName(group), String(group))));
  const choice = page.chosen();
  if (choice) select.value = String(choice.kind === "group" ? choice.place : page.all().groupOf[choice.place]);
  draw();
  network.on("afterDrawing", write);
  network.on("click", ({ nodes }) => { if (nodes.length) choose(conceptAddress(nodes[0])); });
  network.redraw();
  select.addEventListener("change", draw);
  document.addEventListener("choice", () => network.redraw());
  byId("stage").addEventListener("keydown", (event) => {
    if (!(event.key in keys) || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    view(...keys[event.key]);
  });
  byId("larger").addEventListener("click", () => view(1.4));
  byId("smaller").addEventListener("click", () => view(1 / 1.4));
  byId("fit").addEventListener("click", fit);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => network.setOptions(options()));
  window.addEventListener("resize", () => {
    network.setSize("100%", "100%");
    if (width !== canvas.clientWidth) fit();
    width = canvas.clientWidth;
  });
})();
