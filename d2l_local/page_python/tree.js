// The tree of a source, from Lezer's parser of Python, as plain objects: comments are left out.
(() => {
  "use strict";

  class Node {
    constructor(name, from, to, parent) {
      Object.assign(this, { name, from, to, parent, parts: [] });
      this.isError = name === "⚠";
    }

    getChild(name) {
      return this.parts.find((one) => one.name === name) ?? null;
    }
  }

  /** Return the topmost node. */
  function nodesOf(tree) {
    let node = null;
    let top = null;
    tree.iterate({
      enter({ name, from, to }) {
        if (name === "Comment") return false;
        const isWalrus = name === "AssignOp" && to - from === 2;
        const inner = new Node(isWalrus ? "WalrusOp" : name, from, to, node);
        if (node) node.parts.push(inner);
        node = inner;
        top ??= node;
        return true;
      },
      leave({ name }) {
        if (name === "Comment") return;
        nameTogether(node);
        node = node.parent;
      },
    });
    return top;
  }

  /** Put x := 1 together where it stands among arguments: Lezer takes it for one with a name. */
  function nameTogether(node) {
    const at = node.parts.findIndex((one) => one.name === "WalrusOp");
    if (at < 1 || node.name === "NamedExpression") return;
    const parts = node.parts.slice(at - 1, at + 2);
    const one = new Node("NamedExpression", parts[0].from, parts.at(-1).to, node);
    one.parts = parts;
    for (const part of parts) part.parent = one;
    node.parts.splice(at - 1, 3, one);
    nameTogether(node);
  }

  /** Parse a source; return its topmost node, and the source that was read. Lezer takes the point of
   *  1. for that of an attribute, so it becomes 1.0 before. */
  function parsed(given) {
    let source = given;
    for (;;) {
      const tree = globalThis.codeMirror.pythonParser.parse(source);
      const top = nodesOf(tree);
      const points = [];
      const look = (node) => {
        const [number] = node.parts;
        if (node.name === "MemberExpression" && number.name === "Number") {
          const isWhole = /^[\d_]+$/.test(source.slice(number.from, number.to));
          if (isWhole && source[number.to] === ".") points.push(number.to + 1);
        }
        node.parts.forEach(look);
      };
      look(top);
      if (!points.length) return { tree, top, source };
      for (const at of points.reverse()) source = `${source.slice(0, at)}0${source.slice(at)}`;
    }
  }

  const childrenOf = (node) => node.parts;

  const COMPREHENSIONS = [
    "ArrayComprehensionExpression",
    "DictionaryComprehensionExpression",
    "SetComprehensionExpression",
    "ComprehensionExpression",
  ];

  const isComprehension = (node) =>
    COMPREHENSIONS.includes(node.name) || (node.name === "ArgList" && !!node.getChild("for"));

  Object.assign(((globalThis.pagePython ??= {}).reading ??= {}), {
    childrenOf,
    isComprehension,
    parsed,
  });
})();
