"""What went wrong inside a reader's function, in one line that says what to do.

This runs in the page too, on MicroPython.
"""

# What an error's text holds, what to say instead of it (or ""), and what to do. The first that
# fits is taken.
ADVICE = (
    (
        "Assigning to NDArrays that are already in a computational graph",
        "it changes an array in place while autograd records",
        "write y = y + 1 instead of y += 1, and np.where(...) instead of y[...] = ...",
    ),
    (
        "not in a computational graph",
        "autograd records no step from {derivative} to the result",
        "pass derivative=None",
    ),
    (
        "legacy operator",
        "operators of mx.nd take arrays of their own kind",
        "convert both ways, mx.nd.relu(x.as_nd_ndarray()).as_np_ndarray(), or use np and npx",
    ),
    (
        "it returned mxnet.ndarray",
        "",
        "it is one of mx.nd: end with .as_np_ndarray()",
    ),
    ("it returned numpy.", "", "use np and npx of MXNet, which autograd can follow"),
    ("not an MXNet array", "", "return one value for each x, computed from x"),
    ("it returned the shape", "", "return one value for each x"),
    (
        "object has no attribute 'format'",
        "MXNet borrows this function from NumPy (np.heaviside is one), and autograd cannot "
        "follow it",
        "write it with MXNet's own, as np.where(x > 0, np.ones_like(x), np.zeros_like(x)), or "
        "pass derivative=None",
    ),
    (
        "Deferred initialization failed",
        "a layer cannot read its sizes from x, of the shape {shape}",
        "give it a batch of rows: layer(x.reshape(-1, 1)).reshape(-1)",
    ),
    (
        "Channel axis out of range",
        "a layer wants more axes than x has, of the shape {shape}",
        "give it a batch of rows: layer(x.reshape(-1, 1)).reshape(-1)",
    ),
    (
        "only size-1 arrays",
        "x is an array of the shape {shape} and not one number",
        "use np of MXNet instead of math and float",
    ),
    (
        "only 0-dimensional arrays",
        "x is an array of the shape {shape} and not one number",
        "use np of MXNet instead of math and float",
    ),
    (
        "truth value of an ndarray",
        "x is an array of the shape {shape}, which `if` cannot judge as a whole",
        "write np.where(x > 0, ..., ...)",
    ),
)


def check_returned(y, array, shape):
    """Raise unless what a function returned is an array of this type and shape."""
    if not isinstance(y, array):
        module = getattr(type(y), "__module__", "builtins")  # MicroPython names none
        kind = type(y).__name__ if module == "builtins" else f"{module}.{type(y).__name__}"
        raise TypeError(f"it returned {kind}, not an MXNet array (mxnet.np)")
    if y.shape != shape:
        raise ValueError(f"it returned the shape {y.shape}; x has the shape {shape}")


def with_cause(failure, error):
    """Return a failure with the error that led to it, as ``raise failure from error`` has it.

    MicroPython keeps no causes, and would print a warning instead.
    """
    if hasattr(failure, "__cause__"):
        failure.__cause__ = error
    return failure


def explained(error, derivative, shape):
    """Return the kind of an error, its reason and, where it is known, what to do about it.

    Parameters
    ----------
    error : Exception
        What the function raised.
    derivative : str or None
        The variable that it was to be differentiated in.
    shape : tuple of int
        That of x.
    """
    lines = str(error).strip().splitlines() or [""]
    # MXNet's own errors begin with a trace of its C++ core and end with the reason.
    reason = lines[-1] if lines[0].startswith("Traceback") else lines[0]
    for mark, instead, advice in ADVICE:
        if mark in str(error):
            reason = instead.format(derivative=derivative, shape=shape) or reason
            return f"{type(error).__name__}: {reason}: {advice}"
    return f"{type(error).__name__}: {reason}"
