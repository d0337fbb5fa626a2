"""What a cell imports of Python itself gives what CPython's gives, or says where it is."""

import ast
import collections
import functools
import itertools
import math
import operator
import random
import statistics
from decimal import Decimal

import pytest

from tests.page_python.on_micropython import shown_by

MODULES = {
    one.__name__: one
    for one in (collections, functools, itertools, math, operator, random, statistics)
}
PI = Decimal("3.14159265358979323846264338328")
NUMBERS = ("0.0", "-0.0", "1", "-1", "0.5", "-2.5", "3", "1e-9", "700.5", "1e300", "-1e300", "True",
           "float('inf')", "float('nan')", "10**25")  # fmt: skip
OF_ONE = [
    *("acos", "acosh", "asin", "asinh", "atan", "atanh", "cbrt", "ceil", "cos", "cosh"),
    *("degrees", "erf", "erfc", "exp", "exp2", "expm1", "fabs", "floor", "frexp", "gamma"),
    *("isfinite", "isinf", "isnan", "lgamma", "log", "log10", "log1p", "log2", "modf"),
    *("radians", "sin", "sinh", "sqrt", "tan", "tanh", "trunc", "ulp"),
]
OF_DATA = [
    *("mean", "fmean", "median", "median_low", "median_high", "mode", "multimode", "variance"),
    *("pvariance", "stdev", "pstdev"),
]
OF_TWO = ["atan2", "copysign", "fmod", "hypot", "isclose", "pow", "remainder", "log"]
OF_WHOLE = ["factorial", "isqrt"]
OF_WHOLES = ["comb", "perm", "gcd", "lcm"]
EXPRESSIONS = [
    *(f"math.{name}({x})" for name in OF_ONE if hasattr(math, name) for x in NUMBERS
      if (name, x) != ("lgamma", "-2.5")),  # where CPython's own last digits are wrong
    *(f"math.{name}({x}, {y})" for name in OF_TWO for x in NUMBERS[2:10] for y in NUMBERS[:9]),
    *(f"math.{name}({n})" for name in OF_WHOLE for n in (-1, 0, 1, 7, 20, 31, 2**70)
      if name == "isqrt" or n < 40),
    *(f"math.{name}({n}, {k})" for name in OF_WHOLES for n in (0, 1, 6, 30) for k in (0, 2, 6, 31)),
    "math.fsum([0.1] * 10)", "math.fsum([1e16, 1, -1e16])", "math.prod([1, 2, 3])",
    "math.dist([1, 2], [4, 6])", "math.dist([1e200, 0], [0, 1e200])",
    "math.prod([0.5, 3], start=2)",
    "math.log(10**400)", "math.log(8, 2)", "math.ldexp(1.5, 4)", "math.factorial(2.5)",
    "math.comb(5, -1)", "math.gcd(12, 18, 8)", "math.lcm()", "math.hypot(3, 4, 12)",
    "math.tau", "math.e", "math.sqrt('4')", "math.pi",
    # random
    *(f"random.Random({seed}).random()" for seed in (0, 1, 5, -5, 2**40, 12345678901234567890)),
    "[random.seed(3), [random.random() for _ in range(700)][-3:]][1]",
    "[random.seed(3), [random.randint(1, 6) for _ in range(9)]][1]",
    "[random.seed(3), random.choice('abc'), random.choice([1])][1:]",
    "[random.seed(3), random.choices([1, 2, 3], k=5)][1]",
    "[random.seed(3), random.choices('ab', weights=[1, 9], k=5)][1]",
    "[random.seed(3), random.sample(range(100), 7), random.sample([1, 2, 3], 3)][1:]",
    "[random.seed(3), random.sample(range(1000), 200)[-3:]][1]",
    "[random.seed(3), random.uniform(-1, 1), random.gauss(0, 1), random.gauss(2, 3)][1:]",
    "[random.seed(3), random.normalvariate(0, 1), random.expovariate(2), random.triangular()][1:]",
    "[random.seed(3), random.getrandbits(40), random.getrandbits(7)][1:]",
    "[random.seed(3), random.randrange(5, 50, 5)][1]",
    "[random.seed(8), [a := list(range(9)), random.shuffle(a)][0]][1]",
    "random.choice([])", "random.randint(3, 1)", "random.sample([1], 2)",
    # collections
    "collections.Counter('abracadabra').most_common(3)", "collections.Counter('ab')['c']",
    "collections.Counter('aab') + collections.Counter('bc')",
    "collections.Counter('aab') - collections.Counter('ab')",
    "collections.Counter('aab') & collections.Counter('ab')",
    "collections.Counter(a=2, b=1)", "sorted(collections.Counter('aab').elements())",
    "collections.Counter()", "collections.OrderedDict([('b', 1), ('a', 2)])['a']",
    "list(collections.OrderedDict([('b', 1), ('a', 2)]))", "collections.deque([1, 2, 3], maxlen=2)",
    "[q := collections.deque('abc'), q.rotate(1), q.append('d'), q.popleft(), list(q)][3:]",
    "[d := collections.defaultdict(int), operator.setitem(d, 'x', d['x'] + 1), d['x'], len(d)][2:]",
    "collections.namedtuple('P', 'x y')(1, y=2)", "collections.namedtuple('P', 'x y')(1, 2).y",
    "collections.namedtuple('P', 'x y')(1, 2)._asdict()", "collections.namedtuple('P', 'x y')(1)",
    "collections.namedtuple('P', 'x y', defaults=[7])(1)", "collections.deque().pop()",
    # itertools
    "list(itertools.combinations('abcd', 2))", "list(itertools.combinations([1], 2))",
    "list(itertools.permutations([1, 2, 3]))", "list(itertools.permutations('abcd', 2))",
    "list(itertools.product('ab', [1, 2]))", "list(itertools.product('ab', repeat=3))",
    "list(itertools.product())", "list(itertools.combinations_with_replacement('abc', 2))",
    "list(itertools.zip_longest([1], [2, 3], fillvalue=0))", "list(itertools.pairwise('abc'))",
    "[(k, list(g)) for k, g in itertools.groupby('aabccc')]",
    "[k for k, g in itertools.groupby([1, 3, 2, 4], key=lambda v: v % 2)]",
    "list(itertools.takewhile(lambda v: v < 3, itertools.count()))",
    "list(itertools.dropwhile(lambda v: v < 3, range(6)))", "list(itertools.accumulate([1, 2, 3]))",
    "list(itertools.accumulate([1, 2, 3], lambda a, b: a * b, initial=2))",
    "list(itertools.chain('ab', [1]))", "list(itertools.chain.from_iterable(['ab', 'c']))",
    "list(itertools.islice(itertools.count(1, 2), 2, 9, 3))", "list(itertools.islice('abc', None))",
    "list(itertools.islice(itertools.cycle('ab'), 5))", "list(itertools.repeat(1, 3))",
    "list(itertools.starmap(pow, [(2, 3), (3, 2)]))", "list(itertools.compress('abc', [1, 0, 1]))",
    "list(itertools.filterfalse(lambda v: v % 2, range(5)))",
    "[list(one) for one in itertools.tee([1, 2], 2)]", "list(itertools.combinations([1], -1))",
    # functools and operator
    "functools.reduce(lambda a, b: a * b, [1, 2, 3])", "functools.reduce(max, [])",
    "functools.reduce(lambda a, b: a + b, [], 4)", "functools.partial(pow, 2)(5)",
    "sorted([3, 1, 2], key=functools.cmp_to_key(lambda a, b: b - a))",
    "[f := functools.lru_cache(2)(lambda v: v), f(1), f(2), f(1), f(3), f.cache_info()][1:]",
    "operator.itemgetter(1, 0)('ab')", "operator.mul(2, 3)", "operator.methodcaller('upper')('a')",
    "operator.attrgetter('real')(2)", "operator.attrgetter('real', 'numerator')(True)",
    "operator.attrgetter('real.imag')(2.5)", "operator.attrgetter('reel')(2)",
    "operator.methodcaller('is_integer')(2.5)", "operator.methodcaller('bit_length')(9)",
    # statistics
    *(f"statistics.{name}({data})"
      for name in OF_DATA
      for data in ([1, 2, 4], [1, 3], [0.1] * 10, [1e16, 1.0, -1e16, 3.5], [2], [], [1, 1, 2, 2],
                   [0.1, 0.2, 0.7, 5])),
    "statistics.geometric_mean([1, 2, 4])", "statistics.harmonic_mean([40, 60])",
    "statistics.correlation([1, 2, 3], [1, 2, 4])", "statistics.covariance([1, 2, 3], [1, 2, 4])",
]  # fmt: skip


