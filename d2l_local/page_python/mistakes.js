// What is wrong in a cell that is no Python, in a line: from the tree of Lezer's parser.
(() => {
  "use strict";
  ((globalThis.pagePython ??= {}).reading ??= {}).mistake = (tree, source) => {
    let found = null;
    tree.iterate({
      enter(node) {
        if (found !== null || !node.type.isError) return;
        // Lezer's grammar has no yield without a value.
        if (!/^Yield/.test(node.node.parent?.name) || node.from !== node.to) found = node.from;
      },
    });
    if (found === null) return null;
    const line = source.slice(0, found).split("\n").length;
    return { line, message: "this is no Python" };
  };
})();
