// Writes statements for MicroPython, each on its own line; after reading.js.
(() => {
  "use strict";
  const { OURS, Problem, Rewriting, childrenOf, isNumber } = globalThis.pagePython.reading;
  const PAUSE_AFTER = 16; // rounds of a loop, a power of 2
  const CONSTANT = new Set(["VariableName", "Number", "String", "Boolean", "None"]);
  const IN_PLACE = {
    "*=": "mul",
    "/=": "truediv",
    "//=": "floordiv",
    "%=": "mod",
    "**=": "pow",
    "@=": "matmul",
    "<<=": "lshift",
    ">>=": "rshift",
    "&=": "and",
    "|=": "or",
    "^=": "xor",
  };

  /** Whether a function yields where its end is waited for: in a try with a finally, or in a with. */
  function waitsForItsEnd(node, isWaiting = false) {
    if (isWaiting && /^Yield/.test(node.name)) return true;
    return childrenOf(node).some((one) => {
      if (/^(FunctionDefinition|ClassDefinition|LambdaExpression)$/.test(one.name)) return false;
      const isOne =
        one.name === "WithStatement" ||
        (one.name === "TryStatement" && one.parts.some((part) => part.name === "finally"));
      return waitsForItsEnd(one, isWaiting || isOne);
    });
  }

  const methods = {
    /** break and continue: in a loop of the same function. */
    leaving(node, depth) {
      let one = node.parent;
      let before = node;
      const isLoop = () => {
        const isElse =
          node.parent &&
          before.parent.parts[before.parent.parts.indexOf(before) - 1]?.name === "else";
        return /^(For|While)Statement$/.test(one.name) && before.name === "Body" && !isElse;
      };
      while (one && !isLoop() && !/^(Function|Class)Definition$/.test(one.name)) {
        before = one;
        one = one.parent;
      }
      if (!one || !isLoop()) throw new Problem(node, `${this.text(node)} stands only in a loop`);
      this.begin(node.from, depth);
      this.put(this.text(node));
    },

    /** Write the clauses of a compound statement: heads, each with its body. */
    clauses(node, depth, prologue = {}) {
      let head = [];
      for (const one of childrenOf(node)) {
        if (one.name !== "Body") {
          head.push(one);
          continue;
        }
        this.begin(head[0].from, depth);
        this.put(`${this.range(head)}:`);
        this.body(one, depth + 1, prologue[head[0].name]);
        head = [];
      }
    },

    loop(node, depth) {
      const isSlow = this.isAtTop && this.isPausing;
      const pause = [`${OURS}_n = ${OURS}_n + 1 & ${PAUSE_AFTER - 1}`, `if not ${OURS}_n: yield`];
      const parts = childrenOf(node);
      const at = parts.findIndex((one) => one.name === "in");
      const prologue = isSlow ? { for: pause, while: pause } : {};
      if (node.name === "WhileStatement") return this.clauses(node, depth, prologue);
      if (parts[0].name === "async") this.refuseAsync(node);
      const end = parts.findIndex((one) => one.name === "Body");
      const sequence = parts.slice(at + 1, end);
      this.begin(node.from, depth);
      this.put(`for ${this.range(parts.slice(1, at), true)} in ${this.tuple(sequence)}:`);
      this.body(parts[end], depth + 1, prologue.for);
      let head = [];
      for (const one of parts.slice(end + 1)) {
        if (one.name !== "Body") head.push(one);
        else {
          this.begin(head[0].from, depth);
          this.put("else:");
          this.body(one, depth + 1);
        }
      }
    },

    /** Write a function; `decorators` stand above it. */
    definition(node, depth, decorators = []) {
      if (node.getChild("async")) this.refuseAsync(node);
      const name = node.getChild("VariableName");
      const list = node.getChild("ParamList");
      decorators.forEach((one) => this.decorator(one, depth));
      this.checkName(name);
      const { written, tags, options } = this.parameters(list);
      this.extra(`@${OURS}_takes(${tags})`, depth);
      if (waitsForItsEnd(node)) this.extra(`@${OURS}_watched`, depth);
      this.begin(node.getChild("def").from, depth);
      this.put(`def ${this.named(name)}(${written}):`);
      this.inside(node, () =>
        this.body(
          node.getChild("Body"),
          depth + 1,
          options ? [`${options} = ${OURS}_named(${options})`] : [],
        ),
      );
    },

    decorator(node, depth) {
      this.begin(node.from, depth);
      const parts = childrenOf(node);
      let text = this.range(parts.slice(1));
      if (parts.at(-1).name === "ArgList") {
        const callee = parts.slice(1, -1);
        text = this.range(callee) + this.callArguments(parts.at(-1), "");
      }
      this.put(`@${text}`);
    },

    classDefinition(node, depth, decorators = []) {
      decorators.forEach((one) => this.decorator(one, depth));
      const name = node.getChild("VariableName");
      const bases = node.getChild("ArgList");
      if (bases?.getChild("AssignOp"))
        throw new Problem(
          node,
          "this page's Python has no metaclass=, nor other words in a class's brackets",
        );
      this.checkName(name);
      this.begin(node.getChild("class").from, depth);
      this.put(
        `class ${this.text(name)}${bases && childrenOf(bases).length > 2 ? this.classBases(bases) : ""}:`,
      );
      this.classes.push(this.text(name));
      this.inside(node, () => this.body(node.getChild("Body"), depth + 1));
      this.classes.pop();
    },

    /** The classes that a class is made from: numbers and texts make none here. */
    classBases(node) {
      for (const one of childrenOf(node))
        if (
          /^(int|float|str|bool|complex|tuple|bytes)$/.test(this.text(one)) &&
          !this.scope.holder(this.text(one))
        )
          throw new Problem(
            one,
            `this page's Python makes no classes from ${this.text(one)}: keep the value in an attribute`,
          );
      return this.copy(node);
    },

    assignment(node, depth) {
      const parts = childrenOf(node);
      const last = parts.findLastIndex((one) => one.name === "AssignOp");
      this.begin(node.from, depth);
      if (last < 0) return this.put("pass"); // x: int
      const values = parts.slice(last + 1);
      if (values[0].name === "*" && !values.some((one) => one.name === ","))
        throw new Problem(node, "a * stands before one of several values, as in [*a, b]");
      const targets = parts.slice(0, last).filter((one) => one.name !== "TypeDef");
      const sliced = this.steppedSlice(targets.at(-1));
      if (targets.length === 1 && sliced)
        return this.put(`${OURS}_put(${this.tuple(values)}, ${sliced})`);
      const stored = this.range(targets, true);
      this.put(this.whole(node, `${stored} = ${this.tuple(values)}`));
    },

    update(node, depth) {
      const [target, operator, ...values] = childrenOf(node);
      if (operator.name !== "UpdateOp")
        throw new Problem(
          node,
          "one name at a time can be changed in place: write a line for each",
        );
      const kind = IN_PLACE[this.text(operator)];
      let value = values.length > 1 ? this.tuple(values) : this.expression(values[0]);
      this.begin(node.from, depth);
      const areNumbers = isNumber(target, this.scope) && isNumber(values[0], this.scope);
      const sign = this.text(operator);
      if (areNumbers && this.grows && /^[-+]=$/.test(sign)) {
        const place = this.target(target);
        const name = sign === "+=" ? "add" : "sub";
        return this.put(`${place} = ${OURS}_wide_${name}(${place}, ${value})`);
      }
      if (!kind || (areNumbers && !this.grows && !/^(\*\*|[&|^/])/.test(sign)))
        return this.put(`${this.target(target)} ${this.text(operator)} ${value}`);
      const call = (place) => `${place} = ${OURS}_i${kind}(${place}, ${value})`;
      if (target.name === "VariableName") return this.put(call(this.target(target)));
      if (target.name !== "MemberExpression")
        throw new Problem(target, "only a name, an entry or an attribute can be changed in place");
      const parts = childrenOf(target);
      const base = this.kept(parts[0], depth);
      if (parts.at(-1).name === "PropertyName")
        return this.put(call(`${base}.${this.attribute(parts.at(-1))}`));
      const key = parts.slice(2, -1);
      const isSimple = key.length === 1 && CONSTANT.has(key[0].name);
      let index = this.indexText(key);
      if (!isSimple && !this.hasSlice(key)) {
        const name = this.temporary();
        this.put(`${name} = ${key.length > 1 ? `(${index})` : index}`);
        this.begin(null, depth);
        index = name;
      }
      this.put(call(`${base}[${index}]`));
    },

    importing(node, depth) {
      const parts = childrenOf(node);
      this.begin(node.from, depth);
      if (parts[0].name === "from" && parts[1].name === ".")
        throw new Problem(
          node,
          "a cell is in no package: import by the full name, as in from mxnet import np",
        );
      if (parts.at(-1).name === "*") {
        if (!this.isAtTop)
          throw new Problem(node, "import * stands only at the beginning of a line");
        const name = this.source.slice(parts[1].from, parts.at(-3).to).replace(/\s/g, "");
        return this.put(`${OURS}_import_all(${JSON.stringify(name)}, lambda: 0)`);
      }
      const from = parts.findIndex((one) => one.name === "import");
      for (const one of parts.slice(from + 1)) if (one.name === "VariableName") this.checkName(one);
      this.put(this.plain(node));
    },

    /** Simple statements whose own keyword comes first; the rest is a value. */
    withValue(node, depth) {
      const [word, ...rest] = childrenOf(node);
      this.begin(node.from, depth);
      this.put(
        this.padded(
          node,
          rest.length ? `${this.text(word)} ${this.tuple(rest)}` : this.text(word),
          true,
        ),
      );
    },

    deletion(node, depth) {
      const [, ...targets] = childrenOf(node);
      this.begin(node.from, depth);
      const sliced = targets.length === 1 && this.steppedSlice(targets[0]);
      this.put(sliced ? `${OURS}_cut(${sliced})` : `del ${this.range(targets, true)}`);
    },

    raising(node, depth) {
      const parts = childrenOf(node);
      const from = parts.findIndex((one) => one.name === "from");
      if (parts.some((one) => one.name === ","))
        throw new Problem(node, "write raise ValueError('…'), its text in brackets");
      this.begin(node.from, depth);
      this.put(this.padded(node, this.range(from < 0 ? parts : parts.slice(0, from)), true));
    },
  };

  const refused = (message) =>
    function refuse(node) {
      throw new Problem(node, message);
    };

  const STATEMENTS = {
    AssertStatement: methods.withValue,
    AssignStatement: methods.assignment,
    ClassDefinition: methods.classDefinition,
    DecoratedStatement(node, depth) {
      const parts = childrenOf(node);
      const isFunction = parts.at(-1).name === "FunctionDefinition";
      const write = isFunction ? this.definition : this.classDefinition;
      write.call(this, parts.at(-1), depth, parts.slice(0, -1));
    },
    DeleteStatement: methods.deletion,
    ExpressionStatement(node, depth) {
      this.begin(node.from, depth);
      const value = this.tuple(childrenOf(node));
      // As in a notebook, the value of what a cell ends with is shown.
      const last = childrenOf(this.top).at(-1);
      const isLast = node === last || (node.parent === last && node === last.parts.at(-1));
      this.put(isLast ? `${OURS}_last((${value}))` : value);
    },
    ForStatement: methods.loop,
    FunctionDefinition: methods.definition,
    IfStatement: methods.clauses,
    ImportStatement: methods.importing,
    MatchStatement: refused("this page's Python has no match: write if and elif"),
    RaiseStatement: methods.raising,
    ReturnStatement(node, depth) {
      if (!this.scope.isInFunction || this.scope.kind === "class")
        throw new Problem(node, "return stands only in a function: here nothing is returned to");
      this.withValue(node, depth);
    },
    BreakStatement: methods.leaving,
    ContinueStatement: methods.leaving,
    PassStatement(node, depth) {
      this.begin(node.from, depth);
      this.put("pass");
    },
    PrintStatement: refused("print is a function: put what follows in brackets, as in print(x)"),
    ScopeStatement(node, depth) {
      if (this.isAtTop && node.parts[0].name === "nonlocal")
        throw new Problem(node, "nonlocal stands only in a function that stands in another");
      this.begin(node.from, depth);
      this.put(this.isAtTop ? "pass" : this.plain(node));
    },
    StatementGroup(node, depth) {
      for (const one of childrenOf(node)) if (one.name !== ";") this.statement(one, depth);
    },
    TryStatement(node, depth) {
      if (!node.getChild("except") && !node.getChild("finally"))
        throw new Problem(node, "below a try stands an except, as far to the left as the try");
      if (node.getChild("*"))
        throw new Problem(node.getChild("*"), "this page's Python has no except*: write except");
      this.clauses(node, depth);
    },
    TypeDefinition: refused("this page's Python has no type statement: write X = …"),
    UpdateStatement: methods.update,
    WhileStatement: methods.loop,
    WithStatement(node, depth) {
      if (node.getChild("async")) this.refuseAsync(node);
      this.clauses(node, depth);
    },
    YieldStatement(node, depth) {
      this.checkYield(node);
      this.withValue(node, depth);
    },
  };

  Object.assign(Rewriting.prototype, methods);
  Object.assign(globalThis.pagePython.reading.STATEMENTS, STATEMENTS);
})();
