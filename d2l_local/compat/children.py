"""Lets child processes import MXNet as their parent did.

A child that is *forked* has what its parent had. One that is *spawned* (as on macOS), or comes from
a *fork server*, begins anew and may import MXNet before anything of this book: a function that a
pool is sent is enough, and so is a ``DataLoader`` with workers, whose pool then starts one child
after the other for ever. So every process that is sent to a child carries a finder along, which is
Python's own code alone: when the child first imports MXNet, it imports this package before. A child
that never does pays nothing.
"""

import multiprocessing.process

FIND_MXNET = '''
import importlib.machinery, sys

class FindMXNet:
    """Imports d2l_local when MXNet is first asked for, and gives what that has made of MXNet."""

    def find_spec(self, name, path=None, target=None):
        if name == "mxnet":
            sys.meta_path.remove(self)
            import d2l_local

            self.spec = sys.modules[name].__spec__
            return importlib.machinery.ModuleSpec(name, self, is_package=True)

    def create_module(self, spec):
        return sys.modules[spec.name]

    def exec_module(self, module):
        module.__spec__, module.__loader__ = self.spec, self.spec.loader

if "mxnet" not in sys.modules:
    sys.meta_path.insert(0, FindMXNet())
'''


class Finding:
    """Becomes, where it is unpickled, the finder."""

    def __reduce__(self):
        return exec, (FIND_MXNET, {})


def let_children_import_mxnet():
    """From now on, let each process that is sent to a child carry the finder, first of all."""
    process = multiprocessing.process.BaseProcess
    state_of = getattr(process, "__getstate__", None)

    def __getstate__(self):
        state = state_of(self) if state_of else self.__dict__
        return {"_finding_mxnet": Finding(), **state} if isinstance(state, dict) else state

    process.__getstate__ = __getstate__
