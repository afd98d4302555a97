"use strict";
// The reading pane: one step at a time, around a concept, chains between two, and a tour for a class.
(() => {
  const { words, fill, element, shape, claims, concepts, found, address } = page;
  const byId = (id) => document.getElementById(id);
  const root = document.documentElement;
  const steps = [...document.querySelectorAll('.step[id^="section="], #map')];
  const views = [...document.querySelectorAll(".step")];
  const links = [...document.querySelectorAll("#views li a")];
  const hashOf = ({ id }, as = "section") => (id.startsWith("section=") ? address(as, id.slice("section=".length)) : `#${id}`);
  const LONGEST = 4;
  const MOST = 8;
  const { looks } = page.data;
  const FIRM = page.data.certainties.map(([name]) => name);
  const wide = matchMedia("(min-width: 64rem)");
  let current = null;
  let sheet = 0;
  let isTour = false;
  let left = null;

  // A row of a view: a box, the words of a claim on its line, and another box.
  const box = (name, tag = "a") => {
    const { kind, label } = concepts.get(name);
    return element(tag, { class: `box ${looks[kind]}`, ...(tag === "a" ? { href: address("concept", name) } : {}) }, element("span", {}, label));
  };
  const phrase = (name) => {
    const link = found.concept.get(claims.get(name).subject).querySelector(`li a[href="${address("claim", name)}"] i`);
    return link ? link.textContent : claims.get(name).relation;
  };
  const UNTESTED = "untested";
  const RELATIONS = ["withMore", "withLess", "linkedTo", "notLinkedTo", "partOf", "definedAs"];
  const say = (name) => {
    const claim = claims.get(name);
    const end = RELATIONS.includes(claim.ends) ? { "marker-end": `url(#end-${claim.ends})` } : {};
    const line = shape("svg", { "aria-hidden": "true" }, shape("line", { x1: "2", x2: "100%", y1: "6", y2: "6", ...end }));
    const current = page.chosen() && page.chosen().kind === "claim" && page.chosen().name === name;
    const standing = claim.standing === UNTESTED && !found.evidence.has(name) ? page.rowOf(name).cells[4].textContent.trim() : claim.standing;
    return element("a", { class: `say ${looks[claim.certainty] || ""}`, href: address("claim", name), title: page.sentenceOf(name), ...(current ? { "aria-current": "true" } : {}) }, phrase(name), ...(claim.standing ? [element("small", {}, standing)] : []), line);
  };

  const around = (name) => {
    const where = (end) => page.rows.map(page.nameOf).filter((claim) => claims.get(claim)[end] === name);
    const [here, on] = [where("outcome"), where("subject")];
    byId("around-heading").textContent = concepts.get(name).label;
    const about = found.concept.get(name).querySelector("p").cloneNode(true);
    const column = (list, make, empty) =>
      list.length ? element("ul", {}, ...list.map((claim) => element("li", {}, ...make(claim)))) : element("ul", { class: "quiet" }, element("li", {}, empty));
    const context = page.rows.map(page.nameOf).filter((claim) => Object.values(claims.get(claim).context).flat().includes(name));
    byId("trio").replaceChildren(
      element("p", { class: "question" }, ...about.childNodes),
      element(
        "div",
        { class: "trio" },
        element("h3", {}, fill(words.leads_here, { count: here.length })),
        element("h3", {}, fill(words.leads_on, { count: on.length })),
        column(here, (claim) => [box(claims.get(claim).subject), say(claim)], words.around_ends),
        box(name, "div"),
        column(on, (claim) => [say(claim), box(claims.get(claim).outcome)], words.around_starts),
      ),
      ...(context.length ? [element("h3", {}, fill(words.context, { count: context.length })), element("ul", {}, ...context.map(page.claimItem))] : []),
    );
  };

  // Chains of at most LONGEST claims, each concept once; of claims between the same two the firmest is taken.
  const chains = (start, end) => {
    const onward = new Map();
    [...claims].forEach(([name, claim]) => {
      const known = onward.get(claim.subject) || onward.set(claim.subject, new Map()).get(claim.subject);
      const other = known.get(claim.outcome);
      if (!other || FIRM.indexOf(claim.certainty) < FIRM.indexOf(claims.get(other).certainty)) known.set(claim.outcome, name);
    });
    const made = [];
    let going = [{ at: start, names: [], seen: new Set([start]) }];
    for (let length = 0; length < LONGEST && made.length < MOST; length += 1) {
      const next = [];
      going.forEach(({ at, names, seen }) => {
        (onward.get(at) || new Map()).forEach((name, reached) => {
          if (reached === end) made.push([...names, name]);
          else if (!seen.has(reached)) next.push({ at: reached, names: [...names, name], seen: new Set([...seen, reached]) });
        });
      });
      going = next;
    }
    return made.slice(0, MOST);
  };
  const weakest = (chain) => chain.reduce((worst, name) => (FIRM.indexOf(claims.get(name).certainty) > FIRM.indexOf(claims.get(worst).certainty) ? name : worst));
  const chainOf = (chain) => {
    const worst = weakest(chain);
    const certainty = Object.fromEntries(page.data.certainties)[claims.get(worst).certainty];
    const boxes = chain.flatMap((name) => [element("li", {}, say(name)), element("li", {}, box(claims.get(name).outcome))]);
    return element(
      "div",
      { class: "path" },
      element("p", { class: "weakest" }, fill(chain.length > 1 ? words.chain_weakest : words.one_step, { count: chain.length, certainty, claim: page.sentenceOf(worst) })),
      element("ol", { class: "chain" }, element("li", {}, box(claims.get(chain[0]).subject)), ...boxes),
    );
  };
  const conceptNamed = (text) => {
    const word = text.trim().toLowerCase();
    const fits = [...concepts].find(([name, { label, synonyms }]) => name === text || [label, ...synonyms].some((other) => other.toLowerCase() === word));
    return fits ? fits[0] : null;
  };
  const pathAddress = (start, end) => `#path=${encodeURIComponent(start)}/${encodeURIComponent(end)}`;
  const decoded = (part) => {
    try {
      return decodeURIComponent(part);
    } catch {
      return part;
    }
  };
  const showPaths = (name) => {
    const slash = location.hash.indexOf("/");
    if (!name || slash < 0) return byId("paths").replaceChildren();
    const ends = location.hash.slice("#path=".length).split("/").map(decoded);
    const unknown = ends.find((one) => !concepts.has(one));
    if (unknown !== undefined) return byId("paths").replaceChildren(element("p", {}, fill(words.path_unknown, { word: unknown })));
    const [start, end] = ends;
    const [startLabel, endLabel] = ends.map((one) => concepts.get(one).label);
    [byId("from").value, byId("to").value] = [startLabel, endLabel];
    const made = chains(start, end);
    const back = made.length ? [] : chains(end, start);
    const none = [element("p", {}, fill(words.no_path, { start: startLabel, end: endLabel, most: LONGEST }))];
    const other = element("p", {}, fill(words.no_path_but, { link: "" }), element("a", { href: pathAddress(end, start) }, `${endLabel} → ${startLabel}`));
    return byId("paths").replaceChildren(...(made.length ? made.map(chainOf) : none), ...(back.length ? [other] : []));
  };
  const findPaths = (event) => {
    event.preventDefault();
    const typed = [byId("from").value, byId("to").value];
    const ends = typed.map(conceptNamed);
    const unknown = ends.indexOf(null);
    if (unknown >= 0) byId("paths").replaceChildren(element("p", {}, fill(words.path_unknown, { word: typed[unknown] })));
    else page.choose(pathAddress(...ends));
  };

  const stepOf = ({ kind, name }) => {
    if (kind === "section") return byId(`section=${name}`);
    if (kind === "concept") return byId("around");
    if (kind === "claim") {
      const here = [...views].find((view) => !view.hidden && view.querySelector(`a[href="${address("claim", name)}"]`));
      return here || byId(`section=${claims.get(name).section}`);
    }
    return byId(kind);
  };
  const reveal = (view) => {
    current = view;
    views.forEach((other) => { other.hidden = other !== view; });
    links.forEach((link) => {
      if (decoded(link.getAttribute("href")) !== `#${view.id}`) return link.removeAttribute("aria-current");
      link.setAttribute("aria-current", "page");
      const list = link.closest("ul");
      if (!wide.matches) list.scrollLeft = link.offsetLeft - list.offsetLeft - list.clientWidth / 2;
      return undefined;
    });
    const drawn = view.querySelector("svg.sheet, svg.chart");
    byId("save-svg").hidden = !drawn;
    byId("save-png").hidden = !drawn && view.id !== "explore";
    showSheet(0);
  };
  const sheets = () => [...current.querySelectorAll(".scroll")];
  const showSheet = (at) => {
    sheet = at;
    sheets().forEach((part, place) => part.classList.toggle("now", place === at));
    byId("counter").textContent = isTour && sheets().length > 1 ? fill(words.sheet_counter, { at: at + 1, all: sheets().length }) : "";
    const drawn = sheets()[at];
    if (drawn) drawn.scrollLeft = 0;
  };
  const showInSheet = (box) => {
    if (!box) return;
    const scroll = box.closest(".scroll");
    const [inside, outside] = [box.getBoundingClientRect(), scroll.getBoundingClientRect()];
    if (wide.matches && !isTour && (inside.bottom > innerHeight || inside.top < 0)) scrollBy(0, inside.top + inside.height / 2 - innerHeight / 2);
    scroll.scrollLeft += inside.left + inside.width / 2 - outside.left - outside.width / 2;
  };
  const follow = (choice, focus) => {
    const view = (choice && stepOf(choice)) || steps[0];
    if (choice && choice.as === "tour") present();
    else if (isTour && !(choice && ["claim", "evidence", "concept"].includes(choice.as))) leave();
    if (!view) return;
    if (choice && choice.kind === "concept") around(choice.name);
    if (choice && choice.kind === "path") showPaths(choice.name);
    if (view !== current) reveal(view);
    if (choice && choice.kind === "claim") {
      const at = sheets().findIndex((part) => part.querySelector('[aria-current="true"]'));
      if (at >= 0) showSheet(at);
      showInSheet(view.querySelector('svg [aria-current="true"] rect'));
    } else if (focus) {
      const heading = view.querySelector("h2");
      heading.focus({ preventScroll: true });
      if (!isTour) scrollTo(0, byId("views").offsetTop - 8);
    }
    if (view.id === "explore") page.explore();
  };
  const go = (by) => {
    const at = sheet + by;
    if (isTour && at >= 0 && at < sheets().length) return showSheet(at);
    const next = steps[steps.indexOf(current) + by];
    if (!next || (isTour && next.id === "map")) return undefined;
    page.choose(hashOf(next, isTour ? "tour" : "section"));
    if (isTour && by < 0) showSheet(sheets().length - 1);
    return undefined;
  };

  // The tour: the step fills the window. The keys are those of presenters' clickers.
  const KEYS = { ArrowRight: 1, PageDown: 1, " ": 1, ArrowLeft: -1, PageUp: -1 };
  const present = () => {
    if (isTour) return;
    isTour = true;
    left = document.activeElement;
    root.classList.add("present");
    byId("present").textContent = words.present_end;
  };
  const leave = () => {
    isTour = false;
    root.classList.remove("present");
    byId("present").textContent = words.present;
    if (document.fullscreenElement) document.exitFullscreen();
    if (location.hash.startsWith("#tour=")) history.replaceState(null, "", location.hash.replace("#tour=", "#section="));
    if (left && left.isConnected) left.focus();
  };
  const toggle = () => {
    if (isTour) return leave();
    if (root.requestFullscreen) root.requestFullscreen().catch(() => {});
    present();
    const step = steps.includes(current) ? current : steps[0];
    return page.choose(hashOf(step, "tour"));
  };
  const typing = (target) => target.closest("input, select, textarea, #canvas, #sheet");
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    if (isTour && event.key === "Escape") return leave();
    const by = KEYS[event.key];
    const arrow = event.key.startsWith("Arrow") && (event.target === document.body || event.target.closest("#views, .step > h2"));
    if (!isTour && by && arrow) return go(by);
    const pressing = event.key === " " && event.target.closest("button, a, summary");
    if (isTour && by && !pressing) {
      event.preventDefault();
      go(by);
    } else if (isTour && event.key === "Home") page.choose(hashOf(steps[0], "tour"));
    return undefined;
  });
  document.addEventListener("fullscreenchange", () => { if (isTour && !document.fullscreenElement) leave(); });

  // On the map the lines of a concept stand in the order of its claims; a second drawing of a line follows the first.
  const lines = new Map();
  const drawn = new Map([...document.querySelectorAll("svg.chart g > a")].map((link) => [link.getAttribute("href"), link]));
  page.rows.map(page.nameOf).forEach((name) => {
    const subject = address("concept", claims.get(name).subject);
    const last = drawn.get(subject);
    if (!last) return;
    lines.set(name, last.nextElementSibling);
    drawn.set(subject, last.nextElementSibling);
  });
  const nameIn = (link) => decodeURIComponent(link.getAttribute("href").replace(/^#\w+=/, ""));
  const dim = (shown) => {
    lines.forEach((line, name) => line.classList.toggle("off", !shown.has(name)));
    document.querySelectorAll("svg.sheet, svg.chart").forEach((picture) => {
      const clear = new Set();
      picture.querySelectorAll("a.c").forEach((link) => {
        const name = nameIn(link);
        link.classList.toggle("off", !shown.has(name));
        if (shown.has(name)) clear.add(claims.get(name).subject).add(claims.get(name).outcome);
      });
      picture.querySelectorAll("a:not(.c)").forEach((link) => {
        const name = nameIn(link);
        const isOn = picture.matches(".sheet") ? clear.has(name) : !found.concept.get(name).hidden;
        link.classList.toggle("off", !isOn);
      });
    });
  };
  page.listen(({ choice, focus, shown, section }) => {
    if (choice !== undefined) follow(choice, focus);
    if (shown) dim(shown);
    const asked = section && byId(`section=${section}`);
    if (asked && asked !== current && current.id !== "explore") reveal(asked);
  });
  document.querySelectorAll("svg a.c").forEach((link) => {
    const said = page.sentenceOf(nameIn(link));
    link.prepend(shape("title", {}, said));
  });
  document.addEventListener("focusin", (event) => {
    const rect = event.target.closest(".scroll a") && event.target.querySelector("rect");
    if (rect && event.target.matches(":focus-visible")) rect.scrollIntoView({ block: "nearest", inline: "nearest" });
  });
  byId("labels").append(...[...concepts.values()].map(({ label }) => element("option", { value: label })));
  byId("ends").addEventListener("submit", findPaths);
  byId("previous").addEventListener("click", () => go(-1));
  byId("next").addEventListener("click", () => go(1));
  byId("present").addEventListener("click", toggle);
  if (/[?&]embed\b/.test(location.search)) {
    root.classList.add("embed");
    byId("whole").hidden = false;
    byId("whole").href = location.pathname + location.hash;
    byId("whole").target = "_blank";
  }
})();
