"""The parameters of functions, which MicroPython forgets.

This runs in the page, on MicroPython.
"""

MOST_TAKES = 20_000
_takes, _named = {}, {}


def takes(*texts):
    """Return what keeps the parameters of a function, each as a text such as ``a=1``."""

    def keep(function):
        return tag(function, list(texts))

    return keep


def tag(function, texts):
    """Keep the parameters of a function; return the function."""
    if len(_takes) < MOST_TAKES and texts is not None:
        _takes[function] = texts
    return function


def named_as(function, name):
    """Let a function be called as the one that it stands for; return the function."""
    if len(_named) < MOST_TAKES:
        _named[function] = name
    return function


def own_name(value):
    """Return under which name a function was put in another's place, or None."""
    try:
        return _named.get(value)
    except TypeError:  # what has no hash is no function
        return None


def parameters(function):
    """Return the parameters of a function as texts, or None where they are not known.

    A text is as in the source: ``x``, ``k=1.0``, ``*rest``, ``**options``, ``*``.
    """
    try:
        if function in _takes:
            return _takes[function]
    except TypeError:  # what has no hash is no function
        return None
    call = getattr(type(function), "__call__", None)  # noqa: B004
    found = _takes.get(call) if call else None
    return found[1:] if found else None
