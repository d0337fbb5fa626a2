"""Pieces of plain Python that the page runs as Python does."""

# ruff: noqa: E501

PIECES = [
    r"""def g():
    global a, b
    a = 1; yield; b = [a for i in range(2)]; print(b)
    for c in range(2): pass
    class K:
        z = 3
        def m(self): return a
    print(K().m(), [y for y in range(3) if y > a], (lambda: a)())
    if (w := 5) > 2: print(w)
    print([(q := i) for i in range(3)], q)
for _ in g(): pass
""",
    r"""x: int = 3
y: float
print(x)
""",
    r"""def f(a: int, *, b: str = 'x') -> int: return b
print(f(1))
""",
    r"""def g():
    global e, x
    try: 1/0
    except ZeroDivisionError as e: print(e)
    x = 2
    del x
    with A() as x: pass
    yield
class A:
    def __enter__(self): return 4
    def __exit__(self, *a): pass
for _ in g(): pass
print(x)
""",
    r"""class A:
    def __init__(self, **kw): self.kw = kw
print(A(b=1, a=2).kw)
def f(**k): return k
print(f(z=1, y=2, x=3, **{}))
print(sorted([3,1], reverse=True, **{}), print(1, end='!', sep='', **{}))
""",
    r"""print((lambda *, k=1: k)())
""",
    r"""raise ValueError('x') from None
""",
    r"""try:
    raise ValueError('x') from KeyError()
except ValueError as e: print(repr(e), str(e), e.args)
""",
    r"""d = {1: 2}; d |= {3: 4}; print(d)
""",
    r"""class L(list):
    def total(self): return sum(self)
l = L([1, 2]); l.append(3); print(l, l.total(), len(l), l[0], l == [1,2,3], l + [4])
""",
    r"""class E(Exception):
    def __init__(self, a): super().__init__(a, 'z'); self.a = a
try: raise E(3)
except E as e: print(e, e.args, e.a, repr(e))
""",
    r"""def f(): 
    x = 1
    def g():
        nonlocal x
        x += 1
        return x
    return g
print(f()())
""",
    r"""print(0.1 + 0.2, 1e300 * 1e10, -1e300*1e10, float('nan'), 1/3, 1e-320, 123456789.0 * 1000, 1e15, 1e16, 1e17, 9007199254740993)
""",
    r"""print(2**64 * 1.0, int(1e22), int(1e23), float(10**25))
""",
    r"""print(0 ** -1)
""",
    r"""print(0.0 ** -1)
""",
    r"""print(int('1_000'), float('1_0.5'))
""",
    r"""print('%s' % {'a': [1.5, 'x']}, '%r' % (1.5,), '%5s|%-5s|' % ('a', 'b'))
""",
    r"""print('a' 'b' f'{1}' 'c', r'\n', b'x\x00', u'z', '\u00e9', '\U0001F600', '\x41')
""",
    r"""été = 3; print(été)
""",
    r"""print(isinstance(1, (int, (float, str))))
""",
    r"""a = [3, 1, 2]; a.sort(key=lambda v: -v); print(a)
print(sorted([(1,'b'),(0,'z'),(1,'a')], key=lambda p: p[0]))
""",
    r"""print([1,2,3,4][::2], (1,2,3,4)[1:3])
l=[1,2,3,4]; l[::2] = [9,9]; print(l)
""",
    r"""l=[1,2,3,4]; del l[::2]; print(l)
""",
    r"""l=[1,2,3,4]; del l[1:3]; print(l); l[1:1] = [7,8]; print(l)
""",
    r"""def f(a, b=2, *c, d, e=5, **g): return (a,b,c,d,e,g)
print(f(1, d=3), f(1,2,3,4,d=5,h=6))
""",
    r"""print([x for x in range(5) if x % 2 for y in range(x)], {x: y for x, y in zip('ab', [1,2])}, {x for x in 'a'})
""",
    r"""class P:
    @property
    def x(self): return 3
    @x.setter
    def x(self, v): print('set', v)
    @staticmethod
    def s(a): return a
    @classmethod
    def c(cls): return cls.__name__
p = P(); p.x = 4; print(p.x, p.s(1), P.s(2), P.c(), p.c())
""",
    r"""import functools
""",
    r"""if 1:
  x = 1
  if 2:
        y = 3
print(x, y)
""",
    r"""def f():
	x = 1
	return x
print(f())
""",
    r"""x = [1,
2,
  3]; print(x)
""",
    r"""print(1 if 2 else 3, (1,), 1,)
""",
    r"""a = b = []; a.append(1); print(b)
a, b = 1, 2; a, b = b, a; print(a, b)
(a, b), c = (1, 2), 3; [d, e] = 4, 5; *f, g = 1, 2, 3; print(a, b, c, d, e, f, g)
""",
    r"""print('ab' 'cd'.upper(), 'x' * 3, 3 * [0], -2 ** 2, 2 ** -1, not 1 == 2, ~5, 5 ^ 3, 1 << 4, 7 & 3, 1 | 8)
""",
    r"""print(1 .__class__)
""",
    r"""print(undefined)
""",
    r"""[1][5]
""",
    r"""{}['a']
""",
    r"""'a' + 1
""",
    r"""1 + 'a'
""",
    r"""None.foo
""",
    r"""int('a')
""",
    r"""float('a')
""",
    r"""a, b = 1, 2, 3
""",
    r"""for i in 5: pass
""",
    r"""'abc'.foo()
""",
    r"""len(5)
""",
    r"""assert 1 == 2, 'msg'
""",
    r"""[].pop()
""",
    r"""[].remove(1)
""",
    r"""'a'.index('b')
""",
    r"""5()
""",
    r"""raise 5
""",
    r"""int([])
""",
    r"""{[]: 1}
""",
    r"""x = (1, 2); x[0] = 3
""",
    r"""math.sqrt(-1)
""",
    r"""import math; math.sqrt(-1)
""",
    r"""'%d' % 'a'
""",
    r"""'%d %d' % 1
""",
    r"""'{} {}'.format(1)
""",
    r"""chr(-1)
""",
    r"""max([])
""",
    r"""sum(['a'])
""",
    r"""print("{:5}|".format(None))
""",
    r"""print("{:10}|".format([1]))
""",
    r"""a = [1, 2, 3]
f = lambda *p, **k: (p, k)
print([*[1,2],3])
print({**{1:2},3:4})
print({*[1],2})
print((*[1],2))
print(f(*[1],*[2]))
print(f(**{'a':1},**{'b':2}))
print((lambda a,*,b:b)(1,b=2))
print(f"{1!r:>10}")
""",
    r"""a = [1, 2, 3]
f = lambda *p, **k: (p, k)
print(f"{1=}")
print(f"{1:{2}}")
print(f"{'a'}")
print(f'{"a" "b"}')
print(0 < 1 < 2)
print(a := 3)
print((a := 3))
print(1_000)
""",
    r"""a = [1, 2, 3]
f = lambda *p, **k: (p, k)
print(0x_ff)
print(1e1_0)
print('a' f'{1}')
print(rb'a')
print(b'a' b'b')
print("{:,}".format(1234567))
print("{:>8}".format("a"))
print("{:.1%}".format(.5))
""",
    r"""a = [1, 2, 3]
f = lambda *p, **k: (p, k)
print("{:+.2e}".format(1234.5))
print("{:g}".format(1234567.0))
print("{:_}".format(1234567))
print("{!r}".format("a"))
print("{0.real}".format(1))
print("{0[0]}".format([1]))
print(repr(0.1))
print(repr(1e16))
""",
    r"""a = [1, 2, 3]
f = lambda *p, **k: (p, k)
print(repr(123456789.123456789))
print(repr(1/3))
print(str(1e22))
print(repr(5e-324))
print(1.0.is_integer())
print((1.5).as_integer_ratio())
print((3).bit_length())
print((255).to_bytes(2,'big'))
""",
    r"""a = [1, 2, 3]
f = lambda *p, **k: (p, k)
print("a".zfill(3))
print("abc".removeprefix("a"))
print("abc".center(9))
print("a b".title())
print("a".casefold())
print("abc".partition("b"))
print("a\nb".splitlines())
print("abc".expandtabs())
""",
    r"""a = [1, 2, 3]
f = lambda *p, **k: (p, k)
print("a".isidentifier())
print("a".isnumeric())
print("{a}".format_map({'a':1}))
print("a".ljust(5))
print("a".translate({}))
print("abc".capitalize())
print("abc".swapcase())
print(max([1,2],key=lambda v:-v))
""",
    r"""a = [1, 2, 3]
f = lambda *p, **k: (p, k)
print(max([], default=3))
print(sorted([3,1],reverse=True))
print(sum([1,2],3))
print(sum([.1]*10))
print(round(2.5))
print(round(2.675,2))
print(round(1234,-2))
print(pow(2,10,7))
""",
    r"""a = [1, 2, 3]
f = lambda *p, **k: (p, k)
print(pow(2,-1))
print(divmod(-7,2))
print(-7//2)
print(-7%3)
print(7.5//2)
print(-7.5%2)
print(2**-1)
print(2**.5)
""",
    r"""a = [1, 2, 3]
f = lambda *p, **k: (p, k)
print(int("12"))
print(int("0x1f",16))
print(int(3.9))
print(float("inf"))
print(float("nan"))
print(float("1_0"))
print(int(1e20))
print(hash(1))
""",
    r"""a = [1, 2, 3]
f = lambda *p, **k: (p, k)
print(bin(5))
print(hex(255))
print(oct(8))
print(ascii("é"))
print(list(enumerate([1],start=1)))
print(list(enumerate([1],1)))
print(list(map(lambda a,b:a+b,[1],[2])))
print(list(reversed([1,2])))
""",
    r"""a = [1, 2, 3]
f = lambda *p, **k: (p, k)
print(slice(1,2))
print(isinstance(True,int))
print(isinstance(2.0,(int,float)))
print(type(2.0) is float)
print(type(1) is int)
print(issubclass(bool,int))
print(True+True)
print(True*2.5)
""",
    r"""a = [1, 2, 3]
f = lambda *p, **k: (p, k)
print(-True)
print(~True)
print(True & False)
print(True | 2)
print([1,2,3][True])
print(True == 1)
print(1 == 1.0)
print({True:1})
""",
    r"""a = [1, 2, 3]
f = lambda *p, **k: (p, k)
print(hash(1.0)==hash(1))
print({1:'a', 1.0:'b'})
print(complex(1,2))
print(1j*1j)
print(abs(3+4j))
print(set([1,2]))
print(frozenset([1]))
print({1,2}|{3})
""",
    r"""a = [1, 2, 3]
f = lambda *p, **k: (p, k)
print({1:2}|{3:4})
print(bytearray(3))
print(print(1,2,sep='-',end='!\n'))
print('%d %s %r %5.2f %%' % (1,'a','b',3.14159))
print('%(a)s' % {'a':1})
print('%-5s|' % 'a')
print('%05d' % 42)
print('%e' % 12345.678)
""",
    r"""a = [1, 2, 3]
f = lambda *p, **k: (p, k)
print('%x' % 255)
print('%i' % 3.7)
print('abc'[::-1])
print('abc'[::2])
print([1,2,3][::-1])
print((1,2,3)[::-1])
print((1,2)+(3,))
print([1]*3)
""",
    r"""a = [1, 2, 3]
f = lambda *p, **k: (p, k)
print('a' in 'abc')
print([1] < [2])
print((1,2) < (1,3))
print(None is None)
print(... is Ellipsis)
print(NotImplemented)
print(callable(print))
print(next(iter([]), 5))
""",
    r"""a = [1, 2, 3]
f = lambda *p, **k: (p, k)
print(any([0,1]))
print(all([]))
print(super)
print(staticmethod)
print(classmethod)
print(property)
print(memoryview)
print(format(3.14159,'.2f'))
""",
    r"""a = [1, 2, 3]
f = lambda *p, **k: (p, k)
print(str(b'abc','utf8'))
print('abc'.encode())
print(b'abc'.decode())
print("".join(str(i) for i in range(3)))
print([i for i in range(3) if i])
print({i:i for i in range(3)})
print({i for i in range(3)})
print([*range(3)])
""",
    r"""a = [1, 2, 3]
f = lambda *p, **k: (p, k)
print(print(*[1,2]))
print((lambda x, y=1: x+y)(1))
print(1 if True else 2)
print(not 1)
print(1 and 2)
print(1 or 2)
print(a[1:2])
print(5 .real)
""",
    r"""a = [1, 2, 3]
f = lambda *p, **k: (p, k)
print((1).real)
print((1.5).imag)
print(1 .numerator)
print((5).conjugate())
print("%s" % 1.0)
print("%s" % (1,))
print("%r" % 0.1)
print(str(0.1+0.2))
""",
    r"""for w in range(7):
    for t in ('', 'a', 'ab', 'abc'):
        print('|'.join([t.center(w), t.center(w, '*')]))
""",
    r"""try:
    [1, 2].index(5)
except ValueError as e:
    print(e)
print([1, 2, 1].index(1, 1), 'abc'.index('b'), (1, 2).index(2))
""",
    "print(math.pi)",
    "x = lambda: math.e\nx()",
    "class math:\n    pi = 3\nprint(math.pi)",
]
