"""Make _static/book-math.woff2: the letters and signs of the book's formulas, from STIX Math.

    make math-font SOURCE=STIXMath-Regular.otf

Browsers draw MathML well only with a font that has OpenType's MATH table, and few machines have
one. STIX Math 1.1.1 (SIL Open Font License; Debian's package fonts-stix) does. The subset bears
another name, as the licence asks.
"""

import sys

from fontTools import subset

LETTERS = (
    "U+0020-007E,U+00A0,U+00AC,U+00B1,U+00B7,U+00D7,U+0393-03A9,U+03B1-03C9,U+03D1,U+03D5,U+03F5,"
    "U+2113,U+2102,U+2115,U+211A,U+211D,U+2124,U+210E,U+1D400-1D467,U+1D49C-1D4B5,U+1D6A8-1D755,"
    "U+1D7CE-1D7D7"
)
SIGNS = (
    "U+00AF,U+02C6,U+2016,U+2020,U+2026,U+2032,U+2033,U+2061-2064,U+2190-2194,U+21A6,U+21D2,U+21D4,U+2200-2209,"
    "U+220B,U+220F,U+2211-2213,U+2216-2218,U+221A,U+221D,U+221E,U+2223,U+2225,U+2227-222B,"
    "U+2248,U+2254,U+2260,U+2261,U+2264,U+2265,U+226A,U+226B,U+2282,U+2286,U+2295,U+2297,U+2299,"
    "U+22A4,U+22C5,U+22EE,U+22EF,U+22F1,U+2308-230B,U+23DE,U+23DF,U+27E8,U+27E9"
)
NAME = "Book Math"


def main(source):
    options = subset.Options(flavor="woff2", hinting=False, desubroutinize=True)
    options.layout_features = ["*"]
    font = subset.load_font(source, options)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=subset.parse_unicodes(f"{LETTERS},{SIGNS}"))
    subsetter.subset(font)
    for record in font["name"].names:
        if record.nameID in (1, 3, 4, 16):
            record.string = NAME
        elif record.nameID == 6:
            record.string = NAME.replace(" ", "")
    font["CFF "].cff.fontNames[0] = NAME.replace(" ", "")
    subset.save_font(font, "_static/book-math.woff2", options)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("Name the font that it is cut from:  make math-font SOURCE=STIXMath-Regular.otf")
    main(sys.argv[1])
