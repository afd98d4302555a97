// What YASGUI lacks for the keyboard and for screen readers: names of fields, states of buttons, a button for a new tab.
const mendTabs = (yasgui) => {
  const { at, made } = workbench;
  const host = at("tabs");
  const name = (node, words) => node.setAttribute("aria-label", words);
  const mend = () => {
    if (!host.querySelector(".tab")) yasgui.addTab(true);
    host.querySelectorAll(".yasqe textarea").forEach((field) => {
      if (field.hasAttribute("aria-label")) return;
      name(field, "SPARQL query");
      field.setAttribute("aria-describedby", "hint");
    });
    host.querySelectorAll(".yasr textarea").forEach((field) => name(field, "The answer as it came, read only"));
    host.querySelectorAll(".CodeMirror-hints:not([aria-label])").forEach((list) => {
      name(list, "Completions");
      list.removeAttribute("aria-expanded");
    });
    host.querySelectorAll(".yasr_plugin_control[id]").forEach((node) => node.removeAttribute("id"));
    host.querySelectorAll(".yasr_plugin_control[aria-controls]").forEach((node) => node.removeAttribute("aria-controls"));
    host.querySelectorAll(".yasr_btnGroup button").forEach((button) => {
      const [isPressed, isOff] = [button.classList.contains("selected"), button.classList.contains("disabled")];
      if (button.getAttribute("aria-pressed") !== String(isPressed)) button.setAttribute("aria-pressed", isPressed);
      if (button.disabled !== isOff) button.disabled = isOff;
    });
  };
  const add = made("button", { type: "button", className: "new-tab", textContent: "New tab" });
  add.addEventListener("click", () => yasgui.addTab(true).getYasqe().focus());
  host.firstElementChild.prepend(add);
  mend();
  new MutationObserver(mend).observe(host, { subtree: true, childList: true, attributes: true, attributeFilter: ["class"] });
};
