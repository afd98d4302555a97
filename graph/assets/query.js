"use strict";
// What the page to ask from does whatever its editor: addresses, requests, tables with labels, faults, downloads, pictures.
// A thing to ask ("asked") is { query } or { question, given: [[parameter, value], …] }.
const workbench = (() => {
  const at = (id) => document.getElementById(id);
  const data = JSON.parse(at("data").textContent);
  const made = (tag, properties = {}, ...inside) => {
    const node = Object.assign(document.createElement(tag), properties);
    node.append(...inside);
    return node;
  };
  const prefixes = Object.entries(data.prefixes).sort(([, one], [, other]) => other.length - one.length);
  const shorten = (iri) => {
    const [prefix, whole] = prefixes.find(([, known]) => iri.startsWith(known)) || [];
    const local = whole && iri.slice(whole.length);
    return local && !/[/#?:]/.test(local) ? `${prefix}:${local}` : iri;
  };
  const say = (words) => { at("status").textContent = words; };
  const counted = (count, word) => `${count} ${word}${count === 1 ? "" : "s"}`;

  // Addresses

  const fields = ({ query, question, given }, prefix = "p.") => new URLSearchParams(
    question ? [["question", question], ...given.map(([name, value]) => [prefix + name, value])] : [["query", query]],
  );
  const fromAddress = (hash) => {
    const found = new URLSearchParams(hash.slice(1));
    if (found.get("query")) return { query: found.get("query") };
    if (!found.get("question")) return null;
    const given = [...found].filter(([name]) => name.startsWith("p.")).map(([name, value]) => [name.slice(2), value]);
    return { question: found.get("question"), given };
  };
  const toAddress = (asked) => `#${fields(asked)}`;
  const file = (asked, form) => {
    if (!asked.question) return `/sparql?${new URLSearchParams({ format: form, query: asked.query })}`;
    return `/questions/${encodeURIComponent(asked.question)}?${new URLSearchParams([...asked.given, ["format", form]])}`;
  };

  // Requests: an answer is { ok, status, type, text, headers }

  const unreachable = JSON.stringify({ error: "The server cannot be reached.", try: "ask again" });
  const request = async (path, options) => {
    try {
      const response = await fetch(path, options);
      const { ok, status, statusText, headers } = response;
      return { ok, status, statusText, headers, type: headers.get("Content-Type") || "", text: await response.text() };
    } catch (error) {
      if (error.name === "AbortError") throw error;
      return { ok: false, status: 0, statusText: "", headers: new Headers(), type: "", text: unreachable };
    }
  };
  const rows = "application/sparql-results+json";
  const ask = (asked, signal) => {
    if (asked.question) return request(file(asked, "json"), { signal });
    const headers = { "Content-Type": "application/sparql-query", Accept: `${rows}, text/turtle` };
    return request("/sparql", { method: "POST", headers, body: asked.query, signal });
  };
  const bound = (asked) => request(file(asked, "rq"));
  const posted = (path, body) => request(path, { method: "POST", body });

  // Labels

  const labels = new Map();
  const isNamed = (iri) => iri.startsWith(data.base) || prefixes.some(([, known]) => iri.startsWith(known));
  const learn = async (iris) => {
    const wanted = [...new Set(iris)].filter((iri) => isNamed(iri) && !labels.has(iri)).slice(0, 2000);
    for (let start = 0; start < wanted.length; start += 400) {
      const part = wanted.slice(start, start + 400);
      part.forEach((iri) => labels.set(iri, ""));
      const query = `SELECT ?s ?label { VALUES ?s { ${part.map((iri) => `<${iri}>`).join(" ")} }
        ?s skos:prefLabel|rdfs:label|dcterms:title ?label }`;
      const answer = await ask({ query });
      if (!answer.ok) return;
      for (const { s, label } of JSON.parse(answer.text).results.bindings) {
        if (!labels.get(s.value) || label["xml:lang"] === "en") labels.set(s.value, label.value);
      }
    }
  };

  // Tables

  const isLink = (iri) => /^https?:/.test(iri);
  const page = (iri) => (iri.startsWith(data.base) && !iri.includes("#") ? `/${iri.slice(data.base.length)}` : iri);
  const cell = (term) => {
    const td = made("td");
    if (!term) return td;
    const text = made("bdi", { textContent: term.value });
    if (term.type === "uri" && isLink(term.value)) {
      text.textContent = shorten(term.value);
      td.dataset.iri = term.value;
      td.append(made("a", { href: page(term.value), rel: "noopener" }, text));
    } else td.append(text);
    return td;
  };
  const label = (tr) => {
    const said = new Set([...tr.cells].map((td) => td.textContent));
    for (const td of tr.querySelectorAll("[data-iri]")) {
      const words = labels.get(td.dataset.iri);
      if (!words || said.has(words) || td.querySelector(".label")) continue;
      td.append(" ", made("bdi", { className: "label", textContent: words }));
    }
  };
  const most = 1000;
  const table = (names, bindings, title = "Rows of the answer") => {
    const grid = made("table");
    const head = grid.createTHead().insertRow();
    head.append(...names.map((name) => made("th", { textContent: name, scope: "col" })));
    const body = grid.createTBody();
    const box = made("div", { className: "table", tabIndex: 0, role: "region", ariaLabel: title }, grid);
    const add = async (part) => {
      const added = part.map((row) => {
        const tr = body.insertRow();
        tr.append(...names.map((name) => cell(row[name])));
        return tr;
      });
      await learn(part.flatMap((row) => Object.values(row)).filter(({ type }) => type === "uri").map(({ value }) => value));
      added.forEach(label);
    };
    add(bindings.slice(0, most));
    if (bindings.length <= most) return [box];
    const rest = made("button", { type: "button", textContent: `Show all ${bindings.length} rows` });
    rest.addEventListener("click", () => {
      add(bindings.slice(most));
      rest.remove();
      box.focus();
    });
    return [box, rest];
  };

  // Faults

  const fault = (text, goTo) => {
    let error;
    try {
      error = JSON.parse(text);
    } catch {
      error = { error: text };
    }
    const { line, column, text: source } = error.where || {};
    const lines = [error.error, line && `line ${line}${column ? `, column ${column}` : ""}: ${source || ""}`];
    const words = [...lines, error.try && `try: ${error.try}`].filter(Boolean).join("\n");
    const box = made("div", { className: "fault" }, made("p", { className: "bad", textContent: words }));
    if (line && goTo) {
      const button = made("button", { type: "button", textContent: `Go to line ${line}` });
      button.addEventListener("click", () => goTo(line, column || 1));
      box.append(button);
    }
    return { box, line, column: column || 1, words };
  };

  // Downloads, address, picture

  const ROWS = [["CSV", "csv"], ["TSV", "tsv"], ["JSON", "json"], ["XML", "xml"]];
  const TRIPLES = [["Turtle", "ttl"], ["N-Triples", "nt"], ["JSON-LD", "jsonld"], ["RDF/XML", "rdf"]];
  const copy = (button, words) => button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(words());
      say("Copied.");
    } catch {
      say(`The browser lets nothing be copied here. The address: ${words()}`);
    }
  });
  const tools = (asked, isTriples) => {
    const links = (isTriples ? TRIPLES : ROWS).map(([name, form]) =>
      made("a", { href: file(asked, form), download: `${asked.question || "answer"}.${form}`, textContent: name }));
    const button = made("button", { type: "button", textContent: "Copy address" });
    copy(button, () => new URL(toAddress(asked), location.href.split("#")[0]).href);
    return made("div", { className: "actions tools" }, made("span", {}, "Download: ", ...links.flatMap((a) => [a, " "])), button);
  };
  const svgOf = (sheet, style, definitions) => {
    const svg = sheet.cloneNode(true);
    svg.setAttribute("xmlns", "http://www.w3.org/2000/svg");
    svg.classList.add("pictures");
    const styled = document.createElementNS("http://www.w3.org/2000/svg", "style");
    styled.textContent = style;
    svg.querySelectorAll("a").forEach((a) => a.setAttribute("href", new URL(a.getAttribute("href"), location.href).href));
    svg.prepend(styled, definitions.cloneNode(true));
    return new Blob([new XMLSerializer().serializeToString(svg)], { type: "image/svg+xml" });
  };
  const saving = (pictures, style) => {
    const sheets = [...pictures.querySelectorAll("svg.sheet")];
    return sheets.map((sheet, place) => {
      const name = `Save picture ${sheets.length > 1 ? `${place + 1} ` : ""}as SVG`;
      const button = made("button", { type: "button", textContent: name });
      button.addEventListener("click", () => {
        const href = URL.createObjectURL(svgOf(sheet, style, pictures.querySelector("defs")));
        made("a", { href, download: `findings-${place + 1}.svg` }).click();
        setTimeout(() => URL.revokeObjectURL(href), 1000);
      });
      return button;
    });
  };
  // The picture that the server draws: { ok, nodes, words }
  const picture = async (asked) => {
    const answer = await posted("/picture", fields(asked));
    if (!answer.ok) return { ok: false, nodes: [fault(answer.text).box], words: fault(answer.text).words };
    const [whole, style] = /<style>([^]*?)<\/style>/.exec(answer.text);
    const drawn = new DOMParser().parseFromString(answer.text.replace(whole, ""), "text/html");
    const pictures = document.importNode(drawn.querySelector(".pictures"), true);
    pictures.querySelectorAll(".scroll").forEach((box) => {
      Object.assign(box, { tabIndex: 0, role: "region", ariaLabel: box.firstElementChild.getAttribute("aria-label") });
    });
    const alone = made("a", { href: `/picture?${fields(asked)}`, textContent: "By itself" });
    const bar = made("div", { className: "actions tools" }, ...saving(pictures, style), alone);
    return { ok: true, nodes: [bar, pictures], words: drawn.querySelector("h1").textContent };
  };
  const remember = (asked) => history.replaceState(null, "", toAddress(asked));

  return { at, data, made, say, counted, fromAddress, ask, bound, request, table, fault, tools, picture, remember };
})();
