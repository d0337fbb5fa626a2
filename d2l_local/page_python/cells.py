"""Runs a cell that a reader has edited, and tells what it shows.

This runs in the page too, on MicroPython.

``run`` executes the cell after those statements above it that it needs. ``explore`` and ``check``
are the page's own: they draw and judge with the very modules that the notebook uses, on
:mod:`arrays` in place of MXNet. What comes out is data, ready for JSON: the page makes text of it.
"""

import builtins
import io
import json
import sys
import time

from d2l_local.check.judging import judge_part
from d2l_local.check.telling import in_the_page
from d2l_local.curves.evaluation import finished
from d2l_local.curves.failures import check_returned, explained
from d2l_local.curves.sliders import USUAL_PLANE, USUAL_X, Choice, Slider, slider_of
from d2l_local.elsewhere import MET, Elsewhere
from d2l_local.explorer.chart import Chart
from d2l_local.explorer.exploring import OPTIONS, PLANE_OPTIONS, exploration, plane_exploration
from d2l_local.explorer.plane import Plane
from d2l_local.page_python import arrays
from d2l_local.page_python.source import calls, names_used, parameters_of
from d2l_local.regions import most_regions, regions
from d2l_local.workbench.pictures import pictures_steps

CELL = "the cell"  # what a traceback calls it
# What a cell may import of Python itself.
STANDARD = ("math", "cmath", "random", "time", "collections", "functools", "itertools", "re")
SOON = 300  # milliseconds; what takes longer shows a first picture before it is done
SLICE = 150  # milliseconds between steps: at each MicroPython looks for memory to free
MOST_TEXT = 10_000  # letters that a cell may print
MOST_SOURCE = 20_000  # letters of a cell: reading twice as many takes four times as long


# What a function is evaluated with, as d2l_local.curves.evaluation asks for it ------------------


class Engine:
    """Evaluates functions of the cell with the page's arrays.

    Attributes
    ----------
    function : callable
        The one that is explored,
    parameters : list of str or None
        and its parameters, as its source has them.
    importing : Importing
        What it may import.
    """

    def __init__(self, function, parameters, importing):
        self.function, self.parameters, self.importing = function, parameters, importing

    def signature(self, function):
        known = function is self.function and self.parameters is not None
        return Signature(self.parameters) if known else None

    def takes(self, function, at, *values):
        """Return which of the names in ``at`` a function takes.

        Where its source is not known it is called, and what it refuses is left out. The functions
        of ``np`` and ``npx`` take none: they let pass what MXNet's have more.
        """
        if function in arrays.NP.values() or function in arrays.NPX.values():
            return []
        if function is self.function and self.parameters is not None:
            known = self.signature(function).parameters
            return [name for name in at if name in known]
        at = dict(at)
        while at:
            try:
                with self.importing:
                    function(*[arrays.array([one]) for one in values], **at)
            except TypeError as error:
                if "keyword" in str(error):
                    refused = [name for name in at if f"'{name}'" in str(error)]
                    at = {name: at[name] for name in at if refused and name != refused[0]}
                    continue
            except Exception:
                pass
            break
        return list(at)

    def tell(self, function, at):
        """Return what a function says of the values of the sliders, by name."""
        with self.importing:
            return function(**at)

    def call_plane(self, function, points, at):
        """Return the columns of what a function gives at points of a plane, and its shape."""
        numbers = [number for point in points for number in point]
        given = arrays.ndarray(numbers, (len(points), 2))
        with self.importing, arrays.Switch(recording=False):
            y = function(given, **at)
        if not isinstance(y, arrays.ndarray):
            check_returned(y, arrays.ndarray, None)
        count = len(y.values) // len(points)
        size = len(y.values)
        columns = [[y.values[k] for k in range(i, size, count)] for i in range(count)]
        return columns, y.shape

    def call(self, function, x, derivative, at):
        """Return the values of the function at x, and its slopes or None."""
        given, arguments = arrays.array(x), dict(at)
        variable = given if derivative == "x" else None
        if derivative not in (None, "x"):
            variable = arguments[derivative] = arrays.full(len(x), at[derivative])
        if variable is not None:
            variable.attach_grad()
        with self.importing, arrays.Switch(recording=variable is not None):
            y = function(given, **arguments)
        check_returned(y, arrays.ndarray, (len(x),))
        if variable is None:
            return y.values, None
        y.backward(train_mode=False)
        return y.values, variable.grad.values

    def explained(self, error, derivative, shape):
        return explained(error, derivative, shape)


