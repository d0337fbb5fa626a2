"""Answers to exercise 4 that must pass, and wrong ones with a piece of the hint meant for them."""

import numpy
from mxnet import np, npx

from tests.check_cases import Cases


def by_probing(W1, b1, W2, b2):
    def network(X):
        return np.dot(np.dot(X, W1) + b1, W2) + b2

    b = network(np.zeros(len(W1)))
    return network(np.eye(len(W1))) - b, b


def cut(W, h):
    U, S, Vt = numpy.linalg.svd(W)
    return U[:, :h] * S[:h], Vt[:h]


def cut_evenly(W, h):
    U, S, Vt = numpy.linalg.svd(W.asnumpy())
    root = numpy.sqrt(S[:h])
    return np.array(U[:, :h] * root), np.array(root[:, None] * Vt[:h])


def by_eigenvectors(W, h):
    basis = numpy.linalg.eigh(W.T @ W)[1][:, -h:]
    return [W @ basis, basis.T]


def greedy_rows(W, h):
    rows = numpy.zeros((h, W.shape[1]))
    r = 0
    for row in W:
        rest = row - row @ rows.T @ rows
        if r < h and numpy.linalg.norm(rest) > 1e-6:
            rows[r] = rest / numpy.linalg.norm(rest)
            r += 1
    return W @ rows.T, rows


def svd_parts(first, second):
    return lambda W, h: (first(*numpy.linalg.svd(W), h), second(*numpy.linalg.svd(W), h))


def left_out(A, h):
    return (numpy.linalg.svd(A)[1][h:] ** 2).sum()


def left_out_by_eigenvalues(A, h):
    return numpy.sort(numpy.linalg.eigvalsh(A @ A.T))[::-1][h:].sum()


def left_out_by_residual(A, h):
    U, S, Vt = numpy.linalg.svd(A.asnumpy().astype("float64"))
    return float(((A.asnumpy() - U[:, :h] * S[:h] @ Vt[:h]) ** 2).sum())


def blind(W1):
    return numpy.linalg.svd(W1)[0][:, -1]


def twin_by_projection(W1, x):
    P = numpy.eye(len(W1)) - W1 @ numpy.linalg.pinv(W1)
    u = P @ numpy.arange(1.0, len(W1) + 1)
    return x - u / numpy.linalg.norm(u)


def twin_in_mxnet(W1, x):
    return x + np.array(blind(W1.asnumpy()))


def narrow(W, b):
    q = len(b)
    W2 = np.concatenate([np.eye(q - 1), np.zeros((q - 1, 1))], axis=1)
    return W[:, :-1] - W[:, -1:], b[:-1] - b[-1], W2


def narrow_from_the_first(W, b):
    W2 = numpy.hstack([numpy.zeros((len(b) - 1, 1)), numpy.eye(len(b) - 1)])
    return W[:, 1:] - W[:, :1], b[1:] - b[0], 3 * W2 / 3


def narrow_by_mean(W, b):
    W, b = W - W.mean(axis=1, keepdims=True), b - b.mean()
    W2 = numpy.hstack([numpy.eye(len(b) - 1), -numpy.ones((len(b) - 1, 1))])
    return W[:, :-1], b[:-1], W2


def to_narrow(weights, biases, zero_first=False):
    def answer(W, b):
        one, zero = numpy.eye(len(b) - 1), numpy.zeros((len(b) - 1, 1))
        W2 = numpy.hstack([zero, one] if zero_first else [one, zero])
        return weights(W), biases(b), W2

    return answer


def differences(W):
    return W[:, :-1] - W[:, -1:]


