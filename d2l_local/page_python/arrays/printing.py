"""How an array is written.

This runs in the page, on MicroPython, and on CPython.
"""

from d2l_local.page_python.arrays.entries import BOOL, FLOAT, INF, f32, size_of


def written(one, between):
    """Write an array as NumPy does, nearly."""
    if one.dtype == BOOL:
        words = ["True" if value else "False" for value in one.values]
    else:
        words = [shortest(value) for value in one.values]
    if not one.shape:
        return words[0].rstrip(".") if one.dtype == FLOAT else words[0]

    def nested(first, shape):
        if not shape:
            return words[first]
        step = size_of(shape[1:])
        rows = [nested(first + i * step, shape[1:]) for i in range(shape[0])]
        if len(rows) > 1000:
            rows = rows[:3] + ["..."] + rows[-3:]
        return "[" + between.join(rows) + "]"

    return nested(0, one.shape)


def shortest(value):
    """Write a number of float32 with the digits that tell it from its neighbours."""
    if value != value or value in (INF, -INF):
        return str(value)
    for digits in range(1, 10):
        text = f"%.{digits}g" % value
        if f32(float(text)) == value:
            break
    return text if "e" in text or "." in text else text + "."
