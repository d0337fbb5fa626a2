"""Exercise 5: a nonlinearity over a minibatch."""

from d2l_local.check.parts import Fault, ask, compare, part, step
from d2l_local.explorer.words import written

import numpy

EPSILON = 1e-5


def normalised(x, axis=0):
    """Return x minus its mean, over the square root of its variance plus epsilon."""
    return (x - x.mean(axis, keepdims=True)) / numpy.sqrt(x.var(axis, keepdims=True) + EPSILON)


def ask_batch(n, *more, where):
    """Return the steps that ask for n numbers, the first of them 1, and normalise that one."""
    return [
        ask(n, *more, where=where),
        step(
            "refuse",
            signs=[["has another shape than", (n,)]],
            seen=f"It gives the shape {{shape}} {where}; asked for are {n} numbers.",
            hint="The first number and all the others: how many are the others?",
        ),
        step(
            "refuse",
            signs=[["misses", 0, 1, 1e-6]],
            seen=f"The first number is {{0}} {where}.",
            hint="Example 1 stays at 1. Only its company is yours to choose.",
        ),
        step("normalise", epsilon=EPSILON, keep="batch"),
    ]


@part("5a", "a batch that drives its first output up")
def extreme_batch():
    for n in (8, 2, 3, 32, 128):
        where, highest = f"for n = {n}", (n - 1) ** 0.5
        signs = [
            ("batch", ["is constant"], "All are equal: then the deviation is 0."),
            ("batch", ["is narrow"], "The right shape, but so narrow a batch that epsilon counts. "
                                     "Move them apart."),
            ("", ["is positive"], "The first one is above the mean. Now look at the others: how "
                                  "should they stand to each other?"),
            ("batch", ["goes beyond", 10], "A far example draws the mean away with it. Which one "
                                           "should be far from all?"),
        ]  # fmt: skip
        yield from ask_batch(n, where=where)
        yield compare(
            highest,
            "",
            "What do the others do to the mean and to the variance? Hint 2 asks when the bound is "
            "an equation.",
            [
                Fault(-highest, "As far as it can be, on the wrong side. Is the first one the "
                                "greatest?"),
            ],
            rtol=0.01,
            signs=[{"of": of, "signs": [sign], "hint": hint} for of, sign, hint in signs],
            seen=f"It fails. {where.capitalize()} the first output is {{value}}.",
        )  # fmt: skip


@part("5a any", "a batch for any output")
def batch_for():
    for n, share in ((8, 0.5), (8, -0.9), (2, 0.3), (3, 0.99), (32, 0.8), (5, 0.0), (128, -0.1)):
        y = share * (n - 1) ** 0.5
        where = f"for n = {n} and y = {written(y)}"
        yield from ask_batch(n, y, where=where)
        yield compare(
            y,
            f"{where.capitalize()} the first output of",
            "Put all the others at one place, 1 − t. How does the first output depend on t, and "
            "how can you find the t that you need?",
            [
                Fault(-y, "The same on the other side of the mean."),
                Fault(numpy.sign(y) * (n - 1) ** 0.5, "That is the extreme. Bring the others "
                                                      "closer: epsilon begins to count."),
                Fault(0.0, "All are equal: then the deviation is 0."),
                Fault(y / (n - 1) ** 0.5, "Your output stays below 1. The bound is not 1."),
                Fault(y * (n - 1) / n, "The first example belongs to the batch: it draws the mean "
                                       "towards itself."),
            ],
            atol=2e-3,
        )  # fmt: skip


