"""Programs over every name of np, npx and arrays: a list of all, and a grammar of others."""

import inspect
import re
import zlib

from d2l_local.page_python import arrays
from d2l_local.page_python.arrays.methods import METHODS

# Arrays with every kink in them, and ties; the names stand for them in the programs below.
ARRAYS = {
    "x": "np.array([-2.0, -0.5, 0.0, 0.75, 1.0, 2.0])",
    "y": "np.array([1.5, -0.5, 1.0, 2.0, -1.0, 2.0])",
    "p": "np.array([0.25, 0.5, 1.0, 0.75, 2.0, 3.5])",
    "X": "np.array([[1.0, -2.0, 0.5], [3.0, 0.25, -1.0]])",
    "Y": "np.array([[0.5, 2.0, -1.0], [3.0, 1.0, 0.25]])",
    "s": "np.array(1.5)",
    "one": "np.ones((1, 3, 1))",
    "d": "np.array([-2.0, -0.5, 0.3, 0.75, 1.0, 2.0], dtype='float64')",
    "i": "np.array([-2, 5, 0, 3, 1, 2], dtype='int32')",
    "l": "np.array([4, -5, 1, 3, 7, 2], dtype='int64')",
    "b": "np.array([1, 0, 0, 1, 1, 0], dtype='bool')",
    "B": "np.array([[1, 0, 1], [0, 0, 1]], dtype='bool')",
}
TRACED = ("x", "y", "p", "X", "Y", "s", "one", "d")

