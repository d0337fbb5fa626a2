"""Explorers of every kind, and how to read what they hold."""

import json
import re
import xml.etree.ElementTree as ET
from html import unescape
from html.parser import HTMLParser
from urllib.parse import unquote

from d2l_local.explorer import explore, plane
from d2l_local.explorer.encoding import decode

import numpy
from mxnet import autograd, np, npx


def steep_lie(x):
    """Return 1000.3 x + 53.7 tanh(x), of which autograd sees the first part alone."""
    with autograd.pause():
        bend = np.tanh(x)
    return 1000.3 * x + 53.7 * bend


CASES = {
    "x alone": (npx.relu, {}),
    "one slider": (
        lambda x, alpha: npx.leaky_relu(x, act_type="leaky", slope=alpha),
        {"alpha": (0, 1, 0.05), "start": {"alpha": 0.1, "x": -2}},
    ),
    "two sliders": (
        lambda x, a, b: np.tanh(a * x) + b,
        {"x": (-3, 5, 0.25), "a": (-1, 1, 0.5), "b": (0, 0.3, 0.1), "label": "tanh"},
    ),
    "a derivative in alpha": (
        lambda x, alpha: alpha**2 * x,
        {"alpha": (1, 2, 0.25), "derivative": "alpha"},
    ),
    "no derivative": (lambda x: np.floor(x), {"derivative": None}),
    "a constant": (lambda x: x * 0 + 2, {}),
    "a lie of autograd": (lambda x, c: c * np.where(x > 0, x, 0), {"c": (0, 2, 1)}),
}
# Any scale: what was cut, empty, unreadable, or ended in an error.
SCALES = {
    "saturated": (np.tanh, {"x": (8, 12, 0.1)}),
    "tiny": (lambda x: 1e-8 * x, {}),
    "small": (lambda x: 1.4e-6 * npx.sigmoid(x), {}),
    "huge": (lambda x: x * 1e20, {}),
    "a huge constant": (lambda x: x * 0 + 1e20, {}),
    "far sliders": (lambda x, k: x * k, {"k": (100000, 100010, 1)}),
    "a wide grid": (npx.sigmoid, {"x": (-1e6, 1e6, 1e4)}),
    "near one": (npx.sigmoid, {"x": (12, 17, 0.05)}),
    "a far grid": (lambda x: npx.relu(x - 100002), {"x": (100000, 100010, 0.1)}),
    "a fine grid": (lambda x: 3 * x, {"x": (0, 1e-8, 5e-10)}),
    "thirds": (lambda x, a: a * x, {"a": (0, 1, 1 / 3)}),
    "near slopes": (lambda x: x * (1000 + 0.05 * x), {}),
    "near slopes, and a lie": (steep_lie, {}),
    "a negative offset": (lambda x: x * 1e-3 - 12345, {}),
}


BENDS = {"relu": npx.relu, "tanh": np.tanh, "sigmoid": npx.sigmoid}
# Each slider moves what takes it alone.
VIEWS = {
    "a choice": (
        lambda x, bend, k: BENDS[bend](k * x),
        {"bend": list(BENDS), "k": (1, 2, 0.5), "start": {"bend": "tanh"}},
    ),
    "two choices of two curves": (
        lambda x, one: BENDS[one](x),
        {
            "beside": ("the {other}", lambda x, other: BENDS[other](x)),
            "one": list(BENDS), "other": ["tanh", "sigmoid"], "label": "{one}",
        },
    ),
    "three beside": (
        lambda x, a: np.tanh(a * x),
        {
            "beside": [
                ("x", lambda x: x / 4), ("a lie", lambda x: np.where(x > 0, x, 0) / 8),
                ("a sine", lambda x, b: np.sin(b * x) / 2),
            ],
            "a": (1, 3, 1), "b": (1, 2, 0.5), "xlabel": "z", "label": "a function with a long name",
        },
    ),
    "a given derivative": (
        lambda x, k: np.sin(k * x),
        {
            "derivative": ("f′", lambda x, k: k * np.cos(k * x)), "k": (1, 2, 1),
            "beside": [("x", lambda x: x, lambda x: np.ones_like(x)), ("1", np.ones_like, None)],
        },
    ),
    "a given derivative that is wrong": (
        lambda x, k: np.sin(k * x),
        {"derivative": ("f′", lambda x, k: np.cos(x)), "k": (1, 2, 1), "x": (-3, 3, 0.1)},
    ),
    "a note": (
        lambda x, k, c: k * x + c,
        {"k": (1, 3, 1), "c": (0, 1, 1), "note": lambda k: f"{k:.0f} times, <b> & all"},
    ),
    "logarithmic": (
        lambda x, k: np.exp(-k * x * x) + 1e-9,
        {
            "derivative": None, "logarithmic": True, "k": (1, 3, 1), "label": "error",
            "beside": ("bound", lambda x: np.exp(-x * x / 2) + 1e-8),
        },
    ),
}  # fmt: skip
WEIGHTS = np.array([[1.0, 0.4], [-0.3, 1.0], [0.7, -0.9]])
BIASES = np.array([0.3, -0.45, 0.15])


