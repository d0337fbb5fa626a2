"""Runs a cell that a reader has edited, and tells what it shows.

``run`` executes the cell after those statements above it that it needs. ``explore`` and ``check``
are the page's own: they draw and judge with the very modules that the notebook uses, on
:mod:`arrays` in place of MXNet. What comes out is data, ready for JSON: the page makes text of it.

This runs in the page, on MicroPython. worker.js puts the memory back before each run, so nothing
here has to be undone after one.
"""

import builtins
import json
import time

from d2l_local import elsewhere
from d2l_local.page_python import answering, arrays
from d2l_local.page_python.importing import Absent, Importing, modules_for
from d2l_local.page_python.mistakes import CELL, mistake_in_words, place_of
from d2l_local.page_python.showing import MOST_TEXT, SLICE, Shown

__all__ = ["MOST_TEXT", "answer_json", "run", "start_json", "step_json"]

ABOVE = "above"  # what a traceback calls what stands above
PYTHONS = [name for name in dir(builtins) if name[:1] != "_"]
MOST_SOURCE = 20_000  # letters of a cell: reading twice as many takes four times as long


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
            wanted += [(used, end if one.get("later") else at) for used in one.get("uses", ())]
    return [statements[at] for at in sorted(taken)]


running = None  # the cell that is run, a generator
shown = None  # what it has shown so far


def start_json(question):
    """Begin to run a cell, asked for in JSON as :func:`run` takes it."""
    global running
    running = run(**json.loads(question))
    return "{}"


def step_json(unused=None):
    """Go on with the cell; return in JSON its next step, or, at the end, what it shows.

    A step has what is ``done`` of how many positions (``count``), an ``early`` chart, the name of a
    part that is to be ``judged`` now, or nothing.
    """
    try:
        return json.dumps({"step": next(running)})
    except StopIteration as end:
        return json.dumps(end.value)


def answer_json(question):
    """Tell the judge what it asks for; in JSON, as :mod:`answering` has it.

    The question is ``["answer"]``, or ``["call", number, arguments]`` for a function that was told.
    """
    what, *more = json.loads(question)
    try:
        value = shown.answer
        if what == "call":
            number, arguments = more
            arguments = [answering.made(one) for one in arguments]
            with shown.importing:
                value = shown.functions[number](*arguments)
        data = answering.as_data(value, shown.functions)
    except BaseException as error:
        kind, words = type(error).__name__, mistake_in_words(error)["message"]
        words = words[len(kind) + 2 :] if words.startswith(f"{kind}: ") else words
        data = ["raised", kind, "" if words == kind else words]
    return json.dumps({"data": data, "met": elsewhere.MET[:1]})


def run(source, text, lines, uses, statements=(), parts=(), below=None):
    """Run a cell, step by step: a generator that returns what the cell shows.

    Parameters
    ----------
    source : str
        As the reader wrote it.
    text, lines, uses : str, list of int, list of str
        What reading.js makes of it: what is run, of which line of the reader's each of its lines
        is, and the names that it needs.
    statements : list of dict
        Those above the cell, as :func:`needed` takes them, with their ``text`` and ``lines``. One
        may be a whole cell that is ``edited``; with a ``problem``, in words, it cannot be read.
    parts : list of str
        The names of the parts of the page's exercise.
    below : dict
        The names that edited cells below define.

    Returns
    -------
    dict
        ``shown``, what is shown in its order: texts that were ``printed``, numbers of ``charts``,
        names of parts that were ``judged``; ``charts``; all that was ``printed``; and, where it
        failed, ``error`` with the message and the ``line`` of the cell, or 0. Ready for JSON.
    """
    global shown
    if len(source) > MOST_SOURCE:
        words = f"A cell of {len(source)} letters is too long for a page"
        error = {"line": 0, "message": f"{words}, which reads {MOST_SOURCE} at most"}
        return {"shown": [], "charts": [], "printed": "", "error": error}
    above = needed(statements, uses)
    sources = [source] + [one.get("source", "") for one in above]
    count = source.count("onp.")  # as the pages call NumPy, beside MXNet's np and npx
    mixed = bool(count and (source.count("np.") > count or "npx." in source))
    shown = Shown(
        parts, {"needs_float64": any("numpy" in one for one in sources), "may_mix": mixed}
    )
    is_judged = "check(" in source
    shown.importing = Importing(modules_for(shown, is_judged), is_judged)
    scope = shown.scope()
    for one in above:
        yield from above_step(one, scope)
    shown.begin(scope)
    elsewhere.MET.clear()
    failure = None
    try:
        yield from carried_out(text, CELL, scope)
        shown.note()
    except BaseException as error:
        failure = error
    if isinstance(failure, elsewhere.Elsewhere) and shown.asked_in(source):
        failure = None
        yield from shown.check_steps(shown.asked_in(source))  # says where it can be judged
    found = shown.contents()
    if failure is not None:
        known = list(scope) + [name for one in statements for name in one["defines"]] + PYTHONS
        where = {
            name: f"{name} is defined in a cell below that you edited; only what stands above "
            "runs before this one: define it above, or here"
            for name in below or ()
        }
        found["error"] = mistake_in_words(
            failure, lines, shown.line, shown.inner(failure), known, where
        )
    return found


def carried_out(text, name, scope):
    """Run a text that reading.js has rewritten; a generator of steps."""
    with shown.importing:
        exec(compile(text, name, "exec"), scope)
    steps, value, begun = scope.pop("__cell__")(), None, time.ticks_ms()
    raised = None
    while True:
        try:
            with shown.importing:
                request = steps.throw(raised) if raised else steps.send(value)
        except StopIteration:
            return
        value = raised = None
        if request is not None:
            try:
                value = yield from shown.answered(request)
            except Exception as error:
                raised = error  # the cell may catch it
        elif time.ticks_diff(time.ticks_ms(), begun) > SLICE:
            yield {}
            begun = time.ticks_ms()


def above_step(one, scope):
    """Run a statement above the cell; a generator. What fails there says so when it is used."""
    edited = one.get("edited")
    if "problem" in one:
        reason = "{} is defined in a cell above that you edited, which cannot be read: "
        problem = one["problem"]
        stand_in(one, scope, reason + problem if edited else not_made(problem))
        return
    try:
        yield from carried_out(one["text"], ABOVE, scope)
    except elsewhere.Elsewhere as error:
        stand_in(one, scope, str(error))
    except BaseException as error:
        line, message = place_of(error, one["lines"], ABOVE)[0], mistake_in_words(error)["message"]
        reason = (
            f"{{}} is missing: a cell above that you edited fails in its line {line}: {message}"
        )
        stand_in(one, scope, reason if edited else not_made(message))
    yield {}


def not_made(reason):
    return f"{{}} could not be made in the page ({reason}). {arrays.ELSEWHERE}"


def stand_in(one, scope, words):
    """Let what a statement would have defined say why it is not there."""
    for name in one["defines"]:
        scope.setdefault(name, Absent(words.replace("{}", name)))