ONE = ["x", "p", "X", "s", "d", "i", "l", "b", "0.5", "2", "[1.0, 2.0]", "x[1:4]", "X[1]", "X.T"]
TWO = [
    "x, y", "y, x", "X, Y", "x, 2.0", "2.0, x", "0, x", "x, 0", "1, X", "X, X[0]", "X[:, 1:2], Y",
    "x, d", "d, x", "x, i", "i, x", "i, l", "l, i", "i, i", "b, x", "x, b", "b, b", "i, b", "i, 2",
    "2, i", "i, 2.5", "b, 2", "2, b", "b, True", "d, 0.1", "1.5, 2", "s, x", "x, s", "x, X", "x, x",
    "x, [1.0]", "x, None", "x, 'a'", "p, y", "y, p", "x, True",
]  # fmt: skip
MANY = ["x", "X", "s", "d", "i", "b", "B", "np.stack([X, Y])", "[1.0, 2.0]", "x - x", "X[0]"]
LISTS = [
    "[x, y]", "(X, Y)", "[x, d]", "[s, s]", "[i, i]", "[b, b]", "X", "[x, 1.0]", "[X, x]", "[x]",
    "[X, X[0:1]]",
]  # fmt: skip
# What stands first in the parentheses of each function, by its name or its first parameter.
FIRST = {
    "x": ONE, "x1": TWO, "a": MANY, "seq": LISTS, "arrays": LISTS, "object": [
        "[1, 2]", "[[1.5, 2], [3, 4]]", "x", "i", "[x, y]", "[s, 2.0]", "3", "True", "(1, 2)",
        "range(3)", "[[1], [1, 2]]", "'a'", "[]", "[[]]", "[True, False]", "b", "[X[0], X[1]]",
        "float('nan')",
    ],
    "shape": ["3", "(2, 3)", "()", "(2,)", "[2, 2]", "-1", "2.0"], "N": ["2", "3, 2", "2, 3, 1"],
    "n": ["2"], "start": [
        "3", "1, 4", "0, 1, 0.25", "5, 1, -2", "2.5", "1, 4, -1", "0, 1, 0.1", "x",
    ],
    "condition": [
        "x > 0, x, y", "x > 0, x, 0", "x > 0, 0, x", "x > 0, 1, 0", "x > 0, 1.0, 2.0", "x, x, y",
        "X > 0, X, Y[0]", "True, x, y", "False, x, 0.0", "i > 1, i, 0", "i > 1, i, 0.5",
        "x > 0, x, d", "x > 0, x, i", "b, x, y", "[True], x, y", "True, 1, 2", "x > 0, [1.0], x",
        "x > 0, s, x", "B, X, 0", "x > 0", "x > 0, b, b", "x > 5, x * y, x / y", "0, x, y",
    ],
    "loc": [""], "low": [""], "data": ["x", "X", "d", "i", "b", "0.5", "s", "[1.0]"], "seed": ["3"],
    "array": ["x", "X", "d", "i", "b"], "m": ["x", "X", "i", "b", "d"], "A": ["x", "X", "s", "i"],
    "arr": ["x, y", "X, Y", "x, X", "x, 1.0", "x, d"], "ar": ["i", "x * 0 + 1", "y", "X", "b"],
    "array_equal": ["x, x", "x, y", "x, X", "i, i", "d, d"], "xi": ["x, y", "x, p[0:3]", "x"],
    "number": ["3"],
    "allclose": ["x, x", "x, y", "x, 1.0", "X, X[0]", "d, d"], "clip": [
        "x, -1, 1", "X, 0, 0.5", "x, None, 1", "x, -1, None", "i, 0, 2", "d, 0, 1", "x, 1, -1",
        "x, None, None", "x, y, 1", "0.5, 0, 1", "b, 0, 1", "s, 0, 1", "x",
    ],
    "dot": [
        "x, y", "X, Y.T", "X.T, Y", "X, Y[0]", "x, s", "s, X", "x, 2", "2, x", "X, Y", "x, Y",
        "i, i", "d, d", "x, d", "np.stack([X, Y]), Y.T", "X[:, :2], X",
        "np.ones((0, 2)), np.ones((2, 3))",
    ],
    "outer": ["x, y", "X, y", "x, s", "x, 2", "i, i", "d, x"], "full": [
        "3, 2", "(2, 2), 0.5", "2, True", "6, x", "(2, 3), X[0]", "2, 'a'", "2, i[0]",
    ],
    "full_like": ["x, 2", "i, 2.5", "b, 1", "X, 0.1", "2.0, 1", "x, y"],
    "linspace": ["0, 1", "0, 1, 5", "-1, 1, 1", "0, 1, 0", "x, y", "2, -2, 4"],
    "reshape": [
        "x, (2, 3)", "x, (3, -1)", "X, -1", "X, 6", "X, (4, 2)", "X, (-1, -1)", "X, [3, 2]",
        "i, (2, 3)", "b, (3, 2)", "X, (1, 6, 1)", "s, 1", "s, ()", "X, (3, 2.0)",
    ],
    "transpose": ["X", "x", "np.stack([X, Y])", "B", "i"], "swapaxes": [
        "X, 0, 1", "X, 0, -1", "np.stack([X, Y]), 1, 2", "x, 0, 1",
    ],
    "expand_dims": ["x, 0", "x, -1", "X, 1", "x, 3", "b, 0", "s, 0"],
    "squeeze": ["one", "X", "b", "np.ones((1, 1))"], "broadcast_to": [
        "x, (2, 6)", "X, (2, 2, 3)", "x, (2,)", "s, (3,)", "i, (2, 6)", "x, 6",
    ],
    "repeat": ["x, 2", "X, 3", "i, 2", "x, 2.5"], "tile": ["x, 2", "X, (2, 1)", "x, (2, 1)",
    "X, 2", "i, 2"],
    "roll": ["x, 1", "X, -1", "i, 2", "x, 7", "b, 1"], "trace": ["X", "X.T", "x", "i"],
    "sort": ["x", "X", "y", "i", "b", "d"], "argsort": ["x", "X", "y", "i", "b"],
    "count_nonzero": ["x", "X", "b", "i"], "norm": ["x", "X", "d", "i", "s", "x * 0"],
    "heaviside": ["x, 0.5", "x, y", "0.0, 1", "d, 1.0"], "bitwise": [
        "b, b", "i, i", "i, 6", "x, x", "b, True", "i, l", "b, i",
    ],
    "invert": ["b", "i", "x", "B"],
}  # fmt: skip
AXES = ["0", "1", "-1", "None", "(0, 1)", "2", "(0,)", "0.5"]
# What is given for each further parameter.
GIVEN = {
    "out": ["x * 1", "X * 1", "i * 1", "np.zeros(3)"], "axis": AXES, "keepdims": ["True", "False"],
    "dtype": ["'float64'", "'float32'", "'int32'", "np.float64", "np.int64", "'bool'", "None"],
    "initial": ["1"], "ddof": ["1", "2"], "decimals": ["1", "-1", "0", "0.5"], "offset": ["1",
    "-1"],
    "axis1": ["0"], "axis2": ["1"], "k": ["1", "-1", "0"], "n": ["2", "0"], "prepend": ["0"],
    "append": ["0"], "order": ["'C'"], "kind": ["None"], "rtol": ["0.5"], "atol": ["3.0"],
    "equal_nan": ["False", "True"], "return_index": ["False"], "return_inverse": ["False"],
    "return_counts": ["False", "True"], "axes": ["(1, 0)", "(0,)", "None", "(0, 0)", "(0, 2, 1)"],
    "endpoint": ["False"], "retstep": ["True", "False"], "num": ["3"], "ctx": ["None"],
    "ord": ["2", "1", "'fro'", "None"], "scale": ["2.0"], "high": ["3.0"], "low": ["-1.0"],
    "loc": ["1.0"], "size": ["3", "(2, 2)", "None"], "temperature": ["2.0"], "length": ["0"],
    "use_length": ["False"], "slope": ["0.1", "0"], "act_type": [
        "'leaky'", "'elu'", "'selu'", "'gelu'", "'prelu'", "'relu'", "'sigmoid'", "'softrelu'",
        "'softsign'", "'tanh'", "'mish'",
    ],
    "gamma": ["0.1", "np.array([0.1])"], "lower_bound": ["0.1"], "upper_bound": ["0.2"],
    "shape": ["(2, 6)"], "repeats": ["2"], "reps": ["2"], "shift": ["2"], "newshape": ["(3, 2)"],
    "indexing": ["'ij'", "'xy'", "'a'"], "fill_value": ["2"], "a_min": ["0"], "a_max": ["0.5"],
    "M": ["3"], "x2": ["2"], "x": ["x"], "y": ["y"], "b": ["y"], "a2": ["y"], "values": ["y"],
    "stop": ["4"], "step": ["0.5"], "min": ["0", "None"], "max": ["1"], "copy": ["False", "True"],
    "casting": ["'unsafe'"], "subok": ["True"], "other": ["y"], "grad_req": ["'write'"],
}  # fmt: skip
# Of a function of another library's, or of a recording, more is said in MORE below.
ELSEWHERE_HELD = {
    "ndarray",
    "set_np",
    "attach_grad",
    "asnumpy",
    "backward",
    "detach",
    "as_nd_ndarray",
    "wait_to_read",
    "sort",
}
NAMES_OF_FIRST = {
    "bitwise_and": "bitwise", "bitwise_or": "bitwise", "bitwise_xor": "bitwise",
    "bitwise_not": "invert", "matmul": "dot", "ones_like": "a", "zeros_like": "a",
}  # fmt: skip


