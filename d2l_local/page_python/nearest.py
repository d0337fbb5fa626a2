"""The name that was meant. This runs in the page, on MicroPython."""


def nearest(name, names):
    """Return which of the names is so near to a name that it may be meant, or "".

    At most every third letter is another one, left out, put in, or changed places with the next.
    """
    most = max(1, len(name) // 3)
    best, found = most + 1, ""
    for one in sorted(names):
        if abs(len(one) - len(name)) > most or one[:1] == "_" or one == name:
            continue
        if one.lower() == name.lower():
            return one
        apart = edits(name, one, best)
        if apart < best and apart < len(name):
            best, found = apart, one
    return found


def edits(one, other, most):
    """Return how many letters tell two words apart, or ``most`` if there are as many."""
    if len(one) < 2 or len(other) < 2:
        return most
    before, row = None, list(range(len(other) + 1))
    for i in range(len(one)):
        above, row = row, [i + 1]
        for j in range(len(other)):
            cost = above[j] if one[i] == other[j] else 1 + min(above[j], above[j + 1], row[j])
            if before and i and j and one[i] == other[j - 1] and one[i - 1] == other[j]:
                cost = min(cost, before[j - 1] + 1)
            row.append(cost)
        if min(row) >= most:
            return most
        before = above
    return row[-1]
