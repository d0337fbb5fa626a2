"""Judges an answer to a part of an exercise, in the notebook and in the page.

A part is data, a list of steps: ask the answer for values on these inputs, refuse what nobody can
compare, compare with what is expected. ``d2l_local/check/`` makes the data;
:func:`judge_part` goes through the steps and returns the verdict, with the same sentences wherever
it runs. So this module runs on CPython and on MicroPython: it imports ``math`` alone, knows arrays
by what they can do (``asnumpy``, ``shape``, ``tolist``), and keeps the numbers of an answer in
:class:`Values`.
"""

import math

RAISED = "It raised"
RTOL, ATOL = 2e-3, 1e-5
"""How far an answer may be off: what float32 loses and no more; 1 % off is off."""


class Unanswered(Exception):
    """The reader has not answered yet."""


class Wrong(Exception):
    """The answer does not hold: what was seen, and a hint that leads on.

    Parameters
    ----------
    seen : str
        What the answer did, and on which input. Never what it should have done.
    hint : str
        Where to look next.
    """

    def __init__(self, seen, hint):
        super().__init__(seen)
        self.seen, self.hint = seen, hint


class Values:
    """Numbers with a shape.

    Attributes
    ----------
    shape : tuple of int
    flat : list of float
        The numbers, row by row.
    """

    def __init__(self, shape, flat):
        self.shape, self.flat = tuple(shape), flat

    def rows(self):
        """Return the rows of a matrix, each a list."""
        count, width = self.shape
        return [self.flat[i * width : (i + 1) * width] for i in range(count)]


# The verdict ----------------------------------------------------------------------------------


def judge_part(data, *answer, prepare):
    """Judge an answer by the data of its part.

    Parameters
    ----------
    data : dict
        'steps', each a dict whose 'do' names a method of :class:`Steps` and whose other entries are
        its arguments; and 'holds', what a right answer is told, if it is not the usual sentence.
    *answer
        What the part asks for.
    prepare : callable
        Makes an array, as the answer gets it, of its numbers row by row and its shape.

    Returns
    -------
    tuple of str
        The state ('open', 'wrong' or 'right'), what was seen, and a hint ('' when right).
    """
    return verdict_of(lambda *answer: Steps(answer, prepare).take(data), answer)


def verdict_of(judge, answer):
    """Return the state, what was seen and the hint; nothing that the answer does is raised.

    ``judge`` takes the answer, raises :class:`Wrong` or :class:`Unanswered`, and returns what a
    right answer is told, or None.
    """
    try:
        if any(one is None for one in answer) or not answer:
            raise Unanswered
        holds = judge(*answer)
    except Unanswered:
        return "open", "Not answered yet.", "Replace None, then run the cell again."
    except Wrong as wrong:
        return "wrong", wrong.seen, wrong.hint
    except Exception as error:  # an answer of a kind that nobody thought of
        return "wrong", told(error), "Run your answer by itself on one input first."
    return "right", holds or "Your answer holds on every input tried.", ""


def told(error):
    """Return an error in one line, without its traceback."""
    lines = [line for line in str(error).strip().split("\n") if line.strip()]
    return f"{RAISED} {type(error).__name__}" + (f": {lines[-1].strip()}" if lines else ".")


# Asking an answer for values ------------------------------------------------------------------


def call(function, *arguments, where=""):
    """Return what the reader's function gives, as it is.

    Parameters
    ----------
    where : str
        The input in words, for what is told.

    Raises
    ------
    Unanswered
        It returned None.
    Wrong
        It is no function, or raises.
    """
    if not callable(function):
        raise Wrong(
            f"This is {type(function).__name__}, not a function.",
            "Pass the function itself, by its name and without parentheses.",
        )
    raised = result = None
    try:
        result = function(*arguments)
        for one in several(result) or [result]:
            if hasattr(one, "wait_to_read"):
                one.wait_to_read()  # MXNet computes later: its error is to come here
    except Exception as error:
        raised = told(error)
    if raised:
        raise Wrong(
            f"{raised} {where}".strip(),
            "Try your function by itself on that input. Arrays of MXNet and of NumPy do not mix: "
            "use one of the two throughout.",
        )
    if result is None or any(one is None for one in several(result)):
        raise Unanswered
    return result


