"use strict";
// Before anything is laid out: with scripts on one step is shown at a time, so the others need no place. An address
// without a choice begins at the first step, which is painted before the rest of the page is laid out. Where the
// other scripts do not begin, or the browser cannot unpack them, the page is as it is without scripts.
// Data, scripts, their style and the library stand in the page as gzip, and the hash of each in the policy: a third of the size,
// and no work for the browser before the first step is painted. For the same reason all but the first step stands in
// noscript, which a browser with scripts on reads as text; it becomes elements once the first step is painted.
const packed = {
  data: null,
  open: async (id) => {
    const bytes = Uint8Array.from(atob(document.getElementById(id).textContent), (letter) => letter.charCodeAt(0));
    return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).text();
  },
  put: async (id, tag) => {
    const part = document.createElement(tag);
    part.textContent = await packed.open(id);
    document.head.append(part);
  },
};
// A page that is not in front is not painted until it is: it does not wait long.
const painted = () =>
  new Promise((done) => {
    new PerformanceObserver(done).observe({ type: "paint", buffered: true });
    setTimeout(done, 500);
  });
const { classList } = document.documentElement;
const unpacks = typeof DecompressionStream === "function";
if (unpacks) classList.add("js", ...(location.hash || location.search ? [] : ["plain"]));
addEventListener("DOMContentLoaded", async () => {
  if (classList.contains("plain")) await painted();
  for (const rest of document.querySelectorAll("noscript")) rest.outerHTML = rest.textContent;
  if (!unpacks) return;
  try {
    packed.data = JSON.parse(await packed.open("data"));
    await packed.put("style", "style");
    await packed.put("script", "script");
  } finally {
    if (!classList.contains("begun")) classList.remove("js", "plain");
  }
});