def functions():
    """Return what a cell calls, each with its text and the function of the page."""
    found = {f"np.{name}": one for name, one in arrays.NP.items() if callable(one)}
    found |= {f"npx.{name}": one for name, one in arrays.NPX.items()}
    found["np.linalg.norm"] = arrays.np.linalg.norm
    found["np.random.normal"] = arrays.np.random.normal
    found["np.random.uniform"] = arrays.np.random.uniform
    return {
        name: one
        for name, one in found.items()
        if not isinstance(one, arrays.Type) and name not in ("np.ndarray", "npx.set_np")
    }


def calls_of(text, function):
    """Return calls of a function, each with the name of the further parameter that it gives."""
    name = text.rpartition(".")[2]
    parameters = list(inspect.signature(function).parameters)
    key = NAMES_OF_FIRST.get(name, name)
    firsts = FIRST[key] if key in FIRST else FIRST[parameters[0].lstrip("*")]
    for first in firsts:
        yield "", f"{text}({first})"
    for parameter in parameters:
        if parameter in parameters_given(firsts[0], parameters):
            continue
        named = "indexing" if parameter == "options" else parameter
        for value in GIVEN[named]:
            for first in firsts[:4]:
                yield named, f"{text}({first + ', ' if first else ''}{named}={value})"


def parameters_given(first, parameters):
    """Return the parameters that the first arguments are given to, by their places."""
    count = len(split_arguments(first))
    return parameters[:count]