class Signature:
    """The parameters of a function, read from its source; raises as inspect.Signature does."""

    def __init__(self, parameters):
        self.texts = parameters
        self.parameters = [text.split("=")[0].strip() for text in parameters]

    def __str__(self):
        return f"({', '.join(self.texts)})"

    def bind(self, *values, **named):
        for name in named:
            if name not in self.parameters[len(values) :]:
                raise TypeError(f"got an unexpected keyword argument '{name}'")
        for name, text in list(zip(self.parameters, self.texts))[len(values) :]:
            if name not in named and "=" not in text:
                raise TypeError(f"missing a required argument: '{name}'")
        if len(values) > len(self.parameters):
            raise TypeError("too many positional arguments")


# What a cell may call ---------------------------------------------------------------------------


class Shown:
    """What a cell has shown: charts, verdicts and printed text."""

    def __init__(self, source, above, parts):
        self.asked, self.charts, self.verdicts, self.printed = [], [], [], []
        self.examined = []
        self.line = 0  # that of the call which is computed
        self.source = source
        self.calls = {name: calls(source, name) for name in ("explore", "plane")}
        self.texts = [source] + above  # where a function may be defined, the nearest first
        self.parts = parts

    def explore(self, function, x=USUAL_X, **options):
        """Keep what is to be explored: it is computed when the cell is done, step by step."""
        options["x"] = x
        self.asked.append(("explore", function, options))

    def plane(self, function, x1=USUAL_PLANE, x2=USUAL_PLANE, **options):
        """Keep what is to be drawn over a plane, as ``explore`` does."""
        options["x1"], options["x2"] = x1, x2
        self.asked.append(("plane", function, options))

    def explorations(self, importing):
        """Compute and draw what was asked for, as ``explore`` does in the notebook; a generator."""
        for kind, function, options in self.asked:
            known = self.calls[kind]
            self.line, first, names = known.pop(0) if len(known) > 1 else known[0]
            usual = ("x",) + OPTIONS if kind == "explore" else PLANE_OPTIONS
            given = [name for name in options if name not in usual]
            given.sort(key=lambda name: names.index(name) if name in names else len(names))
            engine = Engine(function, parameters_of(first, self.texts), importing)
            sliders = [(name, options.pop(name)) for name in given]
            if kind == "plane":
                steps = plane_exploration(engine, function, sliders, kind=Plane, **options)
            else:
                x = options.pop("x")
                steps = exploration(engine, function, x, sliders, kind=Chart, **options)
            begun = told_at = time.ticks_ms()
            while True:
                try:
                    done, count = next(steps)
                except StopIteration as end:
                    self.charts.append(end.value)
                    break
                now = time.ticks_ms()
                is_slow = done == 1 and time.ticks_diff(now, begun) * count > SOON
                if is_slow and kind == "explore":
                    yield {"early": contents_of(early(engine, function, x, sliders, options))}
                elif time.ticks_diff(now, told_at) > SLICE:
                    yield {"done": done, "count": count}
                    told_at = now

    def report(self, function, label="f(x)", beside=None):
        """Keep what is to be examined and drawn, as ``explore`` does."""
        self.examined.append((function, "report", label, beside))

    def challenge(self, function, label="f(x)", beside=None):
        """Keep what is to be examined, as ``report`` does; its wishes are told."""
        self.examined.append((function, "challenge", label, beside))

    def examinations(self, importing):
        """Examine what was asked for, as the workbench does in the notebook; a generator."""
        lines = {what: calls(self.source, what) for what in ("report", "challenge")}
        for function, what, label, beside in self.examined:
            known = lines[what]
            self.line = (known.pop(0) if len(known) > 1 else known[0])[0]
            steps = pictures_steps(Engine(function, None, importing), function, what, label, beside)
            while True:
                try:
                    next(steps)
                except StopIteration as end:
                    self.charts += end.value
                    break
                yield {}

    def check(self, name, *answer):
        """Judge the answer to a part of an exercise, as ``check`` does in the notebook."""
        if name not in self.parts:
            there = ", ".join(self.parts)
            raise ValueError(f"no part {name!r}; there are {there}")
        part = self.parts[name]
        with_numpy = any("numpy" in text for text in self.texts)
        count = self.source.count("onp.")  # as the pages call NumPy, beside MXNet's np and npx
        mixed = count and (self.source.count("np.") > count or "npx." in self.source)
        state, seen, hint = judge_part(
            part["data"], *answer, prepare=prepared, needs_float64=with_numpy, may_mix=mixed
        )
        self.verdicts.append(in_the_page(state, name, part, seen, hint))

    def print(self, *values, sep=" ", end="\n", **unused):
        self.printed.append(sep.join(str(value) for value in values) + end)

    def contents(self):
        """Return what was shown, ready for JSON."""
        return {
            "charts": [contents_of(chart) for chart in self.charts],
            "verdicts": self.verdicts,
            "printed": "".join(self.printed)[:MOST_TEXT],
        }


