"""Many parts of MXNet and of d2l, as notebooks of years ago use them; each use returns numbers.

`tools/reference.py` runs this package on NumPy 1.23.5, with a plain `import mxnet`, and stores what
each use returns; `test_mxnet.py` compares. So nothing here knows of d2l_local.
"""

import importlib

import matplotlib

from tests.mxnet_uses.registry import USES, run

__all__ = ["USES", "run"]

matplotlib.use("Agg")
ROOMS = ("arrays", "gradients", "gluon_layers", "data_and_files", "with_numpy", "d2l_helpers")
for room in ROOMS:  # each registers its uses, in this order
    importlib.import_module(f"{__name__}.{room}")
