"""The line that gives an old notebook back what it had: on, off, and after an error.

Everything here happens in processes of its own, because the line changes the NumPy of a process.
"""

import json
import os
import subprocess
import sys
import textwrap
from pathlib import Path

import nbformat
import numpy
import pytest
from IPython.core.interactiveshell import InteractiveShell
from nbclient import NotebookClient

ROOT = Path(__file__).resolve().parent.parent.parent
NUMPY = numpy.lib.NumpyVersion(numpy.__version__)
LINE = "import d2l_local; d2l_local.as_in_2020()"


def run_fresh(code):
    """Run code in a fresh process; return what it printed as JSON, and its errors."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONWARNINGS": "ignore"}
    return subprocess.run(
        [sys.executable, "-c", textwrap.dedent(code)],
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
    )


def run_lines(lines, first=""):
    """Run each line of old code by itself; return for each what it gives, or its error."""
    run = run_fresh(f"""
        import collections, concurrent.futures, fractions, inspect, io, json, math, pickle, time
        import numpy; kept = numpy.sum
        import d2l_local
        {first}
        import mxnet as mx
        import numpy as np

        def in_a_thread(function):
            with concurrent.futures.ThreadPoolExecutor(1) as pool:
                return pool.submit(function).result()

        class Asking:
            "An array of a package that asks which function of NumPy's it is."
            def __init__(self, function):
                self.function = function
            def __array_function__(self, function, types, arguments, options):
                return function in (np.sum, np.histogram)

        found = {{}}
        for line in {list(lines)!r}:
            names = dict(globals(), a=mx.nd.array([1.5]).asnumpy(), n=np.array([[1.5]]),
                         w=np.zeros(3), x=mx.nd.array([[1.5]]),
                         m=mx.np.array([1.0, 2.0]), other={{}})
            *before, last = line.split('; ')
            try:
                exec('; '.join(before), names)
                found[line] = repr(eval(last, names))
            except Exception as error:
                found[line] = f'{{type(error).__name__}}: {{error}}'
        print(json.dumps(found))
    """)
    assert run.returncode == 0 and run.stderr == "", run.stderr
    return json.loads(run.stdout)


# A line as old notebooks have it, what it gave in 2020, and the NumPy that took it away (None: none
# did, or it was Python).
LINES = {
    # An array with one element is a number.
    "float(a)": ("1.5", "2.4.0"),
    "int(a)": ("1", "2.4.0"),
    "complex(a)": ("(1.5+0j)", "2.4.0"),
    "'%.3f' % a": ("'1.500'", "2.4.0"),
    "'%d of %d' % (a, n)": ("'1 of 1'", "2.4.0"),
    "math.floor(math.exp(a))": ("4", "2.4.0"),
    "float(n)": ("1.5", "2.4.0"),
    "float(x.sum().asnumpy() / 3)": ("0.5", "2.4.0"),
    "float(np.matrix([[2.5]]))": ("2.5", "2.4.0"),
    "w[1] = a; w.tolist()": ("[0.0, 1.5, 0.0]", "2.4.0"),
    "w[2] = n; w.tolist()": ("[0.0, 0.0, 1.5]", "2.4.0"),
    # Names that NumPy has removed.
    "np.zeros(2, dtype=np.float).dtype": ("dtype('float64')", "1.24.0"),
    "np.array([1.7]).astype(np.int)": ("array([1])", "1.24.0"),
    "np.array([0, 2]).astype(np.bool)": ("array([False,  True])", None),
    "np.array([1, 'a'], dtype=np.object)": ("array([1, 'a'], dtype=object)", "1.24.0"),
    "np.str('a'), np.complex(1)": ("('a', (1+0j))", "1.24.0"),
    "np.Inf, -np.PINF, np.NINF, np.infty": ("(inf, -inf, -inf, inf)", "2.0.0"),
    "np.isnan([np.NaN, np.NAN])": ("array([ True,  True])", "2.0.0"),
    "np.product([2, 3]), np.cumproduct([2, 3]).tolist()": ("(6, [2, 6])", "2.0.0"),
    "np.round_(2.345, 1)": ("2.3", "2.0.0"),
    "np.alltrue([1, 0]), np.sometrue([1, 0])": ("(False, True)", "2.0.0"),
    "np.float_(2), np.unicode_('a'), np.string_('a')": ("(2.0, 'a', b'a')", "2.0.0"),
    "np.in1d([1, 2], [2]).tolist(), np.trapz([1, 3])": ("([False, True], 2.0)", "2.4.0"),
    "np.asscalar(a), np.msort([2, 1]).tolist()": ("(1.5, [1, 2])", "1.23.0"),
    "np.mat([1, 2]).shape, np.asfarray([1]).dtype": ("((1, 2), dtype('float64'))", "2.0.0"),
    "np.cast['int32'](1.7), np.nbytes[np.int16]": ("(array(1, dtype=int32), 2)", "2.0.0"),
    "np.issctype(int), np.issctype(3), np.sctype2char(float)": ("(True, False, 'd')", "2.0.0"),
    "np.safe_eval('[1]'), np.math.pi, np.compat.basestring": (
        "([1], 3.141592653589793, <class 'str'>)",
        "2.0.0",
    ),
    "np.VisibleDeprecationWarning.__name__": ("'VisibleDeprecationWarning'", "2.0.0"),
    # What NumPy's functions and methods took.
    "np.percentile([1, 2, 4], 50, interpolation='lower')": ("2", "2.4.0"),
    "np.nanquantile([1, 2, 4], .5, interpolation='higher')": ("2", "2.4.0"),
    "np.reshape(a, newshape=(1, 1)).shape": ("(1, 1)", "2.4.0"),
    "np.histogram([1, 3], bins=2, normed=True)[0].tolist()": ("[0.5, 0.5]", "1.24.0"),
    "np.array([[1, 2], [3]])": ("array([list([1, 2]), list([3])], dtype=object)", "1.24.0"),
    "np.asarray([n, 2.0]).shape": ("(2,)", "1.24.0"),
    "np.array([300, -1], dtype='uint8')": ("array([ 44, 255], dtype=uint8)", "2.0.0"),
    "np.array([1, 2], copy=False)": ("array([1, 2])", "2.0.0"),
    "np.nonzero(np.float32(3))": ("(array([0]),)", "2.1.0"),
    "np.array(3).nonzero()": ("(array([0]),)", "2.1.0"),
    "np.unique(np.array([[2, 1], [1, 2]]), return_inverse=True)[1]": (
        "array([1, 0, 0, 1])",
        "2.0.0",
    ),
    "np.unique(np.array([[2, 1], [1, 2]]), True, True)[2].shape": ("(4,)", "2.0.0"),
    "np.unique([2, 1, 2], return_inverse=True)[1]": ("array([1, 0, 1])", None),
    "np.vstack(np.ones(2) for _ in range(3)).shape": ("(3, 2)", "1.24.0"),
    "np.sum(i for i in range(4))": ("6", "2.4.0"),
    "np.fromstring(b'\\x01\\x02', dtype='uint8')": ("array([1, 2], dtype=uint8)", "2.3.0"),
    "np.fromstring('1 2', sep=' ')": ("array([1., 2.])", None),
    "a.tostring() == a.tobytes()": ("True", "2.3.0"),
    "w.itemset(1, 2); w.itemset((2,), 3); w.tolist()": ("[0.0, 2.0, 3.0]", "2.0.0"),
    "w.ptp(), np.arange(4).reshape(2, 2).ptp(axis=0)": ("(0.0, array([2, 2]))", "2.0.0"),
    "np.arange(2, dtype='<i2').newbyteorder().dtype": ("dtype('>i2')", "2.0.0"),
    # NumPy's own answers, where arrays of another package are given.
    "np.percentile(m, 40, interpolation='lower').item()": ("1.0", "2.4.0"),
    "type(np.reshape(m, newshape=(2, 1))).__module__": ("'mxnet.numpy'", "2.4.0"),
    "[type(one).__module__ for one in np.meshgrid(m, m)]": ("['mxnet.numpy', 'mxnet.numpy']", None),
    "np.histogram(Asking(np.sum), 3)": ("True", None),
    "np.sum(Asking(np.sum))": ("True", None),
    # What a type makes of its elements.
    "np.array([np.array([1.]), 2.], dtype='float32').tolist()": ("[1.0, 2.0]", "1.24.0"),
    "np.array([[np.array([1.]), 2.], [3, 4]], 'float32').tolist()": (
        "[[1.0, 2.0], [3.0, 4.0]]",
        "1.24.0",
    ),
    "np.array([300], 'uint8', ndmin=2).tolist()": ("[[44]]", "2.0.0"),
    "np.array([2**63 - 1, -2**63], 'int8').tolist()": ("[-1, 0]", "2.0.0"),
    "np.full(2, 300, dtype='uint8').tolist()": ("[44, 44]", "2.0.0"),
    "np.where(5), np.where(0)[0].size": ("((array([0]),), 0)", "2.1.0"),
    "np.vstack(map(np.ones, [2, 2])).shape, np.dstack(zip([1], [2])).shape": (
        "((2, 2), (1, 2, 1))",
        "1.24.0",
    ),
    "np.hstack({1: np.ones(2)}.values()).shape": ("(2,)", "1.24.0"),
    "type(np.meshgrid([1], [2])), type(np.atleast_1d(1, 2))": (
        "(<class 'list'>, <class 'list'>)",
        "2.0.0",
    ),
    "np.in1d([1, 3], [1, 2], True, True).tolist()": ("[False, True]", "2.4.0"),
    "np.histogram2d([1, 2], [1, 2], 2, normed=True)[0].sum()": ("4.0", "1.24.0"),
    "np.histogramdd(np.eye(2), 1, normed=True)[0].tolist()": ("[[1.0]]", "1.24.0"),
    "np.find_common_type([np.int8], [np.int64]), np.find_common_type(['i4'], ['f2'])": (
        "(dtype('int8'), dtype('float64'))",
        "2.0.0",
    ),
    # More names, and modules.
    "np.recfromcsv(io.StringIO('A,b\\n1,2')).a.item()": ("1", "2.0.0"),
    "np.byte_bounds(w)[1] - np.byte_bounds(w)[0]": ("24", "2.0.0"),
    "np.obj2sctype(3), np.obj2sctype('x', 1), np.maximum_sctype(np.int8)": (
        "(None, 1, <class 'numpy.int64'>)",
        "2.0.0",
    ),
    "np.deprecate(abs)(-3), np.deprecate(message='m')(abs)(-3)": ("(3, 3)", "2.0.0"),
    "np.get_array_wrap(w, np.matrix(1)).__self__.shape": ("(1, 1)", "2.0.0"),
    "np.BUFSIZE, np.ERR_WARN, np.FPE_INVALID, np.RAISE": ("(8192, 1, 8, 2)", "2.0.0"),
    "np.set_string_function(lambda a: 'mine'); np.set_string_function(None) or repr(w)": (
        "'array([0., 0., 0.])'",
        "2.0.0",
    ),
    "np.lib.pad is np.pad, np.lib.function_base.trim_zeros([0, 1])": ("(True, [1])", "2.0.0"),
    "np.core.float_, np.linalg.linalg.LinAlgError is np.linalg.LinAlgError": (
        "(<class 'numpy.float64'>, True)",
        "2.0.0",
    ),
    "__import__('numpy.lib.arraysetops').lib.arraysetops.union1d([1], [2]).tolist()": (
        "[1, 2]",
        "2.0.0",
    ),
    "exec('from numpy import *', other); other['product'] is np.product, 'float' in other": (
        "(True, False)",
        "2.0.0",
    ),
    "pickle.loads(pickle.dumps(kept)) is np.sum": ("True", None),
    "in_a_thread(lambda: repr(x[0].asscalar()))": ("'1.5'", "2.0.0"),
    # Numbers print without their type.
    "x[0].asscalar()": ("1.5", "2.0.0"),
    "[x[0].asscalar(), {'loss': a[0]}, np.bool_(True)]": ("[1.5, {'loss': 1.5}, True]", "2.0.0"),
    # Python and IPython.
    "collections.Iterable is collections.abc.Iterable": ("True", None),
    "isinstance({}, collections.Mapping), isinstance([], collections.Sequence)": (
        "(True, True)",
        None,
    ),
    "inspect.getargspec(lambda x, *y: 0).args": ("['x']", None),
    "time.clock() > 0, fractions.gcd(4, 6)": ("(True, 2)", None),
}  # fmt: skip
# What an older NumPy still does its own way.
if NUMPY < "2.4.0":
    del LINES["in_a_thread(lambda: repr(x[0].asscalar()))"]
if NUMPY < "1.25.0":
    del LINES["pickle.loads(pickle.dumps(kept)) is np.sum"]
GONE_FROM_PYTHON = ("time.", "isinstance", "collections.")
HAS_GETARGSPEC = sys.version_info < (3, 11)
if not HAS_GETARGSPEC:
    GONE_FROM_PYTHON += ("inspect.",)


def test_every_old_line_gives_what_it_gave_once_the_line_stands_before_it():
    found = run_lines(LINES, first="d2l_local.as_in_2020()")
    wrong = {line: found[line] for line, (then, _) in LINES.items() if found[line] != then}
    assert wrong == {}


def test_without_it_the_readers_numpy_stays_the_readers():
    found = run_lines(LINES)
    gone = {line for line, (_, since) in LINES.items() if since and since <= NUMPY}
    gone |= {line for line in LINES if line.startswith(GONE_FROM_PYTHON)}
    same = {line for line in gone if found[line] == LINES[line][0]}
    assert same == set(), "given back without having been asked for, or tested for nothing"


def test_taken_back_it_leaves_nothing_behind():
    seen = run_fresh("""
        import collections, json, sys
        import d2l_local, numpy, mxnet
        import IPython.display, IPython.core.display

        def everything():
            modules = [numpy, collections, sys.modules['inspect'], sys.modules['time'],
                       IPython.display, IPython.core.display]
            return [dict(vars(m)) for m in modules] + [
                dict(vars(numpy.ndarray)), dict(vars(mxnet.nd.NDArray)), numpy.get_printoptions()]

        def converts(a):
            try:
                return float(a)
            except TypeError:
                return None

        one, many = numpy.ones((1, 1)), numpy.ones(2)
        before, bare = everything(), converts(one)
        counts = []
        for _ in range(3):
            period = d2l_local.as_in_2020()
            again = d2l_local.as_in_2020()
            counts.append([converts(one), converts(many), hasattr(numpy, 'float_'), str(period)])
            with d2l_local.as_in_2020():
                pass
            counts[-1].append(hasattr(numpy, 'float_'))  # a block inside does not end it
            d2l_local.as_today()
            d2l_local.as_today()
            counts[-1] += [converts(one) == bare, everything() == before, str(again)]
        with d2l_local.as_in_2020():
            within = numpy.float_(1), converts(one)
        try:
            with d2l_local.as_in_2020():
                1 / 0
        except ZeroDivisionError:
            pass
        print(json.dumps([counts, within, everything() == before]))
    """)
    assert seen.returncode == 0 and seen.stderr == "", seen.stderr
    counts, within, same = json.loads(seen.stdout)
    told = "As in 2020: NumPy, IPython and Python. d2l_local.as_today() ends it."
    ended = "As today. d2l_local.as_in_2020() goes back."
    assert counts == [[1.0, None, True, told, True, True, True, ended]] * 3
    assert (within, same) == ([1.0, 1.0], True)


def test_what_the_reader_sets_meanwhile_stays():
    seen = run_fresh("""
        import json
        import d2l_local, numpy
        numpy.set_printoptions(legacy='1.13')
        d2l_local.as_in_2020()
        early = numpy.get_printoptions()['legacy']
        numpy.float_ = 'mine'
        d2l_local.as_today()
        print(json.dumps([early, numpy.get_printoptions()['legacy'], numpy.float_]))
    """)
    assert json.loads(seen.stdout) == ["1.13", "1.13", "mine"], seen.stderr


def test_an_installed_package_keeps_the_answers_of_today(tmp_path):
    package = tmp_path / "site-packages" / "package_of_today.py"
    package.parent.mkdir()
    package.write_text(
        "import numpy as np\n"
        "def inverse(): return np.unique(np.ones((2, 2)), return_inverse=True)[1].ndim\n"
        "def ragged():\n"
        "    try: return str(np.array([[1], [1, 2]]).dtype)\n"
        "    except ValueError: return 'ValueError'\n"
    )
    seen = run_fresh(f"""
        import json, sys
        sys.path.insert(0, {str(package.parent)!r})
        import d2l_local, package_of_today as package
        today = [package.inverse(), package.ragged()]
        d2l_local.as_in_2020()
        print(json.dumps([today, [package.inverse(), package.ragged()]]))
    """)
    today, in_2020 = json.loads(seen.stdout)
    assert in_2020 == today, seen.stderr


def test_arrays_work_with_all_that_they_worked_with():
    seen = run_fresh("""
        import io, json, pickle
        import d2l_local
        d2l_local.as_in_2020()
        import matplotlib; matplotlib.use('Agg')
        import matplotlib.pyplot as plt, mxnet as mx, numpy as np, pandas as pd
        a = mx.nd.array([1.0, 2.0]).asnumpy()
        file = io.BytesIO(); np.save(file, a); file.seek(0)
        plt.plot(a, a); plt.hist([a, a]); plt.savefig(io.BytesIO())
        print(json.dumps([
            pickle.loads(pickle.dumps(a)).tolist(), np.load(file).tolist(), type(a).__name__,
            float(pd.DataFrame({'a': a}).a.sum()),
            pd.Series(['x', 'y', 'x']).value_counts().tolist(),
            mx.nd.array(a).sum().asscalar().item(), np.stack([a, a]).shape,
            float(np.linalg.norm(a) ** 2), sorted({type(a[0]).__name__, type(a.sum()).__name__}),
        ]))
    """)
    assert seen.returncode == 0, seen.stderr
    *found, norm, kinds = json.loads(seen.stdout)
    assert found == [[1, 2], [1, 2], "ndarray", 3.0, [2, 1], 3.0, [2, 2]]
    assert (round(norm, 4), kinds) == (5, ["float32"])


def test_where_the_methods_cannot_be_set_the_rest_still_is(tmp_path):
    seen = run_fresh("""
        import json, warnings
        import d2l_local, numpy
        from d2l_local.compat import array_methods
        assert array_methods.can_be_set()
        array_methods.NUMBER_SLOTS += array_methods.WORD  # another Python keeps them elsewhere
        before = dict(vars(numpy.ndarray))
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter('always')
            d2l_local.as_in_2020()
        print(json.dumps([[str(one.message) for one in caught], hasattr(numpy, 'float_'),
                          dict(vars(numpy.ndarray)) == before]))
    """)
    assert seen.returncode == 0, seen.stderr
    (told,), names, untouched = json.loads(seen.stdout)
    assert "write a.item()" in told and names and untouched


# After an error -----------------------------------------------------------------------------------

HINTED = [
    "np.float",
    "np.NINF",
    "from collections import Iterable",
    "from inspect import getargspec",
    "np.array([[1], [1, 2]])",
    "float(np.ones((1, 1)))",
    "'%.3f' % nd.ones(1).asnumpy()",
    "np.zeros(2)[0:1].itemset(0, 1)",
    "np.BUFSIZE",
    "np.lib.pad",
    "np.lib.function_base",
    "from numpy.linalg.linalg import norm",
    *([] if hasattr(InteractiveShell, "magic") else ["get_ipython().magic('who')"]),
]
NOT_HINTED = ["1 / 0", "np.no_such_name", "import no_such_module", "float('x')", "x = 1"]
NOT_HINTED += ["np.median([[1], [1, 2]])"]  # a line of NumPy's makes the ragged array
THEN = ["1.24.0", "2.0.0", "1.0.0", "1.0.0", "1.24.0", "2.4.0", "2.4.0", "2.0.0",
         "2.0.0", "2.0.0", "2.0.0", "2.4.0", "1.0.0"]  # fmt: skip
SINCE = dict(
    zip(HINTED, THEN[: len(HINTED)] if hasattr(InteractiveShell, "magic") else THEN, strict=True)
)


ADVICE = {
    "np.Tester": "pytest",
    "np.uint8(-1)": "Elsewhere write  np.array(NUMBER).astype(TYPE)",
    "w = np.zeros(2, 'uint8'); w[0] = 300": "Elsewhere write  np.array(NUMBER).astype(TYPE)",
    "float(np.ones(2))": "If it has one, put before it",
}


@pytest.mark.skipif(NUMPY < "2.4.0", reason="an older NumPy says less")
def test_a_hint_promises_nothing_that_the_line_does_not_give():
    """What stays as it is today is told with what to write, also once the line is there."""
    seen = run_fresh(f"""
        import json
        import d2l_local, numpy as np
        from d2l_local.compat.hints import hint_for
        found = []
        for turn in range(2):
            for line in {list(ADVICE)!r}:
                try:
                    exec(compile(line, 'cell', 'exec'))
                except Exception as error:
                    found.append(hint_for(error))
            d2l_local.as_in_2020()
        print(json.dumps(found))
    """)
    found = json.loads(seen.stdout)
    before, after = found[: len(ADVICE)], found[len(ADVICE) :]
    assert all(words in hint for words, hint in zip(ADVICE.values(), before, strict=True))
    assert [hint is not None for hint in after] == [True, True, True, False]


def test_in_jupyter_the_line_follows_an_error_that_it_would_have_spared():
    cells = ["import d2l_local\nimport numpy as np\nfrom mxnet import nd", *HINTED, *NOT_HINTED]
    cells += [
        "d2l_local.as_in_2020()",
        *HINTED,
        "from IPython.display import set_matplotlib_formats",
    ]
    cells += ["set_matplotlib_formats('svg')\nfrom IPython.core.display import display, HTML"]
    book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])
    os.environ["PYTHONPATH"] = str(ROOT)
    NotebookClient(book, timeout=120, allow_errors=True, kernel_name="python3").execute()

    def hints(cell):
        return [o.text for o in cell.outputs if o.output_type == "stream" and LINE in o.text]

    def failed(cell):
        return any(output.output_type == "error" for output in cell.outputs)

    first, *rest = book.cells
    off, plain = rest[: len(HINTED)], rest[len(HINTED) : len(HINTED) + len(NOT_HINTED)]
    on, *others = rest[len(HINTED) + len(NOT_HINTED) :]
    assert not first.outputs and "As in 2020" in on.outputs[0].data["text/plain"]
    for cell in off:
        expected = SINCE[cell.source] <= NUMPY and not (
            HAS_GETARGSPEC and "getargspec" in cell.source
        )
        assert (failed(cell), len(hints(cell))) == (expected, expected), cell.source
    assert [cell.source for cell in plain if hints(cell)] == []
    assert [cell.source for cell in others if failed(cell) or hints(cell)] == []


@pytest.mark.parametrize(
    ("line", "hinted"),
    [("from collections import Iterable", True), ("1 / 0", False), ("np.nothing", False)],
)
def test_in_a_script_the_line_follows_the_traceback(line, hinted):
    seen = run_fresh(f"import d2l_local, numpy as np\n{line}")
    assert seen.returncode == 1
    *_, last = seen.stderr.strip().splitlines()
    assert "Traceback" in seen.stderr and (LINE in last) == hinted


def test_a_hook_that_was_there_is_called_first():
    seen = run_fresh("""
        import sys
        sys.excepthook = lambda *error: print('mine', error[0].__name__)
        import d2l_local
        from collections import Mapping
    """)
    assert seen.stdout == "mine ImportError\n" and LINE in seen.stderr


def test_the_names_are_there_for_a_package_of_then():
    seen = run_fresh("""
        import json, sys
        import d2l_local
        d2l_local.as_in_2020()
        from collections import Callable, MutableMapping
        from numpy import float_, product
        print(json.dumps([Callable.__name__, product([2, 3]).item()]))
    """)
    assert json.loads(seen.stdout) == ["Callable", 6], seen.stderr
