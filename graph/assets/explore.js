"use strict";
// The picture to explore: vis-network, started on demand, draws what Python has placed. Nothing moves by itself, and the
// wheel scrolls the page.
page.explore = (() => {
  const byId = (id) => document.getElementById(id);
  const { picture, words } = page.data;
  const canvas = byId("canvas");
  const sheet = byId("sheet");
  const select = byId("view");
  const { margin } = picture.options.nodes;
  // Packed by graph/page/packing.py: every node is a box of a concept, every edge a claim.
  const at = (list, place) => [...page[list].keys()][place];
  const idAt = (kind, place) => page.idOf(kind, at(`${kind}s`, place));
  const nodeList = picture.nodes.map(([place, label, width, height]) => ({
    id: idAt("concept", place), label, shape: "box", group: page.concepts.get(at("concepts", place)).kind,
    widthConstraint: { minimum: width }, heightConstraint: { minimum: height },
  }));
  const edgeList = picture.edges.map(([place, label, end, dashes]) => {
    const { subject, outcome } = page.claims.get(at("claims", place));
    return {
      id: idAt("claim", place), from: page.idOf("concept", subject), to: page.idOf("concept", outcome), label: page.data.pool[label],
      ...(end ? { arrows: { to: { type: page.data.pool[end] } } } : {}), ...(dashes ? { dashes } : {}),
    };
  });
  const each = (flat, size) => Array.from({ length: flat.length / size }, (unused, i) => flat.slice(size * i, size * i + size));
  const nodes = new Map(nodeList.map((node) => [node.id, node]));
  const edges = new Map(edgeList.map((edge) => [edge.id, edge]));
  const nameOfNode = new Map([...page.concepts.keys()].map((name) => [page.idOf("concept", name), name]));
  const nameOfEdge = new Map([...page.claims.keys()].map((name) => [page.idOf("claim", name), name]));
  const paths = new Map(Object.entries(picture.marks).map(([kind, path]) => [kind, new Path2D(path)]));
  const wide = matchMedia("(min-width: 64rem)");
  const forced = matchMedia("(forced-colors: active)");
  const SMALLEST = wide.matches ? 0.6 : 0.75;
  const LARGEST = 1.25;
  const MARGIN = 14;
  const LONGEST = 12000; // px of the device: beyond, browsers leave a canvas empty
  const CORNER = 7; // vis-network adds it to each side of a bounding box
  let network = null;
  let zoom = 1;
  let room = 0;
  let ink = "";
  let drawnIds = new Set();
  let current = select.options.length ? select.options[0].value : "";

  const probe = document.createElement("i");
  probe.hidden = true;
  document.body.append(probe);
  const color = (name) => {
    probe.style.color = `var(${name})`;
    return getComputedStyle(probe).color;
  };
  const group = (kind) => {
    const [border, background] = forced.matches ? [ink, color("--paper")] : [color(`--kind-${kind}`), color(`--tint-${kind}`)];
    const strong = { border: color("--accent"), background };
    return { color: { border, background, highlight: strong, hover: { border: ink, background } } };
  };
  const options = () => {
    ink = color("--ink");
    const face = getComputedStyle(document.body).fontFamily;
    const line = color("--line");
    return {
      ...picture.options,
      groups: { useDefaultGroups: false, ...Object.fromEntries([...paths.keys()].map((kind) => [kind, group(kind)])) },
      nodes: {
        borderWidth: 1.5,
        borderWidthSelected: 3,
        font: { size: 16, face, color: ink },
        labelHighlightBold: false,
        margin,
        shapeProperties: { borderRadius: CORNER },
      },
      edges: {
        ...picture.options.edges,
        color: { color: line, highlight: color("--accent"), hover: ink, inherit: false },
        font: { size: 13, face, color: color("--muted"), strokeWidth: 0, background: color("--paper"), align: "horizontal" },
        labelHighlightBold: false,
        arrows: { to: { enabled: true, type: "arrow", scaleFactor: 0.8 } },
        width: 1.6,
        hoverWidth: 0.6,
        selectionWidth: 1.4,
      },
    };
  };

  const smooth = (bend) =>
    bend >= 100
      ? { enabled: true, type: "cubicBezier", forceDirection: "horizontal", roundness: (bend - 100) / 100 }
      : { enabled: true, type: bend < 0 ? "curvedCCW" : "curvedCW", roundness: Math.abs(bend) / 100 };
  const views = new Map(Object.entries(picture.views).map(([name, [frame, places, ways]]) => [name, {
    frame,
    places: new Map(each(places, 3).map(([index, x, y]) => [nodeList[index].id, { x, y }])),
    ways: new Map(each(ways, 2).map(([index, bend]) => [edgeList[index].id, smooth(bend)])),
  }]));
  // A claim that has no clear way in a picture is drawn, straight, only when it or one of its concepts is chosen.
  const isAsked = (edge, choice) => {
    if (!choice) return false;
    if (choice.kind === "claim") return nameOfEdge.get(edge.id) === choice.name;
    return [nameOfNode.get(edge.from), nameOfNode.get(edge.to)].includes(choice.name);
  };
  const inView = (edge) => {
    if (current === "all") return true;
    const name = current.slice(current.indexOf("=") + 1);
    return page.claims.get(nameOfEdge.get(edge.id)).section === name;
  };
  const contents = () => {
    const view = views.get(current);
    const shown = page.shownNames();
    const choice = page.chosen();
    const belongs = (edge) => view.ways.has(edge.id) || (view.places.has(edge.from) && view.places.has(edge.to) && inView(edge));
    const found = [...edges.values()].filter((edge) => shown.has(nameOfEdge.get(edge.id)) && belongs(edge));
    const drawn = found.filter((edge) => view.ways.has(edge.id) || isAsked(edge, choice));
    const touched = new Set(found.flatMap((edge) => [edge.from, edge.to]));
    return { view, drawn, touched, leftOut: found.length - drawn.length };
  };
  const draw = () => {
    if (!network) return;
    const { view, drawn, touched, leftOut } = contents();
    network.setData({
      nodes: [...touched].map((id) => ({ ...nodes.get(id), ...view.places.get(id), fixed: true })),
      edges: drawn.map((edge) => ({ ...edge, smooth: view.ways.get(edge.id) || { enabled: false } })),
    });
    drawnIds = new Set([...touched, ...drawn.map((edge) => edge.id)]);
    describe(drawn, touched.size, leftOut);
    highlight();
    place();
  };
  const describe = (drawn, count, leftOut) => {
    const title = select.selectedOptions[0].textContent;
    canvas.setAttribute("aria-label", page.fill(words.picture_alternative, { concepts: count, claims: drawn.length, title }));
    byId("claims-here").replaceChildren(...drawn.map((edge) => page.claimItem(nameOfEdge.get(edge.id))));
    byId("left-out").hidden = leftOut === 0;
    byId("left-out").textContent = page.fill(words.picture_left_out, { count: leftOut });
  };
  const highlight = () => {
    const choice = page.chosen();
    network.unselectAll();
    if (!choice || !(choice.kind in { claim: 1, concept: 1 })) return;
    const id = page.idOf(choice.kind, choice.name);
    if (!drawnIds.has(id)) return;
    network.setSelection(choice.kind === "claim" ? { edges: [id] } : { nodes: [id] }, { highlightEdges: false });
  };
  // The picture fits the width of the page and is as high as it needs. One that is too large to be read so is scrolled.
  const place = () => {
    room = sheet.clientWidth;
    const [left, top, right, bottom] = views.get(current).frame;
    const [width, height] = [right - left + 2 * MARGIN, bottom - top + 2 * MARGIN];
    const fitting = Math.min(LARGEST, Math.max(SMALLEST, room / width)) * zoom;
    const scale = Math.min(fitting, LONGEST / devicePixelRatio / Math.max(width, height));
    const high = Math.ceil(height * scale);
    const wide = Math.max(room, Math.floor(width * scale));
    sheet.classList.toggle("tall", high > 2.2 * innerHeight);
    [canvas.style.width, canvas.style.height] = [`${wide}px`, `${high}px`];
    network.setSize(`${wide}px`, `${high}px`);
    network.moveTo({ position: { x: (left + right) / 2, y: (top + bottom) / 2 }, scale, animation: false });
    network.redraw();
    if (sheet.scrollWidth > sheet.clientWidth || sheet.scrollHeight > sheet.clientHeight) sheet.tabIndex = 0;
    else sheet.removeAttribute("tabindex");
    scrollToChosen();
  };
  const scrollToChosen = () => {
    const [edge] = network.getSelectedEdges();
    const chosen = views.get(current).places.get(network.getSelectedNodes()[0] || (edge && edges.get(edge).from));
    const { x, y } = chosen ? network.canvasToDOM(chosen) : { x: 0, y: 0 };
    sheet.scrollTo(x - sheet.clientWidth / 2, y - sheet.clientHeight / 2);
  };
  const drawMarks = (context) => {
    context.fillStyle = ink;
    Object.keys(network.getPositions()).forEach((id) => {
      const box = network.getBoundingBox(id);
      context.save();
      context.translate(box.left + CORNER + 9, (box.top + box.bottom) / 2 - 8);
      context.fill(paths.get(nodes.get(id).group));
      context.restore();
    });
  };

  const start = () => {
    network = new vis.Network(canvas, { nodes: [], edges: [] }, options());
    canvas.querySelector(".vis-network").removeAttribute("tabindex");
    network.on("afterDrawing", drawMarks);
    network.on("click", ({ nodes: [node], edges: [edge] }) => {
      if (node) page.choose(page.address("concept", nameOfNode.get(node)));
      else if (edge) page.choose(page.address("claim", nameOfEdge.get(edge)));
      else highlight();
    });
    ["hoverNode", "hoverEdge"].forEach((name) => network.on(name, () => canvas.classList.add("pointing")));
    ["blurNode", "blurEdge"].forEach((name) => network.on(name, () => canvas.classList.remove("pointing")));
  };
  const isOpen = () => !byId("explore").hidden;
  const show = (name) => {
    if (!views.has(name)) return;
    current = name;
    zoom = 1;
    select.value = name;
    if (isOpen()) draw();
  };
  const rezoom = (by) => () => {
    zoom = by ? Math.min(4, Math.max(0.25, zoom * by)) : 1;
    if (network) place();
  };
  const repaint = () => {
    if (!network) return;
    network.setOptions(options());
    draw();
  };

  page.listen(({ section, shown }) => {
    if (section && `section=${section}` !== current) show(`section=${section}`);
    else if (shown && isOpen()) draw();
  });
  select.addEventListener("change", () => show(select.value));
  byId("larger").addEventListener("click", rezoom(1.25));
  byId("smaller").addEventListener("click", rezoom(0.8));
  byId("fit").addEventListener("click", rezoom(0));
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", repaint);
  forced.addEventListener("change", repaint);
  new ResizeObserver(() => {
    if (network && isOpen() && sheet.clientWidth !== room) place();
  }).observe(byId("explore"));
  const open = () => {
    const choice = page.chosen();
    if (!network) start();
    if (choice && choice.kind === "explore" && views.has(choice.name)) show(choice.name);
    else draw();
  };
  let loading = null;
  return () => {
    loading = loading || packed.put("library", "script");
    loading.then(open).catch(() => { canvas.textContent = words.explore_failed; });
  };
})();