def in_cpython(expression):
    """Return what CPython gives, as text, or the kind of its error."""
    try:
        return repr(eval(expression, dict(MODULES)))
    except Exception as error:
        return type(error).__name__


def alike(one, other):
    """Say whether two texts are the same, but for the last digits of numbers."""
    if one == other:
        return True
    try:
        one, other = (ast.literal_eval(text.replace("inf", "1e999")) for text in (one, other))
    except (ValueError, SyntaxError):
        return False
    return near(one, other)


def near(one, other):
    if isinstance(one, float) and isinstance(other, float):
        return one == pytest.approx(other, rel=4e-15, abs=1e-300)
    if isinstance(one, list | tuple):
        return type(one) is type(other) and len(one) == len(other) and all(map(near, one, other))
    return type(one) is type(other) and one == other


@pytest.fixture(scope="module")
def given():
    rooms = f"import {', '.join(MODULES)}\n"
    texts = []
    for first in range(0, len(EXPRESSIONS), 60):
        caught = "except Exception as error:\n    print(type(error).__name__)"
        lines = [
            f"try:\n    print(repr({one}))\n{caught}" for one in EXPRESSIONS[first : first + 60]
        ]
        texts.append({"source": rooms + "\n".join(lines)})
    return [line for one in shown_by(texts) for line in one["printed"].splitlines()]


