"""Random numbers: those that MXNet draws.

This runs in the page, on MicroPython, and on CPython.
"""

import math

from d2l_local.page_python.arrays.entries import (
    FLOAT,
    f32,
    is_number,
    missing,
    ndarray,
    size_of,
    type_of,
)
from d2l_local.page_python.arrays.pairs import add, multiply
from d2l_local.page_python.arrays.recording import _state


class Twister:
    """The generator MT19937, seeded as MXNet seeds that of a processor."""

    def __init__(self, seed):
        state = [(seed * 127) & 0xFFFFFFFF]
        for i in range(1, 624):
            state.append((1812433253 * (state[-1] ^ (state[-1] >> 30)) + i) & 0xFFFFFFFF)
        self.state, self.at = state, 624

    def next(self):
        """Return the next number from 0 to 1, the latter excluded, in float32."""
        if self.at == 624:
            state = self.state
            for i in range(624):
                y = (state[i] & 0x80000000) | (state[(i + 1) % 624] & 0x7FFFFFFF)
                state[i] = state[(i + 397) % 624] ^ (y >> 1) ^ (0x9908B0DF if y & 1 else 0)
            self.at = 0
        y = self.state[self.at]
        self.at += 1
        y ^= y >> 11
        y ^= (y << 7) & 0x9D2C5680
        y ^= (y << 15) & 0xEFC60000
        y ^= y >> 18
        return min(f32(y / 4294967296), 0.99999994)

    def normal_pair(self):
        """Return two numbers of the standard normal distribution, by Marsaglia's polar method."""
        while True:
            x, y = f32(2 * self.next() - 1), f32(2 * self.next() - 1)
            square_ = f32(f32(x * x) + f32(y * y))
            if 0 < square_ <= 1:
                break
        scale = f32(math.sqrt(f32(f32(-2 * f32(math.log(square_))) / square_)))
        return f32(y * scale), f32(x * scale)


_state["random"] = Twister(0)


def seed(number):
    """Begin anew; what is drawn then is what MXNet draws, whose numbers a page can repeat."""
    _state["random"] = Twister(int(number))


def drawn(name, one, other, size, dtype, ctx, out):
    """Return the shape of what is drawn, and the type; refuse what the page does not draw."""
    if not is_number(one) or not is_number(other):
        missing(f"{name} with arrays")
    if ctx is not None or out is not None:
        missing(f"ctx= and out= of {name}")
    if type_of(dtype) is not FLOAT:
        missing(f"{name} of {dtype}")
    return () if size is None else (size,) if is_number(size) else tuple(size)


def normal(loc=0.0, scale=1.0, size=None, dtype=None, ctx=None, out=None):
    shape, values = drawn("np.random.normal", loc, scale, size, dtype, ctx, out), []
    count = size_of(shape)
    while len(values) < count:
        values.extend(_state["random"].normal_pair())
    return add(multiply(ndarray(values[:count], shape), scale), loc)


def uniform(low=0.0, high=1.0, size=None, dtype=None, ctx=None, out=None):
    shape = drawn("np.random.uniform", low, high, size, dtype, ctx, out)
    draw = _state["random"].next
    values = [draw() for _ in range(size_of(shape))]
    return add(multiply(ndarray(values, shape), high - low), low)
