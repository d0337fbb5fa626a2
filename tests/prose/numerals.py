"""Finds the numbers that a text says, and the numbers that a page's cells hold."""

import ast
import re
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")
DIGITS = r"\d{1,3}(?:(?:,|\{,\})\d{3})+(?!\d)|\d+(?:\.\d+)?|\.\d+"
SMALL = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9,
}  # fmt: skip
TENS = {
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15,
    "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30,
    "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
LARGE = {"hundred": 10**2, "thousand": 10**3, "million": 10**6}
PARTS = {
    "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8,
    "ninth": 9, "twelfth": 12, "hundredth": 100, "thousandth": 1000, "millionth": 10**6,
} | {name + "th": value for name, value in TENS.items() if not name.endswith(("y", "ve"))} | {
    name[:-1] + "ieth": value for name, value in TENS.items() if name.endswith("y")
}  # fmt: skip

NUMBER = re.compile(
    rf"""
    (?P<sign>(?<![\w)\}}\]'^\d])[-−–])?
    (?:
      (?P<version>(?<![\w.])\d+\.\d+\.\d+(?:\.\w+)*)
    | \\[td]?frac\s*(?:\{{\s*(?P<above>\d+)\s*\}}|(?P<above1>\d))\s*
                    (?:\{{\s*(?P<below>\d+)\s*\}}|(?P<below1>\d))
    | (?<![\w.\\{{^])(?:(?P<mantissa>\d+(?:\.\d+)?)\s*(?:\\cdot|\\times|·|×)\s*)?
      (?P<base>\d+)(?:\^\{{(?P<power>-?\d+)\}}|\^(?P<power1>\d)|(?P<raised>⁻?[⁰¹²³⁴⁵⁶⁷⁸⁹]+))
    | (?<![\w.^/])(?P<over>\d+)\s?/\s?(?P<under>\d+)(?![\w.^(])
    | (?<![\w.^])(?P<plain>{DIGITS})(?:[eE](?P<exponent>[-+]?\d+))?
      (?P<percent>\s?\\?%|\\,\\%|\sper\scent\b)?(?!\d)
    )
    """,
    re.X,
)
WORD = re.compile(
    rf"\b(?:(?P<count>a|one|two|three|four|five|six|seven|eight|nine)[ -])?"
    rf"(?P<part>{'|'.join(PARTS)})(?P<many>s?)\b(?! (?:one|line|layer|part|thing|answer))"
    rf"|\b(?P<whole>(?:{'|'.join([*TENS, *LARGE])})(?: (?:{'|'.join([*SMALL, *TENS, *LARGE])}))*)\b"
)
HEDGE = re.compile(
    r"(?:about|around|near|nearly|almost|roughly|approximately|approx|≈)[\s$]*$|within[\s$]*$"
)


@dataclass(frozen=True)
class Number:
    """A number as it is written."""

    written: str
    value: Fraction
    half: Fraction
    """Half a unit of the last digit written; 0 where what is written is exact."""
    start: int = 0
    hedged: bool = False
    """Whether a word before it, as 'about', says that it is rounded."""
    factor: bool = False
    """Whether it has a sign and a letter after it, as in -2x."""
    version: bool = False

    @property
    def end(self):
        return self.start + len(self.written)

    @property
    def digits(self):
        """How many digits it says, without zeros at the front."""
        return len(re.sub(r"\D", "", self.written).lstrip("0"))

    @property
    def says_something(self):
        """Whether it has to be shown: all but whole numbers of a single digit.

        One with a sign has to be shown too, unless it is a factor in a formula.
        """
        single = re.fullmatch(r"[-−–]?\d", self.written)
        return not single or (self.value < 0 and not self.factor)


def numbers(text):
    """Return the numbers that stand in a text or in a formula, as they are written."""
    found = []
    for match in NUMBER.finditer(text):
        if match["version"]:
            found.append(Number(match[0], Fraction(0), Fraction(0), match.start(), version=True))
            continue
        before = text[: match.start()]
        sign = -1 if match["sign"] else 1
        if re.search(r"_\{?\w*$", before):
            continue  # an index
        half = Fraction(0)
        if match["above"] or match["above1"]:
            below = int(match["below"] or match["below1"])
            value = Fraction(int(match["above"] or match["above1"]), below or 1)
        elif match["base"]:
            raised = (match["raised"] or "").translate(RAISED)
            power = int(match["power"] or match["power1"] or raised)
            factor = Fraction(int(match["base"])) ** power
            value, half = factor * Fraction(match["mantissa"] or 1), last_digit(match["mantissa"])
            half *= factor
        elif match["over"]:
            value = Fraction(int(match["over"]), int(match["under"]) or 1)
        else:
            plain = match["plain"].replace("{,}", "").replace(",", "")
            factor = Fraction(10) ** int(match["exponent"] or 0)
            factor /= 100 if match["percent"] else 1
            value, half = Fraction(plain) * factor, last_digit(plain) * factor
            if match["percent"]:
                half = half or factor / 2
        factor = bool(match["sign"] and re.match(r"\s*[a-zA-Z\\(]", text[match.end() :]))
        hedged = bool(HEDGE.search(before))
        found.append(Number(match[0].strip(), sign * value, half, match.start(), hedged, factor))
    return found


def last_digit(written):
    """Return half a unit of the last digit of a decimal; 0 for a whole number."""
    if not written or "." not in written:
        return Fraction(0)
    return Fraction(1, 2 * 10 ** len(written.partition(".")[2]))


def words(text):
    """Return the numbers that a text writes out: parts, as in 'two fifths', and ten or more."""
    found = []
    for match in WORD.finditer(text.lower()):
        start = match.start()
        if match["part"]:
            following = text[match.end() :]
            if not match["count"] or (match["part"] == "third" and following[:3] != " of"):
                continue  # 'every sixth', 'a third question': a place in a row
            above, below = SMALL.get(match["count"], 1), PARTS[match["part"]]
            value = Fraction(above, below)
            half = Fraction(1, 2 * below**2 if above == 1 else 8 * below)  # the nearest such part
            if found and text[found[-1].end : match.start()] == " of ":
                last = found.pop()  # a millionth of a millionth
                start, value, half = last.start, value * last.value, Fraction(0)
        else:
            value = half = Fraction(0)
            for word in match["whole"].split():
                if word in LARGE:
                    value = max(value, 1) * LARGE[word]
                else:
                    value += SMALL.get(word, TENS.get(word, 0))
        hedged = bool(HEDGE.search(text[:start].lower()))
        found.append(Number(text[start : match.end()], value, half, start, hedged))
    return found


# What the cells hold ---------------------------------------------------------------------------


def constant(node):
    """Return the value of an expression of plain numbers, as 2.0 ** -24 or 1 / 4, or None."""
    if isinstance(node, ast.Constant) and type(node.value) in (int, float):
        return Fraction(Decimal(repr(node.value))) if abs(node.value) < 1e300 else None
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        value = constant(node.operand)
        return None if value is None else -value
    if isinstance(node, ast.BinOp):
        left, right = constant(node.left), constant(node.right)
        if left is None or right is None:
            return None
        try:
            if isinstance(node.op, ast.Div):
                return left / right
            if isinstance(node.op, ast.Pow) and abs(right) < 400 and right.denominator == 1:
                return left**right
            if isinstance(node.op, (ast.Mult, ast.Add, ast.Sub)):
                operation = {ast.Mult: "__mul__", ast.Add: "__add__", ast.Sub: "__sub__"}
                return getattr(left, operation[type(node.op)])(right)
        except ZeroDivisionError:
            return None
    return None


def tree_of(source):
    """Return the syntax tree of a cell, without its magics."""
    lines = [("pass" if line.startswith(("%", "!")) else line) for line in source.splitlines()]
    return ast.parse("\n".join(lines))


def numbers_of_source(source):
    """Return the numbers that stand in the code of a cell; those in its texts prove nothing."""
    found = set()
    tree = tree_of(source)
    signed = {id(n.operand) for n in ast.walk(tree) if isinstance(n, ast.UnaryOp)}
    for node in ast.walk(tree):
        value = constant(node) if isinstance(node, ast.expr) else None
        if value is not None and id(node) not in signed:  # -22.2 does not hold 22.2
            found.add((value, Fraction(0)))
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div):
            divisor = constant(node.right)
            if divisor:  # to divide by 4 is to take a quarter
                found.add((1 / divisor, Fraction(0)))
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Pow) and value:
            found.add((1 / value, Fraction(0)))  # times 2 ** 24 is: in units of 2 ** -24
    return found


