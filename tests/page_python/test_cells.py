"""Cells of the book in the page's Python: every explorer gives MXNet's curves, or says why not."""

import binascii
import html
import json
import re
import struct

import d2l_local
from d2l_local.explorer import explore, plane
from d2l_local.explorer.assets import script_at_once, style
from d2l_local.explorer.encoding import RAW, decode

import nbformat
import numpy
import pytest
from mxnet import np, npx

from tests.browser import page_of
from tests.page_python.on_micropython import page_cells, shown_by, statements_of
from tests.page_python.pictures import SEEN, apart
from tools.pages import ROOT, notebooks
from tools.rounding import inflated, outline

# Explorers that the page does not draw as MXNet does, by page and cell, each with its reason.
EXCEPTIONS = {
    ("gallery", "errors-lab"): "it draws the rounding of each step, relative to small slopes; the "
    "page's functions round in other places than MXNet's, so that the spikes differ",
    ("piecewise_linear", "code-explore-training"): "networks that MXNet has trained, above, with "
    "float64: the page trains none, and says so",
}
# What would take minutes in the page: it says so at once, in these words.
TOO_LONG = {
    ("exercise_4", "code-npx-random-seed-5"): "An array of the shape (2000, 4, 41)",
    ("exercise_6", "code-def-mean-squares-v"): "A product of 2,097,152 multiplications",
}
# Where curves are differences of nearly equal numbers: how far apart they may be.
DIFFERENCES = {("gallery", "gelu-lab"): 1e-6}
CURVES = ("x", "y", "slope", "quotient", "values")
SHOWING = ROOT / "d2l_local/page_python/showing.js"


def html_of(output):
    """Return the HTML of a stored output, or ""."""
    return "".join(output.get("data", {}).get("text/html", ""))


EXPLORERS = [
    (notebook.stem, cell.id, cell, question)
    for notebook in notebooks()
    for cell, question in page_cells(notebook)
    if any('class="explorer"' in html_of(one) for one in cell.outputs)
]
IDS = [f"{page} {cell}" for page, cell, *_ in EXPLORERS]


def numbers(text):
    """Return the numbers of a curve, as encoding.py wrote them on CPython or on MicroPython."""
    if not text.startswith(RAW):
        return numpy.array(decode(text))
    data = binascii.a2b_base64(text[len(RAW) :])
    return numpy.array(struct.unpack(f"<{len(data) // 4}f", data))


@pytest.fixture(scope="module")
def shown():
    """What each explorer's cell shows in a page, by page and cell."""
    answers = shown_by([question for *_, question in EXPLORERS])
    return {one[:2]: answer for one, answer in zip(EXPLORERS, answers, strict=True)}


@pytest.mark.parametrize("page, cell, stored, question", EXPLORERS, ids=IDS)
def test_an_explorer_gives_the_curves_and_the_words_of_mxnet(shown, page, cell, stored, question):
    if {(page, cell)} & {*EXCEPTIONS, *DIFFERENCES}:
        # One that nobody needs goes.
        with pytest.raises(AssertionError):
            compare(shown[page, cell], stored)
    if (page, cell) in EXCEPTIONS:
        return
    if (page, cell) in TOO_LONG:
        message = shown[page, cell]["error"]["message"]
        assert TOO_LONG[page, cell] in message and "Run the cell in the notebook" in message
        return
    compare(shown[page, cell], stored, DIFFERENCES.get((page, cell), 0))


@pytest.fixture(scope="module")
def sheet(browser, tmp_path_factory):
    """An empty page on which explorers move, those of MXNet and those of the page."""
    path = tmp_path_factory.mktemp("sheet") / "page.html"
    scripts = f"<script>{script_at_once()}</script><script>{SHOWING.read_text('utf-8')}</script>"
    path.write_text(f"<!doctype html><title>x</title><style>{style()}</style>{scripts}", "utf-8")
    with page_of(browser, path.as_uri(), "file:", alone=True) as (page, _):
        yield page


# Shows what MXNet has drawn and what the page draws; returns what is seen at three positions.
BOTH = f"""async ([texts, charts]) => {{
  const {{ explorer, wake }} = window.pagePython.showing;
  document.body.innerHTML = texts.join("");
  document.body.append(...charts.map((chart) => explorer(chart, false)));
  wake();
  const roots = [...document.querySelectorAll(".explorer")];
  while (roots.some((one) => one.dataset.waking !== "done"))
    await new Promise(requestAnimationFrame);
  return Promise.all(roots.map({SEEN}));
}}"""


