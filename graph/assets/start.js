// Begin: with YASGUI if it is there and may run, else with the plain editor; then ask what the address says.
addEventListener("DOMContentLoaded", () => {
  const { fromAddress } = workbench;
  let named;
  const editor = typeof Yasgui === "function" ? tabbedEditor(() => named) : plainEditor();
  named = questionForm(editor);
  const follow = () => {
    const asked = fromAddress(location.hash);
    if (!asked) return;
    if (asked.question) named.open(asked);
    else {
      editor.show(asked.query, asked);
      editor.ask(asked);
    }
  };
  follow();
  addEventListener("hashchange", follow);
});
