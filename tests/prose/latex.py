r"""Reads the LaTeX of the book into SymPy.

SymPy's own reader takes `\tanh(2x)` for tan(h(2x)), refuses `\sigma`, and gives several readings
where a letter stands before a bracket; another well-known one drops primes and capitals. So the
grammar is the book's own, and lark reads it: what it does not know is an error, not a guess.
"""

import functools
import keyword
import re
from pathlib import Path

import lark
import sympy

RELATIONS = (r"\approx", r"\le", r"\ge", r"\ne", "=", "<", ">")
KNOWN = {  # functions that keep their names in every formula
    "exp": sympy.exp, "ln": sympy.log, "log": sympy.log, "max": sympy.Max, "min": sympy.Min,
    "tanh": sympy.tanh, "sinh": sympy.sinh, "cosh": sympy.cosh, "sin": sympy.sin,
    "cos": sympy.cos,
}  # fmt: skip


class Unread(ValueError):
    """A formula that the grammar does not know."""


@functools.cache
def grammar():
    text = Path(__file__).with_name("latex.lark").read_text("utf-8")
    return lark.Lark(text, start="chain", parser="lalr", lexer="contextual")


def spelled(name):
    r"""Return a name of LaTeX as Python can say it: \hat{x}_i is xhat_i, \mathbf{W}_1 is bW_1.

    A prime is said so, as in s_prime, and a derivative as d_p_d_x.
    """
    name = re.sub(r"\\(hat|bar)\{(\w)\}", r"\2\1", name)
    name = re.sub(r"\\mathbf\{(\w+)\}", r"b\1", name)
    for _ in range(2):  # one may stand inside the other
        name = re.sub(r"\\(?:operatorname|text)\{((?:[^{}]|\{[^{}]*\})*)\}", r"\1", name)
    name = (
        name.replace("+", " plus ")
        .replace("-", " minus ")
        .replace("^*", "_star")
        .replace("'", "_prime")
        .replace("/", " ")
    )
    name = "_".join(re.sub(r"[^\w ]", " ", name).split())
    return re.sub(r"_ |_+", "_", name) + ("_" if keyword.iskeyword(name) else "")


def statements(display):
    """Return the statements of a displayed formula, one a line or parted by wide spaces."""
    text = re.sub(r"\\(begin|end)\{aligned\}", "", display)
    kept = []

    def keep(match):
        kept.append(match[0])
        return f"@{len(kept) - 1}@"

    text = re.sub(r"\\begin\{(cases|pmatrix)\}.*?\\end\{\1\}", keep, text, flags=re.S)
    text = text.replace("{}&", "&")
    parts = re.split(r"\\\\|\\q?quad|,\s*&|,\s*\\(?= )|\\text\{[^}]* [^}]*\}", text.strip())
    parts = [part.replace("&", " ") for part in parts]
    lines = []
    for part in (" ".join(part.split()).strip(",.; ") for part in parts):
        if lines and part.startswith((*RELATIONS, "+", "-")):
            lines[-1] += " " + part
        elif part:
            lines.append(part)
    return [re.sub(r"@(\d+)@", lambda m: kept[int(m[1])], line).strip(",. ") for line in lines]


def readable_part(statement, functions):
    """Return a statement without the sides that the grammar does not know, or None.

    Of 'a = b \\le c' with a b that cannot be read, 'a \\le c' is left.
    """
    names = "|".join(re.escape(relation) + r"(?![a-zA-Z])" for relation in RELATIONS)
    sides, relations, depth = [""], [], 0
    for token in re.findall(rf"{names}|\\?.", statement, re.S):
        depth += token.endswith("{") - token.endswith("}")
        if depth == 0 and token in RELATIONS:
            relations.append(token)
            sides.append("")
        else:
            sides[-1] += token
    kept, between = [], set()
    for relation, side in zip(["=", *relations], sides, strict=True):
        between |= {relation} - {"="}
        if readable(side, functions) and len(between) < 2:
            kept += [between.pop() if between else "=", side.strip()]
    return " ".join(kept[1:]) if len(kept) > 2 else None


