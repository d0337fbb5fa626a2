"""The words of a verdict, and its look. Runs in the page, on MicroPython, too."""

LOOK = {
    "open": ("○", "Open", "parameter"),
    "wrong": ("✗", "Not yet", "derivative"),
    "notebook": ("↗", "Judged in the notebook", "parameter"),
    "right": ("✓", "Right", "function"),
}
"""The sign, the word and the colour in the palette of each state."""


def lines(state, name, title, seen, hint):
    """Return a verdict on a part as lines of text."""
    sign, word, _ = LOOK[state]
    first = f"{sign} {word} ({name}, {title}). {seen}"
    hint = f"Hint: {hint}" if state == "wrong" else hint
    return [line for line in (first, hint) if line]


def progress(exercise, count):
    """Return the sentence that says which parts of an exercise are done.

    How many are ({done}) and their names ({which}) are put in by :func:`with_done`, and in the page
    by its script, which knows what its reader has done before.
    """
    return f"Exercise {exercise}: {{done}} of {count} parts done{{which}}."


def with_done(sentence, done):
    """Put the names of the parts that are done into such a sentence."""
    which = f": {', '.join(done)}" if done else ""
    return sentence.replace("{done}", str(len(done))).replace("{which}", which)


def in_the_page(state, name, part, seen, hint):
    """Return a verdict as the page's script shows it; ``part`` is as ``page_data`` gives it."""
    _, word, colour = LOOK[state]
    return {
        "name": name, "state": state, "word": word, "colour": colour,
        "lines": lines(state, name, part["title"], seen, hint), "progress": part["progress"],
        "title": part["title"], "seen": seen, "hint": hint,
    }  # fmt: skip
