"""Answers to exercise 5 that must pass, and wrong ones with a piece of the hint meant for them."""

import math

import numpy
from mxnet import autograd, np

from tests.check_cases import Cases

EPSILON = 1e-5


def normalise(X):
    centred = X - X.mean(axis=0)
    return centred / np.sqrt((centred**2).mean(axis=0) + EPSILON)


def others_at_one_place(n, y):
    t = y * n * math.sqrt(EPSILON / ((n - 1) * (n - 1 - y * y)))
    return [1.0] + [1 - t] * (n - 1)


def by_bisection(n, y):
    def output(t):
        batch = numpy.array([1.0] + [1 - t] * (n - 1))
        return (1 - batch.mean()) / math.sqrt(batch.var() + EPSILON)

    low, high = -1e3, 1e3
    for _ in range(200):
        middle = (low + high) / 2
        low, high = (middle, high) if output(middle) < y else (low, middle)
    return numpy.array([1.0] + [1 - low] * (n - 1))


def in_mxnet(n, y):
    batch = np.ones(n)
    batch[1:] -= y * n * math.sqrt(EPSILON / ((n - 1) * (n - 1 - y * y)))
    return batch


def wide(n, y):
    """Others that differ: no epsilon is needed to get there."""
    if n < 4 or abs(y) > math.sqrt(n - 1) / 1.5:
        return others_at_one_place(n, y)
    shape = numpy.array([0.0] + [(-1.0) ** k for k in range(n - 1)]) * 50
    low, high = -1e4, 1e4
    for _ in range(200):
        middle = (low + high) / 2
        batch = shape - middle * (numpy.arange(n) > 0)
        output = (batch[0] - batch.mean()) / math.sqrt(batch.var() + EPSILON)
        low, high = (middle, high) if output < y else (low, middle)
    return 1 + batch


def jacobian(x):
    n, s = len(x), numpy.sqrt(x.var() + EPSILON)
    xhat = (x - x.mean()) / s
    return (numpy.eye(n) - 1 / n - numpy.outer(xhat, xhat) / n) / s


def jacobian_by_autograd(x):
    rows = []
    for i in range(len(x)):
        x.attach_grad()
        with autograd.record():
            y = normalise(x)[i]
        y.backward()
        rows.append(x.grad.asnumpy())
    return numpy.stack(rows)


def jacobian_by_difference(x):
    def f(x):
        return (x - x.mean()) / numpy.sqrt(x.var() + EPSILON)

    x, steps = numpy.array(x, dtype="float64"), 1e-6 * numpy.eye(len(x))
    return numpy.stack([(f(x + h) - f(x - h)) / 2e-6 for h in steps], axis=1)


def jacobian_of_mxnets_var(x):
    rows = []
    for i in range(len(x)):
        x.attach_grad()
        with autograd.record():
            y = ((x - x.mean()) / np.sqrt(x.var() + EPSILON))[i]
        y.backward()
        rows.append(x.grad.asnumpy())
    return numpy.stack(rows)


def terms(delta=1, mean=1, width=1, power=1):
    def answer(x):
        n, s = len(x), numpy.sqrt(x.var() + EPSILON)
        y = (x - x.mean()) / s
        table = delta * numpy.eye(n) - mean / n - width * numpy.outer(y, y) / n
        return table / s**power

    return answer


def steps_until(share, momentum):
    t = 0
    while momentum**t >= share:
        t += 1
    return t


def unrolled(steps, momentum=0.9):
    share = 1.0
    for _ in range(steps):
        share *= momentum
    return share


def guesses(predict, shuffled, by_class, alone, trained):
    return {
        "predict mode": predict,
        "shuffled batches": shuffled,
        "sorted batches": by_class,
        "one at a time": alone,
        "trained on sorted batches, predict mode": trained,
    }


def layer_norm(X):
    centred = X - X.mean(axis=1, keepdims=True)
    return centred / np.sqrt((centred**2).mean(axis=1, keepdims=True) + EPSILON)


def along(axis, X):
    X = numpy.asarray(X)
    return (X - X.mean(axis, keepdims=True)) / numpy.sqrt(X.var(axis, keepdims=True) + EPSILON)


