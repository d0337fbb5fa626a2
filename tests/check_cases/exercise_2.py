"""Answers to exercise 2 that must pass, and wrong ones with a piece of the hint meant for them."""

from fractions import Fraction
from math import comb

import numpy
from mxnet import autograd, np, npx

from tests.check_cases import Cases


def prelu(z, a):
    return np.maximum(z, 0) + a * np.minimum(z, 0)


def local_map(x, Ws, bs, a):
    """The form of the worked solution."""
    M, c = np.dot(np.eye(x.shape[1]), Ws[0]), bs[0]
    for W, b in zip(Ws[1:], bs[1:], strict=True):
        D = np.where(np.dot(x, M) + c > 0, 1.0, a)
        M, c = np.dot(M * D, W), np.dot(c * D, W) + b
    return M, c


def local_map_with_matrices(x, Ws, bs, a):
    M, c, z = numpy.eye(x.shape[1]), numpy.zeros((1, x.shape[1])), x
    for i, (W, b) in enumerate(zip(Ws, bs, strict=True)):
        M, c, z = M @ W, c @ W + b, z @ W + b
        if i < len(Ws) - 1:
            D = numpy.diag([1.0 if argument >= 0 else a for argument in z[0]])
            M, c, z = M @ D, c @ D, z @ D
    return M, c


def output_of(x, Ws, bs, a):
    for W, b in zip(Ws[:-1], bs[:-1], strict=True):
        x = prelu(np.dot(x, W) + b, a)
    return np.dot(x, Ws[-1]) + bs[-1]


def local_map_by_autograd(x, Ws, bs, a):
    columns = []
    x.attach_grad()
    for j in range(Ws[-1].shape[1]):
        with autograd.record():
            one = output_of(x, Ws, bs, a)[:, j].sum()
        one.backward()
        columns.append(x.grad.reshape(-1).copy())
    M = np.stack(columns, axis=1)
    return M, output_of(x, Ws, bs, a) - np.dot(x, M)


def local_map_with(factor, c_of=None, biases=True):
    """Return an answer whose diagonals are ``factor`` of the arguments."""

    def answer(x, Ws, bs, a):
        M, c, z = Ws[0], bs[0], np.dot(x, Ws[0]) + biases * bs[0]
        for W, b in zip(Ws[1:], bs[1:], strict=True):
            D = factor(z, a)
            M, c = np.dot(M * D, W), np.dot(c * D, W) + b
            z = np.dot(prelu(z, a), W) + biases * b
        return M, c if c_of is None else c_of(x, Ws, bs, a)

    return answer


def on_off(z, a):
    return np.where(z > 0, 1.0, a)


def transposed(x, Ws, bs, a):
    M, c = local_map(x, Ws, bs, a)
    return M.T, c


def summed_biases(x, Ws, bs, a):
    return local_map_with(lambda z, a: np.ones_like(z))(x, Ws, bs, a)[1]


def creases(w, b, v, a):
    """The form of the worked solution."""
    jumps = {}
    for w_i, b_i, v_i in zip(w, b, v, strict=True):
        if w_i != 0:
            t = -b_i / w_i
            jumps[t] = jumps.get(t, 0) + (1 - a) * v_i * abs(w_i)
    return {t: jump for t, jump in sorted(jumps.items()) if jump != 0}


def creases_by_slopes(w, b, v, a):
    """The slope right and left of each place, by hand."""

    def slope(x):
        return sum(
            v_i * w_i * (1 if w_i * x + b_i > 0 else a)
            for w_i, b_i, v_i in zip(w, b, v, strict=True)
        )

    places = {-b_i / w_i for w_i, b_i in zip(w, b, strict=True) if w_i}
    jumps = {t: slope(t + 1e-3) - slope(t - 1e-3) for t in places}
    return {t: jump for t, jump in jumps.items() if abs(jump) > 1e-9}


