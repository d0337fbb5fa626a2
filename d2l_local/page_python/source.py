"""What can be read from the source of a cell where Python itself does not tell it.

MicroPython keeps neither the names of a function's parameters nor the order of keyword arguments.
"""

OPENING, CLOSING = "([{", ")]}"


def is_letter(letter):
    return letter == "_" or letter.isalpha() or letter.isdigit() or ord(letter) > 127


def tokens(source, starts=None):
    """Return the words, texts and signs of a source, as (kind, text) pairs; comments are left out.

    ``kind`` is "word", "text" or "sign". Where each begins is added to the list ``starts``.
    """
    found, i, began = [], 0, 0
    while i < len(source):
        if starts is not None and len(starts) < len(found):
            starts.append(began)
        began = i
        letter = source[i]
        if letter == "#":
            while i < len(source) and source[i] != "\n":
                i += 1
        elif letter in "'\"":
            quote = letter * 3 if source[i : i + 3] == letter * 3 else letter
            end = i + len(quote)
            while end < len(source) and source[end : end + len(quote)] != quote:
                end += 2 if source[end] == "\\" else 1
            end += len(quote)
            found.append(("text", source[i:end]))
            i = end
        elif is_letter(letter):
            end = i
            while end < len(source) and is_letter(source[end]):
                end += 1
            found.append(("word", source[i:end]))
            i = end
        else:
            if letter not in " \t\r\n":
                found.append(("sign", letter))
            i += 1
    if starts is not None and len(starts) < len(found):
        starts.append(began)
    return found


def names_used(source):
    """Return the names that a cell may use from above, those inside of f-strings among them.

    Not among them are attributes, the names of arguments, and what the cell binds itself.
    """
    some = tokens(source)
    for kind, text in tokens(source):
        if kind == "text" and "{" in text:
            some += [("sign", ";")] + tokens(text.strip("'\""))
    found, bound = [], []
    for i, (kind, text) in enumerate(some):
        if kind != "word" or (i and some[i - 1] == ("sign", ".")):
            continue
        if text == "lambda":
            bound += [part[0][1] for part in split(before_colon(some[i + 1 :]))]
        elif text == "for":
            end = i + 1
            while end < len(some) and some[end] != ("word", "in"):
                bound += [some[end][1]] if some[end][0] == "word" else []
                end += 1
        elif text == "def" and i + 2 < len(some):
            bound += [some[i + 1][1]]
            bound += [part[0][1] for part in split(inside(some[i + 2 :]))]
        elif is_given(some, i):
            bound.append(text)  # a name that is assigned, or that of an argument
        else:
            found.append(text)
    return [name for name in found if name not in bound]


def is_given(some, i):
    """Say whether a single = follows a word."""
    return some[i + 1 : i + 2] == [("sign", "=")] and some[i + 2 : i + 3] != [("sign", "=")]


def split(some, separator=","):
    """Split tokens at a sign that stands in no bracket; return lists of tokens."""
    parts, depth = [[]], 0
    for token in some:
        kind, text = token
        if kind == "sign":
            depth += (text in OPENING) - (text in CLOSING)
            if depth == 0 and text == separator:
                parts.append([])
                continue
        parts[-1].append(token)
    return [part for part in parts if part]


def inside(some):
    """Return the tokens up to the bracket that closes the first one."""
    found, depth = [], 0
    for token in some:
        kind, text = token
        if kind == "sign":
            depth += (text in OPENING) - (text in CLOSING)
            if depth == 0:
                return found[1:]
        found.append(token)
    return found[1:]


def calls(source, name):
    """Return for each call of a function what Python does not tell of it.

    Returns
    -------
    list of (int, list of tokens, list of str)
        Its line, its first argument, and the names of those arguments that have names.
    """
    starts, found = [], []
    some = tokens(source, starts)
    for i, token in enumerate(some[:-1]):
        if token == ("word", name) and some[i + 1] == ("sign", "("):
            arguments = inside(some[i + 1 :])
            parts = split(arguments)
            named = [
                part[0][1]
                for part in parts
                if len(part) > 2 and part[0][0] == "word" and part[1] == ("sign", "=")
                and part[2] != ("sign", "=")
            ]  # fmt: skip
            is_lambda = arguments[:1] == [("word", "lambda")]  # whose own commas split it
            first = arguments if is_lambda else parts[0] if parts else []
            found.append((source[: starts[i]].count("\n") + 1, first, named))
    return found or [(0, [], [])]


def parameters_of(function, sources):
    """Return the parameters of a function as texts, such as ``a=1``; None where they are not known.

    Parameters
    ----------
    function : list of tokens
        A name, or a lambda.
    sources : list of str
        Where the name may be defined; the first that has it counts.
    """
    if function and function[0] == ("word", "lambda"):
        return texts_of(split(before_colon(function[1:])))
    if len(function) != 1 or function[0][0] != "word":
        return None
    for source in sources:
        some = tokens(source)
        for i, token in enumerate(some[:-2]):
            if token == ("word", "def") and some[i + 1] == function[0]:
                return texts_of(split(inside(some[i + 2 :])))
    return None


def before_colon(some):
    return (split(some, ":") or [[]])[0]


def texts_of(parts):
    """Return parameters as texts, or None where one takes any number of values."""
    if any(part[0] in (("sign", "*"), ("sign", "/")) for part in parts):
        return None
    return ["".join(text for _, text in part) for part in parts]
