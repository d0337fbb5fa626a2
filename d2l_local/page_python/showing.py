"""What a cell shows: charts, verdicts and printed text, in their order.

This runs in the page, on MicroPython.
"""

import builtins
import json
import time

from d2l_local.curves.evaluation import finished
from d2l_local.curves.sliders import USUAL_PLANE, USUAL_X, Choice, Slider, slider_of
from d2l_local.explorer.chart import Chart
from d2l_local.explorer.exploring import OPTIONS, PLANE_OPTIONS, chart_steps, plane_steps
from d2l_local.explorer.plane import Plane
from d2l_local.page_python.arrays.entries import OF_NUMPY
from d2l_local.page_python.engine import Engine
from d2l_local.page_python.language import in_order, names, parameters, shown, text_of
from d2l_local.page_python.language.writing import WROTE
from d2l_local.workbench.pictures import pictures_steps

SOON = 300  # milliseconds; what takes longer shows a first picture before it is done
SLICE = 150  # milliseconds between steps: at each MicroPython looks for memory to free
MOST_TEXT = 10_000  # letters that a cell may print
CUT = f"\n… cut after {MOST_TEXT:,} letters\n"
NOTE = (
    "(In the notebook, what np makes of plain numbers is written np.float64(…) in lists and at the "
    "end of a cell: float(…) around it writes it as here.)"
)
AT_ONCE, SELDOM = 20, 100  # what is printed is told to the page at once, then so seldom (ms)
TAKEN = {
    "explore": ("function", "x"), "plane": ("function", "x1", "x2"),
    "report": ("function", "label", "beside"), "challenge": ("function", "label", "beside"),
}  # fmt: skip