def creases_with_numpy(w, b, v, a):
    w, b, v = (numpy.array(one, dtype="float32") for one in (w, b, v))
    t, jump = (-b / w)[w != 0] if w.all() else -b[w != 0] / w[w != 0], (1 - a) * v * abs(w)
    found = {place: jump[w != 0][t == place].sum() for place in numpy.unique(t)}
    return {place: jump for place, jump in found.items() if jump}


def creases_with_mxnet(w, b, v, a):
    return {
        float(np.array([t])[0]): np.array(jump) for t, jump in creases(w, b, v, a).items()
    }  # fmt: skip


def creases_with(jump, place=lambda w, b: -b / w, put=lambda old, new: (old or 0) + new, zero=None):
    """Return an answer with its own jump of a unit, place, and way to put jumps together."""

    def answer(w, b, v, a):
        jumps = {}
        for w_i, b_i, v_i in zip(w, b, v, strict=True):
            if w_i != 0 or zero == "divide":
                t = place(w_i, b_i)
                jumps[t] = put(jumps.get(t), jump(w_i, v_i, a))
        return {t: jump for t, jump in jumps.items() if jump != 0 or zero == "keep"}

    return answer


def right_jump(w, v, a):
    return (1 - a) * v * abs(w)


def recursion(h, d):
    return 1 if h == 0 or d == 0 else recursion(h - 1, d) + recursion(h - 1, d - 1)


def cut_by_cut(h, L):
    intervals = 1
    for _ in range(L):
        intervals += h * intervals
    return intervals


def mutated(P):
    return np.log(P[:, 0]) - 1.01 * np.log(P[:, 1])


