// Writes texts for MicroPython, f-strings among them; after reading.js.
(() => {
  "use strict";
  const { OURS, Problem, Rewriting, childrenOf } = globalThis.pagePython.reading;

  const methods = {
    string(node) {
      const text = this.text(node);
      if (/\\N\{/.test(text) && !/^[a-z]*[rb]/i.test(text))
        throw new Problem(
          node,
          String.raw`this page's Python knows no names of letters: write the letter in place of \N{…}`,
        );
      return text;
    },

    /** Texts side by side, f-strings among them: their pieces are put together. */
    texts(node) {
      const some = node.name === "ContinuedString" ? childrenOf(node) : [node];
      if (some.every((one) => one.name === "String")) return this.range(some);
      const pieces = some.flatMap((one) =>
        one.name === "String" ? [this.string(one)] : this.formatted(one),
      );
      return `${OURS}_text(${pieces.join(", ")})`;
    },

    formatted(node) {
      const [, prefix, quote] = this.text(node).match(/^([a-z]*)('''|"""|'|")/i);
      const isRaw = /r/i.test(prefix);
      return this.fields(
        node,
        node.from + prefix.length + quote.length,
        node.to - quote.length,
        quote,
        isRaw,
      );
    },

    /** The pieces of a format between two places: texts and fields. */
    fields(node, from, to, quote, isRaw) {
      const pieces = [];
      const literal = (start, end) => {
        let text = this.source.slice(start, end);
        if (node.name !== "FormatSpec" && text.replaceAll("}}", "").includes("}"))
          throw new Problem(node, "a brace } of an f-string closes nothing: write }} to show one");
        if (node.name !== "FormatSpec") text = text.replace(/\{\{/g, "{").replace(/\}\}/g, "}");
        if (isRaw) text = text.replace(/\\/g, "\\\\");
        if (text.endsWith(quote[0]) && !text.endsWith(`\\${quote[0]}`))
          text = `${text.slice(0, -1)}\\${quote[0]}`;
        if (text) pieces.push(quote + text + quote);
      };
      let at = from;
      for (const one of childrenOf(node)) {
        if (one.name !== "FormatReplacement") continue;
        literal(at, one.from);
        pieces.push(...this.field(one, quote, isRaw));
        at = one.to;
      }
      literal(at, to);
      return pieces;
    },

    field(node, quote, isRaw) {
      const parts = childrenOf(node).slice(1, -1);
      const spec = node.getChild("FormatSpec");
      const conversion = node.getChild("FormatConversion");
      const isShown = node.getChild("FormatSelfDoc");
      const value = parts.filter((one) => !/^Format(Spec|Conversion|SelfDoc)$/.test(one.name));
      const source = this.source.slice(node.from + 1, value.at(-1).to);
      if (source.includes("\\"))
        throw new Problem(
          node,
          "inside of the braces of an f-string stands no backslash: give it a name before",
        );
      if (source.includes(quote))
        throw new Problem(
          node,
          "inside of an f-string write the other quotes, as in f\"{d['a']}\"",
        );
      const pieces = [];
      if (isShown) {
        const end = (conversion ?? spec)?.from ?? node.to - 1;
        pieces.push(JSON.stringify(this.source.slice(node.from + 1, end)));
      }
      const kind = conversion ? this.text(conversion).slice(1) : isShown && !spec ? "r" : "";
      let format = '""';
      if (spec) {
        const inner = this.fields(spec, spec.from + 1, spec.to, quote, isRaw);
        format =
          inner.length === 1 && !inner[0].startsWith(OURS)
            ? inner[0]
            : `${OURS}_text(${inner.join(", ")})`;
      }
      const isStarred = value.some((one) => one.name === ",");
      const text = isStarred ? `(${this.tuple(value)})` : this.range(value);
      pieces.push(`${OURS}_field(${text}, ${JSON.stringify(kind)}, ${format})`);
      return pieces;
    },
  };

  Object.assign(Rewriting.prototype, methods);
  Object.assign(globalThis.pagePython.reading.EXPRESSIONS, {
    ContinuedString: methods.texts,
    FormatString: methods.texts,
    String: methods.string,
  });
})();
