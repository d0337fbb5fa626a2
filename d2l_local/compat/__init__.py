"""Let MXNet 1.9.1, the last release, and notebooks of its time run on today's Python and NumPy.

Nothing outside this package knows that there is a problem. It is in two parts.

**Always, by importing** :mod:`d2l_local`: MXNet itself runs (:mod:`.importing`). The NumPy of the
reader stays as it is.

**When the reader asks for it**, by :func:`as_in_2020`: the lines of an old notebook find what
NumPy, IPython and Python had then (:mod:`.year_2020`). After an error that this would have spared,
one line says so (:mod:`.hints`). What it gives back, by what it is of:

===================  =============================================================
numpy_names          names that NumPy has dropped or moved
numpy_gone           functions of NumPy that are gone
numpy_functions      functions that refuse today what they took then
array_methods        methods of arrays; ``float`` and ``int`` of an array of one
old_modules          modules of Python that are gone
other_names          names of Python's and of IPython's
===================  =============================================================
"""

from d2l_local.compat.hints import give_hints
from d2l_local.compat.importing import import_mxnet
from d2l_local.compat.year_2020 import as_in_2020, as_today

__all__ = ["as_in_2020", "as_today", "give_hints", "import_mxnet"]