def early(engine, function, x, sliders, options):
    """Return the chart where its sliders start, before the other positions are computed."""
    start, alone = options.get("start") or {}, []
    for name, spec in sliders:
        one = slider_of(name, spec)
        if name != options.get("derivative"):  # which needs neighbours
            place = one.nearest(start[name]) if name in start else len(one.values) // 2
            value = [one.values[place]]
            if isinstance(one, Choice):
                one = Choice(name, value)
            else:
                one = Slider(name, value, one.step, one.decimals)
        alone.append((name, one))
    return finished(exploration(engine, function, x, alone, kind=Chart, **options))


def prepared(values, shape):
    """Return an argument of a question as the answer gets it."""
    return arrays.ndarray(values, tuple(shape))


def contents_of(chart):
    """Return a chart as what the page builds it from."""
    return {
        "label": chart.heading,
        "drawing": chart.drawing(),
        "description": chart.description(),
        "readout": chart.readout(),
        "more": chart.more,
        "spec": chart.spec(),
    }


class Absent:
    """Stands for what the page's Python has not; says so where it is used."""

    def __init__(self, message):
        self.message = message

    def fail(self, *unused, **options):
        raise Elsewhere(self.message)

    def __getattr__(self, name):
        if name[:2] == "__":
            raise AttributeError(name)
        return self

    __call__ = __getitem__ = __iter__ = __len__ = fail
    __add__ = __radd__ = __mul__ = __rmul__ = __sub__ = __rsub__ = __truediv__ = __matmul__ = fail


def absent(name):
    return Absent(f"{name} is not in the page's Python. {arrays.ELSEWHERE}")


class Package(arrays.Names):
    """A module of which the page has a part: the rest can be imported, and says so when used."""

    def __getattr__(self, name):
        if name[:2] == "__":
            raise AttributeError(name)
        return absent(f"{self.name}.{name}")


# Importing --------------------------------------------------------------------------------------


def nothing_to_do(*unused, **options):
    return None


