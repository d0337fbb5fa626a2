// What is wrong in a cell that is no Python: its line, and in words what to write. What Lezer's parser
// marks as an error is only known to be one; which, the words of the line say. After words.js.
(() => {
  "use strict";
  const reading = globalThis.pagePython.reading;
  const { character, is, isNear, linesOf, short, wordsOf } = reading;

  const BLOCKS = "if elif else for while def class try except finally with".split(" ");
  const RESERVED = (
    "False None True and as assert async await break class continue def del elif else except " +
    "finally for from global if import in is lambda nonlocal not or pass raise return try while " +
    "with yield"
  ).split(" ");
  const VALUES = ["True", "False", "None"];
  const BINARY = "* / // % ** @ == != < > <= >= and or ^ | & = += -= *= /= .".split(" ");
  const SIGNS = [...BINARY, "+", "-", "not", "in", "is", ":="];

  const isReserved = (word) => word?.kind === "name" && RESERVED.includes(word.text);
  const isName = (word) => word?.kind === "name" && !isReserved(word);

  const STARTS =
    "return for from import while if elif def class raise yield assert global with".split(" ");

  /** Whether two letters side by side, or else one, tell a word from another that is meant. */
  function isMisspelt(word, meant, isTurned) {
    const given = word.toLowerCase();
    let at = 0;
    while (at < meant.length && given[at] === meant[at]) at += 1;
    const rest = given.slice(at);
    const others = meant.slice(at);
    if (isTurned) return rest[1] + rest[0] + rest.slice(2) === others;
    return [others, others.slice(1)].some((one) => [rest, rest.slice(1)].includes(one));
  }

  /** Each takes the words of a line and says what is wrong in it, or nothing. */
  const COMPLAINTS = [
    function command([first]) {
      if (is(first, "%", "!", "?"))
        return "a page has no commands that begin with % or !: leave the line out";
    },

    function printed([first, second]) {
      const isValue = second && (second.kind !== "sign" || is(second, "-", ">>", "not"));
      if (is(first, "print", "exec") && isValue && !is(second, ...SIGNS.slice(0, -4), "if", "in"))
        return `${first.text} is a function: put what follows in brackets, as in ${first.text}(x)`;
    },

    function foreign([first, second, third], words) {
      const { text } = first;
      if (is(first, "else") && is(second, "if")) return "write elif in place of else if";
      if (is(first, "elseif", "elsif", "elsewhen")) return `write elif in place of ${text}`;
      if (is(first, "else") && second && !is(second, ":"))
        return "else takes no condition: write else:, or elif with one";
      if (is(first, "function", "func", "fn") && isName(second))
        return `write def in place of ${text}`;
      if (is(first, "var", "let", "const", "int", "float", "double") && isName(second))
        return `write ${second.text} = …, without ${text}`;
      if (is(first, "switch", "case") && second) return `Python has no ${text}: write if and elif`;
      if (is(first, "for") && (is(second, "(") || is(third, "=", "from")))
        return "a loop that counts is written for i in range(10):";
      if (is(first, "import") && is(third, "from")) return `write from … import ${second.text}`;
      const then = words.findIndex((one) => is(one, "then", "do"));
      if (is(first, "if", "elif", "while", "for") && then > 1)
        return `write : in place of ${words[then].text}`;
      if (is(words.at(-1), "{", "}") && (BLOCKS.includes(text) || words.length === 1))
        return "Python has no braces around a block: end its line with a colon, and indent what follows";
    },

    function doubled(_, words) {
      for (const [i, word] of words.entries()) {
        const next = words[i + 1];
        if (is(word, "=") && is(next, "="))
          return "= = is no sign: write == to compare, = to assign";
        if (is(word, "=") && is(next, "<", ">"))
          return `write ${next.text}= in place of =${next.text}`;
        if (is(word, "<", ">", "!") && is(next, "=")) return `write ${word.text}= in one piece`;
        if (is(word, "&") && is(next, "&")) return "write and in place of &&";
        if (is(word, "|") && is(next, "|")) return "write or in place of ||";
        if (is(word, "<") && is(next, ">")) return "write != in place of <>";
        const isLast = !words[i + 2] || is(words[i + 2], ")", ";");
        if (is(word, "+", "-") && is(next, word.text) && isNear(word, next) && isLast)
          return `Python has no ${word.text}${word.text}: write ${word.text}= 1`;
        if (is(word, "+", "-", "*", "/") && is(next, "="))
          return `write ${word.text}= in one piece`;
      }
    },

    function pasted([first]) {
      if (is(first, ">>", ">>>", "...")) return "leave out what the prompt shows: >>> and ...";
    },

    function asked(_, words) {
      if (is(words.at(-1), "?")) return "a page has no help: leave ? out";
    },

    function unknown(_, words) {
      for (const [i, word] of words.entries()) {
        if (is(word, "!")) return "write not in place of !, or != to compare";
        if (is(word, "?")) return "to choose, write a if condition else b";
        if (is(word, "$", "`")) return `${word.text} stands for nothing in Python: delete it`;
        if (is(word, "\\") && i < words.length - 1)
          return "a backslash stands only at the very end of a line: delete it, or what follows it";
      }
    },

    function assigned([first], words) {
      if (!is(first, "if", "elif", "while", "assert", "return")) return;
      const colon = words.findIndex((one) => is(one, ":") && !one.depth);
      const sign = words.findIndex((one) => is(one, "=") && !one.depth);
      if (sign > 0 && (colon < 0 || sign < colon)) return "= assigns: write == to compare";
    },

    function reserved([first, second]) {
      if (is(first, "for") && is(second, "in"))
        return "between for and in a name is missing, as in for i in range(10):";
      const isTaken = isReserved(first) && is(second, "=", "+=", "-=", "*=");
      const word = isTaken
        ? first
        : is(first, "def", "class", "for") && isReserved(second) && second;
      if (word) return `${word.text} is a word of Python: choose another name`;
      if (is(first, "print") && is(second, "="))
        return "print is the name of a function of Python: choose another name";
      if (is(first, "def", "class") && second?.kind === "number")
        return "a name does not begin with a digit";
      if (is(first, "def") && is(second, "(")) return "after def stands a name, as in def f(x):";
      if (is(first, "global", "nonlocal") && isName(second))
        return `after ${first.text} stand names alone: assign in a line of its own`;
    },

    function parameters([first, second, third], words) {
      if (is(first, "def") && isName(second) && !is(third, "("))
        return `after the name of a function come brackets: def ${second.text}():`;
      const at = words.findIndex((one) => is(one, "lambda"));
      if (at < 0) return;
      if (is(words[at + 1], "("))
        return "the parameters of a lambda stand without brackets, as in lambda x, k: k * x";
      if (!words.slice(at).some((one) => is(one, ":")))
        return "after the parameters of a lambda comes a colon, as in lambda x: x + 1";
      if (words.findIndex((one, i) => i > at && is(one, ":")) === words.length - 1)
        return "after the colon of a lambda stands its value, as in lambda x: x + 1";
    },

    function colon([first], words, isOpen) {
      if (isOpen || !is(first, ...BLOCKS)) return;
      let lambdas = 0;
      for (const word of words) {
        if (is(word, "lambda") && !word.depth) lambdas += 1;
        else if (is(word, ":") && !word.depth) {
          if (!lambdas) return;
          lambdas -= 1;
        }
      }
      const last = words.at(-1);
      const isNext = (one) => one && is(one, "return", "pass", "raise", "break", "continue");
      const at = words.findIndex((one, i) => {
        const next = words[i + 1];
        return next && !one.depth && isEnd(one) && (isNext(next) || isBegin(next, one)) && i > 0;
      });
      const end = is(last, ";", ",", ".", "=") ? `in place of ${last.text}` : "at its end";
      const where = at > 0 ? `after ${short(words[at])}` : end;
      return `the line of ${first.text} has no colon: write : ${where}`;
    },

    function misspelt([first, second]) {
      if (!isName(first) || first.text.length < 2 || !second) return;
      if (!isBegin(second, first) && !is(second, "not", "-", "[", "(")) return;
      const turned = STARTS.find((one) => isMisspelt(first.text, one, true));
      const meant = turned ?? STARTS.find((one) => isMisspelt(first.text, one));
      if (meant) return `${first.text} is no word of Python: do you mean ${meant}?`;
    },

    function beside(_, words, isOpen) {
      for (const [i, word] of words.entries()) {
        const next = words[i + 1];
        if (!next || (isOpen && next.line > word.line)) continue;
        if (word.kind === "number" && isName(next) && isNear(word, next))
          return `between ${word.text} and ${next.text} a sign is missing: to multiply write ${word.text} * ${next.text}`;
        if (word.kind === "number" && next.kind === "number" && word.text.includes("."))
          return `${word.text}${next.text} is no number: it has two points`;
        if (isEnd(word) && isBegin(next, word)) {
          const missing = word.depth || next.depth ? "a comma or a sign" : "a sign";
          return `between ${short(word)} and ${short(next)} ${missing} is missing`;
        }
      }
    },

    function misplaced([first], words) {
      if (is(first, "elif", "else"))
        return `${first.text} stands below an if, as far to the left as that`;
      if (is(first, "except", "finally"))
        return `${first.text} stands below a try, as far to the left as that`;
      const at = words.findIndex((one) => is(one, "else", "elif"));
      if (
        is(first, "if") &&
        at > 0 &&
        is(words[at - 1], ")") &&
        words.some((one, i) => i > at && is(one, ":"))
      )
        return "else stands on a line of its own, below its if";
      if (is(first, "with") && is(words[1], "("))
        return "write with a as b: without brackets, one line below the other";
      if (is(words.at(-1), ":") && !is(first, ...BLOCKS))
        return "a colon ends only a line of if, for, while, def and the like: delete it";
      if (is(words[1], ":=")) return `write ${first.text} = …, or put it in brackets`;
      if (
        words.some((one) => is(one, "if")) &&
        !words.some((one) => is(one, "else", "for")) &&
        !is(first, "if")
      )
        return "an if inside of a line has its else: write a if condition else b";
    },

    function missing(_, words, isOpen) {
      const last = words.at(-1);
      const isImport = is(words[0], "from", "import");
      const isUnfinished = is(last, ...SIGNS, "import", "as", "from", "del", "if", "else");
      if (!isOpen && isUnfinished && !(isImport && is(last, "*")))
        return `after ${last.text} something is missing`;
      for (const [i, word] of words.entries()) {
        const next = words[i + 1];
        const isAfter = is(word, ...SIGNS) || (i > 0 && is(word, "if", "else", "for"));
        if (
          !isImport &&
          isAfter &&
          is(next, ")", "]", "}", ",", ":", "else", ...BINARY) &&
          !is(next, "=")
        )
          return `between ${word.text} and ${next.text} something is missing`;
        if (
          is(word, ",", "(", "[", "{") &&
          is(next, ",", ...BINARY.slice(2, -1), "for") &&
          !is(next, "**", "=")
        )
          return `between ${word.text} and ${next.text} something is missing`;
        if (is(word, ",", "(", "[") && is(next, "for")) return `before for something is missing`;
      }
    },

    function texts(_, words) {
      const text = words.find((one) => one.kind === "text" && /^r?f/i.test(one.text));
      if (!text) return;
      const [inner] = text.text.replace(/\{\{|\}\}/g, "").match(/\{[^}]*\}?/) ?? [];
      if (inner && !inner.endsWith("}")) return "inside of the f-string a brace { is never closed";
      if (inner && /^\{\s*[}!:]/.test(inner))
        return "between the braces of the f-string stands nothing";
      if (inner && /!(?![rsa=])/.test(inner)) return "after the ! of an f-string stands r, s or a";
    },
  ];

  const isEnd = (word) =>
    ["number", "text"].includes(word.kind) || isName(word) || is(word, ")", "]", "}", ...VALUES);

  const isBegin = (word, before) =>
    (["number", "text"].includes(word.kind) && !(word.kind === "text" && before.kind === "text")) ||
    isName(word) ||
    is(word, "lambda", ...VALUES) ||
    (is(word, "(", "[", "{") && before.kind === "number") ||
    (is(word, "{") && isName(before));

  /** Say what is wrong with how far lines stand to the right, or nothing. */
  function indentation(lines) {
    const widthOf = (indent) => indent.replace(/\t/g, "        ").length;
    const levels = [""];
    let opener = null; // the line before, where it ends in a colon
    for (const { words, indent, line } of lines) {
      const wide = widthOf(indent);
      if (opener) {
        const message = `below the colon of line ${opener} a line stands further to the right: write four spaces before this one`;
        if (wide <= widthOf(levels.at(-1))) return { line, message };
        levels.push(indent);
      } else if (wide > widthOf(levels.at(-1))) {
        const message =
          "this line stands further to the right than the one above: take its first spaces away";
        const first = "the line begins with spaces: take them away";
        return { line, message: lines[0].line === line ? first : message };
      } else {
        while (widthOf(levels.at(-1)) > wide) levels.pop();
        if (widthOf(levels.at(-1)) !== wide) {
          const message =
            "this line stands as far to the right as no line above: write as many spaces as there";
          return { line, message };
        }
      }
      if (indent !== levels.at(-1)) {
        const message =
          "this line begins with tabs, others with spaces: write four spaces for each tab";
        return { line, message };
      }
      opener = isOpener(words) ? line : null;
    }
    if (opener)
      return {
        line: opener,
        message: "below the colon nothing follows: write what is done there, or pass",
      };
    return null;
  }

  /** Whether the block of a line stands below it. */
  const isOpener = (words) =>
    is(words.at(-1), ":") && is(words[0], ...BLOCKS, "async", "match", "case");

  /** Where Lezer's parser sees a mistake: its place, or -1. What its grammar lacks is none. */
  function errorOf(tree) {
    let found = -1;
    tree.iterate({
      enter(node) {
        if (found >= 0 || !node.type.isError) return;
        // Lezer's grammar has no yield without a value.
        if (!/^Yield/.test(node.node.parent?.name) || node.from !== node.to) found = node.from;
      },
    });
    return found;
  }

  /** Return what is wrong in a source, {line, message}, or null. */
  reading.mistake = (tree, source) => {
    const lineOf = (place) => source.slice(0, place).split("\n").length;
    const place = errorOf(tree);
    const { words, problem } = wordsOf(source);
    const unread = character(tree, source);
    const first = [unread, problem]
      .filter((one) => one && !one.isOpen)
      .sort((a, b) => a.at - b.at)[0];
    const told = ({ at, message }) => ({ line: lineOf(at), message });
    const lines = linesOf(words, source);
    if (place >= 0) {
      const last = lineOf(place);
      for (const { words: some, line } of lines) {
        if (line > last || (first && line >= lineOf(first.at))) break;
        if (some.at(-1).line < last - 1) continue;
        const isOpen = problem?.isOpen && problem.at >= some[0].at && problem.at <= some.at(-1).at;
        for (const complain of COMPLAINTS) {
          const message = complain(some, some, isOpen);
          if (message) return { line, message };
        }
      }
    }
    if (first) return told(first);
    if (problem) return told(problem);
    const wrong = indentation(lines);
    if (wrong || place < 0) return wrong;
    const near = source.slice(place).match(/^\s*(\S+)/)?.[1];
    const look = near ? `: look at ${near.slice(0, 20)}, and at what stands before it` : "";
    return { line: lineOf(place), message: `this is no Python${look}` };
  };
})();