def ask(function, *arguments, shape=None, where=""):
    """Return what the reader's function gives, as finite :class:`Values`; see :func:`call`.

    ``shape`` is what the result must have; a number passes as shape ().
    """
    return numbers(call(function, *arguments, where=where), shape, where)


def ask_each(function, *arguments, shapes, where=""):
    """Return the several arrays that the reader's function gives, in a list.

    ``shapes`` has a pair for each: its name, and its shape or None.
    """
    results = call(function, *arguments, where=where)
    asked = ", ".join([name for name, _ in shapes])
    if not isinstance(results, (tuple, list)) or len(results) != len(shapes):
        many = isinstance(results, (tuple, list))
        count = f"{len(results)} results" if many else f"one {type(results).__name__}"
        raise Wrong(
            f"It gives {count} {where}; asked for are {len(shapes)}: {asked}.",
            f"Let the function end with return {asked}.",
        )
    hint = "Write down the shape of each factor: which axis meets which?"
    return [
        numbers(result, shape, f"for {name} {where}".strip(), hint)
        for result, (name, shape) in zip(results, shapes)
    ]


def several(result):
    """Return what a list, tuple or dict holds; of anything else, nothing."""
    if isinstance(result, dict):
        return list(result.values())
    return list(result) if isinstance(result, (tuple, list)) else []


ELEMENTWISE = "Work elementwise, or look at which axis you sum over."


def numbers(result, shape=None, where="", hint=ELEMENTWISE):
    """Return a result as finite :class:`Values`, or say what else it is."""
    where = f" {where}" if where else ""
    values = None
    try:
        values = Values(*flattened(result))
    except (TypeError, ValueError):
        pass
    if values is None:
        raise Wrong(
            f"It gives {type(result).__name__}{where}, not numbers.",
            "Return a number or an array of numbers.",
        )
    if shape is not None and values.shape != tuple(shape):
        if len(values.flat) != 1 or any(length != 1 for length in shape):
            raise Wrong(
                f"It gives the shape {values.shape}{where}; asked for is {tuple(shape)}.", hint
            )
        values.shape = tuple(shape)
    for one in values.flat:
        if not math.isfinite(one):
            raise Wrong(
                f"It gives {one}{where}.",
                "Look for an overflow, a division by zero, or the difference of two large numbers. "
                "exp(-|x|) never overflows.",
            )
    return values


def flattened(result):
    """Return the shape of a number, an array or nested lists, and its numbers row by row."""
    if hasattr(result, "asnumpy"):
        result = result.asnumpy()
    shape = getattr(result, "shape", None)
    if hasattr(result, "tolist"):
        result = result.tolist()
    if isinstance(result, (tuple, list)):
        rows = [flattened(one) for one in result]
        inner = rows[0][0] if rows else ()
        if any(one != inner for one, _ in rows):
            raise ValueError("the rows differ in length")
        flat = [one for _, row in rows for one in row]
        return (len(rows),) + inner if shape is None else tuple(shape), flat
    if isinstance(result, (str, bytes)):
        raise TypeError("a text is no number")
    try:
        return (), [float(result)]
    except OverflowError:  # a whole number beyond float64
        return (), [math.inf]


# Comparing ------------------------------------------------------------------------------------


def agree(value, expected, rtol=RTOL, atol=ATOL):
    """Say whether a number agrees with the expected one within float32."""
    return abs(value - expected) <= atol + rtol * abs(expected)


def all_agree(values, expected, rtol=RTOL, atol=ATOL):
    """Say whether each number of a list agrees with the expected one."""
    return all(agree(*pair, rtol, atol) for pair in zip(values, expected))


def hint_for(values, expected, hint, faults, rtol=RTOL, atol=ATOL):
    """Return the hint of the first known fault that gives these values, else the general one.

    ``faults`` has pairs of such a list of numbers and its hint. One that is right here is passed
    over.
    """
    for wrong, own in faults:
        if not all_agree(wrong, expected, rtol, atol) and all_agree(
            values, wrong, 2 * rtol, 2 * atol
        ):
            return own
    return hint