def split_arguments(text):
    """Return arguments as texts."""
    parts, depth = [""], 0
    for letter in text:
        depth += (letter in "([{") - (letter in ")]}")
        if letter == "," and not depth:
            parts.append("")
        else:
            parts[-1] += letter
    return [one for one in parts if one.strip()]


METHOD_FIRST = {
    "reshape": ["3, 2", "-1", "(3, 2)", "2, -1", "[3, 2]", "4, 2"], "astype": [
        "'int32'", "'float64'", "'bool'", "'int64'", "float", "int", "bool", "np.float32", "'foo'",
    ],
    "transpose": ["", "1, 0", "(1, 0)", "0"], "broadcast_to": ["(2, 2, 3)", "(2, 6)"],
    "swapaxes": ["0, 1", "0, 0"], "repeat": ["2", "2, 1"], "dot": ["Y.T", "y", "2", "s"],
    "clip": ["0, 1", "None, 1", "0", "", "1, None"], "item": ["", "0", "1, 2", "7"],
    "round": ["", "1"], "max": ["", "0", "0, None, True"], "sum": ["", "0", "0, 'float64'"],
    "std": ["", "0, None, None, 1"],
}  # fmt: skip
RECEIVERS = ["x", "X", "i", "b", "d", "s"]


def method_calls(name, method):
    """Return calls of a method of an array, each with the parameter that it gives by its name."""
    parameters = list(inspect.signature(method).parameters)[1:]
    firsts = METHOD_FIRST.get(name, [""])
    for receiver in RECEIVERS:
        for first in firsts:
            yield "", f"{receiver}.{name}({first})"
    for parameter in parameters:
        if parameter in ("shape", "axes") or parameter in parameters_given(firsts[0], parameters):
            continue
        for value in GIVEN[parameter]:
            for receiver in RECEIVERS[:3]:
                first = firsts[0] + ", " if firsts[0] else ""
                yield parameter, f"{receiver}.{name}({first}{parameter}={value})"


def methods():
    """Return the methods of an array that stand in no program of MORE, by name."""
    return {
        name: method
        for name, method in METHODS.items()
        if name[:2] != "__" and name != "T" and name not in ELSEWHERE_HELD
    }


def used(text):
    """Return the arrays that a text names."""
    words = set(re.findall(r"(?<![.\w'])[A-Za-z]+(?![\w'(=])", text))
    return [name for name in ARRAYS if name in words]


def plain(call):
    """Return a program that shows what a call gives."""
    lines = [f"{name} = {ARRAYS[name]}" for name in used(call)]
    lines += ["npx.random.seed(3)"] if "random" in call else []
    return "\n".join([*lines, f"show({call})"])


def recorded(call):
    """Return a program that shows what a call gives and the gradient to each of its arrays."""
    names = used(call)
    traced = [name for name in names if name in TRACED]
    lines = [f"{name} = {ARRAYS[name]}" for name in names]
    lines += [f"{name}.attach_grad()" for name in traced]
    lines += [
        "with autograd.record():",
        f"    z = {call}",
        "G = np.arange(z.size).reshape(z.shape) + 1",
    ]
    lines += [
        "z.backward(G.astype(z.dtype))",
        f"show(z, {', '.join(f'{name}.grad' for name in traced)})",
    ]
    return "\n".join(lines)


def enumerated():
    """Return programs over every name and method, by name and parameter.

    Returns
    -------
    dict
        From (name, parameter) to a list of programs; of the parameter '' are those with none but
        the first arguments.
    """
    found = {}
    calls = [(text, *one) for text, f in functions().items() for one in calls_of(text, f)]
    calls += [(f"x.{name}", *one) for name, f in methods().items() for one in method_calls(name, f)]
    for receiver in RECEIVERS:
        for name in ("T", "shape", "size", "ndim", "dtype", "grad"):
            calls.append((f"x.{name}", "", f"{receiver}.{name}"))
    for text, parameter, call in calls:
        programs = found.setdefault((text, parameter), [])
        programs.append(plain(call))
        if any(name in TRACED for name in used(call)):
            programs.append(recorded(call))
    return found


def some(share, shares):
    """Return of each name and parameter a share of the programs, one at least."""
    for programs in enumerated().values():
        taken = [one for one in programs if zlib.crc32(one.encode()) % shares == share]
        yield from taken or [programs[share % len(programs)]]
