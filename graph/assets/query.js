"use strict";
(() => {
  const at = (id) => document.getElementById(id);
  const examples = JSON.parse(at("examples").textContent);
  const made = (tag, text) => {
    const node = document.createElement(tag);
    if (text !== undefined) node.textContent = text;
    return node;
  };
  const base = "https://w3id.org/findings-graph/";

  const cell = (term) => {
    const td = made("td");
    if (!term) return td;
    const text = made("bdi", term.value);
    if (term.type === "uri" && /^https?:/.test(term.value)) {
      const link = made("a");
      const isOurs = term.value.startsWith(base) && !term.value.includes("#");
      link.href = isOurs ? "/" + term.value.slice(base.length) : term.value;
      link.rel = "noopener";
      text.textContent = isOurs ? term.value.slice(base.length).replace("/", ":") : term.value;
      link.append(text);
      td.append(link);
    } else td.append(text);
    return td;
  };

  const table = (found) => {
    const box = made("div");
    box.className = "table";
    box.tabIndex = 0;
    box.setAttribute("role", "region");
    box.setAttribute("aria-labelledby", "answer-title");
    const grid = made("table");
    const head = grid.createTHead().insertRow();
    for (const name of found.head.vars) {
      const th = made("th", name);
      th.scope = "col";
      head.append(th);
    }
    const body = grid.createTBody();
    for (const row of found.results.bindings) {
      const tr = body.insertRow();
      for (const name of found.head.vars) tr.append(cell(row[name]));
    }
    box.append(grid);
    return box;
  };

  const show = (words, ...nodes) => {
    at("status").textContent = words;
    at("answer").replaceChildren(...nodes);
  };

  const fault = (error) => {
    const where = error.where ? `\nline ${error.where.line}: ${error.where.text || ""}` : "";
    const p = made("p", `${error.error}${where}${error.try ? `\ntry: ${error.try}` : ""}`);
    p.className = "bad";
    show("No answer.", p);
  };

  const answer = async (response) => {
    if (!response.ok) return fault(await response.json());
    const type = response.headers.get("Content-Type") || "";
    if (!type.includes("sparql-results")) return show("Triples, as Turtle.", made("pre", await response.text()));
    const found = await response.json();
    if ("boolean" in found) return show(found.boolean ? "Yes." : "No.");
    const count = found.results.bindings.length;
    return show(`${count} ${count === 1 ? "row" : "rows"}.`, table(found));
  };

  const ask = async () => {
    const query = at("query").value;
    history.replaceState(null, "", "#query=" + encodeURIComponent(query));
    for (const form of ["csv", "tsv", "json", "xml"]) {
      at(form).href = `/sparql?format=${form}&query=${encodeURIComponent(query)}`;
      at(form).download = `answer.${form}`;
    }
    show("Asking …");
    try {
      const headers = { "Content-Type": "application/sparql-query", Accept: "application/sparql-results+json, text/turtle" };
      await answer(await fetch("/sparql", { method: "POST", headers, body: query }));
      at("downloads").hidden = !at("answer").querySelector("table");
    } catch {
      fault({ error: "The server cannot be reached.", try: "ask again" });
    }
    at("answer-title").focus();
  };

  at("form").addEventListener("submit", (event) => {
    event.preventDefault();
    ask();
  });
  at("query").addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) at("form").requestSubmit();
  });
  at("example").addEventListener("change", (event) => {
    const chosen = examples[event.target.value];
    if (chosen) at("query").value = chosen.query;
  });
  const shared = /^#query=(.*)$/s.exec(location.hash);
  if (shared) {
    try {
      at("query").value = decodeURIComponent(shared[1]);
    } catch {
      at("status").textContent = "The address holds no query that can be read.";
    }
  }
})();
