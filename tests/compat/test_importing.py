"""MXNet on today's NumPy. What depends on the import itself runs in a fresh process."""

import builtins
import json
import os
import subprocess
import sys
import textwrap
import types
from pathlib import Path

from d2l_local.compat import importing

import mxnet
import numpy
import pytest
from hypothesis import given
from hypothesis import strategies as st
from mxnet import autograd, gluon, np, npx

ROOT = Path(__file__).resolve().parent.parent.parent
NUMPY_BREAKS_MXNET = numpy.lib.NumpyVersion(numpy.__version__) >= "1.24.0"


def run_fresh(code, path=()):
    """Run code in a fresh process; return what it printed as JSON."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(map(str, (*path, ROOT)))}
    run = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(code)],
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert run.returncode == 0, run.stderr
    assert run.stderr == ""
    return json.loads(run.stdout)


# The import itself --------------------------------------------------------------------------------


def test_the_import_mends_mxnet_and_leaves_the_readers_python_as_it_was():
    seen = run_fresh("""
        import builtins, json, sys, types
        import numpy

        before, import_before = dict(vars(numpy)), builtins.__import__
        import d2l_local
        after = dict(vars(numpy))
        from d2l import mxnet as d2l
        from mxnet import np
        import mxnet
        holders = {name for name, module in sys.modules.items()
                   if any(type(value).__name__ == 'NumPyOfMXNet' for value in
                          vars(module).values()) and not name.startswith('mxnet')}
        print(json.dumps({
            'changed': [n for n in before if after.get(n) is not before[n]],
            'added': [n for n in after.keys() - before.keys()
                      if not isinstance(after[n], types.ModuleType)
                      or after[n].__name__ != f'numpy.{n}'],
            'import restored': builtins.__import__ is import_before,
            'numpy in place': sys.modules['numpy'] is numpy,
            'holders outside mxnet': sorted(holders),
            'printing': numpy.get_printoptions()['legacy'],
            'distutils': 'distutils.version' in sys.modules and sys.version_info >= (3, 12),
            'str': str is builtins.str and not hasattr(builtins, 'text_for_core'),
            'sum': float(np.ones(3).sum()),
            'same module': d2l_local.compat.import_mxnet() is mxnet,
        }))
    """)
    assert seen == {
        "changed": [],
        "added": [],
        "import restored": True,
        "numpy in place": True,
        "holders outside mxnet": [],
        "printing": False,
        "distutils": False,
        "str": True,
        "sum": 3.0,
        "same module": True,
    }


@pytest.mark.skipif(not NUMPY_BREAKS_MXNET, reason="a plain import works on NumPy before 1.24")
def test_after_a_failed_plain_import_the_same_process_recovers():
    seen = run_fresh("""
        import json, sys

        try:
            import mxnet
        except AttributeError as error:
            failure = str(error)
        left = sum(name.startswith('mxnet.') for name in sys.modules)
        import d2l_local, mxnet
        import numpy
        x = mxnet.np.arange(4.0)
        x[x > 1] = 0
        # A module left from before would still hold NumPy itself, and fail when it is called.
        stale = [name for name, module in sys.modules.items() if name.startswith('mxnet')
                 and any(value is numpy for value in list(vars(module).values()))]
        print(json.dumps({'failure': failure, 'left': left, 'sum': float(x.sum()), 'stale': stale,
                          'one': sys.modules['mxnet'] is mxnet and mxnet.np is
                                 sys.modules['mxnet.numpy']}))
    """)
    assert "np." in seen["failure"] or "numpy" in seen["failure"]
    assert seen.pop("left") > 0, "the plain import left nothing behind: the test tests nothing"
    assert (seen["sum"], seen["one"], seen["stale"]) == (1.0, True, [])


BROKEN = {
    "No module named 'mxnet'": ("pip install --no-deps mxnet==1.9.1", "ModuleNotFoundError"),
    "libgomp.so.1: cannot open shared object file": ("apt-get install libgomp1", "OSError"),
    "libquadmath.so.0: cannot open shared object file": ("libquadmath0", "OSError"),
    "libarmpl_lp64_mp.so: cannot open shared object file": ("Arm Performance", "OSError"),
    "wrong ELF class": ("Three ways that work on any machine", "OSError"),
    "No module named 'requests'": ("python -m pip install requests", "ModuleNotFoundError"),
}


@pytest.mark.parametrize("words", BROKEN)
def test_an_mxnet_that_cannot_be_loaded_is_explained_and_leaves_nothing_behind(words, tmp_path):
    advice, kind = BROKEN[words]
    package = tmp_path / "mxnet"
    package.mkdir()
    name = f", name={words.split(chr(39))[1]!r}" if "'" in words else ""
    package.joinpath("base.py").write_text(f"raise {kind}({words!r}{name})")
    package.joinpath("half_loaded.py").touch()
    package.joinpath("__init__.py").write_text("from . import half_loaded, base")
    seen = run_fresh(
        """
        import builtins, json, sys
        original = builtins.__import__
        try:
            import d2l_local
        except ImportError as error:
            print(json.dumps({
                'message': str(error),
                'cause': type(error.__cause__).__name__,
                'left': [name for name in sys.modules if name.startswith('mxnet')],
                'restored': builtins.__import__ is original,
            }))
        """,
        path=[tmp_path],
    )
    message = seen.pop("message")
    assert message.startswith("MXNet could not be loaded (")
    assert words in message.splitlines()[0]
    assert advice in message
    assert ("--no-deps mxnet" in message) == (words == "No module named 'mxnet'")
    assert seen == {"cause": kind, "left": [], "restored": True}


def test_the_import_hook_serves_modules_of_mxnet_only_and_is_gone_after_an_error():
    original, stand_in = builtins.__import__, types.ModuleType("numpy")
    version = types.SimpleNamespace(LooseVersion=int)
    with pytest.raises(ZeroDivisionError), importing.mxnet_importing(stand_in, version):
        for importer, served in (("mxnet.base", True), ("mxnet", True), ("mxnetlike", False)):
            names = {"__name__": importer}
            exec("import numpy as np, numpy.random, numpy.testing, json", names)
            assert (names["np"] is stand_in) == served
            assert (names["numpy"] is stand_in) == served
            assert names["json"] is json
        names = {"__name__": "mxnet.numpy.utils"}
        exec("from distutils.version import LooseVersion as found", names)
        assert names["found"] is int
        1 / 0  # noqa: B018
    assert builtins.__import__ is original


@pytest.mark.parametrize("name", ["mxnet.py", "mxnet/__init__.py"])
def test_what_has_the_name_of_mxnet_but_is_not_is_named(name, tmp_path):
    place = tmp_path / name
    place.parent.mkdir(exist_ok=True)
    place.touch()
    seen = run_fresh(
        """
        import json, sys
        said = []
        for _ in range(2):
            try:
                import d2l_local
            except ImportError as error:
                said.append(str(error))
        try:
            import mxnet, d2l_local
        except ImportError as error:
            said.append(str(error))
        print(json.dumps(said))
        """,
        path=[tmp_path],
    )
    assert len(seen) == 3
    for words in seen:
        assert str(place) in words and "not MXNet" in words and "another name" in words


# The stand-in for NumPy ---------------------------------------------------------------------------

REMOVED = [
    "bool", "int", "PZERO", "NZERO", "PINF", "NINF", "Inf", "NaN", "NAN", "alltrue", "sometrue",
    "msort", "in1d", "round_", "trapz", "product", "compat",
    "mirr", "npv", "pmt", "ppmt", "pv", "rate",
]  # fmt: skip


def test_the_stand_in_has_every_name_of_numpy_and_every_removed_one():
    stand_in = importing.numpy_as_mxnet_knows_it()
    changed = {name for name, value in vars(numpy).items() if getattr(stand_in, name) is not value}
    assert changed | {"bool"} == {"bool", "array", "asarray"}  # NumPy 1.23 has Python's bool
    assert all(hasattr(stand_in, name) for name in REMOVED)
    assert stand_in.bool is bool
    assert stand_in.compat.basestring is str
    assert stand_in.polynomial is numpy.polynomial  # a submodule that NumPy loads when asked
    with pytest.raises(AttributeError, match="no_such_name"):
        stand_in.no_such_name  # noqa: B018


def test_the_removed_functions_compute_what_numpys_did():
    old = importing.numpy_as_mxnet_knows_it()
    assert (old.PZERO, old.NZERO) == (0, 0)
    assert [numpy.signbit(zero) for zero in (old.PZERO, old.NZERO)] == [False, True]
    assert (old.PINF, old.NINF, old.Inf) == (numpy.inf, -numpy.inf, numpy.inf)
    assert numpy.isnan([old.NaN, old.NAN]).all()
    assert old.int is int
    assert (old.alltrue([1, 0]), old.sometrue([1, 0])) == (False, True)
    assert old.msort(numpy.array([[3, 1], [2, 4]])).tolist() == [[2, 1], [3, 4]]
    assert old.in1d(numpy.array([[1, 2]]), [2]).tolist() == [False, True]
    assert old.in1d(numpy.array([1, 2]), [2], invert=True).tolist() == [True, False]
    assert (old.round_(2.345, 1), old.trapz([1, 3]), old.product([2, 3])) == (2.3, 2, 6)


@pytest.mark.skipif(hasattr(numpy, "npv"), reason="this NumPy has them")
@pytest.mark.parametrize("name", ["mirr", "npv", "pmt", "ppmt", "pv", "rate"])
def test_a_financial_function_says_where_it_went(name):
    with pytest.raises(RuntimeError, match=rf"np\.{name} left NumPy.*numpy-financial"):
        getattr(importing.numpy_as_mxnet_knows_it(), name)(0.1, [1, 2])


releases = st.lists(st.integers(0, 40), min_size=1, max_size=4)


@given(one=releases, other=releases)
def test_version_numbers_compare_as_numbers(one, other):
    version = importing.version_module().LooseVersion
    first, second = (".".join(map(str, release)) for release in (one, other))
    assert (version(first) < version(second)) == (one < other)
    assert (version(first) >= version(second)) == (one >= other)
    assert version(f"{first}+local.7") == version(first)


# Parameters on their way to the C++ core ----------------------------------------------------------

numbers = st.one_of(st.integers(-(2**31), 2**31), st.floats(allow_nan=False), st.booleans())


@given(st.lists(numbers, max_size=4).map(tuple))
def test_a_tuple_of_numpy_numbers_reaches_the_core_as_plain_numbers(values):
    kinds = {int: numpy.int64, float: numpy.float64, bool: numpy.bool_}
    of_numpy = tuple(kinds[type(value)](value) for value in values)
    assert importing.text_for_core(of_numpy) == importing.text_for_core(values) == str(values)
    assert importing.text_for_core(list(of_numpy)) == str(list(values))
    assert numpy.get_printoptions()["legacy"] is False, "the reader's NumPy prints otherwise now"


@pytest.mark.parametrize("value", [2, 0.1, "text", None, True, numpy.float32(0.1), numpy.int64(2)])
def test_everything_else_reaches_the_core_as_before(value):
    assert importing.text_for_core(value) == str(value)


def test_where_text_is_written_for_the_core_a_text_is_still_a_text():
    for name in importing.WRITING_TO_CORE:
        assert sys.modules[name].str is importing.Text
    assert importing.Text((numpy.int64(2),)) == "(2,)" and importing.Text() == ""
    assert isinstance("words", importing.Text) and not isinstance(2, importing.Text)


def test_a_layer_may_be_as_wide_as_a_numpy_integer_says():
    net = gluon.nn.Dense(numpy.int64(3))
    net.initialize()
    assert net(np.ones((2, 4))).shape == (2, 3)
    module = mxnet.sym.FullyConnected(mxnet.sym.Variable("x"), num_hidden=numpy.int64(2))
    assert module.infer_shape(x=(numpy.int64(5), 4))[1] == [(5, 2)]


# MXNet at work ------------------------------------------------------------------------------------


def test_a_mask_selects_and_assigns():
    x = np.arange(5.0)
    x[x > 2] = -1
    assert x.tolist() == [0, 1, 2, -1, -1]
    assert x[x < 0].tolist() == [-1, -1]


@pytest.mark.parametrize("kind", [bool, int, "bool", "int32", "float32", numpy.float64])
def test_full_takes_every_type(kind):
    assert np.full((2, 2), 1, dtype=kind).tolist() == [[1, 1], [1, 1]]


def test_full_of_a_truth_is_an_array_of_truths():
    assert np.full((2,), True, dtype=bool).dtype == numpy.dtype(bool)


@pytest.mark.parametrize("mode", ["constant", "edge", "reflect"])
def test_pad_pads_as_numpy_does(mode):
    x = numpy.arange(6.0).reshape(2, 3)
    ours = np.pad(np.array(x), ((1, 1), (0, 2)), mode=mode)
    assert ours.tolist() == numpy.pad(x, ((1, 1), (0, 2)), mode=mode).tolist()


def test_data_is_split_in_as_many_parts_as_a_numpy_integer_says():
    parts = gluon.utils.split_data(np.arange(12).reshape(6, 2), numpy.int64(3))
    assert [part.shape for part in parts] == [(2, 2)] * 3


@pytest.mark.parametrize("integer", [int, numpy.int64, numpy.int32])
def test_sizes_shapes_and_slices_may_be_numpy_integers(integer):
    two, three = integer(2), integer(3)
    assert np.random.normal(0, 1, size=(two, three)).shape == (2, 3)
    assert np.random.uniform(size=(two,)).shape == (2,)
    x = np.arange(6.0)
    assert x.reshape((two, three)).shape == (2, 3)
    assert x[two : integer(4)].tolist() == [2, 3]
    assert np.zeros((two, three)).sum(axis=integer(1)).shape == (2,)
    assert mxnet.nd.zeros((two, three)).reshape((three, two)).shape == (3, 2)


def test_a_seed_gives_the_same_numbers_again():
    def draw():
        npx.random.seed(3)
        return np.random.normal(size=(4,)).tolist()

    assert draw() == draw()


def test_a_hybridised_net_computes_and_learns_as_before_it_was_hybridised():
    npx.random.seed(1)
    net = gluon.nn.HybridSequential()
    net.add(gluon.nn.Dense(8, activation="relu"), gluon.nn.Dense(1))
    net.initialize()
    X, y = np.random.normal(size=(64, 2)), np.ones((64, 1))
    before = net(X).asnumpy()
    net.hybridize()
    numpy.testing.assert_allclose(net(X).asnumpy(), before, rtol=1e-5, atol=1e-6)
    trainer = gluon.Trainer(net.collect_params(), "sgd", {"learning_rate": 0.1})
    loss, losses = gluon.loss.L2Loss(), []
    for _ in range(20):
        with autograd.record():
            error = loss(net(X), y).mean()
        error.backward()
        trainer.step(1)
        losses.append(float(error))
    assert losses[-1] < 0.2 * losses[0]


def test_a_record_with_several_labels_is_written_and_read_again():
    """MXNet packs them with a method that NumPy 2.3 has dropped."""
    header = mxnet.recordio.IRHeader(0, [1.0, 2.0], 7, 0)
    again, content = mxnet.recordio.unpack(mxnet.recordio.pack(header, b"an image"))
    assert (again.label.tolist(), again.id, content) == ([1.0, 2.0], 7, b"an image")
