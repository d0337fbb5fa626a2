"""Exercise 4: an affine network with a waist."""

from d2l_local.check.parts import Fault, ask, ask_each, compare, order, part, step

import numpy


def normal(*shape, seed=4):
    """Return random numbers of this shape; each shape and seed has its own."""
    return numpy.random.default_rng((seed, *shape)).normal(size=shape)


@part("4a", "the one layer that computes the same")
def collapse():
    for d in (5, 2, 3, 8):
        h, where = d // 2, f"for d = {d}"
        W1, b1, W2, b2 = normal(d, h), normal(h), normal(h, d), normal(d, seed=5)
        shapes = {"W": (d, d), "b": (d,)}
        yield ask_each(W1, b1, W2, b2, shapes=shapes, where=where)
        yield compare(
            W1 @ W2,
            f"In W {where}",
            "Put a row x in, multiply out (x W1 + b1) W2 + b2, and collect what stands behind x.",
            [
                Fault((W1 @ W2).T, "It is transposed: here x is a row and stands on the left."),
                Fault(W1 @ W2 + b2, "The biases do not meet x. Where do they belong?"),
                Fault(W1 @ W2 + b1 @ W2 + b2, "The biases do not meet x. Where do they belong?"),
            ],
            of="W",
        )
        yield compare(
            b1 @ W2 + b2,
            f"In b {where}",
            "What is left of the network when x = 0?",
            [
                Fault(b2, "Then b1 would have no effect. Put x = 0 into the network."),
                Fault(b1 @ W2, "That is what the first bias has become. What does the second layer "
                               "add?"),
                Fault(b1.sum() + b2, "On its way b1 goes through the second layer."),
                Fault(numpy.resize(b1, d) + b2, "On its way b1 goes through the second layer."),
                Fault(b1 @ W2 - b2, "A sign has turned."),
            ],
            of="b",
        )  # fmt: skip


@part("4a proof", "the identity is missing")
def identity_is_missing():
    yield order(
        {
            "B": ("", ""),
            "D": ("B", "From what does a bound on the rank follow?"),
            "C": ("D", "It says that a dimension is at least 1. Which inequality does it use?"),
            "A": ("C", "It speaks of a u. Where does this u come from?"),
            "E": ("A", "It compares two functions at x and x + u. What is known of f there?"),
        },
        {
            "F": "Is that so? Multiply a matrix of shape (1, 2) by one of shape (2, 1): can the "
            "product have an inverse? A proof must use which of the two numbers, d or h, is less."
        },
    )