def readable(side, functions):
    try:
        return bool(parse(side, functions))
    except Unread:
        return False


def tidy(text, functions):
    """Bring a statement into the form of the grammar: brackets, fractions, calls of functions."""
    text = re.sub(r"\\(?:[bB]igg?[lr]?|left|right)(?=[\s()\[\]|\\])", "", text)
    text = re.sub(r"\\(?:textstyle|displaystyle)", "", text).replace("−", "-").strip(" .,;\n")
    text = re.sub(r"[.,]\s*(?=\\end)", " ", text)
    text = re.sub(r"\\underbrace\{((?:[^{}]|\{[^{}]*\})*)\}_\{[^{}]*(?:\{[^{}]*\})?[^{}]*\}",
                  r"(\1)", text)  # fmt: skip
    text = re.sub(r"=\s*\\dots\s*=", "=", text)
    # A mean is a name: how it is taken stands in meanings.py.
    text = re.sub(r"\\operatorname\{E\}\s*(?:\\lVert(.*?)\\rVert|(\S+?))\^\{?(\d)\}?",
                  lambda m: r"\text{" + spelled(f"E {m[2] or 'norm ' + m[1]} {m[3]}") + "}",
                  text)  # fmt: skip
    text = re.sub(r"\\lVert(.*?)\\rVert(?:_F)?", r"\\call{norm}(\1)", text)
    text = re.sub(r"\\[td]frac", r"\\frac", text)
    text = re.sub(
        r"\\frac\{\\partial\}\{\\partial (\w+)\}\s*\\sum_i y_i", r"\\text{d sum / d \1}", text
    )
    nested = r"((?:[^{}]|\{[^{}]*\})*)"
    text = re.sub(
        rf"\\frac\{{\s*(?:\\partial|d(?= ))\s*{nested}\}}\{{\s*(?:\\partial|d(?= ))\s*{nested}\}}",
        lambda m: r"\text{d " + m[1].strip() + " / d " + m[2].strip() + "}", text)  # fmt: skip
    text = re.sub(r"(?<![\w\\{])(?:d|\\partial) (\w+) / (?:d|\\partial) (\w+)",
                  r"\\text{d \1 / d \2}", text)  # fmt: skip
    text = re.sub(r"\\frac\s*(\d|[a-z])\s*(\d|[a-z])", r"\\frac{\1}{\2}", text)
    text = re.sub(r"\\sqrt\s*(\d|[a-z]|\\[a-z]+)", r"\\sqrt{\1}", text)
    text = re.sub(r"\^([0-9a-zA-Z])", r"^{\1}", text)
    text = re.sub(r"\|([^|]*)\|", r"\\lvert \1 \\rvert", text)
    text = re.sub(rf"\\({'|'.join(KNOWN)})(?![a-zA-Z])('*)", r"\\call{\1\2}", text)
    for name in sorted(functions, key=len, reverse=True):
        text = re.sub(
            rf"(?<!\\call{{)(?<![\\a-zA-Z]){re.escape(name)}('*)(?=\s*\()",
            lambda m, name=name: rf"\call{{{name}{m[1]}}}", text)  # fmt: skip
    return text


