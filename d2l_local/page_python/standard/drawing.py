"""``random``, the numbers that CPython draws: a Mersenne Twister (Matsumoto and Nishimura, 1998).

This runs in the page, on MicroPython, whose own ``random`` draws others. Where nobody has seeded it
draws what nobody can foretell, as everywhere.
"""

import math
import time

N, M = 624, 397


class Random:
    """Draws numbers; ``seed`` settles which."""

    def __init__(self, x=None):
        self.words = None
        self.seed(x)

    def seed(self, a=None, version=2):
        self.another = None  # gauss draws two at a time
        if not (a is None or isinstance(a, int)):
            if not isinstance(a, (float, str)):
                raise TypeError("The only supported seed types are: None, int, float and str here")
            raise ValueError(
                f"random.seed({a!r}) is another seed in every Python: give a whole number"
            )
        self.first = a
        self.words = None  # made when they are needed: that takes a while

    def make(self):
        """Set the words up from the seed."""
        key = self.first
        if key is None:
            key = int(time.time() * 1e6) ^ time.ticks_us() << 20 ^ id(self)
        key, parts = abs(int(key)), []
        while key or not parts:
            parts.append(key & 0xFFFFFFFF)
            key >>= 32
        word = 19650218
        words = [word]
        for i in range(1, N):
            word = (1812433253 * (word ^ (word >> 30)) + i) & 0xFFFFFFFF
            words.append(word)
        i, j = 1, 0
        for _ in range(max(N, len(parts))):
            before = words[i - 1]
            words[i] = (
                (words[i] ^ ((before ^ (before >> 30)) * 1664525)) + parts[j] + j
            ) & 0xFFFFFFFF
            i, j = i + 1, (j + 1) % len(parts)
            if i >= N:
                words[0] = words[N - 1]
                i = 1
        for _ in range(N - 1):
            before = words[i - 1]
            words[i] = ((words[i] ^ ((before ^ (before >> 30)) * 1566083941)) - i) & 0xFFFFFFFF
            i += 1
            if i >= N:
                words[0] = words[N - 1]
                i = 1
        words[0] = 0x80000000
        self.words, self.at = words, N

    def word(self):
        """Draw 32 bits."""
        if self.words is None:
            self.make()
        if self.at >= N:
            words = self.words
            for i in range(N):
                y = (words[i] & 0x80000000) | (words[(i + 1) % N] & 0x7FFFFFFF)
                words[i] = words[(i + M) % N] ^ (y >> 1) ^ (0x9908B0DF if y & 1 else 0)
            self.at = 0
        y = self.words[self.at]
        self.at += 1
        y ^= y >> 11
        y ^= (y << 7) & 0x9D2C5680
        y ^= (y << 15) & 0xEFC60000
        return y ^ (y >> 18)

    def random(self):
        a, b = self.word() >> 5, self.word() >> 6
        return (a * 67108864.0 + b) / 9007199254740992.0

    def getrandbits(self, k):
        if k < 0:
            raise ValueError("number of bits must be non-negative")
        found, shift = 0, 0
        while k > 0:
            found |= (self.word() >> max(32 - k, 0)) << shift
            k, shift = k - 32, shift + 32
        return found

    def below(self, n):
        bits, rest = 0, n
        while rest:
            bits, rest = bits + 1, rest >> 1
        found = self.getrandbits(bits)
        while found >= n:
            found = self.getrandbits(bits)
        return found

    # Whole numbers, and some of many --------------------------------------------------------------

    def randrange(self, start, stop=None, step=1):
        for one in (start, step) if stop is None else (start, stop, step):
            if not isinstance(one, int):
                raise TypeError(
                    f"'{type(one).__name__}' object cannot be interpreted as an integer"
                )
        if stop is None:
            start, stop = 0, start
        if step == 0:
            raise ValueError("zero step for randrange()")
        count = max(0, (stop - start + step + (-1 if step > 0 else 1)) // step)
        if not count:
            raise ValueError(f"empty range for randrange() ({start}, {stop}, {step})")
        return start + step * self.below(count)

    def randint(self, a, b):
        return self.randrange(a, b + 1)

    def choice(self, seq):
        if not len(seq):
            raise IndexError("Cannot choose from an empty sequence")
        return seq[self.below(len(seq))]

    def choices(self, population, weights=None, *, cum_weights=None, k=1):
        n = len(population)
        if cum_weights is None:
            if weights is None:
                return [population[math.floor(self.random() * n)] for _ in range(k)]
            cum_weights, total = [], 0
            for one in weights:
                total += one
                cum_weights.append(total)
        elif weights is not None:
            raise TypeError("Cannot specify both weights and cumulative weights")
        if len(cum_weights) != n:
            raise ValueError("The number of weights does not match the population")
        total = cum_weights[-1] + 0.0
        if total <= 0:
            raise ValueError("Total of weights must be greater than zero")
        found = []
        for _ in range(k):
            wanted, low, high = self.random() * total, 0, n - 1
            while low < high:
                middle = (low + high) // 2
                if wanted < cum_weights[middle]:
                    high = middle
                else:
                    low = middle + 1
            found.append(population[low])
        return found

    def shuffle(self, x):
        for i in range(len(x) - 1, 0, -1):
            j = self.below(i + 1)
            x[i], x[j] = x[j], x[i]

    def sample(self, population, k, *, counts=None):
        if isinstance(population, (set, dict)):
            raise TypeError("Population must be a sequence.  For dicts or sets, use sorted(d).")
        if counts is not None:
            population = [one for one, count in zip(population, counts) for _ in range(count)]
        n = len(population)
        if not 0 <= k <= n:
            raise ValueError("Sample larger than population or is negative")
        limit = 21
        if k > 5:
            limit += 4 ** math.ceil(math.log(k * 3) / math.log(4))
        found = []
        if n <= limit:
            pool = list(population)
            for i in range(k):
                j = self.below(n - i)
                found.append(pool[j])
                pool[j] = pool[n - i - 1]
            return found
        taken = set()
        for _ in range(k):
            j = self.below(n)
            while j in taken:
                j = self.below(n)
            taken.add(j)
            found.append(population[j])
        return found

    # Numbers --------------------------------------------------------------------------------------

    def uniform(self, a, b):
        return a + (b - a) * self.random()

    def triangular(self, low=0.0, high=1.0, mode=None):
        u = self.random()
        if high == low:
            return low
        c = 0.5 if mode is None else (mode - low) / (high - low)
        if u > c:
            u, c, low, high = 1.0 - u, 1.0 - c, high, low
        return low + (high - low) * math.sqrt(u * c)

    def normalvariate(self, mu=0.0, sigma=1.0):
        magic = 4 * math.exp(-0.5) / math.sqrt(2.0)
        while True:
            u1 = self.random()
            u2 = 1.0 - self.random()
            z = magic * (u1 - 0.5) / u2
            if z * z / 4.0 <= -math.log(u2):
                return mu + z * sigma

    def gauss(self, mu=0.0, sigma=1.0):
        z, self.another = self.another, None
        if z is None:
            turn = self.random() * 2 * math.pi
            away = math.sqrt(-2.0 * math.log(1.0 - self.random()))
            z, self.another = math.cos(turn) * away, math.sin(turn) * away
        return mu + z * sigma

    def lognormvariate(self, mu=0.0, sigma=1.0):
        return math.exp(self.normalvariate(mu, sigma))

    def expovariate(self, lambd=1.0):
        return -math.log(1.0 - self.random()) / lambd

    def paretovariate(self, alpha):
        return (1.0 - self.random()) ** (-1.0 / alpha)

    def weibullvariate(self, alpha, beta):
        return alpha * (-math.log(1.0 - self.random())) ** (1.0 / beta)


def names():
    """Return what a cell finds in ``random``, with a state of its own."""
    one = Random()
    return {
        "Random": Random, "seed": one.seed, "random": one.random, "getrandbits": one.getrandbits,
        "randrange": one.randrange, "randint": one.randint, "choice": one.choice,
        "choices": one.choices, "shuffle": one.shuffle, "sample": one.sample,
        "uniform": one.uniform, "triangular": one.triangular,
        "normalvariate": one.normalvariate, "gauss": one.gauss,
        "lognormvariate": one.lognormvariate, "expovariate": one.expovariate,
        "paretovariate": one.paretovariate, "weibullvariate": one.weibullvariate,
    }  # fmt: skip


ELSEWHERE = ("betavariate", "gammavariate", "vonmisesvariate", "randbytes", "getstate", "setstate",
             "SystemRandom", "binomialvariate")  # fmt: skip