@part("4b", "a factorisation through the waist")
def factor():
    cases = [(normal(d, r) @ normal(r, d), d // 2, f"for d = {d} and a W of rank {r}")
             for d, r in ((5, 2), (8, 4), (2, 1), (9, 1), (8, 2))]  # fmt: skip
    late = normal(6, 3) @ normal(3, 6)
    late[:, 0] = 2 * late[:, 1]
    late[:2] = 0
    cases += [
        (late, 3, "for a W of shape (6, 6) and rank 3 whose first two rows are 0"),
        (numpy.zeros((4, 4)), 2, "for a W of shape (4, 4) and rank 0"),
    ]
    for W, h, where in cases:
        d = len(W)
        shapes = {"W1": (d, h), "W2": (h, d)}
        yield ask_each(W, h, shapes=shapes, where=where)
        yield step("multiply", of=["W1", "W2"])
        (U, S, Vt), (Q, R) = numpy.linalg.svd(W), numpy.linalg.qr(W)
        U, S, Vt, V = U[:, :h], S[:h], Vt[:h], Vt.T[:h]
        yield compare(
            W,
            f"In the product W1 W2, {where}",
            "Multiply your two matrices: every row of W must be a combination of the rows of W2.",
            [
                Fault(W.T, "The product is W transposed."),
                Fault(U @ Vt, "The singular values themselves are missing: all of yours are 1."),
                Fault(U * S**2 @ Vt, "The singular values stand in both factors. Share them out."),
                Fault(U * S @ V, "What numpy.linalg.svd calls its third result is transposed "
                                 "already: its rows belong to the singular values."),
                Fault(U @ V, "What numpy.linalg.svd calls its third result is transposed already."),
                Fault(W @ numpy.linalg.pinv(W[:h]) @ W[:h], "The first h rows need not span all "
                                                            "the others: here some are 0."),
                Fault(Q[:, :h] @ R[:h], "The first h columns need not span all the others: here "
                                        "one is a multiple of another."),
                Fault(W[:, :h] @ W[:h], "Rows and columns of W are not yet factors: look at the "
                                        "product for a diagonal W."),
            ],
            atol=1e-4,
        )  # fmt: skip


@part("4c", "the smallest error")
def smallest_error():
    cases = [
        (normal(5, 5), 2, "a random A, d = 5"),
        (numpy.eye(8), 4, "the identity, d = 8"),
        (numpy.diag([1.0, 0.5]), 1, "A = diag(1, 0.5)"),
        (numpy.diag([0.0, -2.0, 0.5]), 1, "A = diag(0, −2, 0.5)"),
        (numpy.array([[0.0, 3.0], [0.0, 0.0]]), 1, "a nilpotent A, d = 2"),
        (10 * normal(8, 8), 4, "a large random A, d = 8"),
        (numpy.zeros((3, 3)), 1, "A = 0"),
    ]
    for A, h, where in cases:
        d, where = len(A), f"{where}, h = {h}"
        sigma = numpy.linalg.svd(A)[1]
        squares, eigenvalues = sigma**2, numpy.sort(abs(numpy.linalg.eigvals(A)))[::-1]
        eigen = numpy.sort(abs(numpy.linalg.eigvalsh(A)))[::-1]
        yield ask(A, h, shape=(), where=f"for {where}")
        yield compare(
            squares[h:].sum(),
            f"For {where}",
            "The waist lets h singular directions through. What is lost is what the others carry.",
            [
                Fault(squares[:h].sum(), "That is the part that gets through."),
                Fault(squares.sum(), "That is lost if nothing at all gets through."),
                Fault(sigma[h:].sum(), "The error is squared, and so is each singular value."),
                Fault(squares[h:].sum() ** 0.5, "That is the length of the error; asked for is "
                                                "its square."),
                Fault(squares[h], "That is the largest loss in one direction. The directions add "
                                  "up."),
                Fault(sigma[h], "That is how far one single direction is off at worst. The "
                                "directions add up, and as squares."),
                Fault(squares[h + 1:].sum(), "One too few: Python counts from 0."),
                Fault(squares[max(h - 1, 0):].sum(), "One too many: Python counts from 0."),
                Fault(squares[h:].sum() / d, "That is the mean over the coordinates; a squared "
                                             "length is their sum."),
                Fault(squares[h:].sum() / d**2, "That is a mean over the entries; asked for is "
                                                "their sum."),
                Fault((eigenvalues[h:] ** 2).sum(), "Those are eigenvalues. A need not be "
                                                    "symmetric."),
                Fault((eigen[h:] ** 2).sum(), "Those are eigenvalues of one triangle of A, which "
                                              "need not be symmetric."),
                Fault(d - h, "That is right for the identity alone. Your function must look at A."),
            ],
        )  # fmt: skip


@part("4c proof", "nothing comes closer")
def lower_bound():
    yield order(
        {
            "C": ("", ""),
            "A": ("C", "It uses that W P = W. For which P is that so?"),
            "D": ("A", "Pythagoras needs two parts at right angles. Which ones?"),
            "B": ("C", "It speaks of P v. What is P?"),
            "F": ("B", "It bounds a sum. Where does the sum come from?"),
            "E": ("DF", "It joins two inequalities, one from below and one from above. Has each "
                        "of them been shown?"),
        },
        {
            "G": "That takes for granted what is to be shown: before the proof nobody knows what "
            "the best W looks like. The bound must hold for every W of rank at most h."
        },
    )  # fmt: skip


@part("4d", "parameters and freedom")
def counts():
    for d in (8, 2, 4, 10, 100):
        h, where = d // 2, f"for d = {d}"
        shapes = {"two": (), "one": (), "freedom": ()}
        yield ask_each(d, shapes=shapes, where=where)
        exactly = {"rtol": 1e-9, "atol": 1e-6}
        yield step(
            "refuse",
            of="one",
            signs=[["is", numpy.array(2 * d * h + h + d)]],
            seen=f"For one layer with d = {d} your answer is {{0}}.",
            hint="That belongs to the two layers. Which of the two comes first?",
        )
        yield compare(
            2 * d * h + h + d,
            f"For two layers with d = {d}",
            "Write down the shapes of W1, b1, W2 and b2, and count their entries.",
            [
                Fault(2 * d * h, "Those are the weights. Each unit has a bias too."),
                Fault(2 * d * h + d, "The units in the waist have biases too."),
                Fault(2 * d * h + h, "The outputs have biases too."),
                Fault(2 * d * h + 2 * d, "How many units are in the waist, and how many biases?"),
                Fault(d * h + h + d, "There are two weight matrices."),
            ],
            of="two",
            **exactly,
        )
        yield compare(
            d * d + d,
            f"For one layer with d = {d}",
            "Write down the shapes of W and b, and count their entries.",
            [
                Fault(d * d, "Those are the weights. Each unit has a bias too."),
                Fault(d * d + 1, "Each output has a bias of its own."),
            ],
            of="one",
            **exactly,
        )
        yield compare(
            h * (2 * d - h),
            f"For the freedom with d = {d}",
            "Begin with all the weights of W1 and W2. How many of their directions leave the "
            "product as it is?",
            [
                Fault(2 * d * h, "That counts the weights. But W1 R and the inverse of R times W2 "
                                 "have the same product: those changes are no freedom."),
                Fault(2 * d * h - h, "More than a factor for each unit can be shifted from W1 to "
                                     "W2. How many entries has R?"),
                Fault(2 * d * h - 1, "More than one factor can be shifted from W1 to W2. How many "
                                     "entries has R?"),
                Fault(d * h, "That is one of the two factors alone."),
                Fault(h * h, "That is how much is lost. Lost from what?"),
                Fault(h * (2 * d - h) + d, "The freedom of W1 W2 is asked for, without a bias."),
                Fault(h, "That is the rank. Matrices of this rank form a space of more "
                         "dimensions."),
            ],
            of="freedom",
            **exactly,
        )  # fmt: skip


@part("4e", "an input that the waist cannot tell apart")
def twin():
    cases = [(normal(d, d // 2), normal(d, seed=6), f"for d = {d}") for d in (5, 8, 2, 3)]
    cases += [
        (normal(8, 4, seed=7), numpy.zeros(8), "for x = 0 and d = 8"),
        (normal(6, 1) @ normal(1, 3), 10 * normal(6), "for d = 6 and a W1 of rank 1"),
        (numpy.eye(4)[:, :2], numpy.ones(4), "for a W1 that reads two inputs of four"),
    ]
    for W1, x, where in cases:
        best = numpy.linalg.svd(W1)[0][:, 0].tolist()
        yield step("ask_twin", W1=W1, x=x, best=best, where=where)


@part("4e ReLU", "the error of a ReLU without a bias")
def relu_error():
    for d, h in ((5, 2), (8, 4), (2, 1), (10, 3), (7, 7), (3, 0)):
        yield ask(d, h, shape=(), where=f"for d = {d}, h = {h}")
        yield compare(
            d - h / 2,
            f"For d = {d}, h = {h}",
            "Add up over the coordinates: those that are not read, and those that ReLU passes on "
            "or does not.",
            [
                Fault(d - h, "That is the bound. A ReLU loses part of what it reads."),
                Fault(d, "A ReLU does not lose all that it reads. For which sign of z is z lost?"),
                Fault(h / 2, "That is lost among the numbers that are read. And the others?"),
                Fault(d / 2, "The numbers that are not read are lost whatever their sign."),
                Fault(d - h + h / numpy.sqrt(2 * numpy.pi), "The error is squared before its mean "
                                                            "is taken."),
                Fault(d - h + h * (0.5 - 0.5 / numpy.pi), "That is a variance. The lost half has "
                                                          "a mean too, and nobody adds it back."),
                Fault(d - h + h / 4, "How often is z negative? And how large is z squared then, "
                                     "on average?"),
                Fault(d - 3 * h / 4, "How often is z negative? And how large is z squared then, "
                                     "on average?"),
            ],
        )  # fmt: skip


@part("4f", "softmax regression with a waist")
def narrow():
    for q, d in ((3, 4), (2, 1), (10, 20), (4, 2)):
        where = f"for {q} classes and d = {d}"
        W, b, X = normal(d, q), 2 * normal(q), 2 * normal(50, d)
        shapes = {"W1": (d, q - 1), "b1": (q - 1,), "W2": (q - 1, q)}
        yield ask_each(W, b, shapes=shapes, where=where)
        yield step("apply_network", X=X, of=list(shapes), activation="identity")
        yield step("centre")
        o, zero = X @ W + b, numpy.zeros((50, 1))
        wrong = {
            "You dropped one of the outputs. A softmax allows that only if the same number is "
            "subtracted from all of them first.": [o[:, :-1], zero],
            "The weights hold. The biases need the same treatment.": [
                (o - b)[:, :-1] - (o - b)[:, -1:] + b[:-1], zero],
            "The weights hold. And where are the biases?": [
                (o - b)[:, :-1] - (o - b)[:, -1:], zero],
            "A sign has turned.": [o[:, -1:] - o[:, :-1], zero],
            "The right numbers, at the places of other classes. Which output is always 0?": [
                zero, o[:, :-1] - o[:, -1:]],
            "You subtract the mean, and then drop an output that is not 0.": [
                o[:, :-1] - o.mean(axis=1, keepdims=True), zero],
            "You subtract one class and set another one to 0.": [o[:, :-1] - o[:, :1], zero],
        }  # fmt: skip
        yield compare(
            centred(o),
            "",
            "Which number may you subtract from all outputs, so that one of them is always 0?",
            [Fault(centred(numpy.hstack(o)), hint) for hint, o in wrong.items()],
            atol=1e-3,
            seen=f"The two softmaxes differ {where}: on one random input yours gives class "
            "{column} the probability {share}.",
            first=True,
        )


def centred(outputs):
    """Return outputs without what a softmax does not see: their mean in each row."""
    return outputs - outputs.mean(axis=1, keepdims=True)


@part("4f waist", "the narrowest waist for given weights")
def narrowest_waist():
    def whole(*shape):  # whole numbers, so that differences of columns are exact
        return numpy.random.default_rng(shape).integers(-4, 5, shape).astype("float64")

    four = whole(6, 4)
    cases = [
        whole(7, 2) @ whole(2, 6) + whole(7, 1),  # a common part, which no softmax sees
        whole(6, 4),
        whole(2, 5),
        numpy.hstack([four, four.mean(axis=1, keepdims=True)]),
        numpy.hstack([four[:, :3], numpy.zeros((6, 1))]),
        numpy.tile(whole(5, 1), 4),
        whole(3, 1),
        whole(8, 3) @ whole(3, 10),
    ]
    for W in cases:
        d, q = W.shape
        rank = numpy.linalg.matrix_rank(W)
        where = f"a W of shape {W.shape} and rank {rank}"
        yield ask(W, shape=(), where=f"for {where}")
        yield compare(
            numpy.linalg.matrix_rank(centred(W)),
            f"For {where}",
            "From the probabilities you can compute differences of outputs, and nothing else. "
            "What carries those through the waist?",
            [
                Fault(rank, "The rank of W also counts what all classes have in common, which a "
                            "softmax does not see."),
                Fault(q - 1, "That is enough for every W. This one needs less."),
                Fault(q - 2, "Some W needs more, and this one needs something else again: look at "
                             "its columns."),
                Fault(q, "One of the outputs can always be set to 0."),
                Fault(d, "That would pass on all the inputs. Does the softmax ask for all?"),
                Fault(rank - 1, "Subtracting a common part does not lower every rank by one. Take "
                                "a W whose columns have nothing in common."),
            ],
            rtol=1e-9,
            atol=1e-6,
        )  # fmt: skip
