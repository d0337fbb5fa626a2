"""What programs come to, with MXNet or with the page's arrays. Runs on both Pythons.

A program shows values by ``show``; its outcome is what it has shown, and the error that ended it.
"""


def as_data(value, arrays):
    """Return a value as data for JSON: of an array all that a reader can see of it."""
    if isinstance(value, arrays):
        numbers = []

        def flat(part):
            if isinstance(part, list):
                for one in part:
                    flat(one)
            else:
                numbers.append(str(part) if isinstance(part, bool) else number(part))

        flat(value.tolist())
        shape = [int(n) for n in value.shape]
        return ["array", str(value.dtype), shape, numbers, str(value), repr(value)]
    if isinstance(value, (list, tuple)):
        return ["list", [as_data(one, arrays) for one in value]]
    if value is None or isinstance(value, (bool, str)):
        return ["plain", str(value)]
    return ["number", number(float(value))]


def number(value):
    """Return a number as text that any Python reads back."""
    return "%.17g" % value  # noqa: UP031


def outcome(program, names, arrays):
    """Return what a program shows, and the kind and the words of its error or None."""
    shown = []
    names = dict(names)
    names["show"] = lambda *values: shown.extend([as_data(one, arrays) for one in values])
    try:
        exec(program, names)
        if "__cell__" in names:  # a cell as reading.js rewrites it
            for _ in names["__cell__"]():
                pass
    except Exception as error:
        return [shown, [type(error).__name__, str(error)]]
    return [shown, None]
