"""A grammar of programs: arrays of every type, views, changes in place, gradients, printing."""

from hypothesis import strategies as st

SHAPES = ["(3,)", "(2, 3)", "(3,)", "(2, 1)", "()"]
SIZES = {"(3,)": 3, "(2, 3)": 6, "(2, 1)": 2, "()": 1}
NUMBERS = st.sampled_from([-2.5, -2.0, -1.0, -0.5, 0.0, 0.25, 0.5, 1.0, 1.5, 2.0, 3.0])
TYPES = ["float32"] * 6 + ["float64", "int32", "int64", "bool"]
# Smooth, and mild on what is computed; the others stand on arrays alone, where nothing was rounded.
SMOOTH = [
    "np.tanh({})", "npx.sigmoid({})", "np.sin({})", "np.cos({})", "np.arctan({})", "np.square({})",
    "np.abs({})", "npx.relu({})", "np.exp(np.tanh({}))", "npx.erf({})", "-{}", "abs({})",
    "np.log(np.abs({}) + 1)", "np.sqrt(np.abs({}) + 0.5)",
    "npx.activation({}, act_type='softrelu')",
    "npx.leaky_relu({})", "npx.leaky_relu({}, act_type='elu')", "np.arcsinh({})",
    "np.expm1(np.tanh({}))",
    "np.clip({}, -1, 1.5)", "np.maximum({}, 0)", "np.minimum(1, {})", "({}) ** 2", "({}) ** 3",
    "{}.reshape(-1)", "{}.T", "{}.copy()", "{}.detach()", "{}.astype('float32')", "{} * 2",
    "3 - {}",
    "{} / 2", "1 + {}", "0.1 * {}", "np.expand_dims({}, 0)", "{}.astype('float64')",
    "2 ** np.tanh({})",
]  # fmt: skip
STEPS = [
    "np.floor({})", "np.ceil({})", "np.sign({})", "np.round({})", "np.rint({})", "np.trunc({})",
    "{} % 2", "{} % 0.75", "({} > 0)", "({} >= 1) * 2", "({} == 0)", "~({} > 0)", "({} != 1)",
    "({} > 0) & ({} < 1)", "({} < 0) | ({} > 1)",
    "np.isnan({})", "1 / {}", "np.log({})", "np.sqrt({})", "np.reciprocal({})",
    "{}.astype('int32')",
    "{}.astype('bool')", "np.argsort({})", "np.sort({})", "np.cumsum({})",
    "({} < 1).astype('float32')",
]  # fmt: skip
FOLDS = [
    "{}.sum()", "{}.mean()", "np.max({})", "{}.min()", "np.sum({}, axis=0)", "{}.mean(axis=-1)",
    "np.max({}, axis=0)", "{}.sum(axis=0, keepdims=True)", "np.prod({})", "{}.std()",
    "np.var({}, axis=0)",
    "{}.argmax()", "np.argmin({}, axis=0)", "np.any({})", "np.all({}, axis=0)",
    "np.linalg.norm({})",
    "npx.softmax({})", "npx.log_softmax({})", "npx.softmax({}, axis=0)", "np.cumsum({}, axis=0)",
    "np.mean({}, axis=0)", "np.min({}, axis=-1, keepdims=True)",
]  # fmt: skip
JOINS = [
    "{} + {}", "{} - {}", "{} * {}", "{} / (np.abs({}) + 0.5)", "np.maximum({}, {})",
    "np.dot({}, {})",
    "np.minimum({}, {})", "np.where({} > 0, {}, {})", "np.where({} > 0, {}, 0)",
    "np.stack([{}, {}])",
    "np.concatenate([{}, {}])", "({} > 0) * {}", "np.hypot({}, {})", "np.arctan2({}, {})",
    "{} @ {}",
    "np.where({} > 0, 1.0, {})", "np.outer({}, {})", "(np.abs({}) + 0.5) ** {}", "np.add({}, {})",
    "({} > 0) + ({} > 1)", "({} > {})", "({} == {})", "np.vstack([{}, {}])",
]  # fmt: skip
INDICES = [
    "[0]", "[1]", "[-1]", "[1:]", "[:2]", "[::-1]", "[::2]", "[None]", "[...]", "[:, 0]", "[:, 1:]",
    "[0, 1]", "[[1, 0]]", "[[0, 1], [1, 0]]", "[:, [0, 0]]", "[np.array([1, 0], dtype='int32')]",
    "[{n} > 0]", "[[True, False]]", "[1:, 0]", "[0:1]", "[0:1, 1:]", "[()]", "[..., 0]", "[5]",
    "[np.argsort({n})]", "[[True, False, True]]", "[1][0]", "[:][1:]",
]  # fmt: skip
PRINTED = [
    "str({})", "repr({})", "'%s' % {}", "str([{}])", "{}.tolist()", "{}.shape", "str({}.dtype)",
    "{}.size",
    "str({} * 1000)", "repr({} / 3)", "str({} * 1e-3)", "len({})", "[v for v in {}]",
    "str({}.sum())",
]  # fmt: skip


