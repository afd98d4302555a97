"use strict";
// Facts, search, filters and the table, which is in the document already: this only shows, hides and sorts it.
// Every text enters the document as text, and every choice is an address (#claim=…, #concept=…, #section=… and so on).
const page = (() => {
  const byId = (id) => document.getElementById(id);
  const { data } = packed;
  const words = data.words;
  const rows = [...document.querySelectorAll("#claims tbody tr")];
  const nameOf = (item) => item.dataset.name;
  // As Python writes it.
  const quoted = (name) => encodeURIComponent(name).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
  const address = (kind, name) => `#${kind}=${quoted(name)}`;
  // With scripts on a choice opens the panel; without, its address leads to the row. So the addresses are taken off here.
  const taken = (kind) => {
    const items = [...document.querySelectorAll(`[id^="${kind}="]`)];
    return new Map(items.map((item) => {
      const name = item.id.slice(kind.length + 1);
      item.removeAttribute("id");
      item.dataset.name = name;
      return [name, item];
    }));
  };
  const found = { claim: taken("claim"), concept: taken("concept"), evidence: taken("evidence") };
  // Names and labels are in the document, the rest in the data, each repeated word once: see graph/page/packing.py.
  const names = { claim: [...found.claim.keys()], concept: [...found.concept.keys()] };
  const nameAt = (kind) => (place) => names[kind][place];
  const concepts = new Map(data.concepts.map(([kind, synonyms, id], place) => {
    const name = names.concept[place];
    const label = found.concept.get(name).querySelector("a").textContent;
    return [name, { label, kind: data.pool[kind || 0], synonyms: synonyms || [], id }];
  }));
  const claims = new Map(data.claims.map(([label, subject, outcome, ...rest], place) => {
    const [relation, reading, certainty, standing, section, context, premises, id, cite, ends] = rest;
    const [around, drawnFrom] = [Object.entries(context || {}), premises || []];
    return [names.claim[place], {
      label, id, section: data.pool[section || 0],
      subject: names.concept[subject || 0],
      outcome: names.concept[outcome || 0],
      relation: data.pool[relation || 0],
      reading: data.pool[reading || 0],
      certainty: data.pool[certainty || 0],
      standing: data.pool[standing || 0],
      context: Object.fromEntries(around.map(([word, list]) => [word, list.map(nameAt("concept"))])),
      premises: drawnFrom.map(nameAt("claim")),
      cite: data.pool[cite || 0],
      ends: data.pool[ends || 0],
    }];
  }));
  // Links lead to the short name of a place. With scripts on they have its address, which can be shared.
  const places = new Map(["claim", "concept"].flatMap((kind) => [...found[kind]].map(([name, item]) => {
    const link = item.querySelector("a");
    link.setAttribute("href", address(kind, name));
    return [`#${link.id}`, address(kind, name)];
  })));
  document.querySelectorAll('a[href^="#"]').forEach((link) => {
    const long = places.get(link.getAttribute("href"));
    if (long) link.setAttribute("href", long);
  });
  if (places.has(location.hash)) history.replaceState(null, "", places.get(location.hash));
  const listeners = [];
  const form = byId("find");
  let announcing = 0;
  let lost = "";
  let section = "";

  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (whole, key) => (key in values ? String(values[key]) : whole));
  const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const idOf = (kind, name) => (kind === "claim" ? claims : concepts).get(name).id || `${kind}:${name}`;
  const rowOf = (name) => found.claim.get(name);
  const sentenceOf = (name) => rowOf(name).querySelector("th a").textContent;
  const conceptsOf = (claim) => [claim.subject, claim.outcome].map((name) => concepts.get(name));

  const element = (tag, attributes, ...children) => {
    const made = document.createElement(tag);
    Object.entries(attributes).forEach(([name, content]) => made.setAttribute(name, content));
    made.append(...children);
    return made;
  };
  const SVG = "http://www.w3.org/2000/svg";
  const shape = (tag, attributes, ...children) => {
    const made = document.createElementNS(SVG, tag);
    Object.entries(attributes).forEach(([name, content]) => made.setAttribute(name, content));
    made.append(...children);
    return made;
  };
  const conceptLink = (name) => {
    const concept = concepts.get(name);
    return element("a", { href: address("concept", name), class: `m ${data.looks[concept.kind]}` }, concept.label);
  };
  const claimItem = (name) => {
    const limits = [...rowOf(name).querySelectorAll(".limits li")].map((item) => item.textContent);
    const link = element("a", { href: address("claim", name) }, sentenceOf(name));
    return element("li", {}, link, ...(limits.length ? [element("span", { class: "limits" }, limits.join("; "))] : []));
  };

  // Search and filters
  const haystacks = new Map();
  const haystack = (name) => {
    if (!haystacks.has(name)) {
      const claim = claims.get(name);
      const around = Object.values(claim.context).flat().map((other) => concepts.get(other));
      const named = [...conceptsOf(claim), ...around].flatMap((concept) => [concept.label, ...concept.synonyms]);
      haystacks.set(name, fold([sentenceOf(name), claim.label, ...named].join("\n")));
    }
    return haystacks.get(name);
  };
  const filters = [...form.querySelectorAll("select")].map((choice) => choice.name);
  const searching = byId("search");
  const wanted = () => {
    const chosen = Object.fromEntries(filters.map((name) => [name, form.elements[name].value]));
    return { ...chosen, search: fold(searching.value).split(/\s+/).filter(Boolean) };
  };
  const fits = (name, { section, kind, certainty, reading, literature, search }) => {
    const claim = claims.get(name);
    return (
      (!section || claim.section === section) &&
      (!certainty || claim.certainty === certainty) &&
      (!reading || claim.reading === reading) &&
      (!literature || claim.standing === literature) &&
      (!kind || conceptsOf(claim).some((concept) => concept.kind === kind)) &&
      search.every((word) => haystack(name).includes(word))
    );
  };
  const conceptFits = (concept, search) =>
    search.length > 0 && [concept.label, ...concept.synonyms].some((text) => search.every((word) => fold(text).includes(word)));

  const showConceptsFound = (search) => {
    const fitting = [...concepts].filter(([, concept]) => conceptFits(concept, search)).slice(0, 6);
    const said = search.length ? [...shownNames()].slice(0, 5) : [];
    byId("found").replaceChildren(
      ...fitting.map(([name]) => conceptLink(name)),
      ...said.map((name) => element("a", { href: address("claim", name) }, sentenceOf(name))),
    );
    byId("found").hidden = fitting.length + said.length === 0;
  };
  const announce = (shown) => {
    clearTimeout(announcing);
    const text = fill(words.count, { shown, all: rows.length });
    announcing = setTimeout(() => { byId("count").textContent = text; byId("hits").textContent = lost || text; lost = ""; }, byId("count").textContent ? 250 : 0);
  };
  const shownNames = () => new Set(rows.filter((row) => !row.hidden).map(nameOf));
  const refresh = () => {
    const asked = wanted();
    const filtered = filters.some((name) => asked[name]) || asked.search.length > 0;
    const seen = new Set();
    rows.forEach((row) => {
      row.hidden = !fits(nameOf(row), asked);
      const { subject, outcome } = claims.get(nameOf(row));
      if (!row.hidden) [subject, outcome].forEach((name) => seen.add(name));
    });
    found.concept.forEach((item, name) => {
      item.hidden = filtered && !seen.has(name) && !conceptFits(concepts.get(name), asked.search);
    });
    const shown = shownNames();
    found.evidence.forEach((item, name) => { item.parentElement.hidden = !shown.has(name); });
    byId("none-found").hidden = shown.size > 0;
    showConceptsFound(asked.search);
    announce(shown.size);
    listeners.forEach((listener) => listener({ shown, section: asked.section === section ? "" : asked.section }));
    section = asked.section;
  };

  // Sorting
  const ranks = ["Stated", "Hedged", "Guessed", "Reported"];
  const cellText = (row, column) => row.cells[column].textContent.trim();
  const keys = {
    claim: (row) => sentenceOf(nameOf(row)),
    certainty: (row) => String(ranks.indexOf(claims.get(nameOf(row)).certainty)) + row.querySelectorAll(".limits li").length,
    basis: (row) => cellText(row, 2),
    place: (row) => String(rows.indexOf(row)).padStart(9, "0"),
    literature: (row) => cellText(row, 4),
  };
  const sort = (button) => {
    const header = button.closest("th");
    const down = header.getAttribute("aria-sort") === "ascending";
    document.querySelectorAll("#claims thead th").forEach((other) => other.removeAttribute("aria-sort"));
    header.setAttribute("aria-sort", down ? "descending" : "ascending");
    const key = keys[button.dataset.sort];
    const ordered = rows.map((row) => [key(row), row]).sort(([a], [b]) => a.localeCompare(b, document.documentElement.lang));
    if (down) ordered.reverse();
    document.querySelector("#claims tbody").append(...ordered.map(([, row]) => row));
  };


  // Addresses
  const ALIAS = { evidence: "claim", tour: "section" };
  const chosen = () => {
    const whole = /^#(map|path|explore)$/.exec(location.hash);
    if (whole) return { kind: whole[1], name: "" };
    const match = /^#(claim|concept|section|evidence|tour|path|explore)=(.*)$/s.exec(location.hash);
    if (!match) return null;
    const kind = ALIAS[match[1]] || match[1];
    let name = match[2];
    try {
      name = decodeURIComponent(match[2]);
    } catch (error) {
      if (!(error instanceof URIError)) throw error;
    }
    const known = { claim: claims, concept: concepts }[kind];
    return !known || known.has(name) ? { kind, name, as: match[1] } : null;
  };
  const isLost = (choice) => {
    const isOfNoStep = choice && choice.kind === "section" && !byId(`section=${choice.name}`);
    return location.hash && isOurs(location.hash) && (!choice || isOfNoStep);
  };
  // Another address, like #claims, is the browser's own affair.
  const isOurs = (hash) => /^(|#(\w+=.*|map|path|explore))$/s.test(hash);
  const follow = (focus) => {
    if (!isOurs(location.hash) && document.documentElement.classList.contains("begun")) return;
    document.documentElement.classList.add("begun");
    const choice = chosen();
    const wandered = isLost(choice);
    if (wandered) {
      lost = fill(words.not_here, { address: location.hash });
      refresh();
      byId("found").replaceChildren(element("p", {}, lost));
      byId("found").hidden = false;
      scrollTo(0, 0);
    }
    document.querySelectorAll("main [aria-current]").forEach((old) => old.removeAttribute("aria-current"));
    if (choice && found[choice.kind]) {
      const link = address(choice.kind, choice.name);
      document.querySelectorAll("main a[href]").forEach((other) => {
        if (other.getAttribute("href") === link && !other.closest("#panel")) other.setAttribute("aria-current", "true");
      });
    }
    listeners.forEach((listener) => listener({ choice, focus: focus && !wandered }));
  };
  const choose = (hash) => {
    if (hash !== location.hash) history.pushState(null, "", hash || location.pathname + location.search);
    follow(true);
  };
  const begin = () => {
    refresh();
    // The browser has gone to the row that has this address without scripts, or to a part that now stands elsewhere.
    const goal = isOurs(location.hash) ? null : byId(location.hash.slice(1));
    if (location.hash) scrollTo(0, 0);
    follow(Boolean(location.hash) && !goal);
    if (goal) goal.scrollIntoView();
    // The first step is painted alone; what stands below it is laid out after that.
    requestAnimationFrame(() => setTimeout(() => document.documentElement.classList.add("whole")));
  };

  document.addEventListener("click", (event) => {
    const link = event.target.closest('a[href^="#"]');
    if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey && isOurs(link.getAttribute("href"))) {
      event.preventDefault();
      if (link.closest("#found")) {
        searching.value = "";
        refresh();
      }
      choose(link.getAttribute("href"));
    }
    if (!event.target.closest(".search")) byId("found").hidden = true;
    const sorter = event.target.closest("[data-sort]");
    if (sorter) sort(sorter);
  });
  form.addEventListener("input", refresh);
  searching.addEventListener("input", refresh);
  searching.addEventListener("keydown", (event) => {
    if (event.key === "Escape") byId("found").hidden = true;
    const first = byId("found").querySelector("a");
    if (event.key === "Enter") event.preventDefault();
    if (event.key === "Enter" && first && !byId("found").hidden) first.click();
  });
  byId("searching").addEventListener("keydown", (event) => {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!by || byId("found").hidden) return;
    event.preventDefault();
    const stops = [searching, ...byId("found").querySelectorAll("a")];
    const next = stops[stops.indexOf(document.activeElement) + by];
    if (next) next.focus();
  });
  document.querySelectorAll('a[href^="http"]').forEach((link) => {
    link.target = "_blank";
    link.rel = "noopener noreferrer";
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(refresh));
  window.addEventListener("hashchange", () => follow(true));

  return {
    data, words, fill, element, shape, claims, concepts, found, rows, nameOf, rowOf, sentenceOf, idOf, address, choose, chosen, conceptLink, claimItem,
    shownNames, begin, listen: (listener) => listeners.push(listener),
  };
})();
