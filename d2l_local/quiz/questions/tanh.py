"""The questions of chapters/tanh, and the numbers that prove them."""

from d2l_local.quiz.question import Option, Question, close, only

import numpy


def slope_from_output():
    from d2l_local.curves import slope_at

    from mxnet import np

    slope = slope_at(np.tanh, float(numpy.arctanh(-0.8)))
    return only(close(slope, value) for value in (0.36, -0.36, 0.2, 0.16))


def tanh_chain(layers):
    """Return how much of the gradient passes through tanhs in a row, from the input 0.1."""
    from mxnet import autograd, np

    x = np.array([0.1])
    x.attach_grad()
    with autograd.record():
        y = x
        for _ in range(layers):
            y = np.tanh(y)
    y.backward()
    return float(x.grad[0])


def two_thousand_tanhs():
    twenty, many = tanh_chain(20), tanh_chain(2000)
    if not close(twenty, 0.83, 0.01):
        raise ValueError(f"the question says 0.83 for 20 layers: {twenty}")
    return only(
        [close(many, 0.83, 0.1), close(many, twenty**100, 9), many == 0, close(many, 0.02, 0.2)]
    )


def cancellation():
    from mxnet import np, npx

    x = np.array([8.0])
    y = np.tanh(x)
    u = numpy.exp(-16.0)
    exact = 4 * u / (1 + u) ** 2
    y_in_float64 = y.asnumpy().astype("float64")
    tries = (
        (1 - y) * (1 + y),
        1 - y_in_float64**2,
        4 * npx.sigmoid(2 * x) * npx.sigmoid(-2 * x),
        ((1 - np.tanh(x) ** 2) + (1 - np.tanh(-x) ** 2)) / 2,
    )
    return only(close(one[0], exact) for one in tries)


QUESTIONS = (
    Question(
        "slope-from-output",
        "A tanh unit outputs −0.8. How steep is tanh at that place?",
        (
            Option(
                "0.36",
                "1 − (−0.8)² = 0.36. The output alone tells the slope, and so a framework keeps it "
                "for the way back.",
                right=True,
            ),
            Option("−0.36", "A negative slope would mean that tanh falls somewhere."),
            Option(
                "0.2",
                "That is the distance to the bound, 1 − 0.8. The slope has another factor: 1 − y² "
                "= (1 − y)(1 + y).",
            ),
            Option("0.16", "0.8 · 0.2 is the rule of the sigmoid, y(1 − y)."),
        ),
        proof=slope_from_output,
    ),
    Question(
        "two-thousand-tanhs",
        "From the input 0.1, 20 tanh units in a row with unit weights pass on 0.83 of the "
        "gradient. About how much do 2,000 of them pass on?",
        (
            Option(
                "0.83 again, because the signal has settled",
                "It settles at 0, but slowly: after 20 layers it still is near 0.1, and the layers "
                "go on taking their share.",
            ),
            Option(
                "10⁻⁸, because 0.83¹⁰⁰ is about that",
                "This supposes that each 20 layers take the same share. But is the signal that "
                "arrives at the second 20 as large as the first?",
            ),
            Option(
                "Exactly 0 in float32",
                "The smallest factor is the first, the slope at 0.1, which is 0.99. So the "
                "product is at least 0.99²⁰⁰⁰, some 2 · 10⁻⁹, and float32 has room for that.",
            ),
            Option(
                "0.02, because each layer takes less than the one before",
                "Each tanh brings the signal closer to 0, where the slope is closer to 1. So the "
                "later a layer, the less it takes: a power of the depth, no exponential.",
                right=True,
            ),
        ),
        proof=two_thousand_tanhs,
    ),
    Question(
        "cancellation",
        "In float32, y = tanh(8) is rounded, and the slope 1 − y² is 6 % off. Which of these mends "
        "it?",
        (
            Option(
                "Compute (1 − y)(1 + y) from the same y.",
                "1 − y is small, and holds nothing but the rounding error of y and what little was "
                "left of it. The harm was done before.",
            ),
            Option(
                "Convert y to float64, and compute 1 − y² there.",
                "More digits for a number that has been rounded already. Nothing brings back what "
                "it lost.",
            ),
            Option(
                "Compute 4 σ(2x) σ(−2x) in float32.",
                "It is the same slope, since tanh′(x) = 4σ′(2x) and 1 − σ(z) = σ(−z). No step "
                "subtracts, and the small σ(−16) keeps all its digits.",
                right=True,
            ),
            Option(
                "Compute it at x and at −x, and take the mean.",
                "tanh(−x) is rounded just as tanh(x) is. Both slopes have the same error, and so "
                "has their mean.",
            ),
        ),
        proof=cancellation,
    ),
)