class Shown:
    """What a cell has shown, and what its calls of the book's functions do.

    Attributes
    ----------
    outputs : list of dict
        A list of texts that were ``printed``, the number of a ``chart``, or the name of a part that
        was ``judged``.
    line : int
        That of the call which is computed, or 0.
    of_source : dict
        What the judge is told of the source (``needs_float64`` and ``may_mix`` of ``judge_part``).
    answer, functions
        What is judged, and the functions in it that the judge may call.
    """

    def __init__(self, parts, of_source):
        self.parts, self.of_source = parts, of_source
        self.outputs, self.charts = [], []
        self.letters = self.sent = self.sent_at = 0
        self.line = 0
        OF_NUMPY["made"] = False
        self.is_above = True  # what stands above shows nothing
        self.engine = self.importing = None
        self.answer, self.functions = (), []

    def scope(self):
        """Return the names that the statements above find."""
        found = {"__name__": "__main__"}
        found.update(names())
        found["print"], found["_page_last"] = self.print, self.last
        return found

    def begin(self, scope):
        """Let the cell itself begin."""
        self.is_above, self.importing.strict = False, True
        WROTE["float"] = False
        for name in ("explore", "plane", "check"):
            scope[name] = getattr(self, name)

    def note(self):
        """Say how the notebook writes what it has as a number of NumPy's own."""
        if OF_NUMPY["made"] and WROTE["float"] and self.outputs:
            self.print(NOTE)

    def contents(self):
        """Return what was shown, ready for JSON."""
        shown = [
            {"printed": "".join(one["printed"])} if "printed" in one else one
            for one in self.outputs
        ]
        printed = "".join([one.get("printed", "") for one in shown])
        return {"shown": shown, "charts": self.charts, "printed": printed}

    # Printing -----------------------------------------------------------------------------------

    def print(self, *values, sep=" ", end="\n", file=None, flush=False):
        if self.is_above or self.letters > MOST_TEXT:
            return
        sep, end = " " if sep is None else sep, "\n" if end is None else end
        self.write(sep.join([text_of(value) for value in values]) + end)

    def last(self, value):
        """Show the value of what a cell ends with, as a notebook does."""
        if value is not None and not callable(value) and not hasattr(value, "drawing"):
            self.print(shown(value))

    def write(self, text):
        """Add to what is printed, up to a limit; tell the page now and then, lest it be lost."""
        room = MOST_TEXT - self.letters
        self.letters += len(text)
        if not self.outputs or "printed" not in self.outputs[-1]:
            self.outputs.append({"printed": []})
        self.outputs[-1]["printed"].append(text if len(text) <= room else text[:room] + CUT)
        self.sent += 1
        now = time.ticks_ms()
        if self.sent <= AT_ONCE or len(text) > room or time.ticks_diff(now, self.sent_at) > SELDOM:
            builtins.print(json.dumps(self.contents()["printed"]))
            self.sent_at = now

    # What is asked for --------------------------------------------------------------------------

    def answered(self, request):
        """Compute what a call of the cell asks for; a generator of steps, returns its value."""
        if self.is_above:
            return None
        name, values, options, self.line = request
        if name == "check":
            value = yield from self.check_steps(*values)
        else:
            known = TAKEN[name]
            if len(values) > len(known):
                raise TypeError(
                    f"{name}() takes {len(known)} at most without a name: {', '.join(known)}"
                )
            options = list(zip(known, values)) + list(options)
            if not any(one == "function" for one, _ in options):
                raise TypeError(f"{name}() missing 1 required positional argument: 'function'")
            value = yield from getattr(self, name + "_steps")(options)
        self.line = 0
        return value

    def now(self, name, values, options):
        """Compute what is asked for inside of a function, at once."""
        if self.is_above:
            return None
        pairs = list(in_order(options).items())
        return finished(self.answered((name, values, pairs, self.line)))

    def explore(self, function, *values, **options):
        return self.now("explore", (function,) + values, options)

    def plane(self, function, *values, **options):
        return self.now("plane", (function,) + values, options)

    def report(self, function, *values, **options):
        return self.now("report", (function,) + values, options)

    def challenge(self, function, *values, **options):
        return self.now("challenge", (function,) + values, options)

    def check(self, name, *answer):
        if not self.is_above:
            raise ValueError(
                "check is called inside of a function, where the page cannot judge: call it in a "
                "line of its own, at the left margin"
            )

    def engine_for(self):
        self.engine = Engine(parameters, self.importing)
        return self.engine

    def inner(self, failure):
        """Return what a function of the cell raised, if a failure tells of that."""
        return self.engine.met if self.engine and " failed" in str(failure) else None

    # Computing ----------------------------------------------------------------------------------

    def explore_steps(self, pairs):
        """Compute and draw as ``explore`` does in the notebook; a generator."""
        function, options, sliders = sorted_out(pairs, ("x",) + OPTIONS)
        x = options.pop("x", USUAL_X)
        engine = self.engine_for()
        steps = chart_steps(engine, function, x, sliders, kind=Chart, **options)
        begun = told_at = time.ticks_ms()
        while True:
            try:
                done, count = next(steps)
            except StopIteration as end:
                return self.drawn(end.value)
            now = time.ticks_ms()
            # What a note has to compute, comes last and is not known yet.
            is_long = time.ticks_diff(now, begun) * count > SOON or options.get("note")
            if done == 1 and is_long:
                yield {"early": contents_of(early(engine, function, x, sliders, options))}
            elif time.ticks_diff(now, told_at) > SLICE:
                yield {"done": done, "count": count}
                told_at = now

    def plane_steps(self, pairs):
        """Compute and draw as ``plane`` does in the notebook; a generator."""
        function, options, sliders = sorted_out(pairs, PLANE_OPTIONS)
        options.setdefault("x1", USUAL_PLANE)
        options.setdefault("x2", USUAL_PLANE)
        engine = self.engine_for()
        steps = plane_steps(engine, function, sliders, kind=Plane, **options)
        told_at = time.ticks_ms()
        while True:
            try:
                done, count = next(steps)
            except StopIteration as end:
                return self.drawn(end.value)
            if time.ticks_diff(time.ticks_ms(), told_at) > SLICE:
                yield {"done": done, "count": count}
                told_at = time.ticks_ms()

    def drawn(self, chart):
        self.charts.append(contents_of(chart))  # if it cannot be drawn, nothing is shown
        self.outputs.append({"chart": len(self.charts) - 1})
        return chart

    def report_steps(self, pairs):
        return self.examined(pairs, "report")

    def challenge_steps(self, pairs):
        return self.examined(pairs, "challenge")

    def examined(self, pairs, what):
        """Examine a function as the workbench does in the notebook; a generator."""
        function, options, sliders = sorted_out(pairs, ("label", "beside"))
        if sliders:
            raise TypeError(f"{what}() got an unexpected keyword argument '{sliders[0][0]}'")
        steps = pictures_steps(self.engine_for(), function, what, **options)
        while True:
            try:
                next(steps)
            except StopIteration as end:
                for chart in end.value:
                    self.drawn(chart)
                return
            yield {}

    def check_steps(self, name, *answer):
        """Have the answer to a part of an exercise judged, by the judge outside; a generator."""
        if name not in self.parts:
            raise ValueError(f"no part {name!r}; there are {', '.join(self.parts)}")
        self.answer, self.functions = answer, []
        self.outputs.append({"judged": name})
        yield {"judged": name, "of_source": self.of_source}

    def asked_in(self, source):
        """Return the part that a cell asks for and that is not judged yet, or None."""
        judged = [one.get("judged") for one in self.outputs]
        for name in self.parts:
            if name not in judged and (f"check('{name}'" in source or f'check("{name}"' in source):
                return name
        return None


def sorted_out(pairs, known):
    """Return the function, the options, and the sliders in their order, of a call's arguments."""
    given = dict(pairs)
    if len(given) < len(pairs):
        twice = [name for name in given if [one for one, _ in pairs].count(name) > 1]
        raise TypeError(f"got multiple values for argument '{twice[0]}'")
    sliders = [(name, value) for name, value in pairs if name not in known and name != "function"]
    return given["function"], {name: given[name] for name in known if name in given}, sliders


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
    return finished(chart_steps(engine, function, x, alone, kind=Chart, **options))


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