def plain(value):
    """Write a number for a reader: four digits, no -0, no np.float64(...).

    The text is that of '%.4g' in CPython. MicroPython rounds 0.0078125 to other four digits, so
    they are found here, with whole numbers.
    """
    value = float(value)
    if value == 0 or not math.isfinite(value):
        return "0" if value == 0 else str(value).replace("-", "−")
    mantissa, power = math.frexp(abs(value))
    above, below = int(mantissa * 2**53) << max(power - 53, 0), 1 << max(53 - power, 0)
    exponent = math.floor(math.log10(abs(value)))
    if above * 10 ** max(-exponent, 0) >= below * 10 ** max(exponent, 0) * 10:
        exponent += 1  # the logarithm is rounded: look at the power of 10 itself
    elif above * 10 ** max(-exponent, 0) < below * 10 ** max(exponent, 0):
        exponent -= 1
    above, below = above * 10 ** max(3 - exponent, 0), below * 10 ** max(exponent - 3, 0)
    digits, rest = divmod(above, below)
    if 2 * rest > below or (2 * rest == below and digits % 2):
        digits += 1
    if digits == 10_000:
        digits, exponent = 1000, exponent + 1
    text = str(digits)
    if -4 <= exponent < 4:
        text = "0" * -exponent + text
        point = max(exponent, 0) + 1
        end = ""
    else:
        point, end = 1, f"e{'+' if exponent > 0 else '−'}{'0' if abs(exponent) < 10 else ''}"
        end += str(abs(exponent))
    text = (text[:point] + "." + text[point:]).rstrip("0").rstrip(".")
    return ("−" if value < 0 else "") + text + end


def filled(seen, values, at=0, **words):
    """Return a sentence with what it speaks of put in.

    Its fields: {0}, {1}, ... are single values, {value} the one told of, {at} its index, {column}
    the last number of that, {share} its share in the softmax of its row, {shape} the shape, {row}
    the shape as one row, {sum} the sum.
    """
    flat = values.flat
    index = index_of(at, values.shape)
    for number, one in enumerate(flat[:4]):
        seen = seen.replace("{" + str(number) + "}", plain(one))
    words["shape"], words["row"], words["at"] = values.shape, (1, len(flat)), index
    words["sum"] = plain(sum(flat))
    if flat:
        words["value"] = plain(flat[at])
    if index:
        words["column"] = index[-1]
    if "{share}" in seen:
        row = values.rows()[index[0]]
        top = max(row)
        total = sum([math.exp(one - top) for one in row])
        words["share"] = plain(math.exp(flat[at] - top) / total)
    for name, word in words.items():
        seen = seen.replace("{" + name + "}", str(word))
    return seen


def index_of(at, shape):
    """Return the index, as a tuple, of the number at this place of an array row by row."""
    index = ()
    for length in reversed(shape):
        index = (at % length,) + index
        at //= length
    return index


# A sign is what can be seen of wrong values without knowing them: each takes the values, the
# expected ones or None, and arguments of its own.


def misses(values, expected, at, wanted, atol):
    """Say whether the number at this place is not the wanted one."""
    return abs(values.flat[at] - wanted) > atol


def meets(values, expected, places, wanted):
    """Say whether the numbers at these places are the wanted ones."""
    return all_agree([values.flat[at] for at in places], wanted)


def has_slope(values, expected, left, right, run, slope):
    """Say whether the values rise from one place to another as a curve of this slope does."""
    return agree((values.flat[right] - values.flat[left]) / run, slope)


def is_shifted(values, expected, atol):
    """Say whether all rows of a matrix are off by the same."""
    shifts = [one - right for one, right in zip(values.flat, expected)]
    columns = [shifts[i :: values.shape[1]] for i in range(values.shape[1])]
    return all(max(one) - min(one) < atol for one in columns)


def is_off_swish(values, expected, beta):
    """Say whether the second number is not the value of Swish at the first."""
    x, y = values.flat
    return not agree(y, x * sigmoid(beta * x), 5e-3)


def is_narrow(values, expected):
    """Say whether all but the first lie closer together than they lie to it."""
    others = values.flat[1:]
    return max(others) - min(others) <= 1e-3 * abs(others[0] - values.flat[0])


