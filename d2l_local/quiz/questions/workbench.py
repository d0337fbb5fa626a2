"""The questions of chapters/workbench, and the numbers that prove them."""

from d2l_local.quiz.question import Option, Question, close, only

import numpy


def scaled_output():
    """Say what becomes of the report when an activation is doubled."""
    from d2l_local.workbench import examine

    from mxnet import np

    one, other = examine(np.tanh), examine(lambda x: 2 * np.tanh(x))
    ratio = other.gradient(1) / one.gradient(1)
    shrinks = close(other.variance / one.variance, 1 / 4, 1e-3)
    return only(
        [
            shrinks and ratio > 2.0**37,
            shrinks and close(ratio, 1, 1e-3),
            not shrinks and ratio > 2.0**37,
            not shrinks and close(ratio, 1, 1e-3),
        ]
    )


def which_has_a_corner():
    from d2l_local.workbench import examine

    from mxnet import np, npx

    functions = (
        lambda x: npx.sigmoid(100 * x),
        lambda x: np.maximum(x, 0) ** 2,
        lambda x: x * npx.sigmoid(x),
        lambda x: np.abs(x) * npx.sigmoid(x),
    )
    return only([bool(examine(function).kinks) for function in functions])


def sigmoid_centred():
    """Say what becomes of the gradient when 1/2 is taken from the sigmoid."""
    from d2l_local.workbench import examine

    from mxnet import npx

    sigmoid = examine(npx.sigmoid)
    centred = examine(lambda x: npx.sigmoid(x) - 0.5)
    if not numpy.allclose(centred.slopes, sigmoid.slopes):
        raise ValueError("the question says that the slopes stay as they are")
    before, after = sigmoid.gradient(1), centred.gradient(1)
    return only([close(after / before, 1, 0.1), after < before / 10, after == 0, after > 0.1])


QUESTIONS = (
    Question(
        "workbench-doubled",
        "You replace tanh by 2 tanh. The report fits the weights to it again. What becomes of "
        "their variance, and of the gradient after twenty layers?",
        (
            Option(
                "A quarter of the variance; the gradient grows by 2 to the power of 38.",
                "Twice the slope alone would do that, a factor of 4 in each of 19 layers. But the "
                "weights are fitted, and have a quarter of the variance: they take it back.",
            ),
            Option(
                "A quarter of the variance; the gradient is as before.",
                "The smaller weights take back exactly what the factor gives, on the way up and on "
                "the way back. The scale of an activation is no property of its own.",
                right=True,
            ),
            Option(
                "The same variance; the gradient grows by 2 to the power of 38.",
                "The variance is one divided by the mean square of the values, and these are now "
                "four times as large.",
            ),
            Option(
                "The same variance; the gradient is as before.",
                "With the same weights and twice the slope the gradient could not stay as it was.",
            ),
        ),
        proof=scaled_output,
    ),
    Question(
        "workbench-corner",
        "In which of these does the report find a corner?",
        (
            Option(
                "sigmoid(100 x)",
                "It climbs within a tenth, and smoothly: closer by, the slopes of neighbours draw "
                "together.",
            ),
            Option(
                "max(0, x)²",
                "The parabola leaves 0 with the slope 0, and so the slope does not leap. The "
                "second derivative does.",
            ),
            Option(
                "x sigmoid(x)",
                "A product of two smooth functions is smooth: this is Swish.",
            ),
            Option(
                "|x| sigmoid(x)",
                "At 0 the slope leaps from −1/2 to 1/2: |x| has its corner there, and sigmoid(0) "
                "is not 0.",
                right=True,
            ),
        ),
        proof=which_has_a_corner,
    ),
    Question(
        "workbench-centred",
        "Sigmoid − 1/2 has the slopes of the sigmoid, to the last digit. Again the weights are "
        "fitted. What becomes of the gradient after twenty layers?",
        (
            Option(
                "It is lost as before, for the slopes are the same.",
                "The slopes are, but the weights are not: they are fitted to values that are "
                "smaller now.",
            ),
            Option(
                "It gets smaller still.",
                "Smaller values ask for larger weights, and these make the gradient larger.",
            ),
            Option(
                "It is exactly 0.",
                "No slope is 0 near the middle, and so no product of slopes and weights is.",
            ),
            Option(
                "It is kept, or grows.",
                "Without the constant the mean square of the values is small, the fitted weights "
                "are large, and they make up for the slope of 1/4. The sigmoid's fault is where it "
                "is centred more than that it is flat.",
                right=True,
            ),
        ),
        proof=sigmoid_centred,
    ),
)
