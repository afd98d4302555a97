"use strict";
// Taking away: the picture that is shown as SVG or PNG, the claims that are shown as CSV, and paper.
(() => {
  const { shape } = page;
  const byId = (id) => document.getElementById(id);
  const KEPT = ["fill", "stroke", "stroke-width", "stroke-dasharray", "font-family", "font-size", "font-weight", "text-anchor", "visibility", "opacity", "marker-end", "rx"];
  const SCALE = 2;
  const shown = () => [...document.querySelectorAll(".step:not([hidden])")][0];

  const save = (blob, ending) => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(blob);
    link.download = `${document.title} ${shown().id}`.replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-|-$/g, "").toLowerCase() + ending;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
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
    const width = Math.max(...sizes.map((size) => size.width));
    const height = sizes.reduce((sum, size) => sum + size.height + 30, -30);
    const whole = shape("svg", { xmlns: "http://www.w3.org/2000/svg", width, height, viewBox: `-12 -12 ${width + 24} ${height + 24}` });
    const paper = getComputedStyle(document.body).backgroundColor;
    whole.append(shape("rect", { x: -12, y: -12, width: width + 24, height: height + 24, fill: paper }));
    whole.append(shape("defs", {}, ...[...document.querySelectorAll(".definitions > defs > *")].map(dressed)));
    let top = 0;
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
  const savePng = () => {
    const explored = shown().id === "explore" && document.querySelector("#canvas canvas");
    if (explored) return explored.toBlob((blob) => save(blob, ".png"));
    const { text, width, height } = picture();
    const image = new Image();
    image.onload = () => {
      const canvas = document.createElement("canvas");
      [canvas.width, canvas.height] = [width * SCALE, height * SCALE];
      canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
      canvas.toBlob((blob) => save(blob, ".png"));
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
    const rows = page.rows.filter((row) => !row.hidden).map((row) => {
      const [said, firm, ...rest] = row.cells;
      return [page.nameOf(row), said.querySelector("a").textContent, lines(firm), ...rest.map(lines)];
    });
    const text = [["id", ...heads], ...rows].map((row) => row.map(cell).join(",")).join("\r\n");
    save(new Blob([`\ufeff${text}\r\n`], { type: "text/csv" }), ".csv");
  };
  byId("save-svg").addEventListener("click", saveSvg);
  byId("save-png").addEventListener("click", savePng);
  byId("save-csv").addEventListener("click", saveCsv);
  byId("print").addEventListener("click", () => {
    document.documentElement.classList.add("handout");
    print();
  });
  window.addEventListener("afterprint", () => document.documentElement.classList.remove("handout"));
  page.begin();
})();
