"""A reader's own activation on the workbench: what it does, in two pictures and in sentences.

``examination`` computes and tells, ``pictures`` draws, in a notebook by MXNet and in a built page
by the page's own Python; this is the notebook's side.
"""

from d2l_local.curves import mxnet_engine
from d2l_local.curves.evaluation import finished
from d2l_local.explorer.notebook import InNotebook
from d2l_local.workbench.examination import examination
from d2l_local.workbench.pictures import Layers, MarkedCurve, pictures_steps

__all__ = ["challenge", "examine", "report"]


class MarkedCurveInNotebook(InNotebook, MarkedCurve):
    """The curve with its marks, as a notebook shows it."""


class LayersInNotebook(InNotebook, Layers):
    """The twenty layers, as a notebook shows them."""


def examine(function):
    """Return what is found of an activation, a :class:`examination.Findings`.

    Parameters
    ----------
    function : callable
        Takes an MXNet array of shape (points,) and returns one of that shape, elementwise.

    Raises
    ------
    ValueError
        It is no function; or it fails, returns something else than finite numbers of the shape of
        x, differs from call to call, or mixes its entries. The message says what to do.
    """
    return finished(examination(mxnet_engine, function))


def report(function, label="f(x)", beside=None):
    """Show what an activation does: its curve with its marks, its twenty layers, and the words.

    Parameters
    ----------
    function : callable
        As :func:`examine` takes it; errors are those of :func:`examine`.
    label : str
        The function's name.
    beside : (str, callable) or list of them, optional
        Names and activations to compare with, three at most.
    """
    show("report", function, label, beside)


def challenge(function, label="f(x)", beside=None):
    """Show which of the workbench's wishes an activation meets; parameters as of :func:`report`."""
    show("challenge", function, label, beside)


def show(what, function, label, beside):
    """Display the two pictures; where nothing displays, print their words."""
    kinds = MarkedCurveInNotebook, LayersInNotebook
    pictures = finished(pictures_steps(mxnet_engine, function, what, label, beside, kinds))
    if not notebook_is_running():
        print(pictures[-1].more["text"])
        return
    from IPython.display import display

    display(*pictures)


def notebook_is_running():
    """Say whether IPython runs this, and displays what it is given."""
    try:
        from IPython import get_ipython
    except ImportError:
        return False
    return get_ipython() is not None
