// Characters that no Python has outside of texts: they look like others, or like nothing.
(() => {
  "use strict";

  // Each with what it is, and what is typed for it.
  const LOOKALIKES = [
    ["“”„‟«»″＂", "a typographic quote", '"'],
    ["‘’‚‛′´＇", "a typographic quote", "'"],
    ["−–—‐‑‒―﹣－", "a dash", "-"],
    ["×✕✖⋅·∙•∗＊", "a sign of multiplication", "*"],
    ["÷⁄∕／", "a sign of division", "/"],
    ["≤⩽", "a sign of comparison", "<="],
    ["≥⩾", "a sign of comparison", ">="],
    ["≠", "a sign of comparison", "!="],
    ["≈≡", "a sign of equality", "=="],
    ["→⇒↦", "an arrow", "->"],
    ["←", "an arrow", "="],
    ["∧", "a sign of logic", "and"],
    ["∨", "a sign of logic", "or"],
    ["¬", "a sign of logic", "not"],
    ["∈", "a sign of sets", "in"],
    ["…", "an ellipsis", "..."],
    ["√", "a root", "np.sqrt(...)"],
    ["∞", "the sign of infinity", "np.inf"],
    ["∑", "the sign of a sum", "sum(...)"],
    ["⁰¹²³⁴⁵⁶⁷⁸⁹", "a raised digit", (letter) => `** ${letter.normalize("NFKC")}`],
    ["₀₁₂₃₄₅₆₇₈₉", "a lowered digit", (letter) => `a plain ${letter.normalize("NFKC")}`],
    ["½¼¾⅓⅔⅛", "a fraction", (letter) => letter.normalize("NFKC").replace("⁄", " / ")],
  ];
  const SPACES = {
    "\u00a0": "a no-break space",
    "\u3000": "a wide space",
    "\u202f": "a narrow space",
  };
  const OTHER_SPACES = /[\u2000-\u200a\u205f\u1680\u2028\u2029\u0085]/;
  const UNSEEN = new RegExp(
    "[\\u0000-\\u0008\\u000b\\u000e-\\u001f\\u007f-\\u009f\\u00ad\\u061c\\u180e\\u200b-\\u200f" +
      "\\u202a-\\u202e\\u2060-\\u206f\\ufeff\\ufff9-\\ufffb\\u{e0000}-\\u{e0fff}]",
    "u",
  );

  /** What a letter outside of texts is, and what to type for it; null where Python has it. */
  function strange(letter) {
    const plain = letter.normalize("NFKC");
    const code = `U+${letter.codePointAt(0).toString(16).toUpperCase().padStart(4, "0")}`;
    if (UNSEEN.test(letter)) return `here is a character that cannot be seen (${code}): delete it`;
    if (SPACES[letter] || OTHER_SPACES.test(letter))
      return `here is ${SPACES[letter] ?? "an unusual space"} (${code}): type a plain space`;
    for (const [letters, name, typed] of LOOKALIKES)
      if (letters.includes(letter)) {
        const instead = typeof typed === "function" ? typed(letter) : typed;
        return `${letter} is ${name} (${code}): type ${instead}`;
      }
    if (plain !== letter && /^[!-~]$/.test(plain) && !/[a-z_]/i.test(plain))
      return `${letter} is a wide character (${code}): type ${plain}`;
    if (letter > "~" && !/^[\p{XID_Continue}]+$/u.test(plain))
      return `${letter} (${code}) stands for nothing in Python: delete it, or write it as a word`;
    return null;
  }

  /** The first such character of a source that stands in no text and in no comment: {at, message}. */
  function character(tree, source) {
    if (/^[\t\n\f -~]*$/.test(source)) return null;
    const inside = [];
    tree.iterate({
      enter({ name, from, to }) {
        if (!/^(String|FormatString|Comment)$/.test(name)) return true;
        inside.push([from, to]);
        return false;
      },
    });
    let at = 0;
    for (const letter of source) {
      while (inside.length && inside[0][1] <= at) inside.shift();
      const isInside = inside.length && inside[0][0] <= at;
      const message = !isInside && (letter > "~" || letter < " ") && strange(letter);
      if (message) return { at, message };
      at += letter.length;
    }
    return null;
  }

  ((globalThis.pagePython ??= {}).reading ??= {}).character = character;
})();