@part("5b", "the table of derivatives")
def jacobian():
    cases = [
        numpy.array([0.0, 1.0, 2.0, 7.0]),
        numpy.array([3.0, -1.0, 0.5, 0.25, -8.0]),
        numpy.array([1.0, 3.0]),
        numpy.array([100.0, 101.0, 99.0]),
        numpy.array([0.01, 0.02, 0.03]),
        numpy.array([3.0, 3.0, 3.0]),
        numpy.array([-2.0]),
    ]
    for x in cases:
        n, words = len(x), ", ".join(map(written, x))
        s, delta, y = numpy.sqrt(x.var() + EPSILON), numpy.eye(len(x)), normalised(x)
        yy = numpy.outer(y, y)
        yield ask(
            x,
            shape=(n, n),
            where=f"for the batch ({words})",
            shape_hint="Each x_j moves each output: a table with a row for each output and a "
            "column for each input.",
        )
        yield compare(
            (delta - 1 / n - yy / n) / s,
            f"For the batch ({words})",
            "The output depends on x_j in three ways: directly, through m and through s. Write "
            "down the share of each.",
            [
                Fault(delta / s, "That holds m and s still. Both move with every x_j."),
                Fault((delta - 1 / n) / s, "That moves m and holds s still. If autograd told you "
                                           "so: what does it make of the function that you took "
                                           "for the variance?"),
                Fault((delta - yy / n) / s, "That moves s and holds m still."),
                Fault((delta - 1 / n + yy / n) / s, "A greater s makes the output smaller: look at "
                                                    "a sign."),
                Fault((delta + 1 / n - yy / n) / s, "A greater m makes the output smaller: look at "
                                                    "a sign."),
                Fault((delta - 1 / n - yy) / s, "A variance is a mean over the batch: something "
                                                "is to be divided by n."),
                Fault(delta - 1 / n - yy / n, "Right up to a factor. What is the output when the "
                                              "batch is twice as wide?"),
                Fault((delta - 1 / n - yy / n) / s**2, "Right up to a factor. One s belongs to "
                                                       "the outputs already."),
                Fault((delta - 1 / n - 2 * yy / n) / s, "s is a square root. What does that do to "
                                                        "the 2?"),
                Fault(jacobian_with(x, n - 1, EPSILON), "The variance here is a mean over n, and "
                                                        "not over n − 1."),
                Fault(jacobian_with(x, n, 0), "In so narrow a batch epsilon counts. It stands "
                                              "inside s."),
            ],
            atol=2e-4,
        )  # fmt: skip


def jacobian_with(x, divisor, epsilon):
    """Return the table for another divisor in the variance, or another epsilon."""
    n, d = len(x), x - x.mean()
    s = numpy.sqrt((d**2).sum() / max(divisor, 1) + epsilon + 1e-30)
    return (numpy.eye(n) - 1 / n - numpy.outer(d, d) / (max(divisor, 1) * s**2)) / s


@part("5c", "what each part counts")
def micro_batch_weights():
    for sizes in ([16, 8, 8], [8, 8, 8, 8], [1, 31], [5, 3, 1], [32]):
        n = numpy.array(sizes, dtype="float64")
        yield ask(
            sizes,
            shape=n.shape,
            where=f"for parts of {sizes}",
            shape_hint="Each part has one weight: give as many, in the order of the parts.",
        )
        yield step(
            "refuse",
            signs=[["is positive"], ["does not sum to", 1]],
            seen=f"For parts of {sizes} your weights sum to {{sum}}.",
            hint="Make all examples have the same loss. Then the parts must give it too: to what "
            "must the weights sum?",
        )
        yield compare(
            n / n.sum(),
            f"For parts of {sizes}",
            "Each example of the batch counts the same, in whatever part it is.",
            [
                Fault(numpy.full(n.shape, 1 / len(n)), "A plain mean of the parts. Then an example "
                                                       "in a small part counts more than one in a "
                                                       "large part."),
                Fault(1 / n / (1 / n).sum(), "Then an example in a small part counts more. The "
                                             "mean inside a part has divided already."),
                Fault(n**2 / (n**2).sum(), "Inside a part the loss is a mean already. How often "
                                           "does the size count?"),
                Fault(n[::-1] / n.sum(), "The weights stand in the order of the parts."),
            ],
        )  # fmt: skip


