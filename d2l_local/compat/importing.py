"""Let MXNet 1.9.1, the last release, run on today's Python and NumPy.

``import mxnet`` fails on any NumPy from 1.24 on, and the framework is retired, so nobody will
mend it there. Four things have to be put right, and this module is the only place that knows:

1. MXNet uses names that NumPy has removed (``numpy.bool``, ``numpy.PZERO``, ...), some of them
   when it is imported and some each time it is called. The modules named ``mxnet.*``, and no
   others, are handed a stand-in: NumPy's own names plus the missing ones. The ``numpy`` of the
   reader stays as it is.
2. MXNet compares version numbers with ``distutils.version``, which left Python in 3.12.
3. MXNet hands parameters to its C++ core as text, and NumPy 2 writes ``(np.int64(2),)`` where
   the core expects ``(2,)``.
4. MXNet writes records with ``array.tostring()``, which arrays have lost in NumPy 2.3.
5. MXNet meets other NumPys at a few more places: numbers that do not fit their type, its own arrays
   in NumPy's functions, sizes that are NumPy's numbers (:mod:`.numpy_for_mxnet`).
6. A child process that is not forked imports MXNet by itself (:mod:`.children`).

What stays different on NumPy 2, because it is what the reader's own NumPy does:

======================================  ======================  ================================
you write                               on NumPy 1.23.5         on NumPy 2
======================================  ======================  ================================
``x.asnumpy()[0]`` prints               ``1.0``                 ``np.float32(1.0)``: ``float()``
``Conv2D(numpy.int64(3), ...)`` prints  ``(3, 3)``              ``(np.int64(3), np.int64(3))``
``numpy.array([300], dtype='uint8')``   44, silently            ``OverflowError``
``numpy.array(x, copy=False)``          array of objects        ``ValueError``: ``x.asnumpy()``
``np.npv(...)``, ``np.pmt(...)``        gone since NumPy 1.20   gone, and the message says where
======================================  ======================  ================================

And what MXNet 1.9.1 does on every NumPy, so that nothing is mended here: ``np.where`` with a plain
number has the gradient of the other branch; ``np.var`` and ``np.std`` have the gradient zero;
mixing NumPy and MXNet arrays raises; ``x[mask] = v`` with a mask of NumPy's is silently wrong.

Importing the package :mod:`d2l_local` calls :func:`import_mxnet`; do it before MXNet is imported.
"""

import builtins
import contextlib
import platform
import sys
import types

from d2l_local.compat.children import let_arrays_reach_children, let_children_import_mxnet
from d2l_local.compat.numpy_for_mxnet import (
    let_numpy_read_arrays,
    let_sizes_be_numpys,
    let_tuples_have_names,
    wrapping,
)
from d2l_local.compat.numpy_functions import QUANTILES, renaming
from d2l_local.compat.numpy_names import removed_names

import numpy


def import_mxnet():
    """Import MXNet, mended where today's NumPy and Python differ from those of its time.

    Returns the module ``mxnet``. Importing it again, here or by ``import mxnet``, gives the same
    module. An earlier ``import mxnet`` that failed is cleared away first: no restart is needed.

    Raises
    ------
    ImportError
        MXNet is not installed, or its library cannot be loaded on this machine. The message says
        what to do.
    """
    if "mxnet" in sys.modules:
        return really_mxnet(sys.modules["mxnet"])
    forget_failed_import()
    try:
        with mxnet_importing(numpy_as_mxnet_knows_it(), version_module()):
            import mxnet
    except (ImportError, OSError) as error:
        forget_failed_import()
        raise ImportError(explanation(error)) from error
    really_mxnet(mxnet)
    for name in WRITING_TO_CORE:
        sys.modules[name].str = Text
    let_records_be_written(sys.modules["mxnet.recordio"])
    let_numpy_read_arrays(mxnet)
    let_sizes_be_numpys()
    let_tuples_have_names()
    let_quantiles_be_named()
    let_children_import_mxnet()
    let_arrays_reach_children(mxnet)
    return mxnet


def really_mxnet(module):
    """Return the module that ``import mxnet`` gave, or say that it is a file of the reader's."""
    if "mxnet.base" in sys.modules:
        return module
    sys.modules.pop("mxnet", None)
    raise ImportError(
        f"import mxnet found {module.__file__}, which is not MXNet but has its name. Give it "
        "another name, and restart Python."
    )


def forget_failed_import():
    """Drop the modules that an ``import mxnet`` leaves half loaded when it fails."""
    for name in [name for name in sys.modules if name.startswith("mxnet.")]:
        del sys.modules[name]


