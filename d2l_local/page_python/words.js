// The words of a source, one by one, and its lines: for what is no Python, and so has no tree.
(() => {
  "use strict";

  const TOKEN = new RegExp(
    [
      /(?<comment>#[^\n]*)/,
      /(?<text>[a-z]{0,2}(?:'''|"""|'|"))/,
      /(?<number>0[xbo][\da-f_]+|(?:\d[\d_]*\.?[\d_]*|\.\d[\d_]*)(?:e[+-]?\d+)?j?)/,
      /(?<name>[\p{L}\p{Nl}_][\p{L}\p{Nl}\p{Mn}\p{Mc}\p{Nd}\p{Pc}]*)/,
      /(?<newline>\n)/,
      /(?<space>\\\n|[ \t\f]+)/,
      /(?<sign>\*\*=|\/\/=|>>=|<<=|\.\.\.|[-+*/%@&|^=<>!:]=|\*\*|\/\/|<<|>>|->|.)/,
    ]
      .map((one) => one.source)
      .join("|"),
    "isuy",
  );
  const CLOSES = { ")": "(", "]": "[", "}": "{" };
  const MOST = 40; // letters of a word that is quoted

  /** Whether a word is one of these, and no text. */
  const is = (word, ...texts) => !!word && word.kind !== "text" && texts.includes(word.text);

  const isNear = (word, next) => !!next && next.at === word.at + word.text.length;

  /** Read the words of a source: {kind, text, at, line, depth}; and what is wrong with its texts and
   *  brackets, {line, at, message}. `isOpen` says that a bracket is not closed. */
  function wordsOf(source) {
    const words = [];
    const open = [];
    let line = 1;
    let problem = null;
    TOKEN.lastIndex = 0;
    while (TOKEN.lastIndex < source.length && !problem) {
      const at = TOKEN.lastIndex;
      const found = TOKEN.exec(source).groups;
      const kind = Object.keys(found).find((name) => found[name] !== undefined);
      const word = { kind, text: found[kind], at, line, depth: open.length };
      if (kind === "text") {
        const end = endOfText(source, at, word.text);
        if (end < 0) {
          const quote = word.text.match(/['"]+$/)[0];
          const message = `the text that begins with ${quote} has no end: close it with ${quote}`;
          problem = { line, at, message };
          break;
        }
        TOKEN.lastIndex = end;
        word.text = source.slice(at, end);
      }
      line += word.text.split("\n").length - 1;
      if (kind === "sign") problem = bracket(word, open);
      if (kind !== "comment" && kind !== "space") words.push(word);
    }
    if (!problem && open.length) {
      const last = open.at(-1);
      const message = `the bracket ${last.text} is never closed: write its ${closing(last)}`;
      problem = { line: last.line, at: last.at, message, isOpen: true };
    }
    return { words, problem };
  }

  const closing = (word) => Object.keys(CLOSES).find((one) => CLOSES[one] === word.text);

  /** Where a text ends that begins at a place with these letters; -1 where it does not. */
  function endOfText(source, at, begin) {
    const quote = begin.match(/['"]+$/)[0];
    let end = at + begin.length;
    while (end < source.length && !source.startsWith(quote, end)) {
      if (quote.length === 1 && source[end] === "\n") return -1;
      end += source[end] === "\\" ? 2 : 1;
    }
    return end < source.length ? end + quote.length : -1;
  }

  /** Keep which brackets are open; return what is wrong with this one. */
  function bracket(word, open) {
    const { line, at, text } = word;
    if ("([{".includes(text)) open.push(word);
    if (!CLOSES[text]) return null;
    const last = open.pop();
    word.depth = open.length;
    if (!last) {
      const message = `the bracket ${text} closes nothing: delete it, or open one before`;
      return { line, at, message };
    }
    if (last.text === CLOSES[text]) return null;
    const place = last.line === line ? "" : ` of line ${last.line}`;
    const message = `the bracket ${last.text}${place} is closed by ${text}: write ${closing(last)}`;
    return { line, at, message };
  }

  /** The lines of words: those in brackets belong together, and those after a \. */
  function linesOf(words, source) {
    const lines = [];
    let line = null;
    for (const word of words) {
      if (word.kind === "newline") {
        if (!word.depth) line = null;
        continue;
      }
      if (!line) {
        const start = source.lastIndexOf("\n", word.at - 1) + 1;
        line = { words: [], indent: source.slice(start, word.at), line: word.line };
        lines.push(line);
      }
      line.words.push(word);
    }
    return lines;
  }

  const short = (word) =>
    word.text.length > MOST ? `${word.text.slice(0, MOST - 1)}…` : word.text;

  Object.assign(((globalThis.pagePython ??= {}).reading ??= {}), {
    is,
    isNear,
    linesOf,
    short,
    wordsOf,
  });
})();