@part(
    "5c loss",
    "the mean fourth power in small and large batches",
    "Two sizes of the batch, two different losses.",
)
def fourth_powers():
    yield step("take_list", names=["two", "many"])
    yield compare(
        1,
        "For n = 2",
        "Part a says which two outputs a batch of 2 can have. Take the fourth power.",
        [
            Fault(3, "That is for another size of the batch."),
            Fault(0, "That is a batch of 1, or a mean in which signs cancel."),
            Fault(0.5, "There are two outputs, and the fourth power of both is positive."),
            Fault(2, "A mean, not a sum."),
        ],
        of="two",
    )
    yield compare(
        3,
        "For large n",
        "In a large batch m and s are nearly those of the distribution, and the outputs nearly "
        "standard normal. Which moment of it is asked for?",
        [
            Fault(1, "That is the mean square. Large outputs count more in the fourth power."),
            Fault(0, "Odd powers have the mean 0; is 4 odd?"),
        ],
        of="many",
    )


@part("5d", "what is left of the first value")
def share_left():
    for momentum in (0.9, 0.5, 0.99, 0.0, 1.0):
        steps = [1, 2, 10, 44, 100, 0]
        inputs, words = [(t, momentum) for t in steps], [f"{t} steps" for t in steps]
        yield step("ask_many", inputs=inputs, words=words)
        t = numpy.array(steps, dtype="float64")
        yield compare(
            momentum**t,
            t,
            f"Here momentum = {momentum}. Do two steps by hand, with every m = 0: what becomes of "
            "the first value?",
            [
                Fault(1 - momentum**t, "That is what has been learned. Asked for is what is left."),
                Fault((1 - momentum) ** t, "Which of the two factors stands with the old value?"),
                Fault(momentum * t, "Each step takes a share of what is left by then."),
                Fault(momentum * (t > 0) + (t == 0), "That is one step. What does the next one "
                                                     "do?"),
                Fault(numpy.maximum(1 - (1 - momentum) * t, 0), "Each step takes a share of what "
                                                                "is left by then, not of 1."),
                Fault(1 - (1 - momentum) * t, "Each step takes a share of what is left by then, "
                                              "not of 1."),
                Fault(momentum ** (t + 1), "Count the steps: what is left after none?"),
                Fault(momentum ** numpy.maximum(t - 1, 0), "Count the steps: what is left after "
                                                           "one?"),
                Fault(numpy.exp(-(1 - momentum) * t), "That is the limit of many small steps. "
                                                      "These are not small."),
            ],
            name="steps",
            atol=1e-9,
        )  # fmt: skip


@part("5d steps", "how many steps it takes")
def steps_until():
    cases = [(0.01, 0.9), (0.01, 0.99), (0.001, 0.9), (0.01, 0.5), (0.5, 0.1), (0.25, 0.5)]
    for share, momentum in cases:
        steps = 0
        while momentum**steps >= share:
            steps += 1
        where = f"a share of {share} and momentum = {momentum}"
        yield ask(share, momentum, shape=(), where=f"for {where}")
        yield compare(
            numpy.float64(steps),
            f"For {where}",
            "When is a power of the momentum as small as the share? Take logarithms.",
            [
                Fault(steps - 1, "One step fewer than it takes. At your number, is what is left "
                                 "below the share, and not above it or equal to it?"),
                Fault(numpy.log(share) / numpy.log(momentum), "Steps are whole numbers."),
                Fault(steps + 1, "The step before is enough already."),
                Fault(numpy.ceil(numpy.log(share) / numpy.log(1 - momentum)), "Which of the two "
                      "factors stands with the old value?"),
                Fault(numpy.ceil((1 - share) / (1 - momentum)), "Each step takes a share of what "
                                                                "is left by then, not of 1."),
                Fault(numpy.ceil(-numpy.log(share) / (1 - momentum)), "That is the limit of many "
                      "small steps."),
            ],
            rtol=0,
            atol=1e-6,
        )  # fmt: skip


NEAR = 0.15
"""How far from the measured accuracy a prediction may be."""

MEASURED = {
    "predict mode": 0.8,
    "shuffled batches": 0.8,
    "sorted batches": 0.2,
    "one at a time": 0.1,
    "trained on sorted batches, predict mode": 0.1,
}
"""Accuracies of part e, to the digit that its picture shows."""