def texts_of_source(source):
    """Return the texts in the code of a cell that hold a number beside other words."""
    texts = [
        node.value
        for node in ast.walk(tree_of(source))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]
    return sorted((t for t in texts if re.search(r"\d", t) and re.search(r"[^\W\d]|=", t)),
                  key=len, reverse=True)  # fmt: skip


def outputs(cell):
    """Return what a cell has printed, and the words of its explorers; not those of figures."""
    for output in cell.get("outputs", []):
        data = output.get("data", {})
        if output.output_type == "stream":
            yield output.text
        elif 'class="chart"' in data.get("image/svg+xml", ""):
            yield data["text/plain"]
        elif "image/svg+xml" not in data and 'class="quiz' not in data.get("text/html", ""):
            yield from (data[kind] for kind in ("text/markdown", "text/plain") if kind in data)


def numbers_of_output(cell):
    """Return the computed numbers in the output of a cell: not those that its code spells out."""
    found = set()
    for text in outputs(cell):
        for spelled in texts_of_source(cell.source):
            text = text.replace(spelled, " ")
        for number in numbers(text):
            if not number.version:
                found.add((number.value, number.half))
    return found


def held(cells):
    """Return all numbers that a list of cells holds, each with half a unit of its last digit."""
    found = set()
    for cell in cells:
        found |= numbers_of_source(cell.source) | numbers_of_output(cell)
    return found


def shown(number, pool):
    """Say whether a number of the prose is one of the cells', rounded as it is written.

    A whole number and a fraction must be there as they are, unless a word such as 'about' says
    that they are rounded; a single digit after the point is taken for exact too. A part in words,
    as 'two fifths', is the nearest one.
    """
    for value, half in pool:
        if value == number.value:
            return True
        if half > max(number.half, abs(number.value) / 1000):
            continue  # the cell says less than the prose
        distance = abs(value - number.value)
        if number.half and (number.digits != 1 or number.hedged or "%" in number.written):
            if distance <= number.half:
                return True
        elif number.value.denominator > 1 and distance <= half:
            return True  # 1/3 stands there as 0.3333
        elif number.hedged and number.digits and distance <= abs(number.value) / 20:
            return True
    return False
