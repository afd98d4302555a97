"use strict";
// Table, search, filters and panel. The table is in the document already: this only shows, hides, sorts and quotes it.
// Every text enters the document as text, and every choice is an address (#claim=… or #concept=…).
const page = (() => {
  const byId = (id) => document.getElementById(id);
  const data = JSON.parse(byId("data").textContent);
  const words = data.words;
  // Each name and each repeated word is in the data once; graph/page/packing.py says what stands where.
  const nameAt = (list) => (place) => data[list][place][0];
  const concepts = new Map(data.concepts.map(([name, label, kind, synonyms, id]) => [name, {
    label: label || name.replaceAll("-", " "), kind: data.pool[kind || 0], synonyms: synonyms || [], id,
  }]));
  const claims = new Map(data.claims.map(([name, label, subject, outcome, ...rest]) => {
    const [relation, reading, certainty, standing, section, context, premises, id] = rest;
    const [around, drawnFrom] = [Object.entries(context || {}), premises || []];
    return [name, {
      label, id, section: section || 0,
      subject: nameAt("concepts")(subject || 0),
      outcome: nameAt("concepts")(outcome || 0),
      relation: data.pool[relation || 0],
      reading: data.pool[reading || 0],
      certainty: data.pool[certainty || 0],
      standing: data.pool[standing || 0],
      context: Object.fromEntries(around.map(([word, list]) => [word, list.map(nameAt("concepts"))])),
      premises: drawnFrom.map(nameAt("claims")),
    }];
  }));
  const rows = [...document.querySelectorAll("#claims tbody tr")];
  const nameOf = (item) => item.dataset.name;
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
  const listeners = [];
  const form = byId("find");
  const panel = byId("panel");
  const heading = byId("panel-heading");
  let opener = null;
  let announcing = 0;

  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (whole, key) => (key in values ? String(values[key]) : whole));
  const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const idOf = (kind, name) => (kind === "claim" ? claims : concepts).get(name).id || `${kind}:${name}`;
  const address = (kind, name) => `#${kind}=${encodeURIComponent(name)}`;
  const rowOf = (name) => found.claim.get(name);
  const sentenceOf = (name) => rowOf(name).querySelector("th a").textContent;
  const conceptsOf = (claim) => [claim.subject, claim.outcome].map((name) => concepts.get(name));

  const element = (tag, attributes, ...children) => {
    const made = document.createElement(tag);
    Object.entries(attributes).forEach(([name, content]) => made.setAttribute(name, content));
    made.append(...children);
    return made;
  };
  const isolated = (text) => element("bdi", {}, text);
  const mark = (kind) => {
    const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
    use.setAttribute("href", `#mark-${kind}`);
    const drawn = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    drawn.setAttribute("class", "mark");
    drawn.setAttribute("aria-hidden", "true");
    drawn.append(use);
    return drawn;
  };
  const conceptLink = (name) => {
    const concept = concepts.get(name);
    return element("a", { href: address("concept", name), class: `concept kind-${concept.kind}` }, mark(concept.kind), isolated(concept.label));
  };
  const claimItem = (name) => {
    const limits = [...rowOf(name).querySelectorAll(".limits li")].map((item) => item.textContent);
    const link = element("a", { href: address("claim", name) }, isolated(sentenceOf(name)));
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
  const wanted = () => {
    const chosen = Object.fromEntries(filters.map((name) => [name, form.elements[name].value]));
    return { ...chosen, search: fold(form.elements.search.value).split(/\s+/).filter(Boolean) };
  };
  const fits = (name, { section, kind, certainty, reading, literature, search }) => {
    const claim = claims.get(name);
    return (
      (!section || String(claim.section) === section) &&
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
    const fitting = [...concepts].filter(([, concept]) => conceptFits(concept, search)).slice(0, 8);
    byId("found").replaceChildren(`${words.concepts_found} `, ...fitting.flatMap(([name]) => [conceptLink(name), " "]));
    byId("found").hidden = fitting.length === 0;
  };
  const announce = (shown) => {
    clearTimeout(announcing);
    const text = fill(words.count, { shown, all: rows.length });
    announcing = setTimeout(() => { byId("count").textContent = text; }, byId("count").textContent ? 250 : 0);
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
    listeners.forEach((listener) => listener({ shown, section: asked.section }));
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

  // Panel
  const entry = (title, ...children) => [element("dt", {}, title), element("dd", {}, ...children)];
  const copies = (nodes) => [...nodes].map((node) => node.cloneNode(true));
  const contextEntries = (claim) =>
    Object.entries(claim.context).flatMap(([word, list]) =>
      entry(words[word], ...list.flatMap((name, i) => [i ? ", " : "", conceptLink(name)])),
    );
  const claimBody = (name) => {
    const claim = claims.get(name);
    const [said, firm, basis, place, literature] = rowOf(name).cells;
    const studies = found.evidence.get(name);
    const evidence = studies ? entry(words.literature_studies, ...copies(studies.childNodes), element("p", {}, words.rule_at)) : [];
    const links = said.querySelector(".links");
    const premises = claim.premises.length ? entry(words.premises, element("ul", {}, ...claim.premises.map(claimItem))) : [];
    return [
      element("p", { class: "label" }, isolated(fill(words.label, { label: claim.label }))),
      element(
        "dl",
        {},
        ...entry(words.certainty, ...copies(firm.childNodes)),
        ...(literature ? entry(words.literature, ...copies(literature.childNodes)) : []),
        ...entry(words.subject, conceptLink(claim.subject)),
        ...entry(words.relation, claim.relation),
        ...entry(words.outcome, conceptLink(claim.outcome)),
        ...contextEntries(claim),
        ...entry(words.basis, ...copies(basis.childNodes)),
        ...premises,
        ...entry(words.place, ...copies(place.childNodes)),
        ...(links ? entry(words.links, links.cloneNode(true)) : []),
        ...evidence,
      ),
    ];
  };
  const claimList = (title, names) =>
    names.length ? [element("h3", {}, fill(title, { count: names.length })), element("ul", {}, ...names.map(claimItem))] : [];
  const conceptBody = (name) => {
    const where = (test) => rows.map(nameOf).filter((claim) => test(claims.get(claim)));
    const inContext = (claim) => Object.values(claim.context).flat().includes(name);
    return [
      element("p", {}, ...copies(found.concept.get(name).querySelector("small").childNodes)),
      ...claimList(words.ends_here, where((claim) => claim.outcome === name)),
      ...claimList(words.starts_here, where((claim) => claim.subject === name)),
      ...claimList(words.context, where(inContext)),
    ];
  };
  const chosen = () => {
    const match = /^#(claim|concept|section|evidence)=(.*)$/s.exec(location.hash);
    if (!match) return null;
    const kind = match[1] === "evidence" ? "claim" : match[1];
    let name = match[2];
    try {
      name = decodeURIComponent(match[2]);
    } catch (error) {
      if (!(error instanceof URIError)) throw error;
    }
    const known = { claim: claims, concept: concepts }[kind];
    return !known || known.has(name) ? { kind, name, atEvidence: kind !== match[1] } : null;
  };
  const showStudies = () => {
    const start = panel.querySelector("dl > dt:last-of-type");
    panel.parentElement.scrollTop = start.offsetTop - panel.offsetTop;
    start.scrollIntoView({ block: "nearest" });
    if (start.getBoundingClientRect().bottom > innerHeight / 2) start.scrollIntoView();
  };
  const follow = (focus) => {
    const choice = chosen();
    document.querySelectorAll("[aria-current]").forEach((old) => old.removeAttribute("aria-current"));
    panel.hidden = !choice || choice.kind === "section";
    byId("copied").textContent = "";
    byId("by-hand").hidden = true;
    if (!panel.hidden) {
      const ofClaim = choice.kind === "claim";
      heading.replaceChildren(isolated(ofClaim ? sentenceOf(choice.name) : concepts.get(choice.name).label));
      byId("panel-body").replaceChildren(...(ofClaim ? claimBody(choice.name) : conceptBody(choice.name)));
      found[choice.kind].get(choice.name).querySelector("a").setAttribute("aria-current", "true");
      panel.parentElement.scrollTop = 0;
      if (focus) heading.focus();
      if (choice.atEvidence) showStudies();
    } else if (choice) {
      form.elements.section.value = choice.name;
      refresh();
    }
    listeners.forEach((listener) => listener({ choice }));
  };
  const choose = (hash) => {
    if (!panel.contains(document.activeElement)) opener = document.activeElement;
    if (hash !== location.hash) history.pushState(null, "", hash || location.pathname + location.search);
    follow(true);
  };
  const close = () => {
    choose("");
    if (opener && opener.isConnected) opener.focus();
  };
  const copyLink = async () => {
    try {
      await navigator.clipboard.writeText(location.href);
      byId("copied").textContent = words.copied;
    } catch {
      byId("address").value = location.href;
      byId("by-hand").hidden = false;
      byId("address").select();
    }
  };

  document.addEventListener("click", (event) => {
    const link = event.target.closest('a[href^="#claim="], a[href^="#concept="], a[href^="#evidence="]');
    if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      choose(link.getAttribute("href"));
    }
    const sorter = event.target.closest("[data-sort]");
    if (sorter) sort(sorter);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && panel.contains(document.activeElement)) close();
  });
  form.addEventListener("input", refresh);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(refresh));
  byId("close").addEventListener("click", close);
  byId("copy").addEventListener("click", copyLink);
  window.addEventListener("hashchange", () => follow(true));
  form.hidden = false;
  refresh();
  if (chosen()) scrollTo(0, 0);
  follow(true);

  return { data, words, fill, claims, concepts, idOf, address, choose, chosen, claimItem, shownNames, listen: (listener) => listeners.push(listener) };
})();