SIGNS = {
    "has another shape than": lambda values, expected, shape: values.shape != tuple(shape),
    "has another size than": lambda values, expected, size: len(values.flat) != size,
    "misses": misses,
    "meets": meets,
    "has the slope": has_slope,
    "is shifted": is_shifted,
    "is off Swish": is_off_swish,
    "is narrow": is_narrow,
    "is": lambda values, expected, wanted: (
        values.shape == tuple(wanted["shape"]) and all_agree(values.flat, wanted["values"])
    ),
    "is constant": lambda values, expected: max(values.flat) == min(values.flat),
    "is even": lambda values, expected: all_agree(values.flat, values.flat[::-1]),
    "is never negative": lambda values, expected: min(values.flat) >= 0,
    "is positive": lambda values, expected: min(values.flat) > 0,
    "is largest at": lambda values, expected, at: values.flat.index(max(values.flat)) == at,
    "falls": lambda values, expected: values.flat[0] > values.flat[-1],
    "goes beyond": lambda values, expected, limit: max(map(abs, values.flat)) > limit,
    "does not sum to": lambda values, expected, wanted: not agree(sum(values.flat), wanted),
}


def shows(values, signs, expected=None):
    """Say whether values show all of these signs, each a list of its name and arguments."""
    return all(SIGNS[sign[0]](values, expected, *sign[1:]) for sign in signs)


# Networks -------------------------------------------------------------------------------------


def sigmoid(z):
    """Return the sigmoid without overflow."""
    return (1 + math.tanh(z / 2)) / 2


ACTIVATIONS = {
    "identity": lambda z, slope: z,
    "tanh": lambda z, slope: math.tanh(z),
    "sigmoid": lambda z, slope: sigmoid(z),
    "leaky": lambda z, slope: max(z, 0) + slope * min(z, 0),  # slope 0 is ReLU
}


def affine(X, W, b):
    """Return X W + b; b has a number a column, or one for all.

    Raises
    ------
    ValueError
        The shapes do not meet.
    """
    if len(X.shape) != 2 or len(W.shape) != 2 or X.shape[1] != W.shape[0]:
        raise ValueError("the shapes do not meet")
    width = W.shape[1]
    bias = b.flat * width if len(b.flat) == 1 else b.flat
    if len(bias) != width or (len(b.shape) > 1 and b.shape[-1] != len(b.flat)):
        raise ValueError("the shapes do not meet")
    columns = [W.flat[j::width] for j in range(width)]
    flat = [
        sum([one * weight for one, weight in zip(row, columns[j])]) + bias[j]
        for row in X.rows()
        for j in range(width)
    ]
    return Values((X.shape[0], width), flat)


def network(X, W1, b1, W2, b2, activation, slope=0):
    """Return the outputs of a network with one hidden layer, of shape (n, q)."""
    hidden = affine(X, W1, b1)
    hidden.flat = [ACTIVATIONS[activation](z, slope) for z in hidden.flat]
    return affine(hidden, W2, b2)


ZERO = Values((), [0.0])


# The steps ------------------------------------------------------------------------------------


