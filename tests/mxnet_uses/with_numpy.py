"""NumPy and MXNet side by side."""

import mxnet as mx
import numpy
from mxnet import gluon, np
from mxnet.gluon import nn

from tests.mxnet_uses.registry import table, use


@use
def numpy_and_mxnet_together():
    x = table()
    ours = x.asnumpy()
    return [
        np.array(ours), np.array(ours.astype("float64")).dtype.name, np.array([1, 2]).dtype.name,
        numpy.mean(x), numpy.sum(x, axis=0), numpy.exp(x), numpy.add(x, 1), numpy.dot(x, x.T),
        numpy.concatenate([x, x]).shape, numpy.asarray(x, dtype="float64"),
        x + numpy.float64(2), numpy.float32(2) * x, numpy.int64(2) - x, x**numpy.float64(2),
        x > numpy.float64(0.5), x.item(3), x.tolist(), float(x[0, 1]), int(x[1, 1] * 10),
        bool(x[0, 1]),
        x.astype(numpy.float16).dtype.name, x.astype(int).dtype.name, x.astype("bool").dtype.name,
        np.array([numpy.float32(1), 2, True]), max(x[0, 1], x[0, 2]), x.dtype == numpy.float32,
        np.array([1], dtype="uint8") + 1, np.array([1.5], dtype="float16") * 2, list(x.shape),
        mx.nd.from_numpy(ours.copy()), x.size, x.ndim, len(x),
        mx.nd.from_dlpack(x.as_nd_ndarray().to_dlpack_for_read()), sorted(x[0].tolist()),
    ]  # fmt: skip


@use
def what_is_printed():
    x = np.array([[1.0, 2.5], [-3.0, 4.0]])
    return [
        str(x), repr(x), repr(np.arange(3)), repr(x[0, 0]), repr(x.astype("int32")), str(x.shape),
        repr(nn.Dense(3, in_units=2)), repr(nn.Conv2D(3, 2)), repr(gluon.loss.L2Loss()),
        str(x.dtype),
        f"{float(x[0, 1]):.2f}", repr(mx.cpu()), repr(x.as_nd_ndarray()), f"{x.mean():.3f}",
    ]  # fmt: skip
