// YASGUI: tabs with an editor that colors and completes, and views of the answer. What asks other servers is left out of
// it: catalogue of endpoints, completion from registries, links to other sites. `named` gives the form of questions.
const tabbedEditor = (named) => {
  const { at, data, made, say, counted, ask, table, fault, tools, picture, remember } = workbench;
  const { Yasqe, Yasr } = window;
  const first = at("query").value;

  // Completion: our prefixes, and names of the graph by their start or by their label

  const words = { shown: new Map() };
  const namesOfAll = () => {
    words.all ||= Promise.all(data.completed.map((kind) => named().namesOf(kind))).then((lists) => lists.flat());
    return words.all;
  };
  const found = async (yasqe, token) => {
    const start = token.string.toLowerCase();
    const matches = (await namesOfAll()).filter(({ short, label }) =>
      short.toLowerCase().startsWith(start) || (!start.includes(":") && ` ${label.toLowerCase()}`.includes(` ${start}`)));
    matches.forEach(({ short, label }) => words.shown.set(short, label));
    return matches.slice(0, 100).map(({ short }) => short);
  };
  // The tokens of YASGUI break a word that begins like a keyword: what is typed is read off the line.
  const typed = (yasqe, token, shape) => {
    const { line, ch } = yasqe.getDoc().getCursor();
    const [string] = shape.exec(yasqe.getDoc().getLine(line).slice(0, ch)) || [""];
    return { ...token, string, from: { ch: ch - string.length }, to: { ch } };
  };
  const isAfterPrefix = (yasqe) => /PREFIX\s+\S*$/i.test(yasqe.getDoc().getLine(yasqe.getDoc().getCursor().line));
  const completer = (name, autoShow, shape) => ({
    name,
    autoShow,
    bulk: false,
    get: found,
    isValidCompletionPosition: (yasqe) => Boolean(typed(yasqe, {}, shape).string) && !isAfterPrefix(yasqe),
    preProcessToken: (yasqe, token) => typed(yasqe, token, shape),
    postprocessHints: (yasqe, hints) => hints.map((hint) => {
      const label = words.shown.get(hint.text);
      return { ...hint, displayText: label ? `${hint.text}  ${label}` : hint.text };
    }),
  });
  const prefixes = Object.entries(data.prefixes).map(([prefix, iri]) => `${prefix}: <${iri}>`).sort();
  Object.assign(Yasqe.defaults, { autocompleters: ["variables"], editorHeight: "auto" });
  Yasqe.forkAutocompleter("prefixes", { name: "known-prefixes", persistenceId: null, get: prefixes });
  Yasqe.registerAutocompleter(completer("names", true, /(?<![?$<"'\w:-])[a-z][\w-]*:[\w-]*$/i));
  Yasqe.registerAutocompleter(completer("labels", false, /(?<![?$<"'\w:/#-])[a-z][\w-]+$/i));

  // Views of an answer

  let yasgui = null;
  const tabOf = (part) => Object.values(yasgui._tabs).find((tab) => [tab.getYasr(), tab.getYasqe()].includes(part));
  const askedIn = (tab) => tab.getPersistedJson().asked || { query: tab.getYasqe().getValue() };
  const icon = (path) => {
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    svg.setAttribute("viewBox", "0 0 16 16");
    svg.setAttribute("aria-hidden", "true");
    const drawn = document.createElementNS("http://www.w3.org/2000/svg", "path");
    drawn.setAttribute("d", path);
    svg.append(drawn);
    return svg;
  };
  class View {
    constructor(yasr) {
      this.yasr = yasr;
      this.priority = this.constructor.rank;
      this.label = this.constructor.label;
    }
    canHandleResults() {
      const { results } = this.yasr;
      return Boolean(results && !results.hasError() && results.getBoolean() === undefined && results.getBindings());
    }
    getIcon() { return icon(this.constructor.icon); }
    get asked() { return askedIn(tabOf(this.yasr)); }
  }
  class Rows extends View {
    static rank = 10;
    static label = "Table";
    static icon = "M1 2h14v3H1zM1 6h6v3H1zM8 6h7v3H8zM1 10h6v4H1zM8 10h7v4H8z";
    draw() {
      const { results, resultsEl } = this.yasr;
      const bar = tools(this.asked, results.getType() === "ttl");
      // YASGUI puts values in place of {{name}} in literals: rows are read from what the server sent.
      const sent = results.getType() === "json" ? JSON.parse(results.getOriginalResponseAsString()) : null;
      const rows = sent ? sent.results.bindings : results.getBindings();
      resultsEl.append(bar, ...table(results.getVariables(), rows));
    }
  }
  class Graph extends View {
    static rank = 5;
    static label = "Graph";
    static icon = "M1 1h5v4H4.6l2 5H9V9h6v6H9v-3H5.3L2.6 5H1z";
    async draw() {
      this.yasr.resultsEl.append(made("p", { textContent: "Drawing …" }));
      const { nodes, words: said } = await picture(this.asked);
      this.yasr.resultsEl.replaceChildren(...nodes);
      say(said);
    }
  }
  Yasr.registerPlugin("table", Rows);
  Yasr.registerPlugin("graph", Graph);
  Yasr.defaults.pluginOrder = ["table", "graph", "response"];
  const goTo = (line, column) => {
    const yasqe = yasgui.getTab().getYasqe();
    yasqe.focus();
    yasqe.getDoc().setCursor(line - 1, column - 1);
  };
  Yasr.defaults.errorRenderers = [async (error) => fault(error.text, goTo).box];

  // Asking

  const unmark = (yasqe) => yasqe.eachLine((line) => yasqe.removeLineClass(line, "background", "fault-line"));
  const told = (answer, yasqe) => {
    if (!answer.ok) {
      const { line, words: said } = fault(answer.text);
      if (line) yasqe.addLineClass(line - 1, "background", "fault-line");
      return `No answer. ${said.split("\n").slice(0, 2).join(", ")}`;
    }
    if (!answer.type.includes("sparql-results")) return "Triples.";
    const { boolean, results } = JSON.parse(answer.text);
    if (results) return `${counted(results.bindings.length, "row")}.`;
    return boolean ? "Yes." : "No.";
  };
  const run = async (tab, wanted) => {
    const yasqe = tab.getYasqe();
    const kept = tab.getPersistedJson();
    const text = yasqe.getValue();
    yasqe.abortQuery();
    kept.asked = wanted || (kept.bound && kept.bound.text === text ? kept.bound.asked : { query: text });
    remember(kept.asked);
    unmark(yasqe);
    say("Asking …");
    const [stop, began] = [new AbortController(), Date.now()];
    yasqe.emit("query", new Request("/sparql"), stop);
    try {
      const answer = await ask(kept.asked, stop.signal);
      say(told(answer, yasqe));
      const response = answer.ok ? { ...answer, content: answer.text || "\n" } : new Error(answer.text);
      yasqe.emit("queryResponse", response, Date.now() - began);
    } catch (error) {
      if (error.name !== "AbortError") throw error;
      say("Stopped.");
    }
  };
  Yasqe.prototype.query = function query() { return run(tabOf(this)); };

  // Begin

  at("form").hidden = true;
  at("answer-section").hidden = true;
  at("tabs").after(at("status"));
  at("status").classList.add("unseen");
  at("tabs").hidden = at("completion").hidden = false;
  const endpoint = `${location.origin}/sparql`;
  yasgui = new Yasgui(at("tabs"), {
    autofocus: false,
    populateFromUrl: false,
    copyEndpointOnNewTab: false,
    persistenceId: "findings-workbench",
    requestConfig: { endpoint, method: "POST" },
    endpointCatalogueOptions: { getData: () => [], keys: [], renderItem: () => {} },
    yasqe: {
      value: first,
      resizeable: false,
      viewportMargin: Infinity,
      collapsePrefixesOnLoad: false,
      extraKeys: { Tab: false, "Shift-Tab": false, "Ctrl-S": false, "Shift-Ctrl-F": false },
    },
  });
  mendTabs(yasgui);

  const reuse = (tab) => {
    const [text, { bound }] = [tab.getYasqe().getValue(), tab.getPersistedJson()];
    return !text.trim() || text === first || (bound && bound.text === text);
  };
  return {
    show: (text, asked) => {
      const tab = reuse(yasgui.getTab()) ? yasgui.getTab() : yasgui.addTab(true, { yasqe: { value: text } });
      if (asked.question) tab.setName(yasgui.tabNameTaken(asked.question) ? tab.getName() : asked.question);
      tab.getPersistedJson().bound = { text, asked };
      tab.getYasqe().setValue(text);
      unmark(tab.getYasqe());
    },
    ask: (asked) => run(yasgui.getTab(), asked),
  };
};
