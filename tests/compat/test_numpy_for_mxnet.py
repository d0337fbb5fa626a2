"""Where MXNet meets another NumPy than it knew: what it gave then, value by value."""

import inspect
import sys

from d2l_local.compat.numpy_for_mxnet import DRAWING

import mxnet
import numpy
import pytest
from mxnet import nd, np


@pytest.mark.parametrize("make", [nd.array, np.array])
@pytest.mark.parametrize(
    ("values", "dtype", "then"),
    [
        ([300], "uint8", [44]),
        ([-1], "uint8", [255]),
        ([[200, -200]], "int8", [[-56, 56]]),
        ([2**31], "int32", [-(2**31)]),
        ([1, 2], "uint8", [1, 2]),
    ],
)
def test_a_number_that_does_not_fit_its_type_is_wrapped(make, values, dtype, then):
    found = make(values, dtype=dtype)
    assert found.asnumpy().tolist() == then and found.dtype == numpy.dtype(dtype)


@pytest.mark.parametrize("value", [2**63, -(2**63) - 1])
def test_a_number_beyond_64_bits_is_refused_as_it_was(value):
    with pytest.raises((OverflowError, TypeError)):
        np.array([value], dtype="uint8")


def test_numpys_functions_read_arrays_of_mxnet():
    one, other = nd.array([1.0, 2.0]), nd.array([1.0, 3.0])
    assert numpy.array_equal(one, nd.array([1.0, 2.0])) and not numpy.array_equal(one, other)
    assert numpy.all(one == one) and not numpy.all(one == other)
    for array in (one, np.array([1.0, 2.0])):
        read = numpy.asarray(array)
        assert read.dtype == numpy.float32 and read.tolist() == [1, 2]
        assert numpy.asarray(array, dtype="int32").dtype == numpy.int32
        assert numpy.dtype(array) == numpy.float32
    assert numpy.dtype(nd.ones(2, dtype="int8")) == numpy.int8


def test_numpys_functions_still_give_arrays_of_mxnet_where_mxnet_has_them():
    assert isinstance(numpy.sum(np.ones(3)), np.ndarray)
    assert isinstance(numpy.ones(2) + 0 * numpy.ones(2), numpy.ndarray)
    with pytest.raises(TypeError):
        numpy.ones(2, dtype="float32") * nd.ones(2)


def drawing():
    """Return each function that draws random numbers and takes a size, with what else it needs."""
    needs = {
        "randint": (0, 5), "choice": (5,), "multinomial": (5, [0.5, 0.5]), "gamma": (1.0,),
        "beta": (1.0, 1.0), "chisquare": (2.0,), "weibull": (1.0,), "pareto": (1.0,),
        "power": (1.0,), "bernoulli": (0.5,),
    }  # fmt: skip
    found = []
    for module in (np.random, mxnet.npx.random):
        for name in module.__all__:
            function = getattr(module, name)
            taken = {"size", "batch_shape"} & set(inspect.signature(function).parameters)
            if taken and name not in ("rand", "randn", "multivariate_normal"):
                found.append(pytest.param(function, needs.get(name, ()), *taken, id=name))
    return found


@pytest.mark.parametrize(("function", "needs", "size"), drawing())
def test_random_numbers_are_drawn_in_a_number_of_numpys(function, needs, size):
    mxnet.npx.random.seed(1)
    expected = function(*needs, **{size: 3})
    mxnet.npx.random.seed(1)
    found = function(*needs, **{size: numpy.int64(3)})
    assert found.shape[0] == 3 and found.tolist() == expected.tolist()


def test_no_module_that_asks_for_an_empty_size_is_forgotten():
    asking = {
        name for name, module in list(sys.modules.items())
        if name.startswith("mxnet.") and name.endswith(".random")
        and any(f"{what} == ()" in inspect.getsource(module) for what in ("size", "batch_shape"))
    }  # fmt: skip
    assert asking == set(DRAWING)


def test_numpys_own_functions_under_mxnets_name_give_what_they_gave():
    q, r = np.linalg.qr(np.array([[3.0, 1.0], [4.0, 2.0]]))
    assert isinstance(q, np.ndarray)
    assert numpy.allclose(np.dot(q, r).asnumpy(), [[3, 1], [4, 2]], atol=1e-5)
    assert np.in1d(np.array([1, 2]), np.array([2])).tolist() == [False, True]
    values = np.array([1.0, 2.0, numpy.nan])
    assert float(np.nanpercentile(values, 40, interpolation="lower")) == 1
    assert float(np.nanquantile(values, 0.4, interpolation="higher")) == 2
