"""The helpers that the notebooks of the interactive book on the multilayer perceptron share.

Import this package first. It makes MXNet 1.9.1 importable on current Python and NumPy, for this
book's notebooks as for any other::

    import d2l_local
    from d2l import mxnet as d2l
    from mxnet import autograd, np, npx
"""

from d2l_local import compat

__version__ = "1.0.0"

compat.import_mxnet()
