"""A reader's own activation on the workbench: what it does, in sentences with numbers.

``examination`` computes and tells, in a notebook by MXNet and in a built page by the page's own
Python; this is the notebook's side.
"""

from d2l_local.curves import mxnet_engine
from d2l_local.curves.evaluation import finished
from d2l_local.workbench.examination import examination

__all__ = ["challenge", "examine", "report"]


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


def report(function):
    """Print what an activation does; parameters and errors are those of :func:`examine`."""
    print(examine(function).report())


def challenge(function):
    """Print which of the workbench's wishes an activation meets; errors are :func:`examine`'s."""
    print(examine(function).challenge())
