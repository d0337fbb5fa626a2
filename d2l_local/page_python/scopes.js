// Which names a cell of Python binds and uses, and where: from the tree of Lezer's parser.
// A scope is that of the module, of a function, of a class or of a comprehension.
(() => {
  "use strict";

  const { childrenOf, isComprehension } = globalThis.pagePython.reading;

  class Scope {
    constructor(kind, outer) {
      this.kind = kind; // "module", "function", "class" or "comprehension"
      this.outer = outer;
      this.bindings = new Map(); // of each name that is bound here: what it is bound to, or "other"
      this.elsewhere = new Map(); // names declared global or nonlocal
      this.changed = new Set(); // names that a function inside of this one binds
      this.isInFunction = kind === "function" || (kind !== "module" && outer.isInFunction);
    }

    /** The scope that holds a name: this or one around it; null where the cell does not bind it. */
    holder(name, fromInside = false) {
      const declared = this.elsewhere.get(name);
      if (declared === "global") return this.module.bindings.has(name) ? this.module : null;
      if (!declared && this.bindings.has(name) && !(fromInside && this.kind === "class"))
        return this;
      return this.outer ? this.outer.holder(name, true) : null;
    }

    /** Whether a class or a comprehension around has the name. */
    holderInside(name) {
      const holder = this.holder(name);
      return holder && holder.kind !== "module";
    }

    get module() {
      return this.outer ? this.outer.module : this;
    }

    /** Names that are numbers wherever they are bound: nothing else is ever assigned to them. */
    get numbers() {
      if (this.known) return this.known;
      this.known = new Set();
      for (const [name] of this.bindings)
        if (!this.changed.has(name) && (this.outer || /^(bound|loop)$/.test(this.first.get(name))))
          this.known.add(name);
      for (let size = -1; size !== this.known.size; ) {
        size = this.known.size;
        for (const name of this.known)
          if (!this.bindings.get(name).every((one) => one === "number" || isNumber(one, this)))
            this.known.delete(name);
      }
      return this.known;
    }
  }

  const ARITHMETIC = new Set(["+", "-", "*", "/", "//", "%", "**"]);
  const COUNTING = new Set(["len", "ord", "int"]);

  /** Whether an expression is a plain number for certain, neither an array nor a text. */
  function isNumber(node, scope, source = scope.module.source) {
    if (typeof node === "string") return node === "number";
    const parts = childrenOf(node);
    switch (node.name) {
      case "Number":
        return true;
      case "VariableName": {
        const name = source.slice(node.from, node.to);
        return !!scope.holder(name)?.numbers.has(name);
      }
      case "ParenthesizedExpression":
        return parts.length === 3 && isNumber(parts[1], scope);
      case "UnaryExpression":
        return parts[0].name === "ArithOp" && isNumber(parts[1], scope);
      case "BinaryExpression":
        return (
          ARITHMETIC.has(source.slice(parts[1].from, parts[1].to)) &&
          isNumber(parts[0], scope) &&
          isNumber(parts[2], scope)
        );
      case "CallExpression": {
        const name = source.slice(parts[0].from, parts[0].to);
        return COUNTING.has(name) && !scope.holder(name);
      }
      default:
        return false;
    }
  }

  /** Read the scopes of a tree: of the module, and of each node that opens one. */
  function scopesOf(top, source) {
    const text = (node) => source.slice(node.from, node.to);
    const module = new Scope("module", null);
    Object.assign(module, { source, first: new Map(), depth: 0 });
    const opened = new Map(); // scopes by the place and name of their node
    const used = []; // [name, scope, whether it may be used before it is bound]
    const open = (node, kind, outer) => {
      const scope = new Scope(kind, outer);
      opened.set(node.from + node.name, scope);
      return scope;
    };

    const use = (name, scope) => {
      if (!scope.isInFunction && !scope.holderInside(name) && !module.first.has(name))
        module.first.set(name, "used");
      used.push([name, scope]);
    };
    const bind = (name, scope, value = "other") => {
      const declared = scope.elsewhere.get(name);
      if (declared) {
        const holder =
          declared === "global" ? scope.module : (scope.outer.holder(name, true) ?? scope.module);
        holder.changed.add(name);
        if (!holder.bindings.has(name)) holder.bindings.set(name, ["other"]);
        return;
      }
      // What a walrus binds in a comprehension belongs to the function around it.
      if (!scope.bindings.has(name)) scope.bindings.set(name, []);
      scope.bindings.get(name).push(value);
      if (scope === module && !module.first.has(name))
        module.first.set(name, !module.depth ? "bound" : module.isLoop ? "loop" : "perhaps");
    };

    /** Visit nodes that are assigned to. */
    const target = (node, scope, value = "other") => {
      if (node.name === "VariableName") bind(text(node), scope, value);
      else if (/^(Tuple|Array|Parenthesized)Expression$/.test(node.name))
        childrenOf(node).forEach((one) => target(one, scope));
      else visit(node, scope);
    };

    /** Visit for-clauses, which begin at a place in a list of nodes; return where they end. */
    const clause = (parts, at, scope, outer) => {
      const end = parts.findIndex((one, i) => i > at && one.name === "in");
      const targets = parts.slice(at + 1, end);
      visit(parts[end + 1], outer);
      const iterable = parts[end + 1];
      const isRange =
        iterable.name === "CallExpression" &&
        text(iterable.parts[0]) === "range" &&
        !outer.holder("range");
      targets.forEach((one) =>
        target(one, scope, isRange && targets.length === 1 ? "number" : "other"),
      );
      return end + 2;
    };

    const comprehension = (node, outer) => {
      const scope = open(node, "comprehension", outer);
      const parts = childrenOf(node);
      const first = parts.findIndex((one) => one.name === "for");
      // The first sequence is computed outside; what stands before `for` comes last.
      let at = clause(parts, first, scope, outer);
      while (at < parts.length) {
        if (parts[at].name === "for") at = clause(parts, at, scope, scope);
        else visit(parts[at++], scope);
      }
      parts.slice(0, first).forEach((one) => visit(one, scope));
    };

    /** Visit the parameters of a function: its scope binds them, their defaults are outside. */
    const parameters = (list, scope, outer) => {
      let isDefault = false;
      for (const one of childrenOf(list)) {
        if (isDefault) {
          visit(one, outer);
          isDefault = false;
        } else if (one.name === "VariableName") bind(text(one), scope);
        else isDefault = one.name === "AssignOp";
      }
    };

    const later = []; // bodies of functions: they run after what stands around them
    const body = (node, scope) => {
      const isMain = scope === module;
      if (isMain) module.depth += 1;
      childrenOf(node).forEach((one) => visit(one, scope));
      if (isMain) module.depth -= 1;
    };

    const VISITS = {
      VariableName: (node, scope) => use(text(node), scope),
      FunctionDefinition(node, outer) {
        const scope = open(node, "function", outer);
        parameters(node.getChild("ParamList"), scope, outer);
        bind(text(node.getChild("VariableName")), outer);
        later.push(() => declared(node.getChild("Body"), scope));
      },
      LambdaExpression(node, outer) {
        const scope = open(node, "function", outer);
        parameters(node.getChild("ParamList"), scope, outer);
        const parts = childrenOf(node);
        later.push(() => visit(parts.at(-1), scope));
      },
      ClassDefinition(node, outer) {
        const scope = open(node, "class", outer);
        const bases = node.getChild("ArgList");
        if (bases) visit(bases, outer);
        childrenOf(node.getChild("Body")).forEach((one) => visit(one, scope));
        bind(text(node.getChild("VariableName")), outer);
      },
      ArgList(node, scope) {
        const parts = childrenOf(node);
        if (isComprehension(node)) comprehension(node, scope);
        else
          parts.forEach((one, i) => {
            if (parts[i + 1]?.name !== "AssignOp") visit(one, scope);
          });
      },
      AssignStatement(node, scope) {
        const parts = childrenOf(node).filter((one) => one.name !== "TypeDef");
        const last = parts.findLastIndex((one) => one.name === "AssignOp");
        const values = parts.slice(last + 1);
        if (last < 0) return; // x: int
        values.forEach((one) => visit(one, scope));
        const targets = parts.slice(0, last);
        const isOne = values.length === 1 && !targets.some((one) => one.name === ",");
        targets.forEach((one) => target(one, scope, isOne ? values[0] : "other"));
      },
      UpdateStatement(node, scope) {
        const [name, , ...values] = childrenOf(node);
        visit(name, scope);
        values.forEach((one) => visit(one, scope));
        target(name, scope, values.length === 1 ? values[0] : "other");
      },
      NamedExpression(node, scope) {
        const [name, , value] = childrenOf(node);
        visit(value, scope);
        let holder = scope;
        while (holder.kind === "comprehension") holder = holder.outer;
        bind(text(name), holder, holder === scope ? value : "other");
      },
      ForStatement(node, scope) {
        const parts = childrenOf(node);
        const at = parts.findIndex((one) => one.name === "for");
        module.isLoop = scope === module && !module.depth;
        if (scope === module) module.depth += 1;
        const end = clause(parts, at, scope, scope);
        module.isLoop = false;
        if (scope === module) module.depth -= 1;
        parts.slice(end).forEach((one) => visit(one, scope));
      },
      WithStatement(node, scope) {
        const parts = childrenOf(node);
        parts.forEach((one, i) => {
          if (parts[i - 1]?.name === "as") target(one, scope);
          else visit(one, scope);
        });
      },
      ImportStatement(node, scope) {
        const parts = childrenOf(node);
        const from = parts.findIndex((one) => one.name === "import");
        let dotted = false;
        parts.slice(from + 1).forEach((one, i, names) => {
          if (one.name === ",") dotted = false;
          if (one.name === ".") dotted = true;
          if (one.name !== "VariableName" || names[i - 1]?.name === ".") return;
          // `import a.b as c` binds c, `import a.b` binds a.
          let end = i + 1;
          while (names[end] && names[end].name !== "," && names[end].name !== "as") end += 1;
          if (names[end]?.name === "as" && names[i - 1]?.name !== "as") return;
          bind(text(one), scope, "import");
        });
      },
      ScopeStatement(node, scope) {
        const [kind, ...names] = childrenOf(node);
        if (scope.kind !== "module")
          names.forEach((one) => {
            if (one.name === "VariableName") scope.elsewhere.set(text(one), kind.name);
          });
      },
      DeleteStatement(node, scope) {
        childrenOf(node).forEach((one) => {
          visit(one, scope);
          if (one.name === "VariableName") target(one, scope);
        });
      },
      TryStatement(node, scope) {
        const parts = childrenOf(node);
        parts.forEach((one, i) => {
          if (parts[i - 1]?.name === "as") target(one, scope);
          else visit(one, scope);
        });
      },
      Body: body,
      TypeDef() {},
      MemberExpression(node, scope) {
        childrenOf(node).forEach((one) => one.name !== "PropertyName" && visit(one, scope));
      },
    };

    /** Visit the body of a function, after what it declares to belong elsewhere. */
    function declared(node, scope) {
      const look = (one) => {
        if (one.name === "ScopeStatement") VISITS.ScopeStatement(one, scope);
        else if (!/^(Function|Class)Definition$|Expression$/.test(one.name))
          childrenOf(one).forEach(look);
      };
      look(node);
      childrenOf(node).forEach((one) => visit(one, scope));
    }

    function visit(node, scope) {
      if (isComprehension(node) && node.name !== "ArgList") comprehension(node, scope);
      else if (VISITS[node.name]) VISITS[node.name](node, scope);
      else childrenOf(node).forEach((one) => visit(one, scope));
    }

    childrenOf(top).forEach((one) => visit(one, module));
    while (later.length) later.shift()();

    // What comes from above: not bound by the cell, or perhaps used before it is.
    const uses = new Set();
    for (const [name, scope] of used) {
      const holder = scope.holder(name);
      const isPerhaps = !/^(bound|loop)$/.test(module.first.get(name));
      if (!holder || (holder === module && isPerhaps)) uses.add(name);
    }
    const at = (node) => opened.get(node.from + node.name);
    return { module, at, uses: [...uses], defines: [...module.bindings.keys()] };
  }

  Object.assign(globalThis.pagePython.reading, { isNumber, scopesOf });
})();