@st.composite
def array(draw):
    """Return the text that makes an array."""
    dtype, shape = draw(st.sampled_from(TYPES)), draw(st.sampled_from(SHAPES))
    numbers = [draw(NUMBERS) for _ in range(SIZES[shape])]
    if dtype in ("int32", "int64"):
        numbers = [int(one) for one in numbers]
    if dtype == "bool":
        numbers = [int(one > 0) for one in numbers]
    more = "" if dtype == "float32" else f", dtype={dtype!r}"
    return f"np.array({numbers}{more}).reshape({shape})", dtype


@st.composite
def expression(draw, names, depth):
    """Return an expression of the arrays that these names stand for."""
    name = st.sampled_from(names)
    kind = draw(st.integers(0, 9))
    if depth == 0 or kind == 0:
        leaf = draw(name)
        form = draw(st.sampled_from(STEPS))
        return form.format(*[leaf] * form.count("{}")) if kind % 2 else leaf
    inner = expression(names, depth - 1)
    if kind <= 4:
        form = draw(st.sampled_from(JOINS))
        return form.format(*[bracketed(draw(inner)) for _ in range(form.count("{}"))])
    if kind <= 6:
        return draw(st.sampled_from(SMOOTH)).format(bracketed(draw(inner)))
    if kind == 7:
        return draw(st.sampled_from(FOLDS)).format(bracketed(draw(inner)))
    leaf = draw(name)
    return leaf + draw(st.sampled_from(INDICES)).replace("{n}", leaf)


def bracketed(text):
    return text if text.isidentifier() else f"({text})"


@st.composite
def change(draw, names):
    """Return a statement that changes an array in place."""
    name = draw(st.sampled_from(names))
    value = draw(st.sampled_from(["2", "0.5", *names, f"{name} * 2", "-1", "True"]))
    if draw(st.booleans()):
        index = draw(st.sampled_from([*INDICES, "[:]", "[:]"])).replace("{n}", name)
        return f"{name}{index} = {value}"
    sign = draw(st.sampled_from(["+=", "-=", "*=", "/=", "%=", "&=", "|="]))
    return f"{name} {sign} {value}"


@st.composite
def program(draw):
    """Return a program that shows what its arrays, views, gradients and texts are in the end."""
    lines, names, floats = [], [], []
    for name in "abc"[: draw(st.integers(1, 3))]:
        text, dtype = draw(array())
        lines.append(f"{name} = {text}")
        names.append(name)
        floats += [name] if dtype[:5] == "float" else []
    kind = draw(st.sampled_from(["plain", "recorded", "recorded", "changed", "changed", "printed"]))
    if kind == "plain":
        lines += [f"show({draw(expression(names, 2))})" for _ in range(2)]
    elif kind == "printed":
        lines.append(f"d = {draw(expression(names, 1))}")
        lines += [
            f"show({draw(st.sampled_from(PRINTED)).format(draw(st.sampled_from([*names, 'd'])))})"
            for _ in range(2)
        ]
    elif kind == "changed":
        name = draw(st.sampled_from(names))
        lines.append(f"v = {name}{draw(st.sampled_from(INDICES)).replace('{n}', name)}")
        lines += [draw(change([*names, "v", "v"])) for _ in range(draw(st.integers(1, 2)))]
        lines.append(f"show({', '.join(names)}, v)")
    elif floats:
        lines += draw(recording(names, floats))
    else:
        lines.append(f"show({draw(expression(names, 2))})")
    return "\n".join(lines)


@st.composite
def recording(draw, names, floats):
    """Return lines that record an expression and show the gradient to each of its arrays."""
    request = draw(st.sampled_from(["", "", "", "grad_req='add'"]))
    lines = [f"{name}.attach_grad({request})" for name in floats]
    rounds = 2 if request or draw(st.integers(0, 4)) == 0 else 1
    result = draw(expression(names, 2))
    between = draw(st.sampled_from(["", "", "", "with autograd.pause(): u = z * 2", "z = z * 1"]))
    for _ in range(rounds):
        lines += ["with autograd.record():", f"    z = {result}"]
        lines += [f"    {between}"] if between else []
        given = draw(st.sampled_from(["", "", "G", "retain_graph=True"]))
        if given == "G":
            lines.append("G = (np.arange(z.size).reshape(z.shape) + 1).astype(z.dtype)")
        lines.append(f"z.backward({given})")
        if draw(st.integers(0, 3)) == 0:
            lines.append(f"{floats[0]} -= 0.5 * {floats[0]}.grad")
    return [*lines, f"show(z, {', '.join(f'{name}.grad' for name in floats)}, {floats[0]})"]
