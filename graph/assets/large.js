"use strict";
// Search, chosen group or concept, and the start of the drawing script. Nothing is unpacked before it is needed.
// Every text enters the document as text, and every choice is an address (#group=… or #concept=…).
const page = (() => {
  const byId = (id) => document.getElementById(id);
  const PAGE = 100;
  const LISTED = 60;
  const format = new Intl.NumberFormat(document.documentElement.lang);
  const links = [...document.querySelectorAll(".of-script")];
  let unpacked = null;

  // Packed by graph/page/large_data.py: concepts stand group by group, claims concept by concept.
  const all = () => {
    if (unpacked) return unpacked;
    const data = JSON.parse(byId("data").textContent);
    const count = data.concepts.length;
    const first = new Int32Array(count + 1);
    data.starts.forEach((claims, concept) => { first[concept + 1] = first[concept] + claims; });
    const subjects = new Int32Array(data.ends.length);
    const arriving = new Int32Array(count + 1);
    for (let concept = 0; concept < count; concept += 1) subjects.fill(concept, first[concept], first[concept + 1]);
    data.ends.forEach((concept) => { arriving[concept + 1] += 1; });
    for (let concept = 0; concept < count; concept += 1) arriving[concept + 1] += arriving[concept];
    const arrivals = new Int32Array(data.ends.length);
    const filled = arriving.slice();
    data.ends.forEach((concept, claim) => { arrivals[filled[concept]] = claim; filled[concept] += 1; });
    const groupOf = new Int32Array(count);
    const begins = [0];
    data.groups.forEach(([, size], group) => {
      groupOf.fill(group, begins[group], begins[group] + size);
      begins.push(begins[group] + size);
    });
    const labels = data.concepts.map(([label]) => label);
    const names = data.concepts.map(([label, name]) => name || label.replaceAll(" ", "-"));
    const numbers = new Map(names.map((name, concept) => [name, concept]));
    const degrees = data.starts.map((claims, concept) => claims + arriving[concept + 1] - arriving[concept]);
    const leaving = (concept) => Array.from({ length: first[concept + 1] - first[concept] }, (unused, i) => first[concept] + i);
    const entering = (concept) => [...arrivals.subarray(arriving[concept], arriving[concept + 1])];
    unpacked = { ...data, subjects, groupOf, begins, labels, names, numbers, claimNames: data.names, degrees, leaving, entering };
    return unpacked;
  };
  const degree = (concept) => all().degrees[concept];
  const groupName = (group) => (all().groups[group][4] ? all().words.gathered : all().groups[group][0]);
  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (whole, key) => {
    if (!(key in values)) return whole;
    return typeof values[key] === "number" ? format.format(values[key]) : values[key];
  });
  const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

  const element = (tag, attributes, ...children) => {
    const made = document.createElement(tag);
    Object.entries(attributes).forEach(([name, content]) => made.setAttribute(name, content));
    made.append(...children);
    return made;
  };
  const isolated = (text) => element("bdi", {}, text);
  const conceptAddress = (concept) => `#concept=${encodeURIComponent(all().names[concept])}`;
  const conceptLink = (concept) => element("a", { href: conceptAddress(concept) }, isolated(all().labels[concept]));
  const groupLink = (group) => element("a", { href: `#group=${group + 1}` }, isolated(groupName(group)));
  const line = (certainty) => {
    const made = (tag) => document.createElementNS("http://www.w3.org/2000/svg", tag);
    const [drawn, use] = [made("svg"), made("use")];
    drawn.setAttribute("class", "line");
    drawn.setAttribute("aria-hidden", "true");
    use.setAttribute("href", `#line-${certainty}`);
    drawn.append(use);
    return drawn;
  };
  const claimItem = (claim) => {
    const { kinds, looks, subjects, ends, claimNames, others, words } = all();
    const [said, limits, certainty, , standing] = kinds[looks[claim]];
    const more = [limits, standing && fill(words.standing, { standing }), claimNames[claim]].filter(Boolean);
    return element(
      "li", {}, conceptLink(subjects[claim]), line(certainty), isolated(said), " ", conceptLink(ends[claim]), " ",
      element("small", {}, isolated(more.join("; "))),
      ...(others[claim] || []).map((text) => element("small", { class: "others" }, isolated(text))),
    );
  };

  // Search
  let haystacks = null;
  const search = () => {
    const { concepts, words } = all();
    const wanted = fold(byId("search").value).split(/\s+/).filter(Boolean);
    haystacks = haystacks || concepts.map(([label, , synonyms]) => fold(synonyms ? `${label}\n${synonyms}` : label));
    const found = [];
    haystacks.forEach((text, concept) => {
      if (wanted.length && wanted.every((word) => text.includes(word))) found.push(concept);
    });
    const ranked = found.map((concept) => [degree(concept), concept]).sort(([a, c], [b, d]) => b - a || c - d);
    const listed = ranked.slice(0, LISTED).map(([, concept]) => concept);
    byId("found").hidden = !listed.length;
    byId("found").replaceChildren(...listed.map((concept) => element("li", {}, conceptLink(concept))));
    const cut = found.length > listed.length;
    const text = cut ? words.found_first : found.length ? words.found : words.found_none;
    const told = fill(text, { shown: listed.length, all: cut ? found.length : concepts.length });
    byId("count").textContent = wanted.length ? told : "";
  };

  // Choice
  let claims = [];
  let start = 0;
  let opener = null;
  const rows = [...document.querySelectorAll("#groups tbody tr")];
  const chosen = () => {
    const match = /^#(group|concept)=(.*)$/s.exec(location.hash);
    if (!match) return null;
    let name = match[2];
    try {
      name = decodeURIComponent(name);
    } catch (error) {
      if (!(error instanceof URIError)) throw error;
    }
    const place = match[1] === "group" ? Number(name) - 1 : all().numbers.get(name);
    const known = match[1] === "group" ? rows[place] : place !== undefined;
    return known ? { kind: match[1], place } : null;
  };
  const list = () => {
    const { words } = all();
    const end = Math.min(start + PAGE, claims.length);
    byId("range").textContent = fill(words.claims_of, { first: Math.min(start + 1, end), last: end, all: claims.length });
    byId("claims").replaceChildren(...claims.slice(start, end).map(claimItem));
    byId("previous").hidden = start === 0;
    byId("next").hidden = end === claims.length;
    byId("previous").textContent = fill(words.previous, { count: PAGE });
    byId("next").textContent = fill(words.next, { count: Math.min(PAGE, claims.length - end) });
  };
  const turn = (by) => {
    start += by;
    list();
    byId("panel-heading").focus();
    byId("panel").scrollIntoView();
  };
  const showGroup = (group) => {
    const { words, groups, begins, groupOf, subjects, ends } = all();
    const [, concepts, inside, outside] = groups[group];
    claims = [];
    const across = [];
    ends.forEach((end, claim) => {
      const [from, to] = [groupOf[subjects[claim]] === group, groupOf[end] === group];
      if (from && to) claims.push(claim);
      else if (from || to) across.push(claim);
    });
    claims.push(...across);
    byId("panel-heading").replaceChildren(isolated(groupName(group)));
    byId("summary").textContent = fill(words.group_total, { concepts, inside, outside });
    const shown = Array.from({ length: Math.min(12, concepts) }, (unused, i) => begins[group] + i);
    byId("related").replaceChildren(`${words.concepts_of} `, ...shown.flatMap((concept) => [conceptLink(concept), " "]));
    document.querySelectorAll(`a[href="#group=${group + 1}"]`).forEach((link) => {
      if (!byId("panel").contains(link)) link.setAttribute("aria-current", "true");
    });
  };
  const showConcept = (concept) => {
    const { words, labels, groupOf, leaving, entering } = all();
    const [from, to] = [leaving(concept), entering(concept)];
    claims = [...to.filter((claim) => all().subjects[claim] !== concept), ...from];
    byId("panel-heading").replaceChildren(isolated(labels[concept]));
    byId("summary").textContent = fill(words.concept_total, { subject: from.length, outcome: to.length });
    byId("related").replaceChildren(`${words.group_of} `, groupLink(groupOf[concept]));
  };
  const follow = (focus) => {
    document.querySelectorAll("[aria-current]").forEach((old) => old.removeAttribute("aria-current"));
    const choice = chosen();
    byId("panel").hidden = !choice;
    document.dispatchEvent(new Event("choice"));
    if (!choice) return;
    start = 0;
    (choice.kind === "group" ? showGroup : showConcept)(choice.place);
    list();
    if (focus) {
      byId("panel-heading").focus({ preventScroll: true });
      byId("panel").scrollIntoView();
    }
  };
  const choose = (hash) => {
    if (!byId("panel").contains(document.activeElement)) opener = document.activeElement;
    if (hash !== location.hash) history.pushState(null, "", hash || location.pathname + location.search);
    follow(true);
  };
  const close = () => {
    choose("");
    if (opener && opener.isConnected) opener.focus();
  };

  // The scripts that draw stand in the page as text; the policy knows them by their hash.
  const begin = () => {
    byId("start").parentElement.hidden = true;
    byId("pane").hidden = false;
    ["vis", "drawing"].forEach((id) => {
      const script = document.createElement("script");
      script.textContent = byId(id).textContent;
      document.body.append(script);
    });
    byId("draw").focus();
  };

  document.addEventListener("click", (event) => {
    const link = event.target.closest('a[href^="#group="], a[href^="#concept="]');
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    choose(link.getAttribute("href"));
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && byId("panel").contains(document.activeElement)) close();
  });
  byId("find").addEventListener("submit", (event) => event.preventDefault());
  byId("search").addEventListener("input", search);
  byId("close").addEventListener("click", close);
  byId("previous").addEventListener("click", () => turn(-PAGE));
  byId("next").addEventListener("click", () => turn(PAGE));
  if (byId("start")) byId("start").addEventListener("click", begin);
  window.addEventListener("hashchange", () => follow(true));
  rows.forEach((row) => row.removeAttribute("id"));
  links.forEach((link) => link.setAttribute("href", link.dataset.href));
  if (location.hash) follow(true);

  return { all, fill, groupName, choose, conceptAddress, chosen, degree };
})();
