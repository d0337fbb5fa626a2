"""Programs drawn from a grammar of plain Python do in the page what they do in Python."""

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.page_python.test_reading import in_python, in_the_page

# Errors that MicroPython has under the name of what they are a kind of.
KINDS = {"UnboundLocalError": "NameError"}
NAMES = ("a", "b", "c", "n")
NUMBERS = st.one_of(
    st.integers(-20, 20).map(str),
    st.floats(-100, 100, allow_nan=False).map(lambda value: repr(round(value, 3))),
    st.sampled_from(["0", "1", "2", "0.5", "1e-3", "3.", "10 ** 6", "True", "False", "len('abc')"]),
).map(lambda text: f"({text})" if text.startswith("-") else text)
TEXTS = st.sampled_from(
    ["'a'", "'ab c'", "''", "'é'", "str(n)", "f'{a!r}'", "'%s' % b", "f'{n:>4}'"]
)
SPECS = st.sampled_from(
    ["", ":.2f", ":>8", ":,", ":+.1e", ":08.3f", ":g", ":.1%", "!r", "!s:>9", ":<6.4"]
)


def of_numbers(inner):
    """Return expressions whose value is a number, made from such."""
    two = st.tuples(inner, inner)
    operators = st.sampled_from(["+", "-", "*", "/", "//", "%", "**", "&", "|", "^"])
    comparisons = st.sampled_from(["<", "<=", ">", ">=", "==", "!="])
    return st.one_of(
        st.tuples(inner, operators, inner).map(lambda some: f"({' '.join(some)})"),
        st.tuples(inner, comparisons, inner).map(lambda some: f"({' '.join(some)})"),
        st.tuples(inner, comparisons, inner, comparisons, inner).map(
            lambda some: f"({' '.join(some)})"
        ),
        inner.map(lambda one: f"(-{one})"),
        inner.map(lambda one: f"({one} ** 2)"),
        inner.map(lambda one: f"(not {one})"),
        inner.map(lambda one: f"abs({one})"),
        inner.map(lambda one: f"round({one}, 2)"),
        inner.map(lambda one: f"int({one})"),
        inner.map(lambda one: f"float({one})"),
        two.map(lambda some: f"max({', '.join(some)})"),
        two.map(lambda some: f"min([{', '.join(some)}])"),
        two.map(lambda some: f"sum([{', '.join(some)}], 1)"),
        two.map(lambda some: f"(lambda v, w=2: v - w)({', '.join(some)})"),
        st.tuples(inner, inner, inner).map(lambda some: "({1} if {0} else {2})".format(*some)),
        two.map(lambda some: f"({some[0]} and {some[1]})"),
        inner.map(lambda one: f"[i * {one} for i in range(3)][-1]"),
        inner.map(lambda one: f"{{1: {one}, 'k': 2}}[1]"),
        inner.map(lambda one: f"int(isinstance({one}, int))"),
    )


NUMBER = st.recursive(NUMBERS | st.sampled_from(NAMES), of_numbers, max_leaves=6)
VALUE = st.one_of(
    NUMBER,
    TEXTS,
    st.lists(NUMBER, max_size=3).map(lambda some: f"[{', '.join(some)}]"),
    st.lists(NUMBER, max_size=3).map(lambda some: f"[*[{', '.join(some)}], 1]"),
    st.lists(NUMBER, min_size=2, max_size=3).map(lambda some: f"({', '.join(some)})"),
    st.lists(NUMBER, max_size=3).map(
        lambda some: f"{{{', '.join(f'{i}: {x}' for i, x in enumerate(some))}}}"
    ),
    st.lists(NUMBER, max_size=4).map(lambda some: f"sorted([{', '.join(some)}])"),
    st.lists(st.integers(-5, 99).map(str), min_size=1, max_size=8).map(
        lambda some: f"{{{', '.join(some)}}}"
    ),
    st.tuples(NUMBER, SPECS).map(lambda some: "f'{ " + some[0].replace("'", '"') + some[1] + "}'"),
    st.tuples(NUMBER, st.sampled_from(["%d", "%.2f", "%s", "%r", "%5.1f|", "%g", "%e"])).map(
        lambda some: f"'{some[1]}' % ({some[0]},)"
    ),
)
IN_PLACE = st.sampled_from(["+=", "-=", "*=", "/=", "//=", "%="])


def indented(lines):
    return "\n".join("    " + line for line in "\n".join(lines).split("\n"))


def of_statements(inner):
    block = st.lists(inner, min_size=1, max_size=3).map(indented)
    return st.one_of(
        st.tuples(NUMBER, block, block).map(lambda some: "if {}:\n{}\nelse:\n{}".format(*some)),
        st.tuples(NUMBER, block).map(lambda some: "for n in (1, {}):\n{}".format(*some)),
        block.map(
            lambda body: f"for a in range(3):\n{body}\n    if a > 1: break\nelse:\n    print('e')"
        ),
        block.map(
            lambda body: f"def f(a, b=2, *, c=3):\n    global n\n{body}\n    return a\nprint(f(1))"
        ),
        block.map(
            lambda body: (
                f"try:\n{body}\nexcept Exception as e:\n    print(isinstance(e, TypeError))"
            )
        ),
        block.map(lambda body: f"while len(w) < 9:\n    w += [1]\n{body}"),
    )


STATEMENT = st.recursive(
    st.one_of(
        # What is kept stays small, or loops would make numbers of a million digits.
        st.tuples(st.sampled_from(NAMES), NUMBER).map(lambda some: "{} = {} % 1009".format(*some)),
        st.tuples(st.sampled_from([*NAMES, "v[0]"]), IN_PLACE, NUMBER).map(
            lambda some: "{0} {1} {2}; {0} %= 1009".format(*some)
        ),
        st.tuples(st.sampled_from(NAMES), NUMBER).map(
            lambda some: "v[0] = {} = {} % 9".format(*some)
        ),
        st.tuples(VALUE, VALUE).map(lambda some: f"print({', '.join(some)})"),
    ),
    of_statements,
    max_leaves=6,
)
PROGRAM = st.lists(STATEMENT, min_size=1, max_size=5).map(
    lambda some: "\n".join(
        ["a, b, c, n = 1, 2.5, -3, 7", "v, w = [1], []", *some, "print(a, b, c, n, v)"]
    )
)


@pytest.mark.filterwarnings("ignore::SyntaxWarning")
@settings(
    max_examples=3,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # a batch is not made smaller
    suppress_health_check=list(HealthCheck),
)
@given(st.lists(PROGRAM, min_size=20, max_size=40))
def test_a_drawn_program_prints_what_it_prints_in_python_and_fails_as_it_fails(programs):
    for program, given_ in zip(programs, in_the_page(programs), strict=True):
        assert given_["problem"] is None, (program, given_["problem"])
        printed, error = in_python(program)
        assert given_["printed"] == printed, (program, given_["printed"], given_["error"])
        kinds = [None if one is None else one.split(":")[0] for one in (error, given_["error"])]
        assert KINDS.get(kinds[0], kinds[0]) == kinds[1], (program, error, given_["error"])