class ToSympy(lark.Transformer):
    """Makes SymPy's expressions of what the grammar has read.

    A bold letter is a matrix: its products keep their order. A name with an index, as x_i, is an
    entry of an array if ``arrays`` has its base.
    """

    def __init__(self, arrays=()):
        super().__init__()
        self.arrays = arrays

    def name(self, items):
        text = str(items[0])
        if text in ("e", r"\pi"):
            return sympy.E if text == "e" else sympy.pi
        indices = re.findall(r"_(?:\{([a-z]+|\d+)\}|([a-z]|\d))", text)
        base = spelled(re.sub(r"_(?:\{(?:[a-z]+|\d+)\}|(?:[a-z]|\d))", "", text))
        if base in self.arrays and indices:
            letters = "".join(braced or bare for braced, bare in indices)
            parts = [sympy.Integer(c) if c.isdigit() else sympy.Symbol(c) for c in letters]
            return sympy.IndexedBase(base + "_")[tuple(parts)]
        return sympy.Symbol(spelled(text), commutative=r"\mathbf" not in text)

    def number(self, items):
        return sympy.Rational(str(items[0]).replace("{,}", ""))

    def plus(self, items):
        return items[0] + items[1]

    def minus(self, items):
        return items[0] - items[1]

    def negative(self, items):
        return -items[0]

    def positive(self, items):
        return items[0]

    def times(self, items):
        return items[0] * items[1]

    def over(self, items):
        return items[0] / items[1]

    def raised(self, items):
        return items[0] ** items[1]

    def positive_part(self, items):
        return sympy.Max(items[0], 0)

    def negative_part(self, items):
        return sympy.Max(-items[0], 0)

    def transposed(self, items):
        if isinstance(items[0], sympy.MatrixBase):
            return items[0].T
        return sympy.Function("transposed")(items[0])

    def root(self, items):
        return sympy.sqrt(items[0])

    def absolute(self, items):
        return sympy.Abs(items[0])

    def binomial(self, items):
        return sympy.binomial(*items)

    def arguments(self, items):
        return tuple(items)

    def applied(self, items):
        name, arguments = str(items[0])[len(r"\call{") : -1], items[1]
        if any(not argument.is_commutative for argument in arguments):
            name += "_of" if name in KNOWN else ""  # SymPy's own take no matrices
        if name in KNOWN:
            return KNOWN[name](*arguments)
        return sympy.Function(spelled(name))(*arguments)

    def applied_raised(self, items):
        return self.applied([items[0], items[2]]) ** items[1]

    def row(self, items):
        value, left, relation, right = items
        return value, RELATION[str(relation)](left, right)

    def cases(self, items):
        """Where two conditions hold, or none, there is no value."""
        rows = []
        for value, condition in items:
            others = [sympy.Not(other) for _, other in items if other is not condition]
            rows.append((value, sympy.And(condition, *others)))
        return sympy.Piecewise(*rows, (sympy.nan, True))

    def line(self, items):
        return list(items)

    def tuple(self, items):
        return sympy.ImmutableMatrix([items])

    def matrix(self, items):
        return sympy.ImmutableMatrix(items)

    def big(self, items):
        head, body = str(items[0]), items[1]
        letters, start, end = r"(\w(?:,\w)*)", r"(?:(=|\\ge)\s*(\w+))?", r"(?:\^\{(.*)\})?"
        bounds = re.match(rf"\\(?:sum|prod)_\{{?{letters}\s*{start}\}}?{end}$", head)
        if not bounds:
            raise Unread(f"{head}: where does it run?")
        for letter in bounds[1].split(","):
            index = sympy.Symbol(letter)
            last = sympy.sympify(bounds[4]) if bounds[4] else sympy.Symbol(f"last_{letter}")
            kind = sympy.Sum if head.startswith(r"\sum") else sympy.Product
            body = kind(body, (index, int(bounds[3] or 1), last))
        return body

    def chain(self, items):
        return items[0::2], [str(relation) for relation in items[1::2]]


RELATION = {"<": sympy.Lt, ">": sympy.Gt, r"\le": sympy.Le, r"\ge": sympy.Ge, r"\ne": sympy.Ne}


def parse(statement, functions=(), arrays=()):
    """Return the sides of a statement as SymPy expressions, and the relations between them.

    Raises
    ------
    Unread
        The grammar does not know it.
    """
    try:
        tree = grammar().parse(tidy(statement, functions))
        return ToSympy(arrays).transform(tree)
    except (lark.exceptions.LarkError, TypeError, AttributeError, ValueError) as error:
        raise Unread(f"{statement}: {str(error).splitlines()[0]}") from None
