"use strict";
// Before anything is laid out: with scripts on one step is shown at a time, so the others need no place.
document.documentElement.classList.add("js");
