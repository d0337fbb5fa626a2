// The text of a cell under a reader's hands: CodeMirror, with the colours of the page's own code.
(() => {
  "use strict";

  // What the page's style sheet calls each kind of word in highlighted code.
  const COLOURS = [
    ["keyword", "k"],
    ["operatorKeyword", "ow"],
    ["bool", "kc"],
    ["null", "kc"],
    ["number", "mi"],
    ["string", "s1"],
    ["escape", "s1"],
    ["comment", "c1"],
    ["operator", "o"],
    ["modifier", "o"],
  ];
  // Python's own names; a grammar knows no names, so they are met where one stands.
  const BUILTIN =
    /(?<![.\w])(abs|all|any|bool|dict|divmod|enumerate|filter|float|int|isinstance|len|list|map|max|min|pow|print|range|reversed|round|set|sorted|str|sum|tuple|type|zip)(?!\w)/g;
  // Those that look like a blank; CodeMirror shows by itself those that are not seen at all.
  const BLANKS = /[\u00a0\u2000-\u200a\u202f\u205f\u3000]/g;

  const THEME = {
    "&": { background: "var(--pst-color-surface)", color: "var(--pst-color-text-base)" },
    "&.cm-focused": { outline: "3px solid var(--book-function)", outlineOffset: "-3px" },
    ".cm-scroller": { fontFamily: "var(--pst-font-family-monospace)", lineHeight: "1.5" },
    ".cm-content": { padding: ".8em 0", caretColor: "currentColor", textAlign: "left" },
    ".cm-gutters": {
      background: "none",
      border: "0",
      color: "var(--pst-color-text-muted)",
    },
    ".cm-lineNumbers .cm-gutterElement": {
      position: "relative",
      minWidth: "2em",
      padding: "0 .6em 0 1.1em",
    },
    ".cm-line": { padding: "0 .8em 0 2px" },
    ".cm-line.is-wrong": {
      background: "color-mix(in srgb, var(--book-derivative) 14%, transparent)",
      boxShadow: "inset 3px 0 var(--book-derivative)",
    },
    ".cm-gutterElement.is-wrong": { color: "var(--book-derivative)", fontWeight: "bold" },
    ".cm-gutterElement.is-wrong::before": { content: "'✗'", position: "absolute", left: ".3em" },
    ".cm-specialChar": { color: "var(--book-derivative)" },
    // On paper no line ends at the edge of the screen.
    "@media print": {
      ".cm-content": { whiteSpace: "pre-wrap", flexShrink: "1" },
      ".cm-line": { overflowWrap: "anywhere" },
    },
  };

  /** Return an editor of a text.
   *
   *  `label` and `describedBy` are its name and its advice to those who hear it; `run`, `leave` and
   *  `changed` are called at Ctrl+Enter or Shift+Enter, at Escape, and after each edit.
   */
  function editor(text, { label, describedBy, run, leave, changed }) {
    const cm = window.codeMirror;
    const { EditorView, EditorState, Decoration } = cm;

    const mark = cm.StateEffect.define(); // of a line, or null
    const wrongLine = Decoration.line({ class: "is-wrong" });
    class Wrong extends cm.GutterMarker {
      elementClass = "is-wrong";
    }
    const wrong = new Wrong();
    const marked = cm.StateField.define({
      create: () => null, // the place where a wrong line begins
      update(place, transaction) {
        let now = place === null ? null : transaction.changes.mapPos(place);
        for (const effect of transaction.effects) if (effect.is(mark)) now = effect.value;
        return now === null ? null : transaction.newDoc.lineAt(now).from;
      },
      provide: (field) => [
        EditorView.decorations.from(field, (place) =>
          place === null ? Decoration.none : Decoration.set([wrongLine.range(place)]),
        ),
        cm.gutterLineClass.compute([field], (state) => {
          const place = state.field(field);
          return cm.RangeSet.of(place === null ? [] : [wrong.range(place)]);
        }),
        EditorView.contentAttributes.from(field, (place) =>
          place === null
            ? {}
            : { "aria-invalid": "true", "aria-errormessage": `${describedBy}-error` },
        ),
      ],
    });
    const builtins = new cm.MatchDecorator({
      regexp: BUILTIN,
      decorate(add, from, to, match, view) {
        const { name } = cm.syntaxTree(view.state).resolveInner(from, 1);
        if (name === "VariableName") add(from, to, builtin);
      },
    });
    const builtin = Decoration.mark({ class: "nb" });
    const coloured = cm.ViewPlugin.define(
      (view) => ({
        names: builtins.createDeco(view),
        update(update) {
          this.names = builtins.createDeco(update.view); // a word may become a part of a text
        },
      }),
      { decorations: (plugin) => plugin.names },
    );
    const indent = (view) => {
      if (!view.state.selection.main.empty) return cm.indentMore(view);
      view.dispatch(view.state.replaceSelection("    "), {
        scrollIntoView: true,
        userEvent: "input",
      });
      return true;
    };
    const act = (what) => () => {
      what();
      return true;
    };
    const keys = [
      { key: "Shift-Enter", run: act(run) },
      { key: "Mod-Enter", run: act(run) },
      { key: "Ctrl-Enter", run: act(run) },
      { key: "Escape", run: act(leave) },
      { key: "Tab", run: indent, shift: cm.indentLess },
    ];
    const colours = COLOURS.map(([tag, name]) => ({ tag: cm.tags[tag], class: name }));
    const defined = [
      cm.tags.function(cm.tags.definition(cm.tags.variableName)),
      cm.tags.definition(cm.tags.className),
    ];
    const view = new EditorView({
      state: EditorState.create({
        doc: text,
        extensions: [
          cm.Prec.highest(cm.keymap.of(keys)),
          cm.history({ minDepth: 100_000 }), // back to the first letter
          cm.keymap.of([...cm.defaultKeymap, ...cm.historyKeymap]),
          cm.lineNumbers(),
          cm.highlightSpecialChars({ addSpecialChars: BLANKS }),
          cm.pythonLanguage,
          cm.indentUnit.of("    "),
          cm.indentOnInput(),
          cm.syntaxHighlighting(
            cm.HighlightStyle.define([...colours, { tag: defined, class: "nf" }]),
          ),
          coloured,
          marked,
          EditorView.theme(THEME),
          EditorView.contentAttributes.of({
            tabindex: "0", // what scrolls around it has to find what the keyboard reaches
            "aria-label": label,
            "aria-describedby": describedBy,
            autocorrect: "off",
            autocapitalize: "off",
            spellcheck: "false",
          }),
          EditorView.updateListener.of((update) => update.docChanged && changed()),
        ],
      }),
    });
    const root = document.createElement("div");
    root.className = "page-editor highlight"; // the page's style sheet colours what stands in it
    root.dir = "ltr";
    root.append(view.dom);

    return {
      root,
      text: () => view.state.doc.toString(),
      focus: () => view.focus(),
      undo: () => cm.undo(view),
      /** Put a text in place of all, as one edit that can be undone by itself. */
      replace(text) {
        const changes = { from: 0, to: view.state.doc.length, insert: text };
        view.dispatch({
          changes,
          annotations: cm.isolateHistory.of("full"),
          selection: { anchor: 0 },
        });
      },
      /** Mark a line as wrong, by its number, or no line. */
      mark(number) {
        const isThere = number >= 1 && number <= view.state.doc.lines;
        view.dispatch({ effects: mark.of(isThere ? view.state.doc.line(number).from : null) });
      },
      content: view.contentDOM,
    };
  }

  (window.pagePython ??= {}).writing = { editor };
})();
