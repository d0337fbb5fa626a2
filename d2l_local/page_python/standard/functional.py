"""``functools`` and ``operator``. This runs in the page, on MicroPython, which has a part."""

from d2l_local.page_python.language import attributes, method_of, named_as, parameters, tag

NOTHING = object()


def reduce(function, values, *initial):
    values = iter(values)
    if initial:
        (found,) = initial
    else:
        try:
            found = next(values)
        except StopIteration:
            raise TypeError("reduce() of empty iterable with no initial value") from None
    for one in values:
        found = function(found, one)
    return found


class partial:
    """A function some of whose arguments are given."""

    def __init__(self, func, *args, **keywords):
        if not callable(func):
            raise TypeError("the first argument must be callable")
        self.func, self.args, self.keywords = func, args, keywords
        taken = parameters(func)
        if taken is not None:
            left = taken[len(args) :]
            tag(self, [one for one in left if one.split("=")[0].strip() not in keywords])

    def __call__(self, *args, **keywords):
        every = dict(self.keywords)
        every.update(keywords)
        return self.func(*(self.args + args), **every)


class Cached:
    """A function that keeps what it has returned."""

    def __init__(self, function, maxsize):
        self.function, self.maxsize = function, maxsize
        self.cache_clear()
        taken = parameters(function)
        if taken is not None:
            tag(self, taken)

    def cache_clear(self):
        self.kept, self.order, self.hits, self.misses = {}, [], 0, 0

    def cache_info(self):
        words = f"hits={self.hits}, misses={self.misses}"
        return Info(f"CacheInfo({words}, maxsize={self.maxsize}, currsize={len(self.kept)})", self)

    def __call__(self, *values, **options):
        key = (values, tuple(sorted(options.items()))) if options else values
        if key in self.kept:
            self.hits += 1
            if self.maxsize is not None:
                self.order.remove(key)
                self.order.append(key)
            return self.kept[key]
        found = self.function(*values, **options)
        self.misses += 1
        if self.maxsize is not None:
            if self.maxsize <= 0:
                return found
            if len(self.order) >= self.maxsize:
                del self.kept[self.order.pop(0)]
            self.order.append(key)
        self.kept[key] = found
        return found


class Info:
    """What ``cache_info`` tells."""

    def __init__(self, words, cached):
        self.words = words
        self.hits, self.misses = cached.hits, cached.misses
        self.maxsize, self.currsize = cached.maxsize, len(cached.kept)

    def __repr__(self):
        return self.words


def lru_cache(maxsize=128, typed=False):
    if callable(maxsize):
        return Cached(maxsize, 128)
    return lambda function: Cached(function, maxsize)


def cache(function):
    return Cached(function, None)


def wraps(wrapped, *unused, **options):
    def with_parameters(function):
        named_as(function, method_of(wrapped, "__name__"))
        return tag(function, parameters(wrapped))

    return with_parameters


def update_wrapper(function, wrapped, *unused, **options):
    return wraps(wrapped)(function)


class Key:
    """A value that is ordered by a function of two."""

    def __init__(self, compare, value):
        self.compare, self.obj = compare, value

    def __lt__(self, other):
        return self.compare(self.obj, other.obj) < 0

    def __gt__(self, other):
        return self.compare(self.obj, other.obj) > 0

    def __eq__(self, other):
        return self.compare(self.obj, other.obj) == 0

    def __le__(self, other):
        return self.compare(self.obj, other.obj) <= 0

    def __ge__(self, other):
        return self.compare(self.obj, other.obj) >= 0


def cmp_to_key(compare):
    return lambda value: Key(compare, value)


FUNCTIONS = {
    "reduce": reduce, "partial": partial, "lru_cache": lru_cache, "cache": cache, "wraps": wraps,
    "update_wrapper": update_wrapper, "cmp_to_key": cmp_to_key,
}  # fmt: skip
FUNCTIONS_ELSEWHERE = ("cached_property", "total_ordering", "singledispatch", "partialmethod",
                       "singledispatchmethod")  # fmt: skip


# operator ---------------------------------------------------------------------------------------


def itemgetter(*items):
    if not items:
        raise TypeError("itemgetter expected 1 argument, got 0")
    if len(items) == 1:
        return lambda one: one[items[0]]
    return lambda one: tuple([one[item] for item in items])


def attrgetter(*names):
    def of(one, name):
        for part in name.split("."):
            one = attributes.get(one, part)
        return one

    for name in names:
        for part in name.split("."):
            attributes.checked(part)
    if len(names) == 1:
        return lambda one: of(one, names[0])
    return lambda one: tuple([of(one, name) for name in names])


def methodcaller(name, *values, **options):
    attributes.checked(name)
    return lambda one: attributes.get(one, name)(*values, **options)


def index_of(values, wanted):
    for at, one in enumerate(values):
        if one == wanted:
            return at
    raise ValueError("sequence.index(x): x not in sequence")


def set_item(one, key, value):
    one[key] = value


OPERATORS = {
    "add": lambda a, b: a + b, "sub": lambda a, b: a - b, "mul": lambda a, b: a * b,
    "truediv": lambda a, b: a / b, "floordiv": lambda a, b: a // b, "mod": lambda a, b: a % b,
    "pow": lambda a, b: a**b, "matmul": lambda a, b: a @ b, "neg": lambda a: -a,
    "pos": lambda a: +a, "abs": abs, "and_": lambda a, b: a & b, "or_": lambda a, b: a | b,
    "xor": lambda a, b: a ^ b, "not_": lambda a: not a, "truth": bool, "is_": lambda a, b: a is b,
    "is_not": lambda a, b: a is not b, "contains": lambda a, b: b in a,
    "concat": lambda a, b: a + b,
    "getitem": lambda a, b: a[b], "setitem": set_item, "lshift": lambda a, b: a << b,
    "rshift": lambda a, b: a >> b, "invert": lambda a: ~a, "countOf": lambda a, b: list(a).count(b),
    "indexOf": index_of, "itemgetter": itemgetter, "attrgetter": attrgetter,
    "methodcaller": methodcaller, "lt": lambda a, b: a < b, "le": lambda a, b: a <= b,
    "gt": lambda a, b: a > b, "ge": lambda a, b: a >= b, "eq": lambda a, b: a == b,
    "ne": lambda a, b: a != b,
}  # fmt: skip
OPERATORS_ELSEWHERE = ("iadd", "isub", "imul", "itruediv", "ifloordiv", "imod", "ipow", "index",
                       "length_hint", "delitem")  # fmt: skip