MECHANISM = {
    "predict mode": "In predict mode the running statistics stand in for those of the batch, and "
    "they come from batches like those it was trained on. What does a small network reach on "
    "these images when nothing goes wrong?",
    "shuffled batches": "A shuffled batch of 100 has some of each class. How far is its mean from "
    "the one the network was trained with?",
    "sorted batches": "All images of a batch share what makes their class. What does the layer "
    "subtract?",
    "one at a time": "Part a says what a batch of 1 becomes. Then all images look alike to the "
    "rest of the network: how many of ten classes can one fixed answer be right for?",
    "trained on sorted batches, predict mode": "While it trains, no batch shows the network what "
    "parts one class from another. Then the running statistics, of all classes mixed, give it "
    "inputs that it never met.",
}


@part("5e", "accuracies on sorted batches")
def predictions():
    measured = [(name, value, MECHANISM[name]) for name, value in MEASURED.items()]
    yield step("take_guesses", measured=measured, near=NEAR, exact="one at a time")


@part("5f", "a normalisation that looks along rows")
def row_by_row():
    random = numpy.random.default_rng(5)
    cases = {
        "of shape (4, 4)": random.normal(size=(4, 4)) + 1,
        "of shape (5, 3)": 3 * random.normal(size=(5, 3)),
        "of shape (1, 6), a batch of 1": random.normal(size=(1, 6)),
        "of shape (2, 4) with large numbers": 1e4 * random.normal(size=(2, 4)),
        "of shape (3, 2) with a row (2, 2)": numpy.array([[1.0, 3.0], [2.0, 2.0], [-4.0, 0.0]]),
        "of shape (3, 1)": numpy.array([[1.0], [2.0], [4.0]]),
    }
    for where, X in cases.items():
        m, s = X.mean(1, keepdims=True), numpy.sqrt(X.var(1, keepdims=True) + EPSILON)
        column = numpy.sqrt(X.var(0) + EPSILON)
        wrong = {
            "That looks down the columns, and so at the other examples.": normalised(X),
            "That takes one mean and one variance of the whole batch: other rows count in it.": (
                (X - X.mean()) / numpy.sqrt(X.var() + EPSILON)),
            "The mean of each row is gone. What else does the layer do?": X - m,
            "The width holds. Where is the mean?": X / s,
            "Divide by the square root of the variance, not by the variance.": (X - m) / s**2,
            "The mean is taken along the rows, the variance down the columns.": (X - m) / column,
            "The variance here is a mean over the features, not over one less.": (
                (X - m) / (s * numpy.sqrt(X.shape[1] / max(X.shape[1] - 1, 1)))),
        }  # fmt: skip
        if X.shape[0] == X.shape[1]:
            flat = X - X.mean(1)
            wrong["Row i loses the mean of other rows: what shape has a mean along axis 1, and how "
                  "is it lined up with X? keepdims=True keeps the axis."] = (
                flat / numpy.sqrt(X.var(1) + EPSILON))  # fmt: skip
        yield ask(X, shape=X.shape, where=f"for X {where}")
        yield compare(
            (X - m) / s,
            f"For X {where}",
            "Take one row of X by itself, and normalise it as a batch is normalised at the head "
            "of the page. Then do it for all.",
            [Fault(values, hint) for hint, values in wrong.items()],
            atol=2e-4,
        )


REMEDIES = [
    (1, "e", "It changes which examples meet in a batch, and nothing else: they still meet."),
    (2, "abcde", "While the statistics stand still, what is the output of one row a function of?"),
    (3, "c", "It makes many devices act as one large batch. What of the troubles of one batch?"),
    (4, "abcde", "Which rows does row i of the output depend on, in training and in test?"),
]
"""The troubles that each remedy of part f mends, and a hint."""


@part("5f remedies", "which remedy mends what")
def remedies():
    yield step("choose_letters", choices=REMEDIES, letters="abcde")