CASES = {
    "5a": Cases(
        right=[
            lambda n: [1.0] + [0.0] * (n - 1),
            lambda n: np.concatenate([np.ones(1), -5 * np.ones(n - 1)]),
            lambda n: numpy.r_[1, numpy.full(n - 1, -100.0)],
            lambda n: (1,) + (0.5,) * (n - 1),
        ],
        wrong=[
            (lambda n: [1.0] * n, "All are equal"),
            (lambda n: [1.0] + [2.0] * (n - 1), "wrong side"),
            (lambda n: [1.0] + [0.999] * (n - 1), "epsilon counts"),
            (lambda n: numpy.linspace(1, -1, n), "stand to each other"),
            (lambda n: [1.0, 100.0] + [0.0] * (n - 2), "draws the mean away"),
            (lambda n: [100.0] + [0.0] * (n - 1), "stays at 1"),
            (lambda n: [1.0] + [0.0] * n, "how many are the others"),
        ],
    ),
    "5a any": Cases(
        right=[others_at_one_place, by_bisection, in_mxnet, wide],
        wrong=[
            (lambda n, y: others_at_one_place(n, -y), "other side of the mean"),
            (lambda n, y: [1.0] + [0.0] * (n - 1), "That is the extreme"),
            (lambda n, y: [1.0] * n, "All are equal"),
            (lambda n, y: others_at_one_place(n, y / (n - 1) ** 0.5), "The bound is not 1"),
            (lambda n, y: others_at_one_place(n, y * (n - 1) / n), "belongs to the batch"),
            (lambda n, y: [y] + [0.0] * (n - 1), "stays at 1"),
            (lambda n, y: [1.0, 1 - y] + [1.0] * (n - 2), "How does the first output depend on t"),
        ],
    ),
    "5b": Cases(
        right=[
            jacobian,
            jacobian_by_autograd,
            jacobian_by_difference,
            lambda x: terms()(x).T,
        ],
        wrong=[
            (terms(mean=0, width=0), "m and s still"),
            (terms(width=0), "took for the variance"),
            (jacobian_of_mxnets_var, "took for the variance"),
            (terms(mean=0), "holds m still"),
            (terms(width=-1), "look at a sign"),
            (terms(mean=-1), "look at a sign"),
            (terms(width=2), "s is a square root"),
            (terms(power=0), "twice as wide"),
            (terms(power=2), "One s belongs"),
            (lambda x: terms(width=len(x))(x), "divided by n"),
            (lambda x: terms()(x)[0], "a row for each output"),
        ],
    ),
    "5c": Cases(
        right=[
            lambda sizes: [n / sum(sizes) for n in sizes],
            lambda sizes: np.array(sizes) / sum(sizes),
            lambda sizes: tuple(numpy.array(sizes) / numpy.sum(sizes)),
        ],
        wrong=[
            (lambda sizes: [1 / len(sizes)] * len(sizes), "A plain mean of the parts"),
            (lambda sizes: sizes, "must the weights sum"),
            (lambda sizes: [1 / n for n in sizes], "must the weights sum"),
            (lambda sizes: (1 / numpy.array(sizes)) / sum(1 / n for n in sizes), "divided already"),
            (lambda sizes: numpy.square(sizes) / numpy.square(sizes).sum(), "is a mean already"),
            (lambda sizes: [n / sum(sizes) for n in sizes[::-1]], "order of the parts"),
            (lambda sizes: 1 / len(sizes), "in the order of the parts"),
        ],
    ),
    "5c loss": Cases(
        right=[[1, 3], [1.0, 3.0], np.array([1, 3])],
        wrong=[
            ([1, 1], "mean square"),
            ([3, 1], "another size"),
            ([0, 3], "signs cancel"),
            ([2, 3], "A mean, not a sum"),
            ([1, 0], "is 4 odd"),
            ([1, 2.9], "nearly standard normal"),
        ],
    ),
    "5d": Cases(
        right=[
            lambda steps, momentum=0.9: momentum**steps,
            unrolled,
            lambda steps, momentum=0.9: np.array(momentum) ** steps,
        ],
        wrong=[
            (lambda steps, momentum=0.9: 1 - momentum**steps, "what has been learned"),
            (lambda steps, momentum=0.9: (1 - momentum) ** steps, "stands with the old value"),
            (lambda steps, momentum=0.9: max(0, 1 - (1 - momentum) * steps), "by then, not of 1"),
            (lambda steps, momentum=0.9: momentum ** (steps + 1), "after none"),
            (lambda steps, momentum=0.9: momentum ** max(steps - 1, 0), "after one"),
            (lambda steps, momentum=0.9: math.exp(-(1 - momentum) * steps), "many small steps"),
            (lambda steps, momentum=0.9: 0.9**steps, "every m = 0"),
        ],
    ),
    "5d steps": Cases(
        right=[
            steps_until,
            lambda share, momentum: math.floor(math.log(share, 2) / math.log(momentum, 2)) + 1,
            lambda share, momentum: next(t for t in range(999) if momentum**t < share),
        ],
        wrong=[
            (lambda share, momentum: math.log(share) / math.log(momentum), "whole numbers"),
            (lambda share, momentum: int(math.log(share) / math.log(momentum)), "One step fewer"),
            (lambda share, momentum: math.ceil(math.log(share) / math.log(momentum)),
             "equal to it"),
            (lambda share, momentum: steps_until(share, momentum) + 1, "step before is enough"),
            (lambda share, momentum: steps_until(share, 1 - momentum), "with the old value"),
            (lambda share, momentum: math.ceil((1 - share) / (1 - momentum)), "by then, not of 1"),
        ],
    ),
    "5e": Cases(
        right=[
            guesses(0.8, 0.8, 0.2, 0.1, 0.1),
            guesses(0.9, 0.7, 0.3, 0.1, 0.2),
            guesses(1.0, 0.95, 0.4, 0.1, 0.3),
            guesses(0.79, np.array(0.79), 0.166, numpy.float32(0.1), 0.1),
        ],
        wrong=[
            (guesses(0.8, 0.8, 0.75, 0.1, 0.1), "What does the layer subtract"),
            (guesses(0.8, 0.8, 0.2, 0.8, 0.1), "a batch of 1"),
            (guesses(0.8, 0.8, 0.2, 0.0, 0.1), "one fixed answer"),
            (guesses(0.8, 0.8, 0.2, 0.1, 0.75), "inputs that it never met"),
            (guesses(0.8, 0.3, 0.2, 0.1, 0.1), "some of each class"),
            (guesses(0.1, 0.8, 0.2, 0.1, 0.1), "running statistics stand in"),
            (guesses(80, 80, 20, 10, 10), "from 0 to 1"),
            ({"predict mode": 0.8}, "five names"),
            (guesses(0.8, 0.8, 0.2, "ten", 0.1), "Return a number"),
        ],
    ),
    "5f": Cases(
        right=[
            layer_norm,
            lambda X: along(1, X),
            lambda X: normalise(X.T).T,
            lambda X: np.stack([normalise(row) for row in X]),
            lambda X: (X - X.mean(1)[:, None]) / (X.std(1)[:, None] + 1e-7),
        ],
        wrong=[
            (normalise, "down the columns"),
            (lambda X: (X - X.mean()) / np.sqrt(X.var() + EPSILON), "of the whole batch"),
            (lambda X: X - X.mean(axis=1, keepdims=True), "What else"),
            (lambda X: X / np.sqrt(X.var(axis=1, keepdims=True) + EPSILON), "Where is the mean"),
            (lambda X: (X - X.mean(1, keepdims=True)) / (X.var(1, keepdims=True) + EPSILON),
             "not by the variance"),
            (lambda X: (X - X.mean(1)) / np.sqrt(X.var(1) + EPSILON), "keepdims"),
            (lambda X: (X - X.mean(1, keepdims=True)) / np.sqrt(X.var(1, keepdims=True)),
             "division by"),
            (lambda X: (X - X.mean(1, keepdims=True)) / numpy.std(X, 1, ddof=1, keepdims=True),
             "not over one less"),
            (lambda X: (X - X.mean(1, keepdims=True)) / np.sqrt(X.var(0) + EPSILON),
             "the variance down the columns"),
        ],
    ),
    "5f remedies": Cases(
        right=[
            {1: "e", 2: "abcde", 3: "c", 4: "abcde"},
            {1: ["e"], 2: list("edcba"), 3: {"C"}, 4: "a, b, c, d, e"},
            {1: "E", 2: ("a", "b", "c", "d", "e"), 3: " c ", 4: "ABCDE"},
        ],
        wrong=[
            ({1: "ae", 2: "abcde", 3: "c", 4: "abcde"}, "they still meet"),
            ({1: "e", 2: "d", 3: "c", 4: "abcde"}, "stand still"),
            ({1: "e", 2: "abcde", 3: "abcde", 4: "abcde"}, "one large batch"),
            ({1: "e", 2: "abcde", 3: "c", 4: "abc"}, "in training and in test"),
            ({1: "e", 2: "abcde", 3: "x", 4: "abc"}, "a to e"),
            ({1: "e", 2: 5, 3: "x", 4: "abc"}, "As in"),
            ({1: "e"}, "Keep the numbers"),
        ],
        scaled=False,
    ),
}  # fmt: skip
