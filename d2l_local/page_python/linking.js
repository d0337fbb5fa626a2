// Links that carry code: the address of a page with a text in its fragment, and back.
(() => {
  "use strict";

  const MOST_LETTERS = 4000; // what a link carries; browsers and mail take addresses of that length
  // Letters that are not seen, or turn the order of those that are: code is read before it is run.
  const UNSEEN =
    /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u115f\u1160\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\u{e0000}-\u{e0fff}]/u;
  // A joiner is seen by what it joins, the parts of a sign such as a scientist's or letters of Indian
  // scripts; and the letters that name a flag, by the flag.
  const JOINED =
    /(?<=\p{Extended_Pictographic}[\ufe0f\u{1f3fb}-\u{1f3ff}]?|\p{Mn})\u200d(?=\p{Extended_Pictographic}|\p{Lo})|(?<=\u{1f3f4})[\u{e0030}-\u{e0039}\u{e0061}-\u{e007a}]+\u{e007f}/gu;
  const TOO_LONG = `a link carries ${MOST_LETTERS.toLocaleString("en")} letters at most`;

  /** Return the address of this page that carries a text. */
  function addressWith(text, carries) {
    if ([...text].length > MOST_LETTERS) throw new Error(`The code is too long: ${TOO_LONG}.`);
    const bytes = String.fromCharCode(...new TextEncoder().encode(text));
    const code = btoa(bytes).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
    return location.href.split("#")[0] + carries + code;
  }

  /** Return the text that the fragment of an address carries. */
  function textOf(fragment, carries) {
    const code = fragment.slice(carries.length);
    if (code.length > MOST_LETTERS * 6)
      throw new Error(`The code of this link is too long: ${TOO_LONG}.`);
    let text;
    try {
      const bytes = atob(code.replace(/-/g, "+").replace(/_/g, "/"));
      text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(
        Uint8Array.from(bytes, (letter) => letter.charCodeAt(0)),
      );
    } catch {
      text = "";
    }
    if (!text.trim() || UNSEEN.test(text.replace(JOINED, "")))
      throw new Error("The link is broken: it carries no code that can be read.");
    if ([...text].length > MOST_LETTERS)
      throw new Error(`The code of this link is too long: ${TOO_LONG}.`);
    return text;
  }

  (window.pagePython ??= {}).linking = { addressWith, textOf };
})();
