"""Products of matrices.

This runs in the page, on MicroPython, and on CPython.
"""

from d2l_local.page_python.arrays.entries import FLOAT, is_number, missing
from d2l_local.page_python.arrays.making import as_array
from d2l_local.page_python.arrays.pairs import multiply
from d2l_local.page_python.arrays.recording import made
from d2l_local.page_python.arrays.shapes import reshape


def dot(left, right):
    """Return the product of two matrices, or of a matrix and a vector, or of two vectors."""
    if is_number(left) or is_number(right):
        return multiply(left, right)
    left, right = as_array(left), as_array(right)
    if left.ndim == 0 or right.ndim == 0:
        return multiply(left, right)
    if right.ndim > 2:
        missing("a product with an array of more than two dimensions on the right")
    inner = left.shape[-1]
    if inner != right.shape[0]:
        raise ValueError(f"shapes {left.shape} and {right.shape} do not fit: {inner} meets "
                         f"{right.shape[0]}")  # fmt: skip
    columns = right.shape[1] if right.ndim == 2 else 1
    a, b = left.values, right.values
    rows = len(a) // inner if inner else 0

    def send_left(g):
        return multiplied(g, transposed(b, inner, columns), rows, columns, inner)

    def send_right(g):
        return multiplied(transposed(a, rows, inner), g, inner, rows, columns)

    values = multiplied(a, b, rows, inner, columns)
    shape = left.shape[:-1] + right.shape[1:]
    return made(values, shape, FLOAT, ((left, send_left), (right, send_right)))


def transposed(values, rows, columns):
    return [values[i * columns + j] for j in range(columns) for i in range(rows)]


def multiplied(a, b, rows, inner, columns):
    """Return the product of rows by inner with inner by columns, each a flat row."""
    if inner == 1:  # of a column and a row
        return [x * y for x in a for y in b]
    upright = [[b[i * columns + j] for i in range(inner)] for j in range(columns)]
    found = []
    for i in range(rows):
        row = a[i * inner : (i + 1) * inner]
        for column in upright:
            found.append(sum([x * y for x, y in zip(row, column)]))
    return found


def outer(x, y):
    return multiply(reshape(x, (-1, 1)), reshape(y, (1, -1)))
