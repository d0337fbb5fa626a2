"""More pieces of plain Python: values, texts, classes and functions, and what was once a fault."""

# ruff: noqa: E501

MORE = [
    r"""a = [1, 2, 3]
f = lambda *p, **k: (p, k)
print(str(100.0))
print(str(1e-7))
print(str(123456789012345680.0))
print("%.3g" % 0.00001234)
print("%.10f" % 0.1)
print("%.20f" % 0.1)
print("{:.0f}".format(2.5))
print("{:10.3f}|".format(3.14159))
""",
    r"""a = [1, 2, 3]
f = lambda *p, **k: (p, k)
print("{:<10}|{:^10}|{:>10}".format('a','b','c'))
print("{:*^10}".format('b'))
print("{:+d}".format(5))
print("{: d}".format(5))
print("{:05d}".format(5))
print("{:#x}".format(255))
print("{:b}".format(5))
print("{:c}".format(65))
""",
    r"""a = [1, 2, 3]
f = lambda *p, **k: (p, k)
print("{:n}".format(5))
print("{:e}".format(5.0))
print("{:%}".format(.5))
print("{}".format(True))
print("{:d}".format(True))
print("{:5}".format(True))
print("{:.2f}".format(3))
print("{:s}".format("a"))
""",
    r"""a = [1, 2, 3]
f = lambda *p, **k: (p, k)
print("{:,.2f}".format(1234567.891))
""",
    r"""def report(x): print('mine', x)
report(3)
""",
    r"""def f(x, k=1.0, *a, c, d=2, **e): return k
g = lambda x, y=[1, 2], **o: list(o)
print(g(1, b=1, a=2, c=3), f(1, 2, c=4))
""",
    r"""d = dict(b=1, a=2); d['c'] = 0; d |= {'z': 1}
print(d, {**d, 'y': 3}, list(d), d.items(), d.keys(), d.values(), d == {'a': 2, 'z': 1, 'b': 1, 'c': 0}, {'b': 1} | {'a': 2})
for k, v in d.items(): print(k, v)
del d['b']; print(d, d.pop('a'), d, d.popitem(), d.get('q', 5), d.setdefault('n', []), 'c' in d, len(d), bool({}))
d.update(x=1, w=2); print(d, {v: k for k, v in d.items() if isinstance(v, int)}, sorted(d), max(d), [*d], dict(zip('ba', [1, 2])), dict([('q', 1)]))
print(d.copy() is d, {1: 'a', 2.5: {'z': [1.5, None, True]}}, str({'a': 'é'}), repr({}), f'{d}', '%s' % d, dict.fromkeys('ab', 0))
""",
    r"""print({3, 1, 2}, {1} | {2}, {1, 2} & {2}, {1, 2} - {2}, {1, 2} ^ {2, 3}, set(), {1} <= {1, 2}, {1} == {1}, len({1, 1}), 1 in {1}, set([2, 1]), frozenset([1]))
s = {1}; s.add(5); s |= {3}; s.discard(1); print(s, sorted(s), s.union([9]), s.issubset({3, 5, 7}))
""",
    r"""a = [3, 1, 2]; b = a; a.sort(); a.append(0); a += [7]; a *= 2
print(a, b, a is b, sorted(a, reverse=True), a[::-1], a[1:3], a[::2], [x for x in a if x > 1], [0] * 3, a.index(7), a.count(1))
a[1:2] = [9, 9]; del a[0], a[-1]; print(a, a.pop(), a.pop(0), a); a.insert(1, 'x'); a.remove('x'); a.reverse(); print(a)
""",
    r"""print([1.0, *[2, 3], *(4,)], (*'ab', 1), {*[1], 2}, [*range(3), *[]], *[1, 2], sep='-')
def f(*a, **k): return a, k
print(f(*[1], 2, *(3,), x=1, **{'y': 2}), f(**{'b': 1}, **{'a': 2}))
x = *'ab', 3
print(x)
def g(): return *x, 4
print(g())
""",
    r"""x = 5
print(0 < x < 10, 10 > x >= 5, 0 < x > 3 != 4, 1 == 1.0 == True, not 0 < x, x in [1, 5] == True, 'a' < 'b' <= 'b')
def n(v):
    print('n', v); return v
print(n(1) < n(2) < n(3), n(3) < n(2) < n(1), 0 < n(5) < 6)
print([0 < i < 3 for i in range(5)], (lambda v: 0 < v + 1 < 3)(1), [y for i in range(3) if 0 < (y := i) < 3])
""",
    r"""x = [1, 2]; x[0] *= 5; x[-1] **= 2; x[0] //= 2; x[0] %= 2; print(x)
class A: pass
a = A(); a.v = 3; a.v *= 2; a.v -= 1; a.w = [1, 2]; a.w[n] if 0 else None; a.w[1] <<= 2; a.w[0] |= 4; print(a.v, a.w)
t = True; t &= False; print(t, True & True, True | False, True ^ True, ~5 & 3, 6 | 1)
s = 'ab'; s *= 2; s += 'c'; print(s); l = [1]; m = l; l *= 2; print(m)
def f():
    calls.append(1)
    return x
calls = []
f()[0] *= 3; f()[len(calls) - 2] **= 2; print(x, calls)
""",
    r"""print('%5.2f|%-6s|%06d|%+d|%x|%e|%g|%r|%s|%%|%c' % (3.14159, 'ab', 42, 5, 255, 12345.678, 0.0001, 'a', [1.0], 'z'))
print('%(a)s %(b).1f' % {'a': 1, 'b': 2.25}, '%s' % ((1, 2),), '%d' % 3.99, '%5s' % None, '%.3s' % 'abcdef', '%*d' % (5, 3))
fmt = '%d-%d'; print(fmt % (1, 2), 7 % 3, -7 % 3, 7.5 % 2)
print('{:,} {:>8} {:.1%} {:<5}| {:^7} {:*^9} {:+.2f} {:08.3f} {:e} {:g} {:b} {:x} {:#o} {:_} {!r} {:d}'.format(1234567, 'a', .256, 'b', 'c', 'd', 2.5, 3.14159, 12345.6789, 1e-7, 5, 255, 8, 10**6, 'q', True))
print('{0} {1} {0} {a[b]} {c.real}'.format(1, 2, a={'b': 3}, c=4), '{{}}'.format(), '{:{}}'.format('x', 5), '{:>{w}.{p}f}'.format(2.345, w=8, p=2))
x, y = 3.14159, 'z'; w = 10
print(f'{x:.2f} {x!r:>10} {x=} {x = :.3f} {y!r} {y:>{w}} {{}} {x:{w}.{2}} {"a" + "b"} {[1, 2][0]} {x if x > 3 else 0:.1f} {(lambda v: v)(1)}' f'{1}' 'b')
print(f'''{x:.1f}
{y}''', f"{'nested'!s:10}|", rf'\n{y}', F'{y}', f'{x:.3}', f'{1e10}', f'{100000000000000000000.0}', f'{12345678.9:,.1f}', f'{-0.0}', f'{5:03}')
""",
    r"""print(1e16, 1e15, 123456789.123, 0.1 + 0.2, 1 / 3, 1e-5, 0.0001, 1e100, 5e-7, 2.5e-8, 1.0, -0.0, 100.0, 3.0e5, 1e22, 1e21, 123456789012345678.0)
print(8.568238, 691.400507, 19227903782410.812, 23861106840099.94, 0.765358916597, 0.09774, 0.00098196204117827, float('nan'), float('-inf'), [0.1, -1.5e-10])
print(round(2.675, 2), round(0.5), round(1.5), round(2.5), round(-2.5), round(1234.5678, -2), round(1234, -2), round(5), round(0.125, 2), round(1e20), round(3.14159, 3), round(True))
print(f'{2.675:.2f}', '%.2f' % 2.675, '%.0f' % 0.5, '%.0f' % 1.5, '{:.1f}'.format(0.25), '{:.3e}'.format(123456), f'{0.1:.20f}', f'{1e-10:g}', f'{123456789:g}', f'{0.00001234:.3g}')
""",
    r"""print(isinstance(True, int), isinstance(2.0, (int, float)), isinstance(2, float), isinstance('a', str), type(2.0) is float, type(1) is int, type(True) is bool, type('a') is str, type([]) is list, type({}) is dict, type(None), type(2.0), float, int)
print(float('2.5'), float(3), int(3.9), int('12'), int('ff', 16), int(True), str(1.0), str(None), bool(0), bool('a'), float('inf'), list('ab'), tuple([1]), list(map(float, ['1', '2'])), list(map(int, [1.5])), list(map(str, [1, 2.5])))
print(issubclass(bool, int), type(1) == int, type(1.5) == float, type(2.0).__name__, (3).__class__.__name__, float.__name__, isinstance({}, dict), isinstance((), (list, tuple)), isinstance(3, (str, (int,))), isinstance(1, int | str), callable(print), callable(3))
""",
    r"""print(max(3, 1), min([2, 1]), max('ab', key=ord), max([], default=7), min((1, 2), (1, 1)), max([1, 5, 3], key=lambda v: -v), sum([1, 2], 3), sum([0.1] * 3), sum([[1], [2]], []), abs(-3), abs(-2.5), pow(2, 10), pow(2, 3, 5), pow(2, -1), divmod(7, 2), divmod(-7, 2), any([0, 1]), all([]))
print(sorted([3, 1.5, True]), sorted(['b', 'a']), sorted([(1, 'b'), (0, 'a')]), sorted([1, 2, 3], key=lambda v: v % 2), sorted('hello'), sorted({'b': 1, 'a': 2}), sorted([[2], [1]], reverse=True))
print(list(enumerate('ab', start=1)), list(zip('ab', [1, 2])), list(zip([1], [2], strict=True)), list(map(lambda a, b: a + b, [1, 2], [3, 4])), list(filter(None, [0, 1])), list(reversed([1, 2])), list(range(5, 0, -2)), next(iter([1])), next(iter([]), 'd'))
print(' a '.strip(), 'a,b'.split(','), '-'.join(['a', 'b']), 'abc'.replace('b', 'x'), 'abc'.find('c'), 'a'.upper(), 'Ab'.lower(), 'abc'.startswith('ab'), 'ab'.zfill(5), '-5'.zfill(4), 'ab'.ljust(4) + '|', 'ab'.rjust(4), 'ab'.center(6), 'hello world'.title(), 'abc'.capitalize(), 'AbC'.swapcase(), 'a1'.isalnum(), '12'.isdigit(), 'abc'.isalpha(), 'a-b'.partition('-'), 'xay'.removeprefix('x'), 'xay'.removesuffix('y'), 'a\tb'.expandtabs(4), 'ab'.count('a'), 'a b  c'.split(), 'x'.isupper(), 'abc'[::-1], 'abcdef'[1:5:2], (1, 2, 3)[::-1], 'ab' * 2, 'a' in 'abc')
print((2.0).is_integer(), 2.5.as_integer_ratio(), (5).bit_length(), (3).real, 1.5.imag, 1 .numerator, (255).to_bytes(2, 'big'), 3.0.hex() if 0 else '', 1_000, 0xff, 0b11, 1e3, .5, 5., 1j * 1j, (1 + 2j).real, 2 ** 0.5, 2 ** -1, (-8) ** 2, -2 ** 2, 7 // 2, -7 // 2, 7 / 2, 7.0 // 2, 10 ** 20, 2 ** 100)
""",
    r"""class V:
    "doc"
    count = 0
    def __init__(self, x, y=0.0, *, name='v'):
        self.x, self.y, self.__name = x, y, name
        V.count += 1
    def __add__(self, o): return V(self.x + o.x, self.y + o.y)
    def __mul__(self, k): return V(self.x * k, self.y * k)
    __rmul__ = __mul__
    def __imul__(self, k):
        self.x *= k
        return self
    def __lt__(self, o): return self.x < (o.x if isinstance(o, V) else o)
    def __gt__(self, o): return self.x > (o.x if isinstance(o, V) else o)
    def __eq__(self, o): return isinstance(o, V) and self.x == o.x
    def __repr__(self): return f'V({self.x!r}, {self.y:.1f})'
    def __len__(self): return 2
    def __getitem__(self, i): return (self.x, self.y)[i]
    def __contains__(self, v): return v in (self.x, self.y)
    def __iter__(self):
        yield self.x
        yield self.y
    def __call__(self, *a, **k): return len(a), k
    @property
    def size(self): return (self.x ** 2 + self.y ** 2) ** 0.5
    @staticmethod
    def zero(): return V(0)
    @classmethod
    def unit(cls): return cls(1)
    def name(self): return self.__name
class W(V):
    def __init__(self, *a, **k):
        super().__init__(*a, **k)
        self.extra = [k]
v = V(3, 4); w = W(1, name='w'); alias = v; v *= 2
print(v, w, v + w, 2 * v, alias is v, v.size, V.zero(), W.unit(), w.name(), w.extra, V.count, 1 < v, 100 < v, v < 100, sorted([v, w]), max(v, w), list(v), 0.0 in w, 4 in v, v(1, b=2, a=3), v[0], [*w], str(w), f'{w}', [v, {'a': w}], v == V(6), v != w, isinstance(w, V), type(w).__name__, w.__class__.__name__)
""",
    r'''def fib(n): return n if n < 2 else fib(n - 1) + fib(n - 2)
def gen(n):
    total = 0
    for i in range(n):
        got = yield i * i
        total += i
    return total
def outer():
    count = 0
    def inner(step=1):
        nonlocal count
        count += step
        return count
    inner(); inner(step=5)
    return inner()
def with_try(v):
    try:
        return 1 / v
    except ZeroDivisionError as e:
        return str(e)
    else:
        return 2
    finally:
        print('finally', v)
def deco(f):
    def wrapper(*a, **k):
        print('call', f.__name__)
        return f(*a, **k)
    return wrapper
@deco
def sq(x: float, k: float = 1.0) -> float: return k * x * x
print(fib(10), list(gen(4)), outer(), with_try(0), with_try(2), sq(3, k=2), (lambda *a, k=1: (a, k))(1, 2, k=3))
def y2():
    r = yield from gen(3)
    yield r
print(list(y2()))
global_x = 1
def change():
    global global_x, fresh
    global_x += 1; fresh = 'new'
change(); print(global_x, fresh)
class Ctx:
    def __enter__(self): print('in'); return self
    def __exit__(self, *e): print('out', e[0] is not None); return True
with Ctx() as c: raise ValueError('x')
with Ctx(), Ctx() as d: print('body')
for i in range(3):
    if i == 1: continue
    if i == 5: break
else: print('else', i)
while i > 0:
    i -= 1
else: print('done')
try:
    raise KeyError('k') from None
except (KeyError, ValueError) as e: print(repr(e), e.args, e)
try:
    assert 1 > 2, 'msg %d' % 3
except AssertionError as e: print(e)
x: int = 3; y: 'str' = 'a'
a = b = [1]; (p, q), *r = (1, 2), 3, 4; print(a is b, p, q, r); del a
if (m := len(r)) > 1: print(m)
print('a' 'b', 'line1\
line2', """tri
  ple""", r'\d', b'by', 1 if x else 2, x and y, not x, x is None, None or 'z'); z = 1;
''',
    "x = 3 # comment\ny = (x + # why\n     2)\nif x: # c\n\n    # inner\n    y = 1 # d\n\n# end\nprint(x,\n      y)\ns = '''a\n    b # no comment\n'''\nprint(s)\ndef f(a,\n      b=2,  # two\n      ): # def\n    \"\"\"doc\n      string\"\"\"\n    return a \\\n        + b\nprint(f(1))",
    r"""été = 1; ｘ = 2; Δ = 3
print(été, x, Δ)
""",
    r"""import math, itertools
from math import pi as π, sqrt
import math as m
print(m.floor(2.7), round(π, 3), sqrt(16), math.e > 2)
from math import *
print(floor(2.5), cos(0))
""",
    r"""print([[i * j for j in range(3)] for i in range(3)], {k: [v] for k, v in zip('ab', (1, 2))}, sum(i for i in range(5)), [(i, j) for i in range(2) for j in range(2) if i != j], {i % 3 for i in range(9)}, [x for x in [x for x in range(3)]], max((abs(v) for v in [-3, 2]), default=0))
n = 3
print([n * i for i in range(n)], (lambda n: n + 1)(n), [f() for f in [lambda i=i: i for i in range(3)]], n)
""",
    r"""print(3 if [] else 4, [] or 'e', 0 or None, 'x' and 'y', not [], 1 < 2 and 2 < 3, [1] == [1], [1, 2] < [1, 3], (1,) + (2,), 'a' != 'b', None == 0, 1 is not None, True + True, True * 3, sum([True, False, True]), -True, True / 2, True == 1, True < 2, str(True), int(True), [5, 6][True])
""",
    r"""print({8, 1, 16}, {3, 1, 2}, set([8, 1, 16]), {100, 5, 33, 64, 7}, {i * i for i in range(10)}, {-1, -2, 0}, {1.5, 2.5, 0.1, -3.25}, {i / 7 for i in range(12)})
""",
    r"""s = set()
for i in range(40): s.add((i * 37) % 101)
print(s, len(s)); s.discard(37); s -= {0, 74}; print(s); s |= {1000, 2000}; print(s, s & {1, 2, 3, 1000}, s - {5}, s ^ {5, 6}, s | {1.5})
t = s.copy(); t.update([7, 2 ** 40, 2 ** 61, -2 ** 70]); print(t, t.pop(), t)
""",
    r"""print({(0, 1), (1, 0), (2, 2)}, {(i, j) for i in range(3) for j in range(3)}, set(range(20, 0, -1)), {True, 2, 0}, {1, 1.0}, sorted({3, 1}), list({9, 17, 1, 25}), sum({1, 2}), max({4, 9}), {10, 20, 30, 40, 50, 60, 70, 80, 90})
print({1, 2} < {1, 2, 3}, {1, 2} <= {1, 2}, {1} > set(), {1, 2} >= {1}, {1} == {1}, {1} != {2}, {1}.union([2], [3]), {1, 2, 3}.intersection([2, 9]), {1, 2}.difference([2]), {1, 2}.symmetric_difference([2, 3]), {1}.isdisjoint([2]), {1}.issubset([1, 2]), bool(set()), len({'a', 'a'}))
""",
    r"""a = {1, 2, 3}; a &= {2, 3, 9}; print(a); a ^= {3, 4}; print(a); a.remove(4); a.clear(); print(a)
try: {1}.remove(2)
except KeyError as e: print(e)
try: {1} | [2]
except TypeError as e: print(e)
print({'x': 1}.keys() & {'x'}, set('a'), {**{1: 2}}, set({3: 1, 1: 2}), {'b'} | {'b'})
""",
    r"""print(max([1, 1.0, True]), max(1.0, 1), min(2, 2.0), max('ab', 'cd', key=len), f'{255:_x}', f'{1048576:_b}')
""",
    r"""print(sorted(['b1', 'a1', 'b2', 'a2'], key=lambda v: [v[0]]), sorted([(2,), (1,), (2,)], key=lambda v: (len(v),), reverse=True))
""",
    r"""n = 3
def f():
    global n
    n = '%d|' if n == 3 else [1]
f(); print(n % 2)
f(); m = n; n *= 2; print(m, n)
def g():
    k = 1
    def h():
        nonlocal k
        k = [k]
    h(); m = k; k *= 2
    return m
print(g())
""",
]