@pytest.mark.browser
@pytest.mark.parametrize("page, cell, stored, question", EXPLORERS, ids=IDS)
def test_an_explorer_shows_the_pictures_that_mxnet_has_drawn(
    shown, sheet, page, cell, stored, question
):
    """Every line, colour, shade and word, with the sliders at three positions."""
    if (page, cell) in EXCEPTIONS or (page, cell) in TOO_LONG:
        pytest.skip(EXCEPTIONS.get((page, cell), "it would take minutes, and says so"))
    texts = [html_of(one) for one in stored.outputs if 'class="explorer"' in html_of(one)]
    texts = [text[text.index('<div class="explorer"') :] for text in texts]
    seen = sheet.evaluate(BOTH, [texts, shown[page, cell]["charts"]])
    assert len(seen) == 2 * len(texts)
    for one, other in zip(seen[: len(texts)], seen[len(texts) :], strict=True):
        assert apart(one, other) == []


def curves_of(spec):
    """Return all numbers of an explorer's data, by where they stand in it."""
    parts = {"": spec, **{f"curve {i}: ": one for i, one in enumerate(spec.get("curves", []))}}
    return {
        where + name: numbers(part[name])
        for where, part in parts.items()
        for name in CURVES
        if name in part
    }


def paths_of(spec):
    """Return all paths of a plane's data: of its bands at each position, and of its creases."""
    found = {"bands": spec.get("bands"), "creases": spec.get("creases", {}).get("paths")}
    return {
        name: json.loads(inflated(value)) if isinstance(value, str) else value
        for name, value in found.items()
        if value
    }


def flat(value):
    """Return the texts in lists of lists."""
    return [value] if isinstance(value, str) else [text for one in value for text in flat(one)]


def compare(answer, stored, near_zero=0):
    """Hold what a page shows against the stored output of a cell."""
    assert "error" not in answer, answer["error"]
    texts = [html_of(one) for one in stored.outputs if 'class="explorer"' in html_of(one)]
    for text, chart in zip(texts, answer["charts"], strict=True):
        spec = json.loads(re.search(r'class="data">(.*?)</script>', text, re.S)[1])
        theirs, ours = curves_of(spec), curves_of(chart["spec"])
        assert theirs.keys() == ours.keys()
        for name in theirs:
            one, other = theirs[name], ours[name]
            assert (numpy.isnan(one) == numpy.isnan(other)).all()
            apart = numpy.nanmax(numpy.abs(one - other))
            assert apart <= max(1e-5 * numpy.nanmax(numpy.abs(one)), near_zero), (name, apart)
        theirs, ours = paths_of(spec), paths_of(chart["spec"])
        assert theirs.keys() == ours.keys()
        for name in theirs:
            for one, other in zip(flat(theirs[name]), flat(ours[name]), strict=True):
                assert outline(one) == outline(other) or outline(one).apart(outline(other)) <= 1
        readout = html.unescape(re.search(r'class="readout" role="status">(.*?)</p>', text)[1])
        assert chart["readout"] == readout
        for key in ("label", "xlabel", "sliders", "stride", "xlim", "note", "classes", "uses"):
            assert chart["spec"].get(key) == spec.get(key)
        for one, other in zip(*(x.get("curves", []) for x in (spec, chart["spec"])), strict=True):
            for key in ("name", "uses", "wrong"):
                assert one.get(key) == other.get(key)


# Each view, and all that it can be asked.
VIEWS = {
    "a choice, several curves and a note": """
BENDS = {'relu': npx.relu, 'tanh': np.tanh}
def chosen(x, one, k): return BENDS[one](k * x)
explore(chosen, one=['relu', 'tanh'], k=(1, 2, 1), note=lambda k, one: one)
""",
    "two choices": """
BENDS = {'relu': npx.relu, 'tanh': np.tanh}
beside = [('other', lambda x, other: BENDS[other](x)), ('sin', np.sin)]
explore(lambda x, one: BENDS[one](x), beside=beside, one=['relu', 'tanh'], other=['tanh', 'relu'],
        start={'other': 'relu'}, note=lambda other: f'beside {other}')
""",
    "a given derivative": """
explore(lambda x, k: np.sin(k * x), derivative=('f′', lambda x, k: k * np.cos(x)), k=(1, 2, 1),
        x=(-3, 3, 0.1), beside=('x', lambda x: x, lambda x: np.ones_like(x)))
""",
    "a logarithmic axis": """
explore(lambda x: np.exp(-x * x) + 1e-9, derivative=None, logarithmic=True)
""",
    "a plane": """
W = np.array([[1.0, 0.4], [-0.3, 1.0], [0.7, -0.9]])
def inputs(x, units): return (np.dot(x, W.T) + 0.25)[:, :int(units)]
def f(x, units, k): return k * npx.relu(inputs(x, units)).sum(axis=1)
plane(f, creases=inputs, units=(1, 3, 1), k=(-1, 1, 2), label='f', note=lambda k: f'{k:.0f}')
""",
    "classes": """
plane(lambda x: (x[:, 0] * x[:, 1] > 0) * 1.0, x1=(-1, 1, .25), classes=('no', 'yes'))
""",
}


