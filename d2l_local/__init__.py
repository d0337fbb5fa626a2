"""The helpers that the notebooks of the interactive book on the multilayer perceptron share.

Import this package first. It makes MXNet 1.9.1 importable on current Python and NumPy, for this
book's notebooks as for any other::

    import d2l_local
    from d2l import mxnet as d2l
    from mxnet import autograd, np, npx

An old notebook whose own lines fail, because NumPy has changed, needs one line more::

    d2l_local.as_in_2020()
"""

from d2l_local.compat import as_in_2020, as_today, give_hints, import_mxnet

__all__ = ["as_in_2020", "as_today"]
__version__ = "1.0.0"

import_mxnet()
give_hints()
