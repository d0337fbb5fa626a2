"""Prints in JSON what each use returns:  python -m tests.mxnet_uses"""

import json
import sys

from tests.mxnet_uses import USES, run

json.dump({name: run(name) for name in USES}, sys.stdout)