@pytest.mark.parametrize("view", VIEWS)
def test_a_view_is_the_same_in_the_page_as_in_the_notebook(view):
    source, kept = VIEWS[view], []
    scope = {"np": np, "npx": npx}
    scope["explore"] = lambda *some, **options: kept.append(explore(*some, **options))
    scope["plane"] = lambda *some, **options: kept.append(plane(*some, **options))
    exec(source, scope)
    output = nbformat.v4.new_output("display_data", {"text/html": kept[0].html()})
    (shown,) = shown_by([{"source": f"from mxnet import np, npx\n{source}"}])
    compare(shown, nbformat.v4.new_code_cell(source, outputs=[output]))
    assert shown["charts"][0]["description"] == kept[0].description()


def test_nine_explorers_of_ten_run_in_the_page_and_each_other_is_one_of_the_book():
    assert len({*EXCEPTIONS, *TOO_LONG}) <= len(EXPLORERS) / 10
    assert {*EXCEPTIONS, *TOO_LONG} <= {one[:2] for one in EXPLORERS}


# What a cell may do wrong, and what it is told ---------------------------------------------------

STATEMENTS = [
    {"cell": 0, "source": "from mxnet import np, npx, gluon", "defines": ["gluon", "np", "npx"],
     "uses": []},
    {"cell": 1, "source": "net = gluon.nn.Dense(3)", "defines": ["net"], "uses": ["gluon"]},
    {"cell": 2, "source": "def twice(x, k):\n    return k * x", "defines": ["twice"], "uses": []},
]  # fmt: skip
TOLD = {
    "explore(npx.relu": (1, "the bracket ( is never closed"),
    "x = 1\nexplore(lambda x: y, x=(0, 1, 1))": (2, "name 'y' is not defined"),
    "explore(twice, k=(1, 2, 1), j=(0, 1, 1))": (1, "got an unexpected keyword argument 'j'"),
    "explore(twice)": (1, "do not fit the function, which takes (x, k)"),
    "\n\nexplore(lambda x: x / 0 * x, x=(0, 1, 1))": (3, "the function is nan on the grid, x = 0"),
    "explore(np.log, x=(-1, 1, 1))": (1, "the function is nan on the grid, x = -1"),
    "explore(lambda x: x[:1], x=(0, 1, 1))": (1, "it returned the shape (1,)"),
    "explore(lambda x: 2.0, x=(0, 1, 1))": (1, "it returned float, not an MXNet array"),
    "explore(np.cumsum, x=(0, 2, 1))": (1, "no function of one number"),
    "explore(npx.relu, x=(0, 1))": (1, "give (low, high, step), three numbers"),
    "explore(npx.relu, start={'y': 1})": (1, "start has y"),
    "explore(npx.relu, beside='tanh')": (1, "give a name and a function"),
    "explore(lambda x: npx.fully_connected(x))": (1, "npx.fully_connected is not in the page's"),
    "import numpy as onp\nprint(onp.pi)\nprint(onp.array([1]))": (3, "Write np.array, or run"),
    "x = 1\nimport scipy\nscipy.special.expit(1)": (2, "scipy is not in the page's Python"),
    "net(np.ones(3))": (1, "mxnet.gluon is not in the page's Python"),
    "check('9z', 1)": (1, "no part '9z'"),
    "def f(x):\n    return f(x)\nf(1)": (2, "more than about 150 deep"),
    "a = [0] * 10 ** 9": (1, "more memory than a page has"),
    "x = true": (1, "name 'true' is not defined: do you mean True?"),
    "x = null": (1, "name 'null' is not defined: do you mean None?"),
    "x = math.sqrt(2)": (1, "name 'math' is not defined: write  import math  above"),
    "import json": (1, "string, time. Run the cell in the notebook"),
    "np.maximum(np.ones(2))": (1, "an argument is missing: look at what stands in the brackets"),
    "np.tanh(1, 2, 3)": (1, "there are too many arguments: look at what stands in the brackets"),
    "explore(npx.relu, note='a')": (1, "as in note=lambda k: f'k is {k}'"),
    "from mxnet import autograd\nwith autograd.record:\n    pass": (2, "is () missing"),
    "try:\n    explore(lambda x: y)\nexcept ValueError:\n    pass\n1 / 0": (5, "division by zero"),
}  # fmt: skip


