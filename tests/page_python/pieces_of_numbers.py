"""Pieces of plain Python whose numbers MicroPython has otherwise: great ones, complex ones, hashes."""

# ruff: noqa: E501

NUMBERS = [
    "print(10**400 / 10**399, 2**1024 / 2, 2**2000 / 2**1999, (10**30 + 1) / 7, -(3**200) / 2**100, (2**53 + 1) / 3, 10**22 / 10**20, 1 / 10**400, 0 / 10**400)",
    "2**2000 / 3", "float(10**400)", "float(2**1024)", "10**400 * 1.0", "10**400 + 0.5", "1.0 - 10**400", "10**400 // 0.5",
    "x = 2**1024\nx *= 1.5", "x = 2**1024\nx /= 0.5", "x = 10**400\nx += 1.5", "n = 10**400\nn -= 0.5",
    "print(float(2**1023), float(10**25), float(-2**53 - 1), int(float(2**1023)) == 2**1023)",
    "f = 1\nfor i in range(1, 300): f *= i\nprint(f / 10**600)",
    "f = 1\nfor i in range(1, 300): f = f * i\nf * 1.0",
    "def fact(n): return 1 if n < 2 else n * fact(n - 1)\nprint(fact(100) / fact(99), fact(5) * 0.5)",
    "a, b = 0, 1\nfor i in range(2000): a, b = b, a + b\nprint(b / a)",
    "print(10**400 > 1e300, 1e300 < 10**400, 10**400 == float('inf'), 10**400 < float('inf'), -10**400 > -float('inf'), float('nan') < 10**400, 10**400 >= float('nan'))",
    "print(2**53 + 1 == float(2**53 + 1), 2**53 + 1 > 2.0**53, 2**53 + 1 != 2.0**53, 2.0**53 < 2**53 + 1, 10**30 == 10.0**30, 2**60 == 2.0**60, 2**60 <= 2.0**60)",
    "x, y = 3, 3.0\nprint(x == y, x != y, 'a' == x, [1] == [1.0], None == x, (1, 2) == (1.0, 2))",
    "print(range(5) == range(5), range(0, 10, 3) == range(0, 12, 3), range(3) == [0, 1, 2], range(2) != range(3), range(2) != range(2), range(0) == range(1, 1), range(1, 2) == range(1, 9, 8))",
    "print(hash(2.5), hash(3), hash(-1), hash(2.0), hash(True), hash((1, 2)), hash(0.1), hash(2**70), hash(float('inf')), hash(1j), hash((1, (2, 3.5))), hash('a') == hash('a'))",
    "hash([1])", "hash({1: 2})", "hash({1})", "hash(([],))",
    "10.0 ** 400", "0 ** -1", "0.0 ** -2",
    "print(10.0 ** 10, 2 ** 10, 2 ** 0.5, 2 ** -1, (-2) ** -3, 10 ** -5, 0.5 ** 3, 10 ** -400, 7 ** -30, 3 ** -1)",
    "print((-8) ** (1/3), (-1) ** 0.5, 1j ** 2, 1j ** 1j, (1+2j)**3, (1+2j)**-2, 2 ** 1j, (1+1j)**0.5, 0j ** 2, 0j ** 0, (1+2j)/(3-4j), (3-4j)/(1+2j), 1/1j, 5 / (1+2j), -1j, abs(3+4j), (1+2j).conjugate())",
    "f = frozenset([3, 1, 2])\nprint(f, sorted(f), list(f), f | {9}, {9, 8} | f, f & {1}, f - {1}, f ^ {1, 5}, {f: 1}[frozenset([1, 2, 3])], f == {1, 2, 3}, {1, 2, 3} == f, frozenset(), frozenset([8, 16]), len(f), 3 in f, f <= {1, 2, 3}, f.union([7]), type(f), isinstance(f, frozenset), isinstance(f, set), hash(f) == hash(frozenset({1, 2, 3})))\nfor one in f: print(one)",
    "f = frozenset([1])\nf.add(2)", "d = {}\nd.foo", "s = {1}\ns.append(2)", "{1}[0]", "{1}()", "[1]['a']", "(1,)['a']",
    # For each a fault was planted that none of those above noticed.
    "n = 12345678901234567890123456789012345678901234567890\nprint(n + 0.5, n / 7, [n, 1.5], n == n + 0.5)\nn = " + "9" * 400 + "\nn + 0.5",
    "def g():\n    try:\n        def inner(): yield 1\n        print(list(inner()))\n    finally: print('f')\n    return inner\ninner = g()\nprint(next(inner()))",
    "print(3 / 10**324, 7**3 / 10**326, 1 / 2**1074, 3 / 2**1075, (10**20 + 1) / 10**340, 5 / 2**1076)",
    "print(range(0, 3) == range(0, 5, 2), range(0, 4) == range(0, 7, 2), range(1, 5) == range(1, 4))",
    "print(hash(complex(-1, 0)), hash(-1j), hash(complex(-1000004, 1)), hash(complex(0.5, -2)))",
    "print(3 ** -35, 10 ** -25, 7 ** -200, (10**25) ** -1, (-3) ** -3)", "(10**400) ** -1",
    "d = {1: 2}\nfor k in d: d[k + 1] = 0",
    "0j ** -1", "1j / 0",
    "print(5e-324, 2**-1074, 1e-310, 5e-324 / 2, 1e-310 + 1e-310, 5e-324 > 0, '%g' % 1e-310, f'{1e-310:.3e}', 2e-308 / 4, 3 * 5e-324)",
    "def outer():\n    k = 1\n    def f(): return k\n    return f\nprint(type(outer()), type(outer))",
    "def g():\n    try:\n        yield 1\n        yield 2\n    finally:\n        print('closed')\nprint(list(g()), sum(g()), max(g()))\nfor a in g(): print(a)\nit = g()\nprint(next(it))\nit.close()\nprint(type(it))\ndef h():\n    r = yield from g()\n    yield 9\nprint(list(h()))",
    "class K:\n    def each(self, n, *, k=1):\n        try:\n            x = yield self\n            print(x)\n            yield n * k\n        finally: print('f')\nit = K().each(3, k=2)\nnext(it)\nprint(it.send('s'))\nprint(list(it))",
    "def g():\n    try: yield 1\n    except ValueError as e: yield str(e)\n    finally: print('f')\nit = g()\nprint(next(it), it.throw(ValueError('v')), list(it))",
]  # fmt: skip
