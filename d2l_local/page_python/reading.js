// Reads a reader's cell, and rewrites it for MicroPython, so that it does in the page what it does in the
// notebook. A classic script, after codemirror.js, scopes.js and mistakes.js; then come statements.js,
// operators.js, expressions.js and texts.js, which write the kinds of nodes. Node's tests run the same.
//
// MicroPython has no reflected comparisons (0 < x), no in-place methods (y *= 2), no order of dicts and of
// keywords, no parameters of functions, and less syntax. What is rewritten calls names that begin with
// _page, which language.py defines. The rewritten cell is one generator function, __cell__: what it asks of
// the page it yields, and now and then it pauses, for MicroPython frees memory between calls alone.
(() => {
  "use strict";
  const reading = globalThis.pagePython.reading;
  const { childrenOf, parsed, scopesOf } = reading;

  const OURS = "_page";
  const OF_THE_PAGE = ["__cell__", "__builtins__"];
  const EXTRA = "\u{f0000}"; // a new line of the rewritten text that is none of the reader's

  const count = (text, letter) => text.split(letter).length - 1;

  /** A line of the source that cannot be read, and why. */
  class Problem extends Error {
    constructor(node, message) {
      super(message);
      this.node = node;
    }
  }

  const HARMLESS = new Set(
    (
      "abs add aenter aexit and bool call complex contains del delitem divmod doc enter eq exit float " +
      "floordiv format ge get getattr getitem gt hash iadd iand ifloordiv ilshift imatmul imod imul index " +
      "init init_subclass int invert ior ipow irshift isub iter itruediv ixor le len lshift lt main matmul " +
      "missing mod mul name ne neg new next or pos pow radd rand rdivmod repr reversed rfloordiv rlshift " +
      "rmatmul rmod rmul ror round rpow rrshift rshift rsub rtruediv rxor set set_name setattr setitem " +
      "slots str sub truediv trunc xor qualname post_init wrapped"
    )
      .split(" ")
      .map((name) => `__${name}__`),
  );

  // Whether whole numbers of a cell may grow beyond floats: by powers with more than one digit above,
  // by shifts, or in what is done again and again.
  const GROWS =
    /\*\*=?\s*(?!\d(\.\d+)?\b|\.5\b)|<<|\d{17}|\b(def|factorial|comb|for|perm|pow|prod|while)\b/;

  class Rewriting {
    constructor(top, source) {
      Object.assign(this, { top, source, pieces: [], line: 1, temporaries: 0 });
      this.scopes = scopesOf(top, source);
      this.scope = this.scopes.module;
      this.isPausing = true;
      this.grows = GROWS.test(source);
      this.asks = new Set();
      this.classes = [];
      this.starts = [0];
      for (let at = source.indexOf("\n"); at >= 0; at = source.indexOf("\n", at + 1))
        this.starts.push(at + 1);
    }

    text(node) {
      return this.source.slice(node.from, node.to);
    }

    lineOf(place) {
      let low = 0;
      for (let high = this.starts.length; low < high - 1; ) {
        const middle = (low + high) >> 1;
        if (this.starts[middle] <= place) low = middle;
        else high = middle;
      }
      return low + 1;
    }

    get isAtTop() {
      return this.scope.kind === "module";
    }

    /** Begin a line of the rewritten text; it keeps to the reader's lines where it can. */
    begin(place, depth) {
      const line = place === null ? this.line : this.lineOf(place);
      this.pieces.push(line > this.line ? "\n".repeat(line - this.line) : EXTRA, " ".repeat(depth));
      this.line = Math.max(this.line, line);
    }

    put(text) {
      this.pieces.push(text);
      this.line += count(text, "\n");
    }

    /** Write a line that the reader has not written. */
    extra(text, depth) {
      this.begin(null, depth);
      this.put(text);
    }

    body(node, depth, prologue = []) {
      for (const text of prologue) this.extra(text, depth);
      for (const one of childrenOf(node)) if (one.name !== ":") this.statement(one, depth);
    }

    statement(node, depth) {
      const write = reading.STATEMENTS[node.name];
      if (write) return write.call(this, node, depth);
      this.begin(node.from, depth);
      this.put(this.copy(node));
    }

    /** Rewrite nodes that stand side by side, with what stands between them. */
    range(nodes, isStored = false) {
      let text = "";
      nodes.forEach((one, i) => {
        if (i) text += this.between(nodes[i - 1].to, one.from);
        text += isStored ? this.target(one) : this.expression(one);
      });
      return text;
    }

    /** What stands between two nodes: its comments go, its lines stay. */
    between(from, to) {
      return this.source.slice(from, to).replace(/#[^\n]*/g, "");
    }

    /** Do something in the scope that a node opens. */
    inside(node, act) {
      const outer = this.scope;
      this.scope = this.scopes.at(node);
      try {
        return act();
      } finally {
        this.scope = outer;
      }
    }

    /** A statement's text with as many lines as the reader's has. */
    whole(node, text) {
      return this.padded(node, text, true);
    }

    /** Keep the value of an expression under a name, unless it is one; return the name. */
    kept(node, depth) {
      if (node.name === "VariableName") return this.expression(node);
      const name = this.temporary();
      this.put(`${name} = ${this.expression(node)}`);
      this.begin(null, depth);
      return name;
    }

    temporary() {
      this.temporaries += 1;
      return `${OURS}_${this.temporaries}`;
    }

    refuseAsync(node) {
      throw new Problem(
        node,
        "this page's Python has no async: write the steps one after the other",
      );
    }

    expression(node) {
      const write = reading.EXPRESSIONS[node.name];
      if (!write) return this.copy(node);
      return this.padded(node, write.call(this, node));
    }

    /** Give a text as many line breaks as its node has, in brackets. */
    padded(node, text, isStatement = false) {
      const missing = count(this.text(node), "\n") - count(text, "\n");
      if (missing <= 0) return text;
      return isStatement ? text + "\n".repeat(missing) : `(${text}${"\n".repeat(missing)})`;
    }

    copy(node) {
      const parts = childrenOf(node);
      if (!parts.length) return this.text(node);
      return (
        this.between(node.from, parts[0].from) +
        this.range(parts) +
        this.between(parts.at(-1).to, node.to)
      );
    }

    /** The source of a node, without its comments. */
    plain(node) {
      return this.between(node.from, node.to);
    }

    /** A name as MicroPython gets it: one that is private to a class is told apart. */
    named(node) {
      const name = this.text(node);
      const isPrivate = this.classes.length && /^__\w*[^_]_?$/.test(name);
      return isPrivate
        ? `_${this.classes.at(-1).replace(/^_+/, "")}${name}`
        : name.normalize("NFKC");
    }

    checkName(node) {
      const name = this.text(node);
      if (name === "__import__")
        throw new Problem(node, `${name} is not for a page: write import … in a line of its own`);
      if (name.startsWith(OURS) || OF_THE_PAGE.includes(name))
        throw new Problem(node, `${name} is a name of the page's own: choose another one`);
    }

    /** Refuse what leads out of the cell. */
    checkDunder(node) {
      this.checkName(node);
      if (/^__\w*__$/.test(this.text(node)) && !HARMLESS.has(this.text(node)))
        throw new Problem(node, `${this.text(node)} is not for a page`);
    }

    /** An expression or several, as one value: a tuple where there are commas. */
    tuple(nodes) {
      if (nodes.some((one) => one.name === "*")) return `${OURS}_tuple(${this.range(nodes)})`;
      return this.range(nodes);
    }

    run() {
      const { defines } = this.scopes;
      this.extra("def __cell__():", 0);
      if (defines.length)
        this.extra(`global ${defines.map((one) => one.normalize("NFKC")).join(", ")}`, 1);
      this.extra(`${OURS}_n = 0`, 1);
      for (const one of childrenOf(this.top)) this.statement(one, 1);
      this.extra("yield", 1);
      this.extra(`${OURS}_left()`, 1);
      this.extra(`return ${OURS}_done`, 1);
      const lines = [];
      let line = 1;
      for (const letter of this.pieces.join("").slice(EXTRA.length)) {
        if (letter === "\n") lines.push(line++);
        else if (letter === EXTRA) lines.push(line);
      }
      lines.push(line);
      return { text: this.pieces.join("").slice(EXTRA.length).replaceAll(EXTRA, "\n"), lines };
    }
  }

  /** Read a cell: rewrite it, or say what is wrong in which line. */
  globalThis.readCell = (given, { isAbove = false } = {}) => {
    const empty = { text: "", lines: [], uses: [], defines: [], asks: [] };
    const { tree, top, source } = parsed(given.replace(/\r\n?/g, "\n").replace(/^\ufeff/, ""));
    const problem = reading.mistake(tree, source);
    if (problem) return { ...empty, problem };
    const rewriting = new Rewriting(top, source);
    rewriting.isAbove = isAbove;
    try {
      const { text, lines } = rewriting.run();
      const { uses, defines } = rewriting.scopes;
      return { problem: null, text, lines, uses, defines, asks: [...rewriting.asks] };
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      const line = rewriting.lineOf(error.node.from);
      return { ...empty, problem: { line, message: error.message } };
    }
  };

  Object.assign(reading, { OURS, Problem, Rewriting, STATEMENTS: {}, EXPRESSIONS: {} });
})();