def modules_for(shown):
    """Return what a cell may import, by name."""
    names = arrays.Names
    np, npx, autograd = arrays.np, arrays.npx, arrays.autograd
    mxnet = Package("mxnet", np=np, npx=npx, autograd=autograd)
    explorer = Package("d2l_local.explorer", explore=shown.explore, plane=shown.plane)
    check = Package("d2l_local.check", check=shown.check)
    workbench = Package("d2l_local.workbench", report=shown.report, challenge=shown.challenge)
    counting = Package("d2l_local.regions", regions=regions, most_regions=most_regions)
    d2l_local = Package(
        "d2l_local", explorer=explorer, check=check, activations=catalogue, workbench=workbench,
        regions=counting, as_in_2020=nothing_to_do, as_today=nothing_to_do,
    )  # fmt: skip
    return {
        "mxnet": mxnet, "mxnet.np": np, "mxnet.npx": npx, "mxnet.autograd": autograd, "numpy": np,
        "d2l_local": d2l_local, "d2l_local.explorer": explorer, "d2l_local.check": check,
        "d2l_local.activations": catalogue, "d2l_local.workbench": workbench,
        "d2l_local.regions": counting,
        "itertools": names("itertools", **iteration()),
    }  # fmt: skip


def to_float(value=0.0):
    """``float``, also of an array with one entry (arrays.ndarray.__float__ says why)."""
    return value.item() if isinstance(value, arrays.ndarray) else float(value)


def zip_rows(*rows, strict=False):
    """``zip``, which MicroPython has without ``strict``."""
    if strict:
        rows = [list(row) for row in rows]
        if any(len(row) != len(rows[0]) for row in rows):
            raise ValueError("zip(): the arguments have different lengths")
    return zip(*rows)


def iteration():
    """Return what a cell may use of itertools; MicroPython has a part of it."""
    import itertools

    def pairwise(values):
        values = list(values)
        return zip(values, values[1:])

    def product(*rows):
        found = [()]
        for row in rows:
            found = [one + (value,) for one in found for value in row]
        return found

    there = {
        name: getattr(itertools, name)
        for name in ("accumulate", "chain", "count", "cycle", "islice", "repeat", "starmap", "tee")
    }
    there["pairwise"], there["product"] = pairwise, product
    return there


class Importing:
    """While a reader's code runs: what it imports is the page's, or harmless of Python's own."""

    def __init__(self, modules):
        self.modules = modules

    def __enter__(self):
        self.python = builtins.__import__
        builtins.__import__ = self.bring

    def __exit__(self, *error):
        builtins.__import__ = self.python

    def bring(self, name, scope=None, local=None, fromlist=(), level=0):
        if name in self.modules:
            return self.modules[name if fromlist else name.split(".")[0]]
        if name in STANDARD:
            return self.python(name, scope, local, fromlist, level)
        return absent(name)


def record(*unused, **options):
    """Stand for dataclasses.dataclass: a class is made from its fields by their names."""

    def with_fields(kind):
        def init(self, **fields):
            for name, value in fields.items():
                setattr(self, name, value)

        kind.__init__ = init
        return kind

    return with_fields


def catalogue_of_activations():
    """Return the module of the catalogue, its functions made of the page's."""
    stand_ins = Importing({
        "mxnet": arrays.Names("mxnet", np=arrays.np, npx=arrays.npx), "numpy": arrays.np,
        "dataclasses": arrays.Names("dataclasses", dataclass=record),
        "collections.abc": arrays.Names("collections.abc", Callable=object),
    })  # fmt: skip
    python = builtins.__import__
    stand_ins.bring = lambda name, *more: stand_ins.modules.get(name) or python(name, *more)
    with stand_ins:
        from d2l_local import activations
    return activations


catalogue = catalogue_of_activations()


# Running ----------------------------------------------------------------------------------------


def needed(statements, names):
    """Return those statements that these names need, in their order.

    Of several that define a name, that is taken which was the last at the time of its use.

    Parameters
    ----------
    statements : list of dict
        Each with its ``source``, the names that it ``defines`` and ``uses``, and ``later``: whether
        it uses them when it is called.
    """
    end = len(statements)
    wanted, taken = [(name, end) for name in names], []
    while wanted:
        name, before = wanted.pop()
        at = before - 1
        while at >= 0 and name not in statements[at]["defines"]:
            at -= 1
        if at >= 0 and at not in taken:
            taken.append(at)
            one = statements[at]
            wanted += [(used, end if one.get("later") else at) for used in one["uses"]]
    return [statements[at] for at in sorted(taken)]


