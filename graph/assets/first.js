"use strict";
// Before anything is laid out: with scripts on one step is shown at a time, so the others need no place. An address
// without a choice begins at the first step, which is painted before the rest of the page is laid out. Where the
// other scripts do not begin, the page is as it is without scripts.
(() => {
  const { classList } = document.documentElement;
  classList.add("js", ...(location.hash || location.search ? [] : ["plain"]));
  setTimeout(() => { if (!classList.contains("begun")) classList.remove("js", "plain"); }, 4000);
})();
