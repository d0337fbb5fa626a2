"""``itertools``, whole. This runs in the page, on MicroPython, which has a part of it."""


class Steps:
    """An iterator over what a generator yields; kinds of it are known by their names."""

    def __init__(self, *values, **options):
        self.steps = iter(self.made(*values, **options))

    def __iter__(self):
        return self

    def __next__(self):
        return next(self.steps)


class chain(Steps):
    def made(self, *rows):
        return chained(rows)

    @staticmethod
    def from_iterable(rows):
        found = chain()
        found.steps = chained(rows)
        return found


def chained(rows):
    for row in rows:
        yield from row


def count(start=0, step=1):
    while True:
        yield start
        start = start + step


def cycle(values):
    kept = []
    for one in values:
        kept.append(one)
        yield one
    while kept:
        for one in kept:
            yield one


def repeat(value, times=None):
    while times is None or times > 0:
        yield value
        times = times if times is None else times - 1


def accumulate(values, func=None, *, initial=None):
    total, begun = initial, initial is not None
    if begun:
        yield total
    for one in values:
        total = one if not begun else total + one if func is None else func(total, one)
        begun = True
        yield total


def compress(data, selectors):
    for one, chosen in zip(data, selectors):
        if chosen:
            yield one


def dropwhile(predicate, values):
    dropping = True
    for one in values:
        dropping = dropping and predicate(one)
        if not dropping:
            yield one


def takewhile(predicate, values):
    for one in values:
        if not predicate(one):
            break
        yield one


def filterfalse(predicate, values):
    for one in values:
        if not (one if predicate is None else predicate(one)):
            yield one


def islice(values, *limits):
    start, stop, step = 0, None, 1
    if len(limits) == 1:
        (stop,) = limits
    elif len(limits) == 2:
        start, stop = limits
    else:
        start, stop, step = limits
    start, step = 0 if start is None else start, 1 if step is None else step
    for one in (start, stop, step):
        if one is not None and (not isinstance(one, int) or one < 0):
            raise ValueError(
                "Indices for islice() must be None or an integer: 0 <= x <= sys.maxsize."
            )
    if step == 0:
        raise ValueError("Step for islice() must be a positive integer or None.")
    return sliced(iter(values), start, stop, step)


def sliced(values, start, stop, step):
    at = 0
    wanted = start
    while stop is None or at < max(stop, start):
        try:
            one = next(values)
        except StopIteration:
            return
        if at == wanted and (stop is None or at < stop):
            yield one
            wanted += step
            if stop is not None and wanted >= stop:
                return
        at += 1


def pairwise(values):
    before, begun = None, False
    for one in values:
        if begun:
            yield before, one
        before, begun = one, True


def starmap(function, rows):
    for row in rows:
        yield function(*row)


def tee(values, n=2):
    values, queues = iter(values), [[] for _ in range(n)]

    def one(mine):
        while True:
            if not mine:
                try:
                    new = next(values)
                except StopIteration:
                    return
                for queue in queues:
                    queue.append(new)
            yield mine.pop(0)

    return tuple([one(queue) for queue in queues])


def zip_longest(*rows, fillvalue=None):
    rows, open_ = [iter(row) for row in rows], len(rows)
    over = [False] * len(rows)
    while open_:
        found = []
        for i, row in enumerate(rows):
            one = fillvalue
            if not over[i]:
                try:
                    one = next(row)
                except StopIteration:
                    over[i] = True
                    open_ -= 1
            found.append(one)
        if open_:
            yield tuple(found)


def groupby(values, key=None):
    """Yield a key and the values in a row that have it.

    A group is there until the next is asked for, as in CPython; then it is empty.
    """
    values = iter(values)
    state = {"over": False}

    def forward():
        try:
            state["value"] = next(values)
            state["key"] = state["value"] if key is None else key(state["value"])
        except StopIteration:
            state["over"] = True

    def group(mine, turn):
        while state["turn"] == turn and not state["over"] and state["key"] == mine:
            one = state["value"]
            forward()
            yield one

    def groups():
        state["turn"] = 0
        forward()
        while not state["over"]:
            mine = state["key"]
            state["turn"] += 1
            yield mine, group(mine, state["turn"])
            while not state["over"] and state["key"] == mine:
                forward()

    return groups()


# Choosing ---------------------------------------------------------------------------------------


def product(*rows, repeat=1):
    rows = [tuple(row) for row in rows] * repeat
    places = [0] * len(rows)
    if any(not row for row in rows):
        return
    while True:
        yield tuple([row[i] for row, i in zip(rows, places)])
        at = len(rows) - 1
        while at >= 0 and places[at] == len(rows[at]) - 1:
            places[at] = 0
            at -= 1
        if at < 0:
            return
        places[at] += 1


def not_negative(r):
    if not isinstance(r, int):
        raise TypeError(f"'{type(r).__name__}' object cannot be interpreted as an integer")
    if r < 0:
        raise ValueError("r must be non-negative")


def combinations(values, r):
    not_negative(r)
    return chosen(tuple(values), r, 1)


def combinations_with_replacement(values, r):
    not_negative(r)
    return chosen(tuple(values), r, 0)


def chosen(pool, r, apart):
    """Yield what r ascending places choose that lie at least so far apart."""
    n = len(pool)
    if r and (n == 0 or (apart and r > n)):
        return
    places = [i * apart for i in range(r)]
    while True:
        yield tuple([pool[i] for i in places])
        at = r - 1
        while at >= 0 and places[at] == (n - r + at if apart else n - 1):
            at -= 1
        if at < 0:
            return
        first = places[at] + 1
        for i in range(at, r):
            places[i] = first + (i - at) * apart


def permutations(values, r=None):
    pool = tuple(values)
    r = len(pool) if r is None else r
    not_negative(r)
    return permuted(pool, r)


def permuted(pool, r):
    n = len(pool)
    if r > n:
        return
    places, cycles = list(range(n)), list(range(n, n - r, -1))
    yield tuple([pool[i] for i in places[:r]])
    while True:
        for at in range(r - 1, -1, -1):
            cycles[at] -= 1
            if cycles[at]:
                j = n - cycles[at]
                places[at], places[j] = places[j], places[at]
                yield tuple([pool[i] for i in places[:r]])
                break
            places = places[:at] + places[at + 1 :] + places[at : at + 1]
            cycles[at] = n - at
        else:
            return


NAMES = {one.__name__: one for one in (
    count, cycle, repeat, accumulate, compress, dropwhile, takewhile, filterfalse, islice, pairwise,
    starmap, tee, zip_longest, groupby, product, combinations, combinations_with_replacement,
    permutations, chain,
)}  # fmt: skip
ELSEWHERE = ("batched",)
