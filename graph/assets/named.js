// The named questions, each with a form of its parameters. `editor` has show(text, asked) and ask(asked).
const questionForm = (editor) => {
  const { at, data, made, bound, fault, request } = workbench;
  const few = 12;
  const known = new Map();
  const namesOf = (kind) => {
    if (!known.has(kind)) {
      known.set(kind, request(`/names/${kind}`).then((answer) => (answer.ok ? JSON.parse(answer.text).names : [])));
    }
    return known.get(kind);
  };
  const chosen = () => data.questions[at("example").value];
  const option = ({ name, label }) => made("option", { value: name, textContent: label || name });

  const exampleOf = (question) =>
    Object.fromEntries([...question.example.matchAll(/-p (\w+)=("[^"]*"|'[^']*'|\S+)/g)].map(([, name, value]) => [
      name, value.replace(/^(["'])(.*)\1$/, "$2"),
    ]));

  const input = (parameter, value) => {
    const id = `p.${parameter.name}`;
    const number = ["integer", "decimal"].includes(parameter.kind);
    const field = made("input", { id, name: parameter.name, value, autocomplete: "off", required: !parameter.optional });
    if (number) field.inputMode = parameter.kind === "integer" ? "numeric" : "decimal";
    return field;
  };
  const select = (parameter, value, names) => {
    const field = made("select", { id: `p.${parameter.name}`, name: parameter.name, required: !parameter.optional });
    if (parameter.optional) field.append(made("option", { value: "", textContent: "any" }));
    field.append(...names.map(option));
    field.value = value;
    return field;
  };
  const control = async (parameter, value) => {
    if (!data.kinds.includes(parameter.kind)) return [input(parameter, value)];
    const names = await namesOf(parameter.kind);
    if (names.length && names.length <= few) return [select(parameter, value, names)];
    const list = made("datalist", { id: `names.${parameter.name}` }, ...names.map(option));
    const field = input(parameter, value);
    field.setAttribute("list", list.id);
    return [field, list];
  };
  const row = async (parameter, value) => {
    const words = `${parameter.description}${parameter.optional ? " (may be left out)" : ""}`;
    const label = made("label", { htmlFor: `p.${parameter.name}` }, parameter.name, " ", made("span", { textContent: words }));
    return made("div", { className: "parameter" }, label, ...(await control(parameter, value)));
  };

  let shown = 0;
  const show = async (given) => {
    const question = chosen();
    const turn = (shown += 1);
    at("named-fault").replaceChildren();
    at("question").hidden = !question;
    if (!question) return;
    const values = given || exampleOf(question);
    at("described").textContent = question.description;
    const rows = await Promise.all(question.parameters.map((parameter) => row(parameter, values[parameter.name] || "")));
    if (turn === shown) at("parameters").replaceChildren(...rows);
  };
  const asked = () => ({
    question: chosen().name,
    given: [...new FormData(at("named")).entries()].filter(([name, value]) => name !== "example" && value.trim()),
  });
  const put = async (thenAsk) => {
    const wanted = asked();
    const answer = await bound(wanted);
    at("named-fault").replaceChildren();
    if (!answer.ok) {
      at("named-fault").append(fault(answer.text).box);
      return;
    }
    const text = answer.text.split("\n").filter((line) => !line.startsWith("#+")).join("\n");
    editor.show(`# ${chosen().summary}\n${text}`.trim(), wanted);
    if (thenAsk) editor.ask(wanted);
  };
  const open = async ({ question, given }) => {
    const place = data.questions.findIndex(({ name }) => name === question);
    if (place < 0) {
      at("named-fault").replaceChildren(fault(JSON.stringify({ error: `There is no question '${question}'.` })).box);
      return;
    }
    at("example").value = String(place);
    await show(Object.fromEntries(given));
    await put(true);
  };

  at("example").addEventListener("change", () => show());
  at("named").addEventListener("submit", (event) => {
    event.preventDefault();
    put(true);
  });
  at("reveal").addEventListener("click", () => at("named").reportValidity() && put(false));
  at("named").hidden = false;
  if (at("example").value) show();
  return { open, namesOf };
};
