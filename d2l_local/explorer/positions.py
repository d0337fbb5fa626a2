"""Where the sliders of a picture stand, and how that is written.

This runs in the page too, on MicroPython.
"""

from d2l_local.curves.evaluation import all_positions, place_of, values_at
from d2l_local.curves.failures import with_cause
from d2l_local.curves.sliders import Choice, row_number
from d2l_local.explorer.words import digits_apart, written


class Note:
    """What is said beside the values: a text for each position of the sliders that it depends on.

    Attributes
    ----------
    sliders : list of Slider or Choice
    texts : list of str
        The last slider moves fastest.
    """

    def __init__(self, sliders, texts):
        self.sliders = sliders
        self.texts = texts

    @staticmethod
    def sliders_of(engine, note, sliders):
        """Return those sliders that a function of a note takes; none for no note.

        Raises
        ------
        ValueError
            It is no function.
        """
        if note is None:
            return []
        if not callable(note):
            words = "give a function of the sliders that returns a text, as in "
            words += "note=lambda k: f'k is {k}'"
            raise ValueError(f"note={note!r}: {words}")
        names = engine.takes(note, values_at(sliders, [0] * len(sliders)))
        return [slider for slider in sliders if slider.name in names]

    @classmethod
    def of_function(cls, engine, note, taken):
        """Ask a function for its text at each position of the sliders that it takes.

        Raises
        ------
        ValueError
            It fails, or returns no text.
        """
        if note is None:
            return None
        texts = []
        for position in all_positions(taken):
            at = values_at(taken, position)
            where = f" {place_of(at)}".rstrip()
            try:
                text = engine.tell(note, at)
            except Exception as error:
                reason = f"{type(error).__name__}: {error}"
                raise with_cause(ValueError(f"note failed{where}: {reason}"), error)  # noqa: B904
            if not isinstance(text, str):
                raise ValueError(f"note returned {text!r}{where}: return a text")
            texts.append(text)
        return cls(taken, texts)


class Positions:
    """A picture that sliders move.

    Attributes
    ----------
    label : str
        What it shows.
    sliders : tuple of Slider or Choice
        Those of the parameters, then those of the point.
    names : list of str
        What each is called.
    starts : list of int
        The position at which each stands at first.
    note : Note or None
    """

    def __init__(self, label, sliders, names, start, note):
        self.label = label
        self.sliders = sliders
        self.names = names
        self.note = note
        self.starts = [
            slider.nearest(start[slider.name]) if slider.name in start else len(slider.values) // 2
            for slider in sliders
        ]
        self.digits = [
            None if isinstance(slider, Choice) else digits_apart(slider.values)
            for slider in sliders
        ]

    def labels(self, number):
        """Return how each position of a slider is written."""
        return [self.label_of(number, i) for i in range(len(self.sliders[number].values))]

    def label_of(self, number, position):
        """Return how one position of a slider is written."""
        value = self.sliders[number].values[position]
        return value if isinstance(value, str) else written(value, self.digits[number])

    def row(self, sliders):
        """Return which row, of those that these sliders number, is shown at first."""
        at = {slider.name: start for slider, start in zip(self.sliders, self.starts)}
        return row_number(sliders, [at[slider.name] for slider in sliders])

    def used(self, sliders):
        """Return which of all sliders these are, as indices."""
        names = [slider.name for slider in self.sliders]
        return [names.index(slider.name) for slider in sliders]

    def at(self, count):
        """Say where the first ``count`` sliders stand at first, as in " at k = 2, c = 1"."""
        places = [f"{self.names[i]} = {self.label_of(i, self.starts[i])}" for i in range(count)]
        return f" at {', '.join(places)}" if places else ""

    def settings(self, count):
        """Say where the first ``count`` sliders stand at first, and the note."""
        words = [self.at(count)[len(" at ") :]] if count else []
        words += [self.noted()] if self.note else []
        return f"{'; '.join(words)}. " if words else ""

    def noted(self):
        """Return the note as the sliders stand at first, or nothing."""
        return self.note.texts[self.row(self.note.sliders)] if self.note else ""

    def filled(self, name, word):
        """Return a name in which each {slider} is replaced by what ``word`` says of its index."""
        for i, slider in enumerate(self.names):
            mark = f"{{{slider}}}"
            if mark in name:
                name = name.replace(mark, word(i))
        return name

    def named(self, name):
        """Return a name in which {slider} stands for where that slider stands at first."""
        return self.filled(name, lambda i: self.label_of(i, self.starts[i]))

    def longest(self, name):
        """Return such a name at its longest."""
        return self.filled(name, lambda i: max(self.labels(i), key=len))

    @property
    def heading(self):
        """What it shows, wherever the sliders stand."""
        return self.filled(self.label, lambda i: self.names[i])

    def sliders_spec(self):
        """Return what the script needs to know of the sliders and the note, ready for JSON."""
        found = {"sliders": []}
        for slider, name, digits, start in zip(self.sliders, self.names, self.digits, self.starts):
            one = {"name": name, "count": len(slider.values), "start": start}
            if digits is None:
                one["labels"] = slider.values
            else:
                one["low"], one["step"] = slider.values[0], slider.step
                one["decimals"], one["digits"] = slider.decimals, digits
            found["sliders"].append(one)
        if self.note:
            found["note"] = {"uses": self.used(self.note.sliders), "texts": self.note.texts}
        return found
