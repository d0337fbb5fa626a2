"""MXNet's arrays, functions and derivatives, as far as explorers and answers use them.

This runs in the page, on MicroPython, and on CPython, where the tests hold it against MXNet: what
both give is the same value, type, shape and text, or the page says what to write or where it runs.

- Arrays of float32, float64, int32, int64 and bool. Each step rounds to their type, so what
  saturates, overflows or cancels in MXNet does so here. Rows and slices side by side are views.
- ``np`` and ``npx`` with the functions that :data:`NP` and :data:`NPX` list, with the parameters of
  MXNet's; on plain numbers they work in float64, as MXNet's do.
- ``autograd.record``, ``attach_grad``, ``backward``, ``detach`` and ``autograd.pause``. Where a
  derivative has two sides, it is the one that MXNet takes; and where MXNet's is wrong (``where``
  with a plain number, ``var``, ``std``, its own SELU), it is wrong in the same way.
- ``random.seed``, ``normal`` and ``uniform``, which draw the numbers that MXNet draws.

There are no layers and no training. The rooms, by what is looked for:

=================  ================================================================
entries            the array itself, its types, broadcasting
making             arrays from numbers and lists
indexing           which entries an index chooses; views
elementwise        functions of one number at a time
pairs              functions of two, comparisons, where and clip
shapes             other shapes and orders; joined, repeated
reductions         sums, means, extremes, sorting
products           products of matrices
npx_functions      softmax, leaky_relu, activation
recording          autograd
random_numbers     the numbers that MXNet draws
printing           what print and repr show
methods            what an array can do; in place
names              what np and npx have, and the words for what they have not
=================  ================================================================
"""

from d2l_local.page_python.arrays import methods
from d2l_local.page_python.arrays.entries import ELSEWHERE, Type, missing, ndarray
from d2l_local.page_python.arrays.making import array, full
from d2l_local.page_python.arrays.names import NP, NPX, Names, autograd, np, npx
from d2l_local.page_python.arrays.recording import Switch, _state

METHODS, IN_PLACE, with_format = methods.METHODS, methods.IN_PLACE, methods.with_format
