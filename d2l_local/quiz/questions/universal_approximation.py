"""The questions of chapters/universal_approximation, and the numbers that prove them."""

from d2l_local.quiz.question import Option, Question, close, only

import numpy


def largest_error(units):
    """Return how far equal chords are from the sine on [-pi, pi]."""
    x = numpy.linspace(-numpy.pi, numpy.pi, 200 * units + 1)
    ends = x[::200]
    return numpy.abs(numpy.interp(x, ends, numpy.sin(ends)) - numpy.sin(x)).max()


def a_hundredth_of_the_error():
    first = largest_error(20)
    return only(close(first / largest_error(units), 100, 0.05) for units in (40, 200, 400, 2000))


def a_jump_of_two():
    at_zero = numpy.linspace(-3, 3, 6001)  # what a continuous line may be worth there
    least = numpy.maximum(numpy.abs(at_zero - 1), numpy.abs(at_zero + 1)).min()
    x = numpy.linspace(-1, 1, 20000)  # without 0
    ramp = numpy.maximum(0, 500 * x + 1) - numpy.maximum(0, 500 * x - 1) - 1
    reached = numpy.abs(ramp - numpy.sign(x)).max()
    return only(close(least, error) and close(reached, error, 0.05) for error in (2, 0, 0.5, 1))


def a_fence_in_three_dimensions():
    axis = numpy.array([-5.0, -2.0, 0.0, 2.0, 5.0])  # the cube is from -1 to 1
    points = numpy.stack(numpy.meshgrid(axis, axis, axis), axis=-1).reshape(-1, 3)
    sides = ((points > -1) * 1 + (points < 1)).sum(axis=1)
    inside = (numpy.abs(points) < 1).all(axis=1)
    return only(((sides > threshold) == inside).all() for threshold in (3.5, 4.5, 5.5, 6.5))


def values_of_a_cubic_layer():
    draw = numpy.random.default_rng(0).normal
    x = numpy.linspace(-1, 1, 120)
    hidden = (x[:, None] * draw(size=100) + draw(size=100)) ** 3
    dimensions = numpy.linalg.matrix_rank(numpy.column_stack([hidden, numpy.ones(120)]))
    return only(dimensions == count for count in (4, 101, 3, 100))


QUESTIONS = (
    Question(
        "a-hundredth-of-the-error",
        "With 20 ReLUs, at joints in equal distances, the built network follows the sine with a "
        "certain error. How many does it take for a hundredth of that error?",
        (
            Option("40", "Twice as many halve the width, and the error falls to a quarter."),
            Option(
                "200",
                "The error falls with the square of the width. A tenth of the width, ten times as "
                "many units, gives a hundredth of the error.",
                right=True,
            ),
            Option(
                "400",
                "That is 20 times as many, and would give a four-hundredth. Which power of the "
                "width stands in the bound?",
            ),
            Option(
                "2,000",
                "So it would be for the corner, whose error falls with the width itself. The sine "
                "has no corner.",
            ),
        ),
        proof=a_hundredth_of_the_error,
    ),
    Question(
        "a-jump-of-two",
        "A curve jumps from −1 to 1 at x = 0. What is the smallest error that ReLU networks can "
        "come near to, with as many units as they like, at every point but 0?",
        (
            Option("2", "That is the whole jump. A line through its middle is nearer."),
            Option(
                "0",
                "They can be near everywhere but in a small interval around the jump. In it they "
                "have to get from one side to the other, without a jump.",
            ),
            Option(
                "1/2",
                "That is half of a jump of 1. How far is a line on either side of this jump, "
                "where it passes from one level to the other?",
            ),
            Option(
                "1",
                "A network is continuous. Just left and just right of 0 it has nearly the same "
                "value, and the curve is −1 and 1. No value is nearer to both than 0.",
                right=True,
            ),
        ),
        proof=a_jump_of_two,
    ),
    Question(
        "a-fence-in-three-dimensions",
        "With three inputs, six steep sigmoids fence in a cube, two for each input, and are "
        "added. One more unit asks whether the sum is above a threshold. Which threshold leaves "
        "the cube alone?",
        (
            Option(
                "3.5",
                "That is the one of the square, which has four sides. Here any point has at least "
                "three of the six, and many have four.",
            ),
            Option(
                "4.5",
                "A point that is outside in one direction alone misses one of the six, and has "
                "five. So an arm would be left on each face.",
            ),
            Option(
                "5.5",
                "Inside, all six are there. Outside, each direction in which the point is out "
                "takes one away, so five are the most.",
                right=True,
            ),
            Option("6.5", "The sum is 6 inside, its largest value. Nothing would be left."),
        ),
        proof=a_fence_in_three_dimensions,
    ),
    Question(
        "values-of-a-cubic-layer",
        "A network has one input, 100 hidden units whose activation is z³, and an output with a "
        "bias. At how many values of x, at most, can its weights be chosen to give any outputs you "
        "like?",
        (
            Option(
                "4",
                "Whatever the weights, the output is a polynomial of degree 3 at most. It has four "
                "coefficients, and goes through any four points.",
                right=True,
            ),
            Option(
                "101",
                "So many output weights there are, with the bias. But what the hidden units give "
                "are polynomials of degree 3, and most of them are sums of others.",
            ),
            Option(
                "3",
                "That is the degree. A straight line has degree 1, and through how many points "
                "does it go?",
            ),
            Option(
                "100",
                "One for each unit: so it can be with ReLUs. Multiply out (wx + b)³, and see how "
                "many powers of x there are.",
            ),
        ),
        proof=values_of_a_cubic_layer,
    ),
)