running = None  # the cell that is run, a generator


def start_json(question):
    """Begin to run a cell, asked for in JSON as :func:`run` takes it."""
    global running
    given = json.loads(question)
    running = run(given["source"], given.get("statements", ()), given.get("parts"))


def step_json():
    """Go on with the cell; return in JSON its next step, or, at the end, what it shows.

    A step has what is ``done`` of how many positions (``count``), or an ``early`` chart.
    """
    try:
        return json.dumps({"step": next(running)})
    except StopIteration as end:
        return json.dumps(end.value)


def run(source, statements=(), parts=None):
    """Run a cell, step by step: a generator that returns what the cell shows.

    Parameters
    ----------
    source : str
    statements : list of dict
        Those above the cell, as :func:`needed` takes them.
    parts : dict
        The parts of the page's exercise, by name, as ``page_data`` in ``check`` gives them.

    Returns
    -------
    dict
        ``charts``, ``verdicts``, ``printed``, and, where it failed, ``error`` with the message and
        the ``line`` of the cell, or 0; ready for JSON.
    """
    if len(source) > MOST_SOURCE:
        words = f"A cell of {len(source)} letters is too long for a page"
        error = {"line": 0, "message": f"{words}, which reads {MOST_SOURCE} at most"}
        return {"charts": [], "verdicts": [], "printed": "", "error": error}
    names = names_used(source)
    while True:
        above = needed(statements, names)
        shown = Shown(source, [one["source"] for one in above], parts or {})
        importing = Importing(modules_for(shown))
        scope = {"__name__": "__main__", "print": shown.print, "float": to_float, "zip": zip_rows}
        arrays._state.update(recording=False, training=False)
        error = None
        for one in above:
            try:
                with importing:
                    exec(one["source"], scope)
            except Exception as failure:
                for name in one["defines"]:
                    scope.setdefault(name, stand_in(name, failure))
            yield {}
        MET.clear()  # what a cell above lacks is told where it is used
        scope["explore"], scope["plane"], scope["check"] = shown.explore, shown.plane, shown.check
        try:
            with importing:
                exec(compile(source, CELL, "exec"), scope)
            yield from shown.examinations(importing)
            yield from shown.explorations(importing)
        except Exception as failure:
            overlooked = name_above(failure, statements)
            if overlooked and overlooked not in names:
                names.append(overlooked)
                continue
            error = told(failure, shown.line)
        break
    found = shown.contents()
    if error:
        found["error"] = error
    return found


def name_above(failure, statements):
    """Return the name that a NameError tells of, if a statement above defines it."""
    name = str(failure).split("'")[1] if isinstance(failure, NameError) else ""
    return name if any(name in one["defines"] for one in statements) else ""


def stand_in(name, failure):
    """Return what stands for a name whose statement failed."""
    if isinstance(failure, Elsewhere):
        return Absent(str(failure))
    reason = f"{type(failure).__name__}: {failure}"
    return Absent(f"{name} could not be made in the page ({reason}). {arrays.ELSEWHERE}")


def told(failure, line):
    """Return what went wrong, and in which line of the cell: that of the call, if it was later."""
    text = io.StringIO()
    sys.print_exception(failure, text)
    rows = [row for row in text.getvalue().split("\n") if f'"{CELL}", line ' in row]
    number = int(rows[-1].split(" line ")[1].split(",")[0]) if rows else line
    words = str(failure)
    if isinstance(failure, MemoryError):
        words = "the cell needs more memory than a page has. Take fewer points or smaller arrays"
    elif isinstance(failure, RuntimeError) and "recursion" in words:
        words = "a function calls itself without an end"
    kind = type(failure).__name__
    if isinstance(failure, (Elsewhere, ValueError)):  # which the book has worded
        return {"line": number, "message": words}
    return {"line": number, "message": f"{kind}: {words}" if words else kind}
