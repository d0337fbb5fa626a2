"""Figures in the book's own look, the same bytes each time, with a text alternative."""

import hashlib
import html
import io
import re
import warnings

from d2l_local import palette

import matplotlib
from matplotlib import pyplot as plt

STYLE = {
    "axes.prop_cycle": matplotlib.cycler(
        color=[palette.LIGHT[name] for name in ("function", "derivative", "parameter")]
    ),
    "axes.grid": True,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "grid.alpha": 0.3,
    "legend.frameon": False,  # a frame would be a white card on a dark page
    "font.sans-serif": ["DejaVu Sans"],
    "lines.linewidth": 1.8,
    "svg.fonttype": "none",  # text stays text: sharp, small, readable by a machine
    "svg.hashsalt": "d2l_local",  # the same names inside the file each time
}
ALT_LENGTH = 30  # letters; a text alternative with fewer says nothing


def use_book_style():
    """Draw every figure from here on in the book's colours, as SVG without a date.

    The first colour of a plot is the function's (``C0``), the second its derivative's (``C1``).
    What the reader has set for figures elsewhere (``matplotlibrc``, IPython's profile) decides
    nothing of them.
    """
    plt.rcdefaults()
    plt.rcParams.update(STYLE)
    try:
        from matplotlib_inline.config import InlineBackend

        config = InlineBackend.instance()
    except ImportError:
        return
    config.print_figure_kwargs = {"bbox_inches": "tight", "metadata": {"Date": None}}


class Figure:
    """A drawn figure with its text alternative. Displays itself as SVG inside the page."""

    def __init__(self, svg, alt):
        self.svg, self.alt = svg, alt

    def __repr__(self):
        return self.alt

    def _repr_mimebundle_(self, include=None, exclude=None):
        return {
            "text/html": (
                f'<figure class="book-figure"><style>{STYLE_SHEET}</style>{self.svg}'
                # Who listens has heard these words as the name of the picture.
                f'<figcaption aria-hidden="true">{html.escape(self.alt)}</figcaption></figure>'
            ),
            "image/svg+xml": self.svg,
            "text/plain": self.alt,
        }


# Inside a page, ink and paper are the page's own, and the palette is the theme's.
STYLE_SHEET = (
    palette.css()
    + ".book-figure{margin:1rem 0}.book-figure svg{width:100%;height:auto}"
    + ".book-figure figcaption{max-width:46rem;margin:.5rem 0 0;font-size:.9em;opacity:.85}"
    + "".join(
        f".book-figure [style*='{kind}: {palette.LIGHT[name]}']"
        f"{{{kind}:var(--book-{name})!important}}"
        for name in ("function", "derivative", "parameter")
        for kind in ("stroke", "fill")
    )
)


def show_figure(figure, alt):
    """Return a matplotlib figure as SVG that is sharp in light and dark, and close it.

    Parameters
    ----------
    figure : matplotlib.figure.Figure
    alt : str
        What the figure shows, in words: its caption, and its text alternative for who cannot
        see it. Build it from the data.

    Returns
    -------
    Figure
        Displays itself as the last expression of a cell.

    Raises
    ------
    ValueError
        The text alternative is missing or too short to say anything.
    """
    if len(alt.strip()) <= ALT_LENGTH:
        raise ValueError(
            f"alt={alt!r}: say in a sentence what the figure shows; {ALT_LENGTH} letters are few"
        )
    file = io.StringIO()
    with warnings.catch_warnings():
        # A slow machine is told by matplotlib that it is slow, and a cell would not be quiet.
        warnings.filterwarnings("ignore", 'Creating legend with loc="best" can be slow')
        figure.savefig(
            file, format="svg", bbox_inches="tight", transparent=True, metadata={"Date": None}
        )
    plt.close(figure)
    return Figure(for_page(file.getvalue(), alt), alt)


def rounded(path):
    """Return a path to a hundredth of a point, which takes a third fewer bytes."""
    return re.sub(r"-?\d+\.\d+", lambda number: f"{float(number[0]):.2f}", path[0])


def for_page(svg, alt):
    """Return the SVG element alone: labelled, with names of its own, and in the page's ink."""
    svg = svg[svg.index("<svg") :]
    svg = re.sub(r"<metadata>.*?</metadata>\s*|<!--.*?-->\s*", "", svg, flags=re.S)
    used = set(re.findall(r"#([\w-]+)", svg))
    # From the words alone: digits may differ in the last place on another processor.
    mark = "f" + hashlib.sha256(re.sub(r"\d", "", alt).encode()).hexdigest()[:6]
    svg = re.sub(
        r' id="([\w.-]+)"',
        lambda found: f' id="{mark}-{found[1]}"' if found[1] in used else "",
        svg,
    )
    svg = re.sub(r"(url\(|xlink:href=\")#", rf"\1#{mark}-", svg)
    svg = re.sub(r"(stroke|fill): #(000000|262626)\b", r"\1: currentColor", svg)
    # Each use of a marker says its colours too, and only those can be the theme's.
    svg = re.sub(r'(<path id="[^"]*" d="[^"]*") style="[^"]*"', r"\1", svg)
    svg = re.sub(r'(?<= d=")[^"]+', rounded, svg)
    # The style sheet inside would hold for the whole page; its rules go on this element alone.
    svg = re.sub(r"<style.*?</style>", "", svg, count=1, flags=re.S)
    width = float(re.search(r'<svg [^>]*?width="([\d.]+)pt"', svg)[1])
    # What matplotlib fills with black, it leaves without a word: letters, and black markers.
    look = "fill:currentColor;stroke-linejoin:round;stroke-linecap:butt"
    look += f";max-width:{width * 1.5:.0f}px"
    label = f'role="img" aria-label="{html.escape(alt)}" style="{look}"'
    return svg.replace("<svg ", f"<svg {label} ", 1).strip()
