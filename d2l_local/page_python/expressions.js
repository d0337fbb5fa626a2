// Writes expressions for MicroPython: names, calls, operators, displays; after reading.js.
(() => {
  "use strict";
  const { OURS, Problem, Rewriting, childrenOf, isComprehension, isConstantNode } =
    globalThis.pagePython.reading;

  const ASKS = new Set(["explore", "plane", "report", "challenge", "check"]);
  // Methods and attributes that MicroPython lacks, or has with other results.
  const METHODS = new Set(
    (
      "as_integer_ratio bit_count bit_length capitalize casefold center conjugate count denominator expandtabs format " +
      "format_map from_bytes fromhex hex imag index isalnum isalpha isascii isdecimal isdigit isidentifier islower " +
      "isnumeric isprintable isspace istitle isupper is_integer ljust lower maketrans mro numerator real " +
      "removeprefix remove removesuffix rjust sort swapcase title translate upper zfill"
    ).split(" "),
  );
  // What MicroPython's compiler takes from its own math, whatever is called so, imported or not.
  const FOLDED = new Set(["e", "inf", "nan", "pi", "tau"]);

  // Calls whose words have no order that could be seen.
  const UNORDERED = new Set(["print", "sorted", "max", "min", "zip", "enumerate", "round", "sum"]);

  // What a cell cannot call here, and what it is told.
  const alone = "is not for a page: write what it would run as code of the cell";
  const REFUSED = {
    breakpoint: "a page has no debugger: print what you want to see",
    compile: `compile ${alone}`,
    eval: `eval ${alone}`,
    exec: `exec ${alone}`,
    exit: "a cell ends where its last line ends: leave exit out",
    globals: "globals is not for a page: write the names themselves, or keep values in a dict",
    help: "a page has no help(): read about it in the notebook",
    input: "a page cannot ask: write the value itself, as in x = 3",
    locals: "locals is not for a page: write the names themselves, or keep values in a dict",
    open: "a page has no files: write the text itself, or run the cell in the notebook",
    quit: "a cell ends where its last line ends: leave quit out",
    raw_input: "a page cannot ask: write the value itself, as in x = 3",
  };

  const methods = {
    name(node) {
      const name = this.text(node);
      const isBuiltin = !this.scope.holder(name);
      if (isBuiltin) this.checkDunder(node);
      else this.checkName(node);
      if (isBuiltin && Object.hasOwn(REFUSED, name)) throw new Problem(node, REFUSED[name]);
      return this.named(node);
    },

    target(node) {
      if (node.name === "VariableName") {
        this.checkName(node);
        return this.named(node);
      }
      if (node.name === "MemberExpression") {
        const parts = childrenOf(node);
        const base = this.based(parts[0]);
        if (parts.at(-1).name === "PropertyName") return `${base}.${this.attribute(parts.at(-1))}`;
        return `${base}[${this.indexText(parts.slice(2, -1))}]`;
      }
      if (/^(Tuple|Array|Parenthesized)Expression$/.test(node.name))
        return this.range(childrenOf(node), true);
      if (/^([(),*[\]]|AssignOp)$/.test(node.name)) return this.text(node);
      throw new Problem(
        node,
        "nothing can be assigned to what stands here: == compares, and a name stands left of =",
      );
    },

    /** What an attribute or an entry is taken from. */
    based(node) {
      const text = this.expression(node);
      return node.name === "Number" ? `(${text})` : text;
    },

    attribute(node) {
      this.checkDunder(node);
      if (/^__(name|doc|qualname|wrapped)__$/.test(this.text(node)))
        throw new Problem(node, `${this.text(node)} cannot be set in a page`);
      return this.named(node);
    },

    hasSlice(key) {
      return key.some((one) => one.name === ":");
    },

    indexText(key) {
      if (key.some((one) => one.name === "*")) return `${OURS}_tuple(${this.range(key)})`;
      return this.range(key);
    },

    /** Where an entry is a slice with a step: what it is taken from and the slice, as arguments. */
    steppedSlice(node) {
      if (node?.name !== "MemberExpression") return null;
      const parts = childrenOf(node);
      const key = parts.slice(2, -1);
      if (parts.at(-1).name !== "]" || key.some((one) => one.name === ",")) return null;
      const colons = key.filter((one) => one.name === ":");
      if (colons.length !== 2 || key.at(-1) === colons[1]) return null;
      const bounds = [[], [], []];
      let at = 0;
      for (const one of key) {
        if (one.name === ":") at += 1;
        else bounds[at].push(one);
      }
      const texts = bounds.map((one) => (one.length ? this.range(one) : "None"));
      return `${this.based(parts[0])}, ${texts.join(", ")}`;
    },

    member(node) {
      const parts = childrenOf(node);
      if (parts.at(-1).name === "]") {
        const sliced = this.steppedSlice(node);
        if (sliced) return `${OURS}_step(${sliced})`;
        return `${this.based(parts[0])}[${this.indexText(parts.slice(2, -1))}]`;
      }
      const name = this.text(parts.at(-1));
      const base = this.based(parts[0]);
      if (name === "__class__") return `${OURS}_type(${base})`;
      this.checkDunder(parts.at(-1));
      const isFolded = base === "math" && FOLDED.has(name);
      if (isFolded || METHODS.has(name) || /^__(name|doc|qualname|wrapped)__$/.test(name))
        return `${OURS}_method(${base}, ${JSON.stringify(name)})`;
      const gap = this.between(parts[0].to, parts.at(-1).from).replace(/\s*\.\s*/, ".");
      return `${base}${gap}${this.named(parts.at(-1))}`;
    },

    call(node) {
      const parts = childrenOf(node);
      const name = this.text(parts[0]);
      const isAsk = ASKS.has(name) && this.isAtTop && this.isPages(name);
      if (ASKS.has(name) && this.isPages(name)) this.asks.add(name);
      if (isAsk) return this.asking(name, parts.at(-1));
      return this.based(parts[0]) + this.callArguments(parts.at(-1), name);
    },

    /** Whether a name is the page's own: the cell binds it nowhere, or imports it. */
    isPages(name) {
      const holder = this.scope.holder(name);
      return !holder || holder.bindings.get(name).every((one) => one === "import");
    },

    /** Ask the page for something, at the place of the call; the order of its words is kept. */
    asking(name, list) {
      this.checkArguments(list);
      const { values, words } = this.argumentsOf(list);
      const isSpread = values.some((one) => one.startsWith("*"));
      const some = isSpread
        ? `${OURS}_tuple(${values.join(", ")})`
        : `(${values.map((one) => `${one}, `).join("")})`;
      return `(yield (${JSON.stringify(name)}, ${some}, ${OURS}_pairs(${words.join(", ")}), ${this.lineOf(list.from)}))`;
    },

    /** The arguments of a call: its values, and its words, each a pair or a mapping. */
    argumentsOf(list) {
      const values = [];
      const words = [];
      if (isComprehension(list)) return { values: [this.comprehension(list, "()")], words };
      const parts = childrenOf(list).slice(1, -1);
      for (let i = 0; i < parts.length; i += 1) {
        const one = parts[i];
        if (one.name === ",") continue;
        if (one.name === "*") values.push(`*${this.expression(parts[++i])}`);
        else if (one.name === "**") words.push(this.expression(parts[++i]));
        else if (parts[i + 1]?.name === "AssignOp") {
          this.checkName(one);
          words.push(`(${JSON.stringify(this.text(one))}, ${this.expression(parts[i + 2])})`);
          i += 2;
        } else values.push(this.expression(one));
      }
      return { values, words };
    },

    /** Refuse arguments that CPython refuses, and Lezer's grammar lets pass. */
    checkArguments(list) {
      const parts = childrenOf(list).slice(1, -1);
      const seen = new Set();
      parts.forEach((one, i) => {
        if (i > 0 && parts[i - 1].name !== ",") return;
        if (parts[i + 1]?.name === "AssignOp") {
          const name = this.text(one);
          if (one.name !== "VariableName")
            throw new Problem(
              one,
              "before the = of an argument stands its name alone: write == to compare",
            );
          if (seen.has(name)) throw new Problem(one, `${name}= stands twice in one call`);
          seen.add(name);
        } else if (one.name === "**") seen.add("**");
        else if (one.name !== "*" && seen.size)
          throw new Problem(
            one,
            "an argument without a name stands before those with one: move it there",
          );
      });
      if (
        isComprehension(list) &&
        parts.some((one, i) => one.name === "," && i > parts.findIndex((two) => two.name === "in"))
      )
        throw new Problem(list, "a for among several arguments stands in its own brackets");
    },

    callArguments(list, name) {
      this.checkArguments(list);
      if (isComprehension(list)) return this.comprehension(list, "()");
      const parts = childrenOf(list);
      if (parts.some((one) => one.name === "**")) {
        const { values, words } = this.argumentsOf(list);
        return `(${[...values, `**${OURS}_keywords(${words.join(", ")})`].join(", ")})`;
      }
      const words = parts.filter((_, i) => parts[i + 1]?.name === "AssignOp");
      words.forEach((one) => this.checkName(one));
      let text = "";
      parts.forEach((one, i) => {
        if (i) text += this.between(parts[i - 1].to, one.from);
        if (one === parts.at(-1) && words.length > 1 && !UNORDERED.has(name)) {
          const comma = parts.at(-2).name === "," ? "" : ", ";
          text += `${comma}**${OURS}_order(${words.map((word) => JSON.stringify(this.text(word))).join(", ")})`;
        }
        text += words.includes(one) ? this.text(one) : this.expression(one);
      });
      return text;
    },

    /** A number as Python writes it. */
    number(node) {
      const text = this.text(node);
      if (/^0\d*[1-9]\d*$/.test(text))
        throw new Problem(node, `write ${text.replace(/^0+/, "")}, without the 0 in front`);
      if (/_$|__|_\./.test(text))
        throw new Problem(node, "in a number _ stands between two digits");
      return text;
    },

    dictionary(node) {
      const parts = childrenOf(node).slice(1, -1);
      const pairs = [];
      for (let i = 0; i < parts.length; i += 1) {
        if (parts[i].name === ",") continue;
        if (parts[i].name === "**") pairs.push(this.expression(parts[++i]));
        else {
          pairs.push(`(${this.expression(parts[i])}, ${this.expression(parts[i + 2])})`);
          i += 2;
        }
      }
      return `${OURS}_dict(${pairs.join(", ")})`;
    },

    collection(node) {
      const parts = childrenOf(node);
      const kind = { "[": "list", "(": "tuple", "{": "set" }[parts[0].name] ?? "tuple";
      if (kind !== "set" && !parts.some((one) => one.name === "*")) return this.copy(node);
      const values = parts.slice(1, -1).filter((one) => one.name !== ",");
      const isConstant = kind === "set" && values.length > 2 && values.every(isConstantNode);
      const name = isConstant ? "set_of_constants" : kind;
      return `${OURS}_${name}(${this.range(parts.slice(1, -1))})`;
    },

    /** A comprehension in these brackets; `{}` are those of a dict or a set. */
    comprehension(node, brackets) {
      return this.inside(node, () => {
        const parts = childrenOf(node).slice(1, -1);
        const first = parts.findIndex((one) => one.name === "for");
        const isDict = parts[1]?.name === ":";
        const item = isDict
          ? `(${this.expression(parts[0])}, ${this.expression(parts[2])})`
          : this.range(parts.slice(0, first));
        let text = `${item}${this.between(parts[first - 1].to, parts[first].from)}`;
        for (let i = first; i < parts.length; i += 1) {
          if (i > first) text += this.between(parts[i - 1].to, parts[i].from);
          if (parts[i].name === "async") this.refuseAsync(node);
          if (parts[i].name !== "for") text += this.expression(parts[i]);
          else {
            const end = parts.findIndex((one, at) => at > i && one.name === "in");
            text += `for ${this.range(parts.slice(i + 1, end), true)} in`;
            i = end;
          }
        }
        if (brackets === "[]") return `[${text}]`;
        return brackets === "()"
          ? `(${text})`
          : `${OURS}_${isDict ? "dict_of" : "set_of"}(${text})`;
      });
    },

    lambda(node) {
      const { written, tags, options } = this.parameters(node.getChild("ParamList"));
      return this.inside(node, () => {
        let body = this.expression(childrenOf(node).at(-1));
        if (options) body = `(lambda ${options}: ${body})(${OURS}_named(${options}))`;
        return `${OURS}_takes(${tags})(lambda ${written}: ${body})`;
      });
    },

    checkParameters(list, tags) {
      const names = tags.map((one) => one.replace(/=.*/s, "").replace(/^\*+/, ""));
      const twice = names.find((one, i) => one && names.indexOf(one) < i);
      if (twice) throw new Problem(list, `the parameter ${twice} stands twice`);
      const star = tags.findIndex((one) => one.startsWith("*"));
      const some = star < 0 ? tags : tags.slice(0, star);
      const valued = some.findIndex((one) => one.includes("="));
      const late = some.find((one, i) => valued >= 0 && i > valued && !one.includes("="));
      if (late)
        throw new Problem(
          list,
          `${late} has no value, so it stands before the parameters that have one`,
        );
    },

    /** The parameters of a function: as MicroPython takes them, as texts, and the name of **options. */
    parameters(list) {
      const written = [];
      const tags = [];
      let options = null;
      let parts = [];
      const add = () => {
        if (parts.length) {
          const [star, name] = /^\*/.test(parts[0].name)
            ? [this.text(parts[0]), parts[1]]
            : ["", parts[0]];
          const from = parts.findIndex((one) => one.name === "AssignOp");
          const value = from < 0 ? "" : `=${this.range(parts.slice(from + 1))}`;
          const source = from < 0 ? "" : `=${this.plain(parts[from + 1])}`;
          if (name) this.checkName(name);
          const text = name ? this.named(name) : "";
          if (star === "**") options = text;
          written.push(star + text + value);
          tags.push(star + text + source.replace(/\s+/g, " "));
        }
        parts = [];
      };
      for (const one of childrenOf(list)) {
        if (one.name === ",") add();
        else if (one.name !== "(" && one.name !== ")" && one.name !== "TypeDef") parts.push(one);
      }
      add();
      this.checkParameters(list, tags);
      // Lezer leaves the / out; MicroPython has none.
      const texts = tags.map((one) => JSON.stringify(one));
      return { written: written.join(", "), tags: texts.join(", "), options };
    },

    checkYield(node) {
      if (this.scope.kind !== "function")
        throw new Problem(node, "yield stands only in a function");
    },
  };

  const EXPRESSIONS = {
    ArrayComprehensionExpression(node) {
      return this.comprehension(node, "[]");
    },
    ArrayExpression: methods.collection,
    AwaitExpression(node) {
      this.refuseAsync(node);
    },
    CallExpression: methods.call,
    ComprehensionExpression(node) {
      return this.comprehension(node, "()");
    },
    DictionaryComprehensionExpression(node) {
      return this.comprehension(node, "{}");
    },
    DictionaryExpression: methods.dictionary,
    LambdaExpression: methods.lambda,
    MemberExpression: methods.member,
    Number: methods.number,
    NamedExpression(node) {
      const [name, , value] = childrenOf(node);
      return `${this.target(name)} := ${this.expression(value)}`;
    },
    SetComprehensionExpression(node) {
      return this.comprehension(node, "{}");
    },
    SetExpression: methods.collection,
    TupleExpression: methods.collection,
    VariableName: methods.name,
    YieldExpression(node) {
      this.checkYield(node);
      return this.copy(node);
    },
  };

  Object.assign(Rewriting.prototype, methods);
  Object.assign(globalThis.pagePython.reading.EXPRESSIONS, EXPRESSIONS);
})();