def test_each_expression_gives_what_cpython_gives(given):
    assert len(given) == len(EXPRESSIONS) > 700
    pairs = zip(EXPRESSIONS, given, strict=True)
    wrong = {
        one: (found, in_cpython(one)) for one, found in pairs if not alike(found, in_cpython(one))
    }
    assert wrong == {}


def test_a_logarithm_whose_digits_cancel_is_as_near_to_the_true_one_as_that_of_cpython():
    true = float((Decimal(8) / 15).ln() + PI.ln() / 2)  # gamma(-2.5) is -8/15 √π
    (shown,) = shown_by([{"source": "import math\nprint(math.lgamma(-2.5))"}])
    assert abs(float(shown["printed"]) - true) <= abs(math.lgamma(-2.5) - true)


LACKING = {
    "import torch": "torch is not in the page's Python, which has",
    "import scipy.special": "scipy is not in the page's Python, which has",
    "import maths": "do you mean math?",
    "from math import comp": "cannot import name 'comp' from 'math': do you mean comb?",
    "import math\nmath.squrt(2)": "module 'math' has no attribute 'squrt': do you mean sqrt?",
    "from collections import ChainMap": "collections.ChainMap is not in the page's Python",
    "import random\nrandom.seed('a')": "give a whole number",
    "from mxnet import np\nimport math\nmath.exp(np.ones(2))": "np.exp works on arrays",
    "from mxnet import np\nimport math\nmath.erf(np.ones(2))": "npx.erf works on arrays",
    "import re": "re is not in the page's Python. Write it with a text's own methods",
    "from cmath import exp": "cmath is not in the page's Python. The page has no complex numbers",
    "from fractions import Fraction": "fractions is not in the page's Python. Write a fraction as",
    "import bisect": "Run the cell in the notebook",
    "import operator\noperator.attrgetter('__class__')": "the attribute __class__ is not for",
}


def test_what_is_lacking_is_told_at_once_and_shortly():
    shown = shown_by([{"source": source} for source in LACKING])
    for (source, words), one in zip(LACKING.items(), shown, strict=True):
        message = one["error"]["message"]
        assert words in message and message.count(",") < 15, (source, message)
