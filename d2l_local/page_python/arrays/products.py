"""Products of matrices.

This runs in the page, on MicroPython, and on CPython.
"""

from d2l_local.page_python.arrays.entries import missing, too_long
from d2l_local.page_python.arrays.making import an_array
from d2l_local.page_python.arrays.pairs import multiply
from d2l_local.page_python.arrays.recording import made
from d2l_local.page_python.arrays.reductions import written_to
from d2l_local.page_python.arrays.shapes import reshape

MOST_MULTIPLICATIONS = 2_000_000  # of a product; it is a second or more


def dot(a, b, out=None):
    """Return the product of two matrices, or of a matrix and a vector, or of two vectors."""
    left, right = float_array(a, "np.dot"), float_array(b, "np.dot")
    same_type(left, right, "np.dot")
    if left.ndim == 0 or right.ndim == 0:
        return written_to(out, multiply(left, right))
    return written_to(out, product(left, right))


def matmul(a, b, out=None):
    """Return the product of two matrices, as ``@`` does: a number is no matrix."""
    left, right = float_array(a, "np.matmul"), float_array(b, "np.matmul")
    same_type(left, right, "np.matmul")
    if left.ndim == 0 or right.ndim == 0:
        raise ValueError("np.matmul takes arrays with axes: multiply by a number with *")
    return written_to(out, product(left, right))


def float_array(x, name):
    x = an_array(x, name)
    if not x.dtype.is_float:
        raise TypeError(f"{name} takes floats, not {x.dtype}: write x.astype('float32')")
    return x


def same_type(left, right, name):
    if left.dtype is not right.dtype:
        raise TypeError(
            f"{name} of {left.dtype} and {right.dtype}: write .astype('{left.dtype}') after the "
            "second"
        )


def product(left, right):
    if right.ndim > 2:
        missing("a product with an array of more than two dimensions on the right")
    inner = left.shape[-1]
    if inner != right.shape[0]:
        raise ValueError(f"shapes {left.shape} and {right.shape} do not fit: {inner} meets "
                         f"{right.shape[0]}")  # fmt: skip
    columns = right.shape[1] if right.ndim == 2 else 1
    rows = len(left.values) // inner if inner else 0
    count = rows * inner * columns
    if count > MOST_MULTIPLICATIONS:
        too_long(f"A product of {count:,} multiplications")

    def send_left(g):
        return multiplied(g, transposed(right.values, inner, columns), rows, columns, inner)

    def send_right(g):
        return multiplied(transposed(left.values, rows, inner), g, inner, rows, columns)

    values = multiplied(left.values, right.values, rows, inner, columns)
    shape = left.shape[:-1] + right.shape[1:]
    return made(values, shape, left.dtype, ((left, send_left), (right, send_right)))


def transposed(values, rows, columns):
    return [values[i * columns + j] for j in range(columns) for i in range(rows)]


def multiplied(a, b, rows, inner, columns):
    """Return the product of rows by inner with inner by columns, each a flat row."""
    if inner == 1:  # of a column and a row
        return [x * y for x in a for y in b]
    if rows * inner * columns >= WORTH_WRITING:
        if inner * columns <= MOST_WRITTEN:
            return written("rows", inner, columns)(a, b, rows)
        if rows * columns <= MOST_WRITTEN:
            return written("sums", rows, columns)(a, b, inner)
    upright = [[b[i * columns + j] for i in range(inner)] for j in range(columns)]
    found = []
    for i in range(rows):
        row = a[i * inner : (i + 1) * inner]
        for column in upright:
            found.append(sum([row[k] * column[k] for k in range(inner)]))
    return found


# Of a small matrix and a long one the product is written out, without a loop over the small one: in
# MicroPython that takes a fifth of the time. Each sum is added up from 0, in the order of entries.
MOST_WRITTEN = 64  # products in a turn of the loop
WORTH_WRITING = 400  # multiplications: for fewer, it takes longer to write
_written = {}


def written(kind, n, columns):
    """Return a product in which two of its three lengths are these; it takes the third.

    With "rows", the second matrix is n by columns, and each turn of the loop gives a row; with
    "sums", the first has n rows, and each turn adds to all the sums of the product.
    """
    key = kind, n, columns
    if key not in _written:
        lines = by_rows(n, columns) if kind == "rows" else by_sums(n, columns)
        scope = {}
        exec("\n".join(lines), scope)
        _written[key] = scope["product"]
    return _written[key]


def by_rows(inner, columns):
    places = [(k, j) for j in range(columns) for k in range(inner)]
    sums = [
        " + ".join(["0.0"] + [f"x{k} * w{k}_{j}" for k in range(inner)]) for j in range(columns)
    ]
    return (
        ["def product(a, b, count):", " found = []"]
        + [f" w{k}_{j} = b[{k * columns + j}]" for k, j in places]
        + [f" for i in range(0, count * {inner}, {inner}):"]
        + [f"  x{k} = a[i + {k}]" for k in range(inner)]
        + [f"  found.append({one})" for one in sums]
        + [" return found"]
    )


def by_sums(rows, columns):
    places = [(i, j) for i in range(rows) for j in range(columns)]
    sums = ", ".join([f"s{i}_{j}" for i, j in places])
    return (
        ["def product(a, b, count):"]
        + [f" s{i}_{j} = 0.0" for i, j in places]
        + [" for k in range(count):"]
        + [f"  x{i} = a[k + {i} * count]" for i in range(rows)]
        + [f"  y{j} = b[k * {columns} + {j}]" for j in range(columns)]
        + [f"  s{i}_{j} += x{i} * y{j}" for i, j in places]
        + [f" return [{sums}]"]
    )


def outer(a, b):
    left, right = float_array(a, "np.outer"), float_array(b, "np.outer")
    same_type(left, right, "np.outer")
    return multiply(reshape(left, (-1, 1)), reshape(right, (1, -1)))
