"use strict";
// Taking away: the picture that is shown as SVG or PNG, the claims that are shown as CSV, and paper.
(() => {
  const { shape } = page;
  const byId = (id) => document.getElementById(id);
  const KEPT = ["fill", "stroke", "stroke-width", "stroke-dasharray", "font-family", "font-size", "font-weight", "text-anchor", "visibility", "opacity", "marker-start", "marker-end", "rx"];
  const SCALE = 2;
  const HEAD = 52;
  const shown = () => [...document.querySelectorAll(".step:not([hidden])")][0];

  // The claims of the view, of those that search and filters leave; of map and network all of these.
  const names = () => {
    const left = [...page.shownNames()];
    if (["map", "explore"].includes(shown().id)) return left;
    const links = [...shown().querySelectorAll('a[href^="#claim="]')];
    const here = new Set(links.map((link) => decodeURIComponent(link.getAttribute("href").slice("#claim=".length))));
    return left.filter((name) => here.has(name));
  };

  const save = (blob, ending) => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(blob);
    link.download = `${document.title} ${shown().id}`.replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-|-$/g, "").toLowerCase() + ending;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  };
  // The page's style does not go with the file, so each element takes what it looks like with it.
  const dressed = (original) => {
    const copy = original.cloneNode(true);
    const [from, to] = [[original, ...original.querySelectorAll("*")], [copy, ...copy.querySelectorAll("*")]];
    from.forEach((element, place) => {
      const look = getComputedStyle(element);
      KEPT.forEach((name) => to[place].setAttribute(name, look.getPropertyValue(name)));
      if (element.tagName === "a") to[place].removeAttribute("href");
    });
    return copy;
  };
  const picture = () => {
    const parts = [...shown().querySelectorAll("svg.sheet, svg.chart")];
    const sizes = parts.map((part) => part.viewBox.baseVal);
    const width = Math.max(820, ...sizes.map((size) => size.width));
    const height = sizes.reduce((sum, size) => sum + size.height + 30, HEAD + 14);
    const whole = shape("svg", { xmlns: "http://www.w3.org/2000/svg", width: width + 24, height: height + 24, viewBox: `-12 -12 ${width + 24} ${height + 24}` });
    const { backgroundColor: paper, color: ink, fontFamily: face } = getComputedStyle(document.body);
    whole.append(shape("rect", { x: -12, y: -12, width: width + 24, height: height + 24, fill: paper }));
    whole.append(shape("defs", {}, ...[...document.querySelectorAll(".definitions > defs > *")].map(dressed)));
    const text = (words, y, size, weight) => {
      whole.append(shape("text", { x: 0, y, fill: ink, "font-family": face, "font-size": size, "font-weight": weight }, words));
    };
    text(shown().querySelector("h2").textContent.trim(), 24, 24, 600);
    text(`${[...document.querySelectorAll(".source cite")].map((cite) => cite.textContent).join("; ")}. ${document.querySelector(".notice").textContent}`, height - 8, 14, 400);
    let top = HEAD;
    parts.forEach((part, place) => {
      const copy = dressed(part);
      copy.setAttribute("y", top);
      [copy.attributes.width.value, copy.attributes.height.value] = [sizes[place].width, sizes[place].height];
      whole.append(copy);
      top += sizes[place].height + 30;
    });
    return { text: new XMLSerializer().serializeToString(whole), width: width + 24, height: height + 24 };
  };
  const saveSvg = () => save(new Blob([picture().text], { type: "image/svg+xml" }), ".svg");
  // toBlob waits until the browser is idle: seconds, on a busy machine.
  const saveCanvas = (canvas) => {
    const bytes = atob(canvas.toDataURL("image/png").split(",")[1]);
    save(new Blob([Uint8Array.from(bytes, (sign) => sign.charCodeAt(0))], { type: "image/png" }), ".png");
  };
  const savePng = () => {
    const explored = shown().id === "explore" && document.querySelector("#canvas canvas");
    if (explored) return saveCanvas(explored);
    const { text, width, height } = picture();
    const image = new Image();
    image.onload = () => {
      const canvas = document.createElement("canvas");
      [canvas.width, canvas.height] = [width * SCALE, height * SCALE];
      canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
      saveCanvas(canvas);
    };
    image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
    return undefined;
  };
  // A spreadsheet would run a cell that begins like a formula.
  const cell = (text) => {
    const plain = text.replace(/\s+/g, " ").trim();
    return `"${(/^[=+\-@\t\r]/.test(plain) ? `'${plain}` : plain).replaceAll('"', '""')}"`;
  };
  const lines = (element) => [...element.querySelectorAll("p, li")].map((line) => line.textContent.trim()).join("; ") || element.textContent;
  const saveCsv = () => {
    const heads = [...document.querySelectorAll("#claims thead th")].map((head) => head.dataset.title);
    const kept = new Set(names());
    const rows = page.rows.filter((row) => kept.has(page.nameOf(row))).map((row) => {
      const [said, firm, ...rest] = row.cells;
      return [page.nameOf(row), said.querySelector("a").textContent, lines(firm), ...rest.map(lines)];
    });
    const text = [["id", ...heads], ...rows].map((row) => row.map(cell).join(",")).join("\r\n");
    save(new Blob([`\ufeff${text}\r\n`], { type: "text/csv" }), ".csv");
  };
  byId("save-svg").addEventListener("click", saveSvg);
  byId("save-png").addEventListener("click", savePng);
  byId("save-csv").addEventListener("click", saveCsv);
  // A handout: one section with what is known of its claims, or the pictures and questions of all.
  const handout = (whole) => () => {
    document.documentElement.classList.add("handout", ...(whole ? ["all"] : []));
    const kept = new Set(names());
    page.rows.forEach((row) => row.classList.toggle("elsewhere", !kept.has(page.nameOf(row))));
    document.querySelectorAll(".step").forEach((step) => step.classList.toggle("this", whole || step === shown()));
    print();
  };
  window.addEventListener("afterprint", () => document.documentElement.classList.remove("handout", "all"));
  byId("print").addEventListener("click", handout(false));
  byId("print-all").addEventListener("click", handout(true));
  page.begin();
})();