CASES = {
    "4a": Cases(
        right=[
            lambda W1, b1, W2, b2: (np.dot(W1, W2), np.dot(b1, W2) + b2),
            lambda W1, b1, W2, b2: [numpy.asarray(W1) @ W2, b1 @ W2 + b2],
            lambda W1, b1, W2, b2: (W1.dot(W2), (b1.reshape(1, -1) @ W2)[0] + b2),
            by_probing,
        ],
        wrong=[
            (lambda W1, b1, W2, b2: (W1 @ W2, b2), "no effect"),
            (lambda W1, b1, W2, b2: (W1 @ W2, b1 @ W2), "second layer add"),
            (lambda W1, b1, W2, b2: ((W1 @ W2).T, b1 @ W2 + b2), "transposed"),
            (lambda W1, b1, W2, b2: (W1 @ W2 + b2, b1 @ W2 + b2), "biases do not meet"),
            (lambda W1, b1, W2, b2: (W1 @ W2, b1.sum() + b2), "through the second layer"),
            (lambda W1, b1, W2, b2: (W2 @ W1, b1 @ W2 + b2), "which axis meets which"),
            (lambda W1, b1, W2, b2: W1 @ W2, "return W, b"),
        ],
    ),
    "4a proof": Cases(
        right=[["B", "D", "C", "A", "E"], "BDCAE", ["b", "d", "c", "a", "e"], "B, D, C, A, E"],
        wrong=[
            (["B", "F", "D", "C", "A", "E"], "Multiply a matrix of shape"),
            (["D", "B", "C", "A", "E"], "bound on the rank"),
            (["B", "C", "D", "A", "E"], "Which inequality"),
            (["B", "D", "A", "C", "E"], "come from"),
            (["B", "D", "C", "E"], "x and x + u"),
            (["B", "D", "C", "A"], "joins on"),
            (["B", "D", "D", "C", "A", "E"], "stays so"),
            (["B", "D", "X"], "list above"),
        ],
        scaled=False,
    ),
    "4b": Cases(
        right=[cut, cut_evenly, by_eigenvectors, greedy_rows],
        wrong=[
            (lambda W, h: (W @ numpy.linalg.pinv(W[:h]), W[:h]), "first h rows"),
            (lambda W, h: [m[s] for m, s in zip(numpy.linalg.qr(W), (numpy.s_[:, :h],
             numpy.s_[:h]), strict=True)], "first h columns"),
            (svd_parts(lambda U, S, Vt, h: U[:, :h], lambda U, S, Vt, h: Vt[:h]),
             "all of yours are 1"),
            (svd_parts(lambda U, S, Vt, h: U[:, :h] * S[:h],
                       lambda U, S, Vt, h: S[:h, None] * Vt[:h]), "Share them out"),
            (svd_parts(lambda U, S, Vt, h: U[:, :h] * S[:h], lambda U, S, Vt, h: Vt.T[:h]),
             "transposed already"),
            (lambda W, h: cut(W.T, h), "W transposed"),
            (lambda W, h: (W[:, :h], W[:h]), "diagonal W"),
            (lambda W, h: cut(W, h)[::-1], "which axis meets which"),
            (lambda W, h: W, "return W1, W2"),
        ],
    ),
    "4c": Cases(
        right=[left_out, left_out_by_eigenvalues, left_out_by_residual],
        wrong=[
            (lambda A, h: numpy.linalg.svd(A)[1][h:].sum(), "so is each singular value"),
            (lambda A, h: (numpy.linalg.svd(A)[1][:h] ** 2).sum(), "gets through"),
            (lambda A, h: numpy.linalg.svd(A)[1][h] ** 2, "directions add up"),
            (lambda A, h: (numpy.linalg.svd(A)[1][h + 1 :] ** 2).sum(), "One too few"),
            (lambda A, h: (numpy.linalg.svd(A)[1][h - 1 :] ** 2).sum(), "One too many"),
            (lambda A, h: (numpy.sort(abs(numpy.linalg.eigvals(A)))[::-1][h:] ** 2).sum(),
             "eigenvalues"),
            (lambda A, h: len(A) - h, "identity alone"),
            (lambda A, h: left_out(A, h) ** 0.5, "its square"),
            (lambda A, h: left_out(A, h) / len(A), "mean over the coordinates"),
            (lambda A, h: numpy.linalg.norm(A) ** 2, "nothing at all"),
        ],
    ),
    "4c proof": Cases(
        right=[list("CADBFE"), list("CBFADE"), "CABDFE", list("CBAFDE")],
        wrong=[
            (list("CGADBFE"), "takes for granted"),
            (list("ACDBFE"), "For which P"),
            (list("CDABFE"), "right angles"),
            (list("BCADFE"), "What is P"),
            (list("CAFBDE"), "sum come from"),
            (list("CADE"), "two inequalities"),
            (list("CADBF"), "joins on"),
        ],
        scaled=False,
    ),
    "4d": Cases(
        right=[
            lambda d: (d * d + 3 * d // 2, d * d + d, 3 * d * d // 4),
            lambda d: (d * d + 1.5 * d, d * (d + 1), 0.75 * d**2),
            lambda d: np.array([d * d + 1.5 * d, d * (d + 1), 0.75 * d**2]).tolist(),
        ],
        wrong=[
            (lambda d: (d * d, d * d, 3 * d * d // 4), "Each unit has a bias"),
            (lambda d: (d * d + d, d * d + d, 3 * d * d // 4), "units in the waist have biases"),
            (lambda d: (d * d + 3 * d // 2, d * d, 3 * d * d // 4), "Each unit has a bias"),
            (lambda d: (d * d + 3 * d // 2, d * d + d, d * d), "those changes are no freedom"),
            (lambda d: (d * d + 3 * d // 2, d * d + d, d * d - d // 2), "How many entries has R"),
            (lambda d: (d * d + 3 * d // 2, d * d + d, d * d // 4), "Lost from what"),
            (lambda d: (d * d + 3 * d // 2, d * d + d, d * d // 2), "one of the two factors"),
            (lambda d: (d * d + 3 * d // 2, d * d + d, d // 2), "That is the rank"),
            (lambda d: (d * d + 3 * d // 2, d * d + d), "return two, one, freedom"),
            (lambda d: (d * d + d, d * d + 3 * d // 2, 3 * d * d // 4), "comes first"),
        ],
    ),
    "4e": Cases(
        right=[
            lambda W1, x: x + blind(W1),
            twin_by_projection,
            twin_in_mxnet,
        ],
        wrong=[
            (lambda W1, x: x, "another input"),
            (lambda W1, x: blind(W1), "from x"),
            (lambda W1, x: x + 2 * blind(W1), "the length 1"),
            (lambda W1, x: -x, "mirror image"),
            (lambda W1, x: x + numpy.linalg.svd(W1)[0][:, 0], "falling order"),
            (lambda W1, x: x + 1, "more rows than columns"),
            (lambda W1, x: numpy.linalg.svd(W1)[2][-1], "Which side of W1"),
            (lambda W1, x: x + 1e-6 * blind(W1), "another input"),
        ],
    ),
    "4e ReLU": Cases(
        right=[
            lambda d, h: d - h + h / 2,
            lambda d, h: np.array(d - 0.5 * h),
            lambda d, h: (2 * d - h) / 2,
        ],
        wrong=[
            (lambda d, h: d - h, "That is the bound"),
            (lambda d, h: d, "For which sign"),
            (lambda d, h: h / 2, "And the others"),
            (lambda d, h: d / 2, "whatever their sign"),
            (lambda d, h: d - h + 0.39894 * h, "before its mean"),
            (lambda d, h: d - h + h * (0.5 - 0.5 / numpy.pi), "a variance"),
            (lambda d, h: d - h + h / 4, "How often is z negative"),
        ],
    ),
    "4f": Cases(
        right=[narrow, narrow_from_the_first, narrow_by_mean],
        wrong=[
            (to_narrow(lambda W: W[:, :-1], lambda b: b[:-1]), "You dropped"),
            (to_narrow(differences, lambda b: b[:-1]), "The biases need"),
            (to_narrow(differences, lambda b: 0 * b[1:]), "where are the biases"),
            (to_narrow(lambda W: -differences(W), lambda b: b[-1] - b[:-1]), "A sign"),
            (to_narrow(differences, lambda b: b[:-1] - b[-1], zero_first=True), "other classes"),
            (to_narrow(lambda W: (W - W.mean(axis=1, keepdims=True))[:, :-1],
                       lambda b: (b - b.mean())[:-1]), "the mean"),
            (to_narrow(lambda W: W[:, :-1] - W[:, :1], lambda b: b[:-1] - b[0]),
             "set another one to 0"),
            (lambda W, b: (W, b, np.eye(len(b))), "which axis meets which"),
            (lambda W, b: npx.softmax(W), "return W1, b1, W2"),
        ],
    ),
    "4f waist": Cases(
        right=[
            lambda W: numpy.linalg.matrix_rank(W - W[:, -1:]),
            lambda W: int(numpy.linalg.matrix_rank((W - W.mean(axis=1, keepdims=True)).asnumpy())),
            lambda W: (numpy.linalg.svd(W[:, 1:] - W[:, :1])[1] > 1e-4).sum()
            if W.shape[1] > 1 else 0,
        ],
        wrong=[
            (lambda W: numpy.linalg.matrix_rank(W), "all classes have in common"),
            (lambda W: W.shape[1] - 1, "enough for every W."),
            (lambda W: W.shape[1], "can always be set to 0"),
            (lambda W: numpy.linalg.matrix_rank(W) - 1, "every rank by one"),
            (lambda W: W.shape[0], "Does the softmax ask for all"),
            (lambda W: W.shape[1] - 2, "something else again"),
        ],
    ),
}  # fmt: skip
