// Writes operators and comparisons for MicroPython; after reading.js, before expressions.js.
(() => {
  "use strict";
  const { OURS, Problem, Rewriting, childrenOf, isNumber } = globalThis.pagePython.reading;

  // What is asked of the runtime, by operator.
  const ORDER = { "<": "lt", "<=": "le", ">": "gt", ">=": "ge" };
  const EQUAL = { "==": "eq", "!=": "ne" };
  const MEMBER = { in: "in", "not in": "not_in" };
  const WIDE = { "+": "add", "-": "sub", "*": "mul", "//": "floordiv" };
  const FLIPPED = { "<": ">", "<=": ">=", ">": "<", ">=": "<=" };
  const COMPARES = new Set([
    ...Object.keys(ORDER),
    "==",
    "!=",
    "<>",
    "in",
    "not in",
    "is",
    "is not",
  ]);
  const BITS = { "&": "and", "|": "or", "^": "xor" };
  const CONSTANT = new Set(["VariableName", "Number", "String", "Boolean", "None"]);

  /** Whether a node is a number, with a sign or without, or another constant but a name. */
  const isConstantNode = (node) =>
    /^(Number|String|Boolean|None)$/.test(node.name) ||
    (node.name === "UnaryExpression" && node.parts[1].name === "Number");

  /** Whether a node is a whole number of a few digits, as it stands there. */
  const isSmall = (node, of) => node.name === "Number" && /^\d{1,4}$/.test(of.text(node));

  const methods = {
    binary(node) {
      const operands = [];
      const operators = [];
      let one = node;
      for (;;) {
        const parts = childrenOf(one);
        const operator = parts
          .slice(1, -1)
          .map((part) => this.text(part))
          .join(" ");
        operands.unshift(parts.at(-1));
        operators.unshift(operator);
        if (!COMPARES.has(operator)) return this.arithmetic(one, parts, operator);
        one = parts[0];
        const inner = one.name === "BinaryExpression" && childrenOf(one).slice(1, -1);
        if (!inner || !COMPARES.has(inner.map((part) => this.text(part)).join(" "))) break;
      }
      operands.unshift(one);
      if (operators.includes("<>")) throw new Problem(node, "write != in place of <>");
      return this.comparison(operands, operators);
    },

    arithmetic(node, [left, , right], operator) {
      const areNumbers = isNumber(left, this.scope);
      if (operator === "%" && !areNumbers) {
        const isText = /^(String|ContinuedString|FormatString)$/.test(left.name);
        return this.helped(isText ? "percent" : "mod", left, right);
      }
      if (operator === "**" && !(isSmall(left, this) && isSmall(right, this)))
        return this.helped("pow", left, right);
      if (operator in BITS) return this.helped(BITS[operator], left, right);
      const areSmall = isSmall(left, this) && isSmall(right, this);
      const mayDivide = this.grows || !(isSmall(left, this) || right.name === "Number");
      if (operator === "/" && mayDivide && !areSmall) return this.helped("div", left, right);
      const areWide = this.grows && !isSmall(left, this) && !isSmall(right, this);
      if (operator in WIDE && areWide) return this.helped(`wide_${WIDE[operator]}`, left, right);
      return this.copy(node);
    },

    helped(name, left, right) {
      return `${OURS}_${name}(${this.expression(left)}, ${this.expression(right)})`;
    },

    /** Comparisons: a number goes to the right, where MicroPython asks an array about it. */
    comparison(operands, operators) {
      const isNative = (i) => !this.helperOf(operands[i], operators[i], operands[i + 1]);
      if (operators.every((_, i) => isNative(i))) {
        const texts = operands.map((one) => this.expression(one));
        return texts.reduce((text, one, i) => `${text} ${operators[i - 1]} ${one}`);
      }
      if (operators.length === 1) return this.pair(operands[0], operators[0], operands[1]);
      const pairs = [];
      let left = this.expression(operands[0]);
      operators.forEach((operator, i) => {
        let right = this.expression(operands[i + 1]);
        let again = right;
        if (i < operators.length - 1 && !CONSTANT.has(operands[i + 1].name)) {
          again = this.temporary();
          right = `(${again} := ${right})`;
        }
        pairs.push(this.pair(operands[i], operator, operands[i + 1], left, right));
        left = again;
      });
      return `(${pairs.join(" and ")})`;
    },

    pair(one, operator, other, left = this.expression(one), right = this.expression(other)) {
      const helper = this.helperOf(one, operator, other);
      if (!helper) return `${left} ${operator} ${right}`;
      if (helper === "flip") return `${right} ${FLIPPED[operator]} ${left}`;
      return `${OURS}_${helper}(${left}, ${right})`;
    },

    /** What compares two operands: null where MicroPython does it rightly, or does with them flipped. */
    helperOf(one, operator, other) {
      const isWide = this.grows && !isSmall(one, this) && !isSmall(other, this);
      if (EQUAL[operator]) {
        const isNative = [one, other].some(
          (side) => isConstantNode(side) || /^Set/.test(side.name),
        );
        return isNative && !isWide ? null : EQUAL[operator];
      }
      if (MEMBER[operator]) return isConstantNode(one) ? null : MEMBER[operator];
      if (!ORDER[operator]) return null;
      if (isWide) return `wide_${ORDER[operator]}`;
      if (this.isPlain(other)) return null;
      return this.isPlain(one) ? "flip" : ORDER[operator];
    },

    /** Whether an expression is no array for certain, and changes nothing when it is computed. */
    isPlain(node) {
      return isNumber(node, this.scope);
    },
  };

  Object.assign(Rewriting.prototype, methods);
  Object.assign(globalThis.pagePython.reading, { isConstantNode });
  globalThis.pagePython.reading.EXPRESSIONS.BinaryExpression = methods.binary;
})();
