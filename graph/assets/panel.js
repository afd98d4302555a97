"use strict";
// The panel: everything that is recorded of a chosen claim. The words are those of the table and of the evidence.
(() => {
  const { words, fill, element, claims, found, rowOf, sentenceOf, conceptLink, claimItem } = page;
  const byId = (id) => document.getElementById(id);
  const panel = byId("panel");
  const heading = byId("panel-heading");
  let opener = null;
  let before = null;

  const entry = (title, ...children) => [element("dt", {}, title), element("dd", {}, ...children)];
  const copies = (nodes) => [...nodes].map((node) => node.cloneNode(true));
  const contextEntries = (claim) =>
    Object.entries(claim.context).flatMap(([word, list]) =>
      entry(words[word], ...list.flatMap((name, i) => [i ? ", " : "", conceptLink(name)])),
    );
  const verdict = (studies, cell) => {
    const standing = studies && studies.querySelector(".standing");
    return [...(standing ? [standing.cloneNode(true)] : []), ...copies(cell.childNodes)];
  };
  const body = (name) => {
    const claim = claims.get(name);
    const [said, firm, basis, place, literature] = rowOf(name).cells;
    const studies = found.evidence.get(name);
    const evidence = studies ? entry(words.literature_studies, ...copies(studies.childNodes), element("p", {}, words.rule_at)) : [];
    const links = said.querySelector(".links");
    const premises = claim.premises.length ? entry(words.premises, element("ul", {}, ...claim.premises.map(claimItem))) : [];
    const open = [...document.querySelectorAll(`ul.said a[href="${page.address("claim", name)}"]`)].map((link) => link.closest("ul.said > li"));
    const gaps = open.length ? entry(words.gaps, ...open.flatMap((gap) => copies(gap.querySelectorAll(":scope > p")))) : [];
    return [
      element("p", { class: "label" }, fill(words.label, { label: claim.label })),
      element(
        "dl",
        {},
        ...entry(words.certainty, ...copies(firm.childNodes)),
        ...(literature ? entry(words.literature, ...verdict(studies, literature)) : []),
        ...entry(words.subject, conceptLink(claim.subject)),
        ...entry(words.relation, claim.relation),
        ...entry(words.outcome, conceptLink(claim.outcome)),
        ...contextEntries(claim),
        ...entry(words.basis, ...copies(basis.childNodes)),
        ...premises,
        ...entry(words.place, ...copies(place.childNodes)),
        ...(links ? entry(words.links, links.cloneNode(true)) : []),
        ...gaps,
        ...evidence,
      ),
    ];
  };
  const citation = (name) => {
    const claim = claims.get(name);
    const first = rowOf(name).cells[3].querySelector("p");
    const place = first ? first.textContent.trim() : "";
    return fill(claim.cite, { name, label: claim.label.replace(/\.$/, ""), place });
  };
  const showStudies = () => {
    const start = panel.querySelector("dl > dt:last-of-type");
    panel.scrollTop = start.offsetTop - panel.offsetTop;
    start.scrollIntoView({ block: "nearest" });
  };
  const show = (choice, focus) => {
    panel.hidden = !choice || choice.kind !== "claim";
    if (panel.hidden) before = location.hash;
    byId("copied").textContent = "";
    byId("by-hand").hidden = true;
    if (panel.hidden) return;
    heading.replaceChildren(sentenceOf(choice.name));
    byId("panel-body").replaceChildren(...body(choice.name));
    byId("citing").hidden = !claims.get(choice.name).cite;
    byId("cite").textContent = citation(choice.name);
    panel.scrollTop = 0;
    if (focus) heading.focus({ preventScroll: matchMedia("(min-width: 64rem)").matches });
    if (choice.as === "evidence") showStudies();
  };
  const close = () => {
    const claim = page.chosen();
    page.choose(before ?? (claim ? page.address("section", claims.get(claim.name).section) : ""));
    const shown = claim && document.querySelector(`.step:not([hidden]) a[href="${page.address("claim", claim.name)}"]`);
    if (opener && opener.isConnected && opener.checkVisibility()) opener.focus();
    else if (shown) shown.focus();
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
    const link = event.target.closest('main a[href^="#claim="], main a[href^="#evidence="]');
    if (link && !panel.contains(link)) opener = link;
    if (event.target.closest("#found")) opener = null;
  }, true);
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && panel.contains(document.activeElement)) {
      event.stopImmediatePropagation();
      close();
    }
  });
  byId("close").addEventListener("click", close);
  byId("copy").addEventListener("click", copyLink);
  page.listen(({ choice, focus }) => choice !== undefined && show(choice, focus));
})();
