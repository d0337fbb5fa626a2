// What the worker is asked: a cell and the statements above it, read and rewritten for MicroPython. A
// classic script, after reading.js and its rooms. Node's tests run the same.
(() => {
  "use strict";

  const known = new Map(); // what stands above a cell, which does not change

  function readAbove(one) {
    if ("text" in one || "problem" in one) return one; // an edited cell, which is read already
    if (!known.has(one.source)) {
      const { problem, text, lines } = readCell(one.source);
      known.set(one.source, problem ? { problem: problem.message } : { text, lines });
    }
    return { ...one, ...known.get(one.source) };
  }

  /** Return the `question` of the worker for a cell; or the `answer`, where it cannot be read. */
  function questionOf({ source, statements = [], ...more }) {
    const { problem, text, lines, uses } = readCell(source);
    if (problem) return { answer: { shown: [], charts: [], verdicts: [], printed: "", error: problem } };
    return {
      question: { ...more, source, text, lines, uses, statements: statements.map(readAbove) },
    };
  }

  (globalThis.pagePython ??= {}).questionOf = questionOf;
})();