class Steps:
    """One answer on its way through the steps of its part.

    Each method is a step. What the answer has given so far stands in ``results`` by name; under ''
    stands what was asked for or computed last.
    """

    def __init__(self, answer, prepare):
        self.answer, self.prepare, self.results = answer, prepare, {}

    def take(self, data):
        """Take all steps, and return what a right answer is told, or None."""
        said = None
        for step in data["steps"]:
            options = dict(step)
            said = getattr(self, options.pop("do"))(**options) or said
        return data.get("holds") or said

    def given(self, argument):
        """Return an argument as the answer gets it, each time afresh."""
        if isinstance(argument, dict):
            return self.prepare(argument["values"], tuple(argument["shape"]))
        if isinstance(argument, list):
            return [self.given(one) for one in argument]
        return argument

    def ask(self, arguments, shape=None, where="", hint=None):
        """Ask for one array; ``hint`` is told in place of any other if that fails."""
        (function,) = self.answer
        try:
            self.results[""] = ask(function, *self.given(arguments), shape=shape, where=where)
            return
        except Wrong as wrong:
            seen, hint = wrong.seen, hint or wrong.hint
        raise Wrong(seen, hint)

    def ask_many(self, inputs, words):
        """Ask for one number on each of several inputs, each with its words."""
        flat = []
        for arguments, where in zip(inputs, words):
            self.ask(arguments, [], f"for {where}")
            flat += self.results[""].flat
        self.results[""] = Values((len(flat),), flat)

    def ask_each(self, arguments, shapes, where=""):
        """Ask for several arrays, named in ``shapes``."""
        (function,) = self.answer
        each = ask_each(function, *self.given(arguments), shapes=shapes, where=where)
        for (name, _), values in zip(shapes, each):
            self.results[name] = values

    def take_number(self, right, below, above, hint, faults):
        """Judge an answer that is one number, which may be so far below or above the right one.

        ``faults`` has pairs of a number and its hint.
        """
        (answer,) = self.answer
        (value,) = numbers(answer, ()).flat
        allowed = below if value < right else above
        if abs(value - right) > allowed:
            known = [own for wrong, own in faults if abs(value - wrong) <= allowed]
            raise Wrong(f"It fails. Your number is {plain(value)}.", (known or [hint])[0])

    def take_list(self, names):
        """Take an answer that is a list of numbers, and keep each under its name."""
        (answer,) = self.answer
        if any(one is None for one in several(answer)):
            raise Unanswered
        for name, one in zip(names, numbers(answer, (len(names),)).flat):
            self.results[name] = Values((), [one])

    def take_lists(self, names, seen, hint, advice):
        """Take an answer of several lists of one length; ``seen`` and ``hint`` if fewer came."""
        if len(self.answer) != len(names):
            raise Wrong(seen.replace("{count}", str(len(self.answer))), hint)
        lists = [numbers(one, None, f"as {name}") for one, name in zip(self.answer, names)]
        shapes = [one.shape for one in lists]
        if any(one != shapes[0] for one in shapes) or len(shapes[0]) != 1 or shapes[0][0] == 0:
            listed = ", ".join(map(str, shapes))
            raise Wrong(
                f"{', '.join(names[:-1])} and {names[-1]} have the shapes {listed}.", advice
            )
        for name, one in zip(names, lists):
            self.results[name] = one

    def refuse(self, signs, seen, hint, of="", expected=(), faults=()):
        """Say that the answer is wrong if its values show all of the signs."""
        values = self.results[of]
        if shows(values, signs):
            raise Wrong(filled(seen, values), hint_for(values.flat, expected, hint, faults))

    def compare(
        self,
        expected,
        inputs,
        hint,
        faults=(),
        of="",
        name="x",
        rtol=RTOL,
        atol=ATOL,
        signs=(),
        seen="It fails. {input} your answer is {value}.",
        first=False,
    ):
        """Say that the answer is wrong unless its values agree with the expected ones.

        Parameters
        ----------
        expected : dict
            'shape' and 'values'.
        inputs : str, list of str or list of float
            Says where it failed: words for the whole, such as 'In W for d = 5', which the index of
            the entry follows; or words or a number for each entry.
        hint : str
            What is told when no known fault and no sign fits.
        faults : list of (list of float, str)
            Known wrong answers, each with its hint.
        of : str
            Whose values are meant.
        name : str
            What the numbers in ``inputs`` are.
        signs : list of dict
            Each with its 'signs', its 'hint' and perhaps whose values are meant ('of').
        seen : str
            What is told, with the fields of :func:`filled` and {input}.
        first : bool
            Tell of the first place where it fails, not of the worst.
        """
        values, right = self.results[of], expected["values"]
        off = [
            -1 if agree(one, wanted, rtol, atol) else 1 if first else abs(one - wanted)
            for one, wanted in zip(values.flat, right)
        ]
        worst = max(off)
        if worst < 0:
            return
        # The first that is about as far off as the worst: the last digits do not choose.
        at = [one >= 0.9999 * worst for one in off].index(True)
        values = Values(expected["shape"], values.flat)
        if isinstance(inputs, str):
            index = list(index_of(at, values.shape))
            place = inputs + (f", at {index}," if index else "")
        else:
            one = inputs[at]
            place = one if isinstance(one, str) else f"At {name} = {plain(one)}"
        for sign in reversed(signs):
            if shows(self.results[sign.get("of", of)], sign["signs"], right):
                hint = sign["hint"]
        raise Wrong(
            filled(seen, values, at, input=place),
            hint_for(values.flat, right, hint, faults, rtol, atol),
        )

    def multiply(self, of):
        """Multiply two results, or three as X W + b."""
        self.results[""] = affine(*[self.results[name] for name in of], *[ZERO][: 3 - len(of)])

    def apply_map(self, x, of):
        """Compute x M + c with two results."""
        X = Values(x["shape"], x["values"])
        self.results[""] = affine(X, *[self.results[name] for name in of])

    def apply_network(self, X, of, activation, seen="", hint="", slope=0):
        """Compute a network with one hidden layer from results; without a name, b2 is 0.

        ``seen`` and ``hint`` are told if they make no network; {shapes} are theirs.
        """
        weights = [self.results[name] for name in of]
        X = Values(X["shape"], X["values"])
        try:
            self.results[""] = network(X, *weights, *[ZERO][: 4 - len(of)], activation, slope)
            return
        except ValueError:
            shapes = ", ".join([str(one.shape) for one in weights])
        raise Wrong(seen.replace("{shapes}", shapes), hint)

    def apply_units(self, x, of):
        """Compute the sum of ReLUs w, b, v (three results) for each x."""
        w, b, v = [self.results[name].flat for name in of]
        flat = [sum([max(0, w[i] * one + b[i]) * v[i] for i in range(len(w))]) for one in x]
        self.results[""] = Values((len(x),), flat)

    def count_regions(self, of):
        """Say how many regions the units w, b cut the line into."""
        w, b = [self.results[name].flat for name in of]
        cuts = {-b[i] / w[i] for i in range(len(w)) if w[i] != 0}
        return f"One piece, and {1 + len(cuts)} regions of constant pattern."

    def centre(self):
        """Take its mean from each row of the last result."""
        flat = []
        for row in self.results[""].rows():
            mean = sum(row) / len(row)
            flat += [one - mean for one in row]
        self.results[""].flat = flat

    def normalise(self, epsilon, keep):
        """Normalise the last result as a batch, of which the first number is left.

        The batch stays under the name ``keep``.
        """
        self.results[keep] = self.results[""]
        batch = self.results[""].flat
        mean = sum(batch) / len(batch)
        variance = sum([(one - mean) ** 2 for one in batch]) / len(batch)
        self.results[""] = Values((), [(batch[0] - mean) / math.sqrt(variance + epsilon)])

    def ask_pairs(self, arguments, where, places, elsewhere, other, hint=None):
        """Ask for a dict from places to numbers, and keep the numbers in the order of the places.

        Parameters
        ----------
        places : list of float
            Those that it must name, and no other.
        elsewhere : list
            Known wrong places, whether all that are named must be among them, and a hint.
        other : str
            The hint for any other place.
        hint : str, optional
            What is told in place of any other hint if there are no places.
        """
        (function,) = self.answer
        pairs = []
        try:
            result = call(function, *self.given(arguments), where=where)
            if isinstance(result, dict):
                pairs = [
                    (numbers(place, (), f"as a place {where}").flat[0], jump)
                    for place, jump in result.items()
                ]
            failed = None
        except Wrong as wrong:
            failed = wrong
        if failed:
            raise Wrong(failed.seen, hint or failed.hint)
        if not isinstance(result, dict):
            raise Wrong(
                f"It gives {type(result).__name__} {where}, not a dict.",
                "A dict holds pairs: jumps = {} and then jumps[place] = jump.",
            )
        pairs = [(place, numbers(jump, (), where).flat[0]) for place, jump in pairs]
        pairs.sort(key=lambda pair: pair[0])
        named = [place for place, _ in pairs]

        def among(place, others):
            return any(agree(place, one) for one in others)

        for number, place in enumerate(named):
            if among(place, named[:number]):
                raise Wrong(
                    f"It names {plain(place)} twice {where}.",
                    "At a place there is one jump. What if several units change there?",
                )
        for place in named:
            if not among(place, places):
                for wrong, all_of_them, own in reversed(elsewhere):
                    if all(among(one, wrong) for one in (named if all_of_them else [place])):
                        other = own
                raise Wrong(f"It names a jump at {plain(place)} {where}.", other)
        if len(named) < len(places):
            raise Wrong(
                f"It names {len(named)} place{'' if len(named) == 1 else 's'} {where}.",
                "That is not all. Does every unit whose slope changes have its place?",
            )
        self.results[""] = Values((len(named),), [jump for _, jump in pairs])

    def order(self, needs, strays):
        """Judge the steps of a proof: each must come after those that it needs.

        Parameters
        ----------
        needs : list of (str, str, str)
            The letter of each step, the letters that it rests on, and the hint for one who puts it
            before them.
        strays : list of (str, str)
            The letters of steps that do not belong to the proof, each with its hint.
        """
        (answer,) = self.answer
        if isinstance(answer, str):
            answer = [one for one in answer if one.isalpha() or one.isdigit()]
        if not isinstance(answer, (tuple, list)) or not all(isinstance(one, str) for one in answer):
            raise Wrong(
                f"This is {type(answer).__name__}, not a list of letters.",
                "Write the letters of the steps in a list, each in quotes, from first to last.",
            )
        strays = dict(strays)
        needs = {letter: (before, hint) for letter, before, hint in needs}
        letters = [one.strip().upper() for one in answer]
        for place, letter in enumerate(letters):
            if letter in strays:
                raise Wrong(f"Step {letter} is among yours.", strays[letter])
            if letter not in needs:
                raise Wrong(
                    f"There is no step {letter!r}.", "Look at the letters in the list above."
                )
            if letter in letters[:place]:
                raise Wrong(
                    f"Step {letter} stands there twice.", "Once a thing is shown, it stays so."
                )
            before, hint = needs[letter]
            if not set(before) <= set(letters[:place]):
                raise Wrong(
                    f"At place {place + 1}, step {letter} uses what is not shown before it.", hint
                )
        if len(letters) < len(needs):
            raise Wrong(
                f"So far it holds, with {len(letters)} steps; the claim is not reached yet.",
                "Which step joins on to the last one of yours?"
                if letters
                else "Which rests on no other?",
            )
        return "Each of your steps rests on what stands before it."

    def choose_words(self, choices, words):
        """Judge a dict that gives one of the words to each key.

        ``choices`` has the key, the right word and a hint for each.
        """
        (answer,) = self.answer
        keys = [key for key, _, _ in choices]
        if not isinstance(answer, dict) or set(answer) != set(keys):
            raise Wrong(
                f"This is {type(answer).__name__}, not the dict of the cell above with its six "
                "keys.",
                f"Keep the keys as they are: {', '.join(keys)}.",
            )
        if any(one is None for one in answer.values()):
            raise Unanswered
        for key in keys:
            if not isinstance(answer[key], str) or answer[key] not in words:
                raise Wrong(
                    f"For {key} you say {repr(answer[key])[:40]}.",
                    f"Choose one of these words: {tuple(words)}.",
                )
        wrong = [(key, hint) for key, right, hint in choices if answer[key] != right]
        if wrong:
            key, hint = wrong[0]
            more = f" ({len(wrong)} of the six are not right yet.)" if len(wrong) > 1 else ""
            raise Wrong(f"For {key} you say {answer[key]!r}.{more}", hint)
        return "All six hold."

    def choose_letters(self, choices, letters):
        """Judge a dict that gives some of the letters to each number.

        ``choices`` has the number, its right letters and a hint for each.
        """
        (answer,) = self.answer
        if any(one is None for one in several(answer)):
            raise Unanswered
        if not isinstance(answer, dict) or set(answer) != {number for number, _, _ in choices}:
            raise Wrong(
                "This is not the dictionary with its numbers 1 to 4.",
                "Keep the numbers, and replace each None by letters from a to e, as in 'bd'.",
            )
        for number, right, hint in choices:
            if not isinstance(answer[number], (str, list, tuple, set)):
                raise Wrong(f"There is {answer[number]} for {number}, no text.", "As in 'bd'.")
            named = {str(one).strip().lower() for one in answer[number]} - {"", ","}
            if not named <= set(letters):
                raise Wrong(f"There is {sorted(named)} for {number}.", "The troubles are a to e.")
            if named - set(right):
                raise Wrong(f"For remedy {number} you name too much.", hint)
            if set(right) - named:
                raise Wrong(f"For remedy {number} you name too little.", hint)
        return "All four hold."