@pytest.fixture(scope="module")
def mistakes():
    answers = shown_by([{"source": one, "statements": STATEMENTS} for one in TOLD])
    return dict(zip(TOLD, answers, strict=True))


@pytest.mark.parametrize("source", TOLD)
def test_a_mistake_is_told_in_a_line_with_its_place(mistakes, source):
    line, words = TOLD[source]
    error = mistakes[source]["error"]
    assert words in error["message"] and "\n" not in error["message"]
    assert error["line"] == line


def test_what_a_cell_prints_and_what_it_uses_from_above_is_there():
    fine, fails = shown_by([
        {"source": "print('twice', twice(np.ones(2), 3))\n"
         "explore(twice, k=(2, 1e1, 4), x=(0, 1, 1))", "statements": STATEMENTS},
        {"source": "print(2)\nraise ValueError('<b>')"},
    ])  # fmt: skip
    assert fine["printed"] == "twice [3. 3.]\n" and "error" not in fine
    (chart,) = fine["charts"]
    assert [one["count"] for one in chart["spec"]["sliders"]] == [3, 2]
    assert fails["printed"] == "2\n" and fails["error"] == {"line": 2, "message": "ValueError: <b>"}


def test_a_cell_runs_after_what_it_needs_as_it_was_when_it_was_used():
    above = statements_of([
        nbformat.v4.new_code_cell("a = 1\nb = a + 1\na = 5\ndef f(): return a, c\nz = 1 / 0"),
        nbformat.v4.new_code_cell("c = [1]\nc[0] = 7\nn = 1\nn += 1\nslow = [n for n in range(9)]"),
    ])  # fmt: skip
    cells = ["print(b, f(), n)", "n = n + 1\nprint(n)", "print([z for z in [2]])"]
    shown = shown_by([{"source": one, "statements": above} for one in cells])
    printed = [one["printed"] for one in shown]
    assert printed == ["2 (5, [7]) 2\n", "3\n", "[2]\n"]


LAST = {
    "1 + 1": "2\n", "x = 3\nx, 'a'  # two": "(3, 'a')\n", "np.ones(2)": "array([1., 1.])\n",
    "print(1)": "1\n", "x = 3\nx;": "", "1; 2": "2\n", "None": "", "'a\\n'": "'a\\n'\n",
    "for i in range(3):\n    i": "", "if True:\n    3": "", "explore(np.tanh, x=(0, 1, 1))": "",
    "(1 +\n 2)": "3\n", "def f(x):\n    return x\nf": "", "1\n2": "2\n",
}  # fmt: skip


def test_the_value_of_what_a_cell_ends_with_is_shown_as_in_a_notebook():
    asked = [{"source": f"from mxnet import np\n{source}"} for source in LAST]
    assert [one["printed"] for one in shown_by(asked)] == list(LAST.values())


def test_two_sliders_keep_the_order_in_which_the_call_names_them():
    source = "explore(lambda x, b, a: a * x + b, x=(0, 1, 1), b=(0, 2, 1), a=(0, 4, 1))"
    (shown,) = shown_by([{"source": source}])
    assert [one["name"] for one in shown["charts"][0]["spec"]["sliders"]] == ["b", "a", "x"]
    assert numbers(shown["charts"][0]["spec"]["curves"][0]["y"])[:6].tolist() == [0, 0, 0, 1, 0, 2]


def test_a_cell_that_is_too_long_is_not_read():
    (shown,) = shown_by([{"source": "# a cell\n" * 3000}])
    message = "A cell of 27000 letters is too long for a page, which reads 20000 at most"
    assert shown["error"] == {"line": 0, "message": message}


def test_a_seed_stands_before_what_is_drawn_after_it():
    source = "npx.random.seed(5)\nW = np.random.normal(size=2)\nb = 0"
    texts = [one["source"] for one in statements_of([nbformat.v4.new_code_cell(source)])]
    assert texts == ["npx.random.seed(5)\nW = np.random.normal(size=2)", "b = 0"]
