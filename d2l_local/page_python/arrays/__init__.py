"""MXNet's arrays, functions and derivatives, as far as explorers and answers use them.

This runs in the page, on MicroPython, and on CPython, where the tests hold it against MXNet. There
is:

- arrays of float32, as lists of numbers or of lists; arrays of truths, from comparisons. Each step
  rounds to float32, so what saturates, overflows or cancels in MXNet does so here;
- ``np`` and ``npx`` with the functions that :data:`NP` and :data:`NPX` list, with broadcasting,
  ``axis`` and ``keepdims``; on plain numbers they work in float64, as MXNet's do;
- ``autograd.record``, ``attach_grad``, ``backward``, ``detach`` and ``autograd.pause``. Where a
  derivative has two sides, it is the one that MXNet takes; and where MXNet's is wrong (``where``
  with a plain number, ``var``, ``std``, its own SELU), it is wrong in the same way;
- ``random.seed``, ``normal`` and ``uniform``, which draw the numbers that MXNet draws.

There are no other types of numbers, no layers and no training. What is missing says so, and where
the cell runs.
"""

from d2l_local.page_python.arrays import methods
from d2l_local.page_python.arrays.entries import ELSEWHERE, missing, ndarray
from d2l_local.page_python.arrays.making import array, full
from d2l_local.page_python.arrays.names import NP, NPX, Names, autograd, np, npx
from d2l_local.page_python.arrays.recording import Switch, _state

METHODS = methods.METHODS  # what importing it gives to the class