@contextlib.contextmanager
def mxnet_importing(numpy_stand_in, version_stand_in):
    """While the block runs, modules of MXNet that import NumPy or ``distutils`` get these."""
    original = builtins.__import__

    def import_(name, globals=None, locals=None, fromlist=(), level=0):
        importer = (globals or {}).get("__name__", "")
        if importer.partition(".")[0] == "mxnet" and level == 0:
            if name == "numpy":
                return numpy_stand_in
            if name == "numpy.random" or name == "numpy.testing":
                original(name)
                return numpy_stand_in
            if name == "distutils.version":
                return version_stand_in
        return original(name, globals, locals, fromlist, level)

    builtins.__import__ = import_
    try:
        yield
    finally:
        builtins.__import__ = original


class NumPyOfMXNet(types.ModuleType):
    """NumPy with the names that MXNet still asks for."""

    def __getattr__(self, name):
        return getattr(numpy, name)  # what NumPy loads only when it is asked for


def numpy_as_mxnet_knows_it():
    """Return a stand-in for the module ``numpy``: its namespace plus the removed names."""
    stand_in = NumPyOfMXNet("numpy")
    stand_in.__dict__.update(vars(numpy))
    stand_in.__dict__.update(removed_names())
    # NumPy 2 has a `bool` again, but it is the array scalar; MXNet means Python's.
    stand_in.bool = bool
    stand_in.array, stand_in.asarray = wrapping(numpy.array), wrapping(numpy.asarray)
    return stand_in


def version_module():
    """Return the part of ``distutils.version`` that MXNet uses: comparing release numbers."""

    class Version(tuple):
        def __new__(cls, text):
            leading = (part for part in str(text).split("+")[0].split("."))
            return super().__new__(cls, (int(part) for part in leading if part.isdigit()))

    module = types.ModuleType("distutils.version")
    module.LooseVersion = module.StrictVersion = Version
    return module


# The modules that write parameters as text; in them `str` is the one below.
WRITING_TO_CORE = (
    "mxnet._ctypes.ndarray",
    "mxnet._ctypes.symbol",
    "mxnet.symbol.symbol",
    "mxnet.io.io",
)


class TextType(type):
    """Makes ``str(value)`` write for the core; ``isinstance(value, str)`` means what it did."""

    def __call__(cls, value=""):
        return text_for_core(value)

    def __instancecheck__(cls, value):
        return isinstance(value, str)


class Text(metaclass=TextType):
    """What the modules that write to the core find under the name ``str``."""


def text_for_core(value=""):
    """Write a parameter as MXNet's C++ core reads it: ``(2,)``, never ``(np.int64(2),)``."""
    if isinstance(value, (tuple, list)) and numpy.lib.NumpyVersion(numpy.__version__) >= "2.0.0":
        with numpy.printoptions(legacy="1.25"):
            return str(value)
    return str(value)


class RecordedArray(numpy.ndarray):
    """An array with the method by which MXNet writes it into a record."""

    def tostring(self):
        return self.tobytes()


def let_records_be_written(recordio):
    """Hand MXNet's module of records arrays, and encoded images, that have ``tostring``."""
    numpy_of_records, cv2 = NumPyOfMXNet("numpy"), recordio.cv2

    def asarray(*arguments, **options):
        return numpy.asarray(*arguments, **options).view(RecordedArray)

    def imencode(*arguments, **options):
        done, encoded = cv2.imencode(*arguments, **options)
        return done, encoded.view(RecordedArray)

    numpy_of_records.asarray = asarray
    recordio.np = numpy_of_records
    if cv2 is not None:
        recordio.cv2 = types.ModuleType("cv2")
        recordio.cv2.__dict__.update({**vars(cv2), "imencode": imencode})


def let_quantiles_be_named():
    """Let MXNet's quantiles that are NumPy's take ``interpolation=``, as MXNet's own do."""
    modules = [sys.modules[f"mxnet.numpy{part}"] for part in (".fallback", ".multiarray", "")]
    for name in set(QUANTILES) & set(modules[0].__all__):
        for module in modules:
            setattr(module, name, renaming(name, interpolation="method"))


def explanation(error):
    """Say in words why MXNet cannot be loaded here, and what works instead."""
    machine = f"{platform.system()} on {platform.machine()}, Python {platform.python_version()}"
    elsewhere = (
        "Three ways that work on any machine: Google Colab; Docker with --platform linux/amd64; "
        "on Windows, WSL2."
    )
    if isinstance(error, ModuleNotFoundError) and error.name == "mxnet":
        advice = "MXNet is not installed. Run:  python -m pip install --no-deps mxnet==1.9.1"
    elif isinstance(error, ModuleNotFoundError):
        package = error.name.partition(".")[0]
        advice = f"MXNet needs the package {package}. Run:  python -m pip install {package}"
    elif "libgomp" in str(error) or "libquadmath" in str(error):
        advice = "Two system libraries are missing. Run:  apt-get install libgomp1 libquadmath0"
    elif "libarmpl" in str(error):
        advice = "On Arm, MXNet needs the Arm Performance Libraries (libarmpl). " + elsewhere
    else:
        advice = "MXNet has packages for Linux and for macOS on Intel only. " + elsewhere
    return f"MXNet could not be loaded ({machine}): {error}\n{advice}"
