// The plain editor, for where YASGUI is not: a text field, and the answer below it.
const plainEditor = () => {
  const { at, made, say, counted, ask, table, fault, tools, picture, remember } = workbench;
  const field = at("query");
  let bound = null;
  const goTo = (line, column) => {
    const before = field.value.split("\n").slice(0, line - 1).join("\n").length + (line > 1 ? 1 : 0);
    const end = field.value.indexOf("\n", before);
    field.focus();
    field.setSelectionRange(before + column - 1, end < 0 ? field.value.length : end);
  };
  const graph = (asked) => {
    const button = made("button", { type: "button", textContent: "Show as graph" });
    const place = made("div", { className: "drawn" });
    button.addEventListener("click", async () => {
      say("Drawing …");
      const { nodes, words } = await picture(asked);
      place.replaceChildren(...nodes);
      say(words);
    });
    return [button, place];
  };
  const shown = (answer, asked) => {
    if (!answer.ok) {
      const { box, words } = fault(answer.text, goTo);
      say(`No answer. ${words.split("\n")[0]}`);
      return [box];
    }
    const isTriples = !answer.type.includes("sparql-results");
    const bar = tools(asked, isTriples);
    const [button, place] = graph(asked);
    if (isTriples) {
      say("Triples, as Turtle.");
      bar.append(button);
      return [bar, made("pre", { textContent: answer.text, tabIndex: 0 }), place];
    }
    const found = JSON.parse(answer.text);
    if ("boolean" in found) {
      say(found.boolean ? "Yes." : "No.");
      return [];
    }
    say(`${counted(found.results.bindings.length, "row")}.`);
    bar.append(button);
    return [bar, ...table(found.head.vars, found.results.bindings), place];
  };
  const editor = {
    show: (text, asked) => {
      field.value = text;
      bound = { text, asked };
    },
    ask: async (asked) => {
      remember(asked);
      say("Asking …");
      at("answer").replaceChildren();
      at("answer").replaceChildren(...shown(await ask(asked), asked));
      if (document.activeElement !== document.body) at("answer-title").focus();
    },
  };
  at("draw").remove();
  at("form").addEventListener("submit", (event) => {
    event.preventDefault();
    editor.ask(bound && bound.text === field.value ? bound.asked : { query: field.value });
  });
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) at("form").requestSubmit();
  });
  return editor;
};
