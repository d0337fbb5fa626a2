"""Lets child processes import MXNet as their parent did.

A child that is *forked* has what its parent had. One that is *spawned* (as on macOS), or comes from
a *fork server*, begins anew and may import MXNet before anything of this book: a function that a
pool is sent is enough, and so is a ``DataLoader`` with workers, whose pool then starts one child
after the other for ever. So every process that is sent to a child carries a finder along, which is
Python's own code alone: when the child first imports MXNet, it imports this package before. A child
that never does pays nothing.

An array that a process is sent, such as the data of a ``DataLoader``, lies in shared memory, of
which the child is given the file. MXNet lets go of the file as soon as it has named it; a child
that is not forked asks for it later, and gets whatever has its number by then. So the array is kept
until its process is gone.
"""

import multiprocessing.context
import multiprocessing.process
from multiprocessing.reduction import ForkingPickler

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


def let_arrays_reach_children(mxnet):
    """From now on, keep each array that is sent to a process that starts, as long as it runs."""
    shared = mxnet.context.Context("cpu_shared", 0)
    loader = mxnet.gluon.data.dataloader
    for kind, reduce in (
        (mxnet.nd.NDArray, loader.reduce_ndarray),
        (mxnet.np.ndarray, loader.reduce_np_ndarray),
    ):
        ForkingPickler.register(kind, keeping(reduce, shared))


def keeping(reduce, shared):
    """Return MXNet's way to send an array, ``reduce``, that keeps it in ``shared`` memory."""

    def reduce_and_keep(array):
        starting = multiprocessing.context.get_spawning_popen()
        if starting is None:  # the process runs already, and is given the file itself
            return reduce(array)
        array = array.as_in_context(shared)
        starting.__dict__.setdefault("_arrays_of_mxnet", []).append(array)
        return reduce(array)

    return reduce_and_keep