CASES = {
    "2a order": Cases(
        right=[
            ["E", "B", "C", "D", "F", "G", "A"],
            ["F", "G", "E", "D", "C", "B", "A"],
            ["e", "c", "g", "b", "d", "f", "a"],
            "E B C D G F A",
        ],
        wrong=[
            (["A", "B", "C", "D", "E", "F", "G"], "the last word"),
            (["E", "B", "C", "D", "F", "A", "G"], "the last word"),
            (["B", "E", "C", "D", "F", "G", "A"], "introduced yet"),
            (["F", "G", "H", "A"], "corner"),
            (["E", "I", "B", "C", "D", "F", "G", "A"], "no inverse"),
            (["E", "B", "C", "D", "F", "G", "J", "A"], "a step has slope 0"),
            (["E", "B", "D", "F", "G", "A"], "Which demand"),
            (["E", "B", "C", "D", "F", "A"], "its start"),
            (["E", "B", "C", "D", "F", "G"], "joins on"),
            (["F", "G", "A"], "Which demand"),
            (["E", "C", "D", "F", "G", "A"], "Which demand"),
            (["E", "E", "B", "C", "D", "F", "G", "A"], "stays so"),
            (["E", "B", "C", "D", "F", "G", "Z"], "list above"),
            ([5, 2, 3], "each in quotes"),
        ],
        scaled=False,  # an order of letters
    ),
    "2a map": Cases(
        right=[
            local_map,
            local_map_with_matrices,
            local_map_by_autograd,
            local_map_with(on_off, c_of=lambda *net: local_map_by_autograd(*net)[1]),
            lambda *net: list(local_map(*net)),
        ],
        wrong=[
            (local_map_with(lambda z, a: np.ones_like(z)), "the net at a = 1"),
            (local_map_with(lambda z, a: z > 0), "Right for ReLU"),
            (local_map_with(lambda z, a: np.where(z > 0, a, 1.0)), "exchanged"),
            (local_map_with(prelu), "not by what"),
            (local_map_with(lambda z, a: z), "not by the argument"),
            (local_map_with(lambda z, a: np.where(z > 0, 1.0, -a)), "even though"),
            (local_map_with(on_off, biases=False), "without biases"),
            (local_map_with(on_off, c_of=lambda x, Ws, bs, a: bs[-1]), "became of the others"),
            (local_map_with(on_off, c_of=output_of), "has its share"),
            (local_map_with(on_off, c_of=lambda x, Ws, bs, a: 0 * bs[-1]), "at x = 0"),
            (local_map_with(on_off, c_of=summed_biases), "pass through the same units"),
            (transposed, "x stands on the left"),
            (lambda *net: local_map(*net)[0], "return M, c"),
            (lambda x, Ws, bs, a: local_map(x, Ws, bs, 1.003 * a), "Write the arguments"),
        ],
    ),
    "2b": Cases(
        right=[
            creases,
            creases_by_slopes,
            creases_with_numpy,
            creases_with_mxnet,
            creases_with(lambda w, v, a: v * abs(w) - a * v * abs(w)),
        ],
        wrong=[
            (creases_with(lambda w, v, a: v * abs(w)), "Right if a = 0"),
            (creases_with(lambda w, v, a: (1 - a) * v * w), "switch on or off"),
            (creases_with(lambda w, v, a: v * w), "Two things"),
            (creases_with(lambda w, v, a: (1 - a) * v), "Where is w"),
            (creases_with(lambda w, v, a: (1 - a) * abs(v * w)), "downwards"),
            (creases_with(lambda w, v, a: (a - 1) * v * abs(w)), "on the right less"),
            (creases_with(lambda w, v, a: (1 + a) * v * abs(w)), "Which two"),
            (creases_with(right_jump, put=lambda old, new: new), "the last one only"),
            (creases_with(right_jump, put=lambda old, new: old or new), "the first one only"),
            (creases_with(right_jump, place=lambda w, b: b / w), "is it 0?"),
            (creases_with(right_jump, place=lambda w, b: -b), "right for w = 1"),
            (creases_with(right_jump, place=lambda w, b: -w / b if b else 0), "nowhere else"),
            (creases_with(right_jump, zero="keep"), "the sum of all units"),
            (creases_with(right_jump, zero="divide"), "One unit here has w = 0"),
            (lambda w, b, v, a: [t for t in creases(w, b, v, a)], "A dict holds pairs"),
            (lambda w, b, v, a: {}, "That is not all"),
            (lambda w, b, v, a: creases(w[:2], b[:2], v[:2], a), "That is not all"),
            (creases_with(lambda w, v, a: 1.01 * right_jump(w, v, a)), "either side"),
        ],
    ),
    "2c": Cases(
        right=[
            lambda h, d: sum(comb(h, j) for j in range(d + 1)),
            recursion,
            lambda h, d: sum(comb(h, j) for j in range(min(h, d) + 1)),
            lambda h, d: numpy.cumsum([float(comb(h, j)) for j in range(d + 1)])[-1],
            lambda h, d: np.array([comb(h, j) for j in range(d + 1)]).sum(),
        ],
        wrong=[
            (lambda h, d: 2**h, "Can every pattern"),
            (lambda h, d: h + 1, "the count on a line"),
            (lambda h, d: 1 + h + comb(h, 2), "Right in the plane"),
            (lambda h, d: comb(h, d), "no hyperplane at all"),
            (lambda h, d: (h + 1) ** d, "a grid"),
            (lambda h, d: sum(comb(h, j) for j in range(d)), "One dimension is missing"),
            (lambda h, d: sum(comb(h, j) for j in range(1, d + 1)), "try h = 0"),
            (lambda h, d: 2 * h, "meet in one point"),
            (lambda h, d: sum(comb(h, j) for j in range(d + 1)) + (h == 13), "by hand first"),
        ],
    ),
    "2d bound": Cases(
        right=[
            lambda h, L: (h + 1) ** L,
            cut_by_cut,
            lambda h, L: sum(comb(L, j) * h**j for j in range(L + 1)),
            lambda h, L: numpy.prod([h + 1.0] * L),
        ],
        wrong=[
            (lambda h, L: L * h + 1, "one layer of all the units"),
            (lambda h, L: h**L, "after h cuts"),
            (lambda h, L: 2 ** (h * L), "counts patterns"),
            (lambda h, L: L * (h + 1), "made once"),
            (lambda h, L: 2**L, "Where is h"),
            (lambda h, L: (h + 1) ** (L - 1), "one piece"),
            (lambda h, L: (h + 1) ** L - 1, "which is part b"),
        ],
    ),
    "2d units": Cases(
        right=[
            lambda L: 2**L,
            lambda L: 1 << L,
            lambda L: 2.0**L,
            lambda L: numpy.exp2(L),
        ],
        wrong=[
            (lambda L: 2**L - 1, "up and down again"),
            (lambda L: 2 * L, "the deep network"),
            (lambda L: 2**L + 1, "cannot be seen"),
            (lambda L: 2 ** (L + 1), "share a crease"),
            (lambda L: 2 ** (L - 1), "counts the teeth"),
            (lambda L: 3**L, "the bound"),
            (lambda L: L**2, "inside [0, 1]"),
        ],
    ),
    "2e softmax": Cases(
        right=[
            lambda P: np.log(P[:, 0]) - np.log(P[:, 1]),
            lambda P: np.log(P[:, 1] / P[:, 2]),
            lambda P: numpy.log(P) - numpy.log(P).mean(axis=1, keepdims=True),
            lambda P: np.log(P.max(axis=1)) - np.log(P.min(axis=1)),
            lambda P: numpy.log2(P[:, :2] / P[:, 2:]),
            lambda P: npx.relu(np.log(P[:, 2] / P[:, 0])),
        ],
        wrong=[
            (lambda P: P, "softmax still"),
            (lambda P: P[:, 1], "softmax still"),
            (lambda P: np.log(P), "logarithm of the denominator"),
            (lambda P: -np.log(P[:, 2]), "logarithm of the denominator"),
            (lambda P: P[:, 0] / P[:, 1], "What is left is an exponential"),
            (lambda P: P[:, 0] - P[:, 2], "a common factor"),
            (lambda P: np.log(P[:, 0] / (1 - P[:, 0])), "works for two classes"),
            (lambda P: P.sum(axis=1), "tells nothing"),
            (lambda P: P.argmax(axis=1), "jumps from class to class"),
            (lambda P: np.log(P / P.sum(axis=0)), "may depend on that row only"),
            (lambda P: np.log(P[0] / P[1 % len(P)]), "Look at the axis"),
            (lambda P: (P * np.log(P)).sum(axis=1), "besides the logits"),
            (mutated, "besides the logits"),
        ],
        scaled=False,  # any multiple is right; the mutated constant is among the wrong ones
    ),
    "2e line": Cases(
        right=[
            ([2, -2], [-1, 1], [1, -1]),
            ([1, -1], [-0.5, 0.5], [2, -2]),
            (np.array([4.0, -1.0]), np.array([-2.0, 0.5]), np.array([0.5, -2.0])),
            ([2, -2, 1, 0], [-1, 1, 7, 3], [1, -1, 0, 0]),
            ([1, -1, 0], [0, 0, 1], [2, -2, -1]),
            ((Fraction(2), -2), (-1, 1), (1.0, -1)),
        ],
        wrong=[
            (([2, 2], [-1, -1], [1, 0]), "who speaks there"),
            (([2], [-1], [1]), "who speaks there"),
            (([2, -2], [-1, 1], [1, 1]), "Both sides go up"),
            (([1, -1], [0, 0], [1, -1]), "the line y = x"),
            (([2, -2], [0, 0], [1, -1]), "The slope is right"),
            (([2, -2], [-1, 1], [-1, 1]), "upside down"),
            (([2, 2], [-1, -1], [1, -1]), "cancel on both sides"),
            (([2, 0], [1000, 1], [1, -1001]), "Write any number z"),
            (([2, -2], [-1.01, 1], [1, -1]), "Write any number z"),
            (([2, -2], [-1], [1, -1]), "one number a unit"),
            (([2, -2], [-1, 1]), "Pass w, b and v"),
        ],
    ),
}