def inputs(x, units):
    return (np.dot(x, WEIGHTS.T) + BIASES)[:, : int(units)]


PLANES = {
    "a plane": (lambda x: x[:, 0] + 2 * x[:, 1], {"start": {"x1": -1, "x2": 0.5}}),
    "creases": (
        lambda x, units, k: k * npx.relu(inputs(x, units)).sum(axis=1),
        {
            "creases": inputs, "units": (1, 3, 1), "k": (-1, 1, 2),
            "note": lambda units: f"{units:.0f} units", "label": "network", "start": {"x1": 1},
        },
    ),
    "classes": (
        lambda x, task: (x[:, 0] * x[:, 1] > 0 if task == "XOR" else x[:, 0] > 0.55) * 1.0,
        {"classes": ("no", "yes"), "task": ["XOR", "half"], "x1": (-1, 1, 0.25), "label": "class"},
    ),
}  # fmt: skip


def made(case, **options):
    """Return the explorer of a case, with other options."""
    if case in PLANES:
        function, usual = PLANES[case]
        return plane(function, **{**usual, **options})
    function, usual = {**CASES, **SCALES, **VIEWS}[case]
    return explore(function, **{**usual, **options})


class Elements(HTMLParser):
    """The elements of a page: (tag, attributes), in order."""

    def __init__(self, page):
        super().__init__()
        self.found = []
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        self.found.append((tag, dict(attributes)))


def data_in(page):
    """Return what the script reads from the page, its base64 text as arrays of numbers."""
    (text,) = re.findall(r'<script type="application/json" class="data">(.*?)</script>', page, re.S)
    spec = json.loads(text)
    for part in (spec, *spec.get("curves", ())):
        for key in ("x", "y", "slope", "quotient", "values"):
            if key in part:
                part[key] = numpy.array(decode(part[key]))
    return spec


def values_of(shown, panel):
    """Return the curves that a panel draws, at every position of the sliders, as float64."""
    return {"above": shown.curves.y, "below": shown.curves.slope}[panel.name].astype("float64")


def picture_in(page):
    """Return the drawing that a page holds as an image, as XML."""
    (address,) = re.findall(r'<img src="data:image/svg\+xml,([^"]*)"', page)
    return ET.fromstring(unquote(unescape(address)))


def element(root, panel, kind, tag):
    """Return an element of one of the two pictures of a chart, by its class."""
    svg = "{http://www.w3.org/2000/svg}"
    return root.find(f".//{svg}svg[@class='{panel}']//{svg}{tag}[@class='{kind}']")


def number(text):
    """Read a number that has been written for people."""
    factor, _, exponent = text.replace("−", "-").partition(" × 10")
    superscripts = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")
    return float(factor) * 10.0 ** int(exponent.translate(superscripts) or 0)


NUMBER = re.compile(r"−?\d+(?:\.\d+)?(?: × 10[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)?")


def numbers_in(words):
    return [number(one) for one in NUMBER.findall(words)]
