"""Many parts of MXNet and of d2l, as notebooks of years ago use them; each use returns numbers.

`tools/reference.py` runs this file on NumPy 1.23.5, with a plain `import mxnet`, and stores what
each use returns; `test_mxnet.py` compares. So nothing here knows of d2l_local.
"""

import json
import math
import sys
import tempfile
from pathlib import Path

import matplotlib
import mxnet as mx
import numpy
from mxnet import autograd, gluon, init, np, npx
from mxnet.gluon import nn, rnn

matplotlib.use("Agg")
USES = {}


def use(function):
    """Register a use under its name."""
    USES[function.__name__] = function
    return function


def plain(value):
    """Return a value as lists and numbers, ready for JSON."""
    if isinstance(value, (mx.nd.NDArray, np.ndarray)):
        value = value.asnumpy()
    if isinstance(value, (numpy.ndarray, numpy.generic)):
        value = value.tolist()
    if isinstance(value, dict):
        return {str(key): plain(one) for key, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(one) for one in value]
    return value


def run(name):
    """Run one use from a fixed state of the random numbers; return what it computed."""
    npx.set_np()
    npx.random.seed(7)
    numpy.random.seed(7)
    return plain(USES[name]())


def table(rows=3, columns=4):
    """Return a small array with no two values alike."""
    return np.sin(np.arange(rows * columns) * 1.7).reshape(rows, columns)


def built(net, *inputs):
    """Initialise a layer and return what it computes, and the sum of each gradient."""
    net.initialize(init.Xavier())
    inputs[0].attach_grad()
    with autograd.record():
        result = net(*inputs)
        total = (result * result).sum()
    total.backward()
    grads = [p.grad().sum() for p in net.collect_params().values() if p.grad_req != "null"]
    return [result, inputs[0].grad.sum(), *grads]


# Arrays ------------------------------------------------------------------------------------------


@use
def indexing():
    x = table()
    chosen = [
        x[1],
        x[:, 2],
        x[..., -1],
        x[::-1, ::2],
        x[1:3, None, 1],
        x[[2, 0]],
        x[[0, 1], [1, 3]],
    ]
    return [*chosen, x[x > 0.5], x[np.array([2, 0])], np.take(x, np.array([1]), axis=1)]


@use
def assignment():
    x = table()
    x[0] = 5
    x[1:, ::2] = np.array([7.0, 8.0])
    x[x < 0] = 0
    x[2, 3] = numpy.float64(2.5)
    x[:, numpy.int64(1)] += 1
    return x


@use
def creation():
    return [
        np.arange(1, 3, 0.5), np.linspace(0, 1, 4), np.eye(2), np.identity(2), np.full((2,), 3),
        np.zeros_like(table()), np.ones((1, 2), dtype="int32"), np.logspace(0, 2, 3),
        *np.meshgrid(np.arange(2), np.arange(3)), np.diag(np.arange(3)), np.tril(table(3, 3)),
        np.indices((2, 2)), np.blackman(4), np.hanning(4), np.hamming(4),
    ]  # fmt: skip


@use
def shapes():
    x = table()
    return [
        x.reshape(2, -1), x.T, np.concatenate([x, x], axis=1), np.stack([x, x]).shape,
        *np.split(x, 2, axis=1), x[None].squeeze(0), np.repeat(x, 2, axis=0), np.tile(x, (1, 2)),
        np.roll(x, 1), np.flip(x, 0), np.rot90(x), np.swapaxes(x, 0, 1), np.moveaxis(x, 0, 1),
        np.pad(x, ((1, 0), (0, 1))), np.vstack([x, x]).shape, np.dstack([x, x]).shape,
        np.expand_dims(x, 1).shape, np.broadcast_to(x[0], (2, 4)), np.atleast_2d(x[0]).shape,
        np.delete(x, 1, 0), np.append(x, x), np.ravel(x),
    ]  # fmt: skip


@use
def reductions():
    x = table()
    return [
        x.sum(), x.mean(0), x.max(1), x.min(), np.prod(x), np.std(x), np.var(x, axis=1),
        np.argmax(x, axis=1), np.argmin(x), np.cumsum(x, axis=1), np.sort(x),
        np.argsort(x), np.unique(np.array([3, 1, 3])), np.percentile(x, 30), np.quantile(x, 0.3),
        np.average(x), np.any(x > 0.9), np.all(x > -2),
        np.bincount(np.array([0, 2, 2], dtype="int32")),
        *np.histogram(x, bins=3, range=(-1, 1)), np.nonzero(x > 0.5), np.diff(x), np.ptp(x),
        np.count_nonzero(x > 0), np.flatnonzero(x > 0.9), np.isnan(x).sum(), np.nan_to_num(x[0]),
    ]  # fmt: skip


@use
def elementwise():
    x = table()
    functions = (
        "abs", "exp", "expm1", "sin", "cos", "tan", "tanh", "arctan", "sinh", "cosh", "square",
        "sign", "floor", "ceil", "rint",
    )  # fmt: skip
    computed = [getattr(np, name)(x) for name in functions]
    computed += [getattr(np, name)(np.abs(x) + 0.1) for name in ("log", "log1p", "sqrt", "cbrt")]
    computed += [np.maximum(x, 0.2), np.where(x > 0, x, -x), np.clip(x, -0.5, 0.5), x**2]
    computed += [x % 0.3, 2 - x, 1 / (x + 3), np.hypot(x, 1), np.arctan2(x, 2), np.logical_not(x)]
    return [*computed, np.round(x, 2), np.isclose(x, x), np.array_equal(x, x), -x, abs(x)]


@use
def linear_algebra():
    a = table(3, 3) + 3 * np.eye(3)
    b = np.arange(3.0)
    symmetric = a @ a.T
    return [
        np.dot(a, b), a @ a, np.einsum("ij,kj->ik", a, a), np.tensordot(a, a, 2), np.outer(b, b),
        np.linalg.det(a), np.linalg.inv(a), np.linalg.solve(a, b), np.linalg.norm(a), np.trace(a),
        np.linalg.svd(a)[1], np.linalg.eigvalsh(symmetric), np.linalg.cholesky(symmetric),
        np.linalg.pinv(a), np.linalg.matrix_rank(a),  
        np.linalg.slogdet(a), np.linalg.lstsq(a, b, rcond=None)[0], np.vdot(b, b), np.inner(b, b),
    ]  # fmt: skip


@use
def random_numbers():
    r = np.random
    return [
        r.normal(0, 1, size=(2, 2)), r.uniform(-1, 1, size=3), r.randint(0, 10, size=5),
        r.rand(2), r.randn(2), r.choice(5, size=3), r.exponential(2.0, size=2),
        r.multinomial(5, [0.2, 0.8]), r.gumbel(size=2), r.logistic(size=2),
        r.weibull(2.0, size=2), r.pareto(2.0, size=2), r.rayleigh(size=2), r.lognormal(size=2),
        r.power(2.0, size=2), npx.random.bernoulli(0.5, size=4),
    ]  # fmt: skip


# What is drawn after one of these two depends, in MXNet 1.9.1, on what its memory held before, in
# spite of the seed: nothing may be drawn after them.


@use
def gamma_numbers():
    return np.random.gamma(2, size=2)


@use
def chi_square_numbers():
    return np.random.chisquare(2, size=2)


@use
def random_numbers_that_draw_such_ones():
    """Beyond the first they are not repeatable; their shapes and, of many, means are."""
    betas = np.random.beta(2, 3, size=20_000)
    pairs = np.random.multivariate_normal(np.array([1.0, -1.0]), np.eye(2), size=(20_000,))
    return [
        betas.shape, abs(float(betas.mean()) - 0.4) < 0.02, abs(float(betas.var()) - 0.04) < 0.01,
        pairs.shape, float(np.abs(pairs.mean(axis=0) - np.array([1.0, -1.0])).max()) < 0.05,
    ]  # fmt: skip


@use
def shuffling():
    x = np.arange(6)
    np.random.shuffle(x)
    return x


@use
def neural_functions():
    x = table()
    return [
        npx.relu(x), npx.sigmoid(x), npx.softmax(x), npx.log_softmax(x),
        *(npx.leaky_relu(x, act_type=kind) for kind in ("leaky", "elu", "selu", "gelu")),
        npx.one_hot(np.array([0, 2]), 3), npx.topk(x, k=2, ret_typ="value"), npx.erf(x),
        npx.pick(x, np.array([0, 1, 2])), npx.batch_dot(x[None], x.T[None]), npx.gamma(x + 3),
        npx.sequence_mask(x, np.array([1, 2, 3, 1]), use_sequence_length=True, value=-1),
        npx.arange_like(x), npx.reshape_like(x, x.T), npx.gammaln(x + 3), npx.smooth_l1(x),
        npx.embedding(np.array([1, 0]), x, input_dim=3, output_dim=4),
    ]  # fmt: skip


@use
def arrays_of_the_old_interface():
    npx.reset_np()
    nd = mx.nd
    x = nd.array([[1, -2, 3], [4, 5, -6]])
    return [
        x + 1, 2 / x, x.T, nd.dot(x, x.T), nd.sum(x, axis=1), nd.relu(x), x[0], x[:, 1:3],
        nd.concat(x, x, dim=0), nd.split(x, 3, axis=1), nd.broadcast_add(x, nd.ones((1, 3))),
        nd.topk(x, k=1), nd.pick(x, nd.array([0, 1])), nd.slice_axis(x, axis=1, begin=0, end=2),
        nd.one_hot(nd.array([1]), 3), x.reshape((3, -1)), x.reshape((0, -1)), nd.norm(x),
        nd.batch_dot(x.expand_dims(0), x.T.expand_dims(0)), x.astype("int32"), x.asscalar
        and x.sum().asscalar(), nd.random.normal(shape=(2,)), nd.random.uniform(shape=(2,)),
        nd.contrib.div_sqrt_dim(x), nd.where(x > 0, x, -x), nd.take(x, nd.array([1])),
        nd.linspace(0, 1, 3), nd.arange(3), nd.clip(x, -1, 1), nd.L2Normalization(x), nd.tile(x, 2),
        x.tostype("csr").asnumpy(), nd.sparse.row_sparse_array(x).asnumpy(), x.copyto(mx.cpu()),
    ]  # fmt: skip


@use
def sizes_given_as_numpy_integers():
    two, three = numpy.int64(2), numpy.int32(3)
    image = np.sin(np.arange(50.0)).reshape(1, 2, 5, 5)
    return [
        np.zeros((two, three)), table().reshape((two, -1)), np.random.normal(size=(two, three)),
        np.ones(6).reshape(three, two), table()[two, : int(three)],
        table().sum(axis=numpy.int64(0)),
        built(nn.Dense(three), table())[0],
        built(nn.Conv2D(two, kernel_size=three), image)[0],
        built(nn.MaxPool2D(pool_size=two, strides=two), image)[0],
        npx.one_hot(np.array([1]), three), np.split(table(), numpy.int64(2), axis=1),
    ]  # fmt: skip


# Gradients ---------------------------------------------------------------------------------------


@use
def gradients():
    x = np.array([1.0, 2.0, -3.0])
    x.attach_grad()
    found = []
    for function in (lambda: (x**3).sum(), lambda: npx.relu(x), lambda: np.dot(x, x) * x.detach()):
        with autograd.record():
            y = function()
        y.backward()
        found.append(x.grad.copy())
    with autograd.record():
        y = x * 2
        with autograd.pause():
            z = y * 3
    y.backward(np.array([1.0, 0, 10]))
    return [*found, x.grad, z, autograd.is_recording(), autograd.is_training()]


@use
def gradients_of_higher_order():
    npx.reset_np()
    x = mx.nd.array([0.3, 0.7])
    x.attach_grad()
    found = []
    for function in (mx.nd.sin, mx.nd.log, mx.nd.sigmoid):
        with autograd.record():
            y = function(x)
            first = autograd.grad(y, x, create_graph=True, retain_graph=True)[0]
            second = autograd.grad(first, x, create_graph=True, retain_graph=True)[0]
        second.backward()
        found += [first, second, x.grad.copy()]
    return found


@use
def gradients_added_up():
    x = np.array([1.0, 2.0])
    x.attach_grad(grad_req="add")
    for _ in range(3):
        with autograd.record():
            y = x * x
        y.backward()
    return x.grad


@use
def a_function_with_its_own_gradient():
    class Cube(autograd.Function):
        def forward(self, x):
            self.save_for_backward(x)
            return x * x * x

        def backward(self, dy):
            (x,) = self.saved_tensors
            return 3 * x * x * dy

    npx.reset_np()
    x = mx.nd.array([1.0, -2.0])
    x.attach_grad()
    with autograd.record():
        y = Cube()(x)
    y.backward()
    return [y, x.grad]


# Gluon -------------------------------------------------------------------------------------------

IMAGE = (2, 3, 8, 8)
LAYERS = {
    "dense": (lambda: nn.Dense(5, activation="tanh"), (2, 4)),
    "dense without flattening": (lambda: nn.Dense(3, flatten=False), (2, 4, 5)),
    "convolution": (lambda: nn.Conv2D(4, 3, padding=1, strides=2, activation="relu"), IMAGE),
    "convolution in groups": (lambda: nn.Conv2D(6, 3, groups=3), IMAGE),
    "convolution of a row": (lambda: nn.Conv1D(2, 3), (2, 3, 8)),
    "transposed convolution": (lambda: nn.Conv2DTranspose(2, 4, strides=2, padding=1), IMAGE),
    "maximum pooling": (lambda: nn.MaxPool2D(2), IMAGE),
    "average pooling": (lambda: nn.AvgPool2D(3, 2, 1), IMAGE),
    "global pooling": (lambda: nn.GlobalAvgPool2D(), IMAGE),
    "batch normalisation": (lambda: nn.BatchNorm(), IMAGE),
    "layer normalisation": (lambda: nn.LayerNorm(), (3, 4)),
    "pReLU": (lambda: nn.PReLU(), (3, 4)),
    "ELU": (lambda: nn.ELU(), (3, 4)),
    "SELU": (lambda: nn.SELU(), (3, 4)),
    "GELU": (lambda: nn.GELU(), (3, 4)),
    "swish": (lambda: nn.Swish(), (3, 4)),
    "leaky ReLU": (lambda: nn.LeakyReLU(0.1), (3, 4)),
    "flatten": (lambda: nn.Flatten(), IMAGE),
    "lambda": (lambda: nn.HybridLambda(lambda F, x: F.np.tanh(x)), (3, 4)),
    "RNN": (lambda: rnn.RNN(3), (4, 2, 3)),
    "LSTM": (lambda: rnn.LSTM(3, num_layers=2, bidirectional=True), (4, 2, 3)),
    "GRU": (lambda: rnn.GRU(3, layout="NTC"), (2, 4, 3)),
}


@use
def layers():
    found = {}
    for name, (layer, shape) in LAYERS.items():
        npx.random.seed(3)
        x = np.cos(np.arange(math.prod(shape))).reshape(shape)
        found[name] = built(layer(), x)
    return found


@use
def layers_of_the_old_interface():
    npx.reset_np()
    found = []
    for layer in (nn.GroupNorm(3), nn.InstanceNorm(), nn.Conv3D(2, 2), nn.Conv2D(2, 3)):
        shape = (2, 3, 4, 4, 4) if isinstance(layer, nn.Conv3D) else IMAGE
        mx.random.seed(3)
        found.append(
            built(layer, mx.nd.array(numpy.cos(numpy.arange(math.prod(shape)))).reshape(shape))
        )
    return found


@use
def layers_once_hybridised():
    npx.random.seed(3)
    net = nn.HybridSequential()
    net.add(nn.Conv2D(4, 3), nn.BatchNorm(), nn.Activation("relu"), nn.Dropout(0.5), nn.Dense(2))
    net.initialize()
    x = np.cos(np.arange(math.prod(IMAGE))).reshape(IMAGE)
    before = net(x)
    net.hybridize()
    return [before, net(x), len(net), [p.shape for p in net.collect_params().values()]]


@use
def a_block_of_ones_own():
    class Two(nn.HybridBlock):
        def __init__(self):
            super().__init__()
            self.hidden = nn.Dense(4)
            self.scale = self.params.get("scale", shape=(1, 4), init=init.Constant(2))

        def hybrid_forward(self, F, X, scale):
            return F.np.tanh(self.hidden(X)) * scale

    net = Two()
    both = built(net, table())
    net.hybridize()
    return [*both, net(table())]


@use
def initialisers():
    kinds = [
        init.Normal(0.1), init.Uniform(0.2), init.Xavier(magnitude=2), init.Orthogonal(),
        init.Constant(3), init.Zero(), init.One(), init.MSRAPrelu(), init.LSTMBias(),
    ]  # fmt: skip
    found = []
    for kind in kinds:
        npx.random.seed(5)
        numpy.random.seed(5)
        net = nn.Dense(3, in_units=4)
        net.initialize(kind)
        found.append(net.weight.data())
    return found


LOSSES = {
    "squared": gluon.loss.L2Loss, "absolute": gluon.loss.L1Loss,
    "sigmoid": gluon.loss.SigmoidBCELoss, "Huber": gluon.loss.HuberLoss,
    "hinge": gluon.loss.HingeLoss, "squared hinge": gluon.loss.SquaredHingeLoss,
    "logistic": gluon.loss.LogisticLoss,
    "divergence": gluon.loss.KLDivLoss, "Poisson": gluon.loss.PoissonNLLLoss,
}  # fmt: skip


@use
def losses():
    y_hat, y = table(), np.abs(table()[::-1])
    modern = {name: loss()(y_hat, y) for name, loss in list(LOSSES.items())[:3]}
    modern["softmax"] = gluon.loss.SoftmaxCrossEntropyLoss()(y_hat, np.array([0, 3, 1]))
    npx.reset_np()
    y_hat, y = (mx.nd.array(one.asnumpy()) for one in (y_hat, y))
    found = {name: loss()(y_hat, y) for name, loss in LOSSES.items()}
    found["softmax"] = gluon.loss.SoftmaxCrossEntropyLoss()(y_hat, mx.nd.array([0, 3, 1]))
    found["triplet"] = gluon.loss.TripletLoss()(y_hat, y, y_hat[::-1])
    found["cosine"] = gluon.loss.CosineEmbeddingLoss()(y_hat, y, mx.nd.array([1, -1, 1]))
    scores = mx.nd.array(numpy.sin(numpy.arange(40.0)).reshape(2, 5, 4))
    found["CTC"] = gluon.loss.CTCLoss()(scores, mx.nd.array([[0, 1], [2, 2]]))
    return [modern, found]


OPTIMISERS = (
    "sgd", "nag", "adam", "adamax", "nadam", "adagrad", "adadelta", "rmsprop", "ftrl", "ftml",
    "signum", "lamb", "lars", "sgld", "dcasgd",
)  # fmt: skip


@use
def optimisers():
    found = {}
    for name in OPTIMISERS:
        npx.random.seed(2)
        net = nn.Dense(1, in_units=4)
        net.initialize(init.Constant(0.5))
        options = {"learning_rate": 0.05, "wd": 0.01}
        if name in ("sgd", "nag", "signum"):
            options["momentum"] = 0.9
        trainer = gluon.Trainer(net.collect_params(), name, options)
        for _ in range(4):
            with autograd.record():
                loss = (net(table()) ** 2).mean()
            loss.backward()
            trainer.step(1)
        found[name] = [net.weight.data(), net.bias.data(), loss, trainer.learning_rate]
    return found


@use
def learning_rates():
    lr = mx.lr_scheduler
    kinds = [
        lr.FactorScheduler(step=2, factor=0.5, base_lr=1),
        lr.MultiFactorScheduler(step=[2, 4], factor=0.5, base_lr=1),
        lr.PolyScheduler(max_update=8, base_lr=1),
        lr.CosineScheduler(max_update=8, base_lr=1, warmup_steps=2),
    ]
    return [[kind(step) for step in range(1, 9)] for kind in kinds]


@use
def metrics():
    npx.reset_np()
    labels, scores = mx.nd.array([0, 1, 1]), mx.nd.array([[0.7, 0.3], [0.4, 0.6], [0.8, 0.2]])
    one = mx.nd.array(numpy.sin(numpy.arange(12.0)).reshape(3, 4))
    names = ["acc", "ce", "f1", "nll_loss", "mcc"]
    found = {}
    for name in names:
        metric = mx.metric.create(name)
        metric.update([labels], [scores])
        found[name] = metric.get()[1]
    for name in ("mae", "mse", "rmse", "pearsonr"):
        metric = mx.metric.create(name)
        metric.update([one], [one[::-1]])
        found[name] = metric.get()[1]
    return found


# Data --------------------------------------------------------------------------------------------


def batches(**options):
    """Return the batches of a data loader on a small data set."""
    X, y = np.arange(20.0).reshape(10, 2), np.arange(10)
    loader = gluon.data.DataLoader(gluon.data.ArrayDataset(X, y), batch_size=4, **options)
    return [[one for one in batch] for batch in loader]


@use
def data_loaders():
    return [batches(), batches(last_batch="discard"), batches(shuffle=True), batches()]


@use
def data_loaders_with_workers():
    return [batches(num_workers=2), batches(num_workers=2, thread_pool=True)]


@use
def data_sets_and_transforms():
    vision = gluon.data.vision.transforms
    image = (np.arange(48) * 5 % 256).astype("uint8").reshape(4, 4, 3)
    steps = vision.Compose([vision.ToTensor(), vision.Normalize(0.5, 0.25)])
    data = gluon.data.SimpleDataset(list(range(6))).filter(lambda x: x % 2).transform(lambda x: -x)
    return [
        steps(image), vision.Resize(2)(image), vision.CenterCrop(2)(image), list(data),
        gluon.data.ArrayDataset(table(), [1, 2, 3])[1][1], data.take(2)[1], len(data.shard(2, 0)),
        list(gluon.data.BatchSampler(gluon.data.SequentialSampler(5), 2, "keep")),
        gluon.utils.split_and_load(table(4, 2), [mx.cpu(), mx.cpu()]),
        mx.image.imresize(image, 2, 2), mx.image.center_crop(image, (2, 2))[1],
        gluon.utils.clip_global_norm([table().as_nd_ndarray()] * 2, 1.0),
    ]  # fmt: skip


@use
def iterators_and_modules():
    npx.reset_np()
    numpy.random.seed(1)
    mx.random.seed(1)
    X = numpy.sin(numpy.arange(80.0)).reshape(20, 4).astype("float32")
    y = (X.sum(1) > 0).astype("float32")
    batches = mx.io.NDArrayIter(X, y, batch_size=5, label_name="softmax_label")
    data = mx.sym.Variable("data")
    hidden = mx.sym.Activation(mx.sym.FullyConnected(data, num_hidden=8), act_type="relu")
    scores = mx.sym.FullyConnected(hidden, num_hidden=2)
    module = mx.mod.Module(mx.sym.SoftmaxOutput(scores, name="softmax"))
    module.fit(batches, num_epoch=3, optimizer="sgd", optimizer_params={"learning_rate": 0.5},
               initializer=mx.init.Uniform(0.5))  # fmt: skip
    return [module.predict(batches), dict(module.score(batches, "acc"))]


@use
def symbols():
    npx.reset_np()
    a, b = mx.sym.Variable("a"), mx.sym.Variable("b")
    c = mx.sym.broadcast_mul(a, b) + 2 * a
    executor = c.bind(mx.cpu(), {"a": mx.nd.array([1, 2]), "b": mx.nd.array([3, 4])},
                      args_grad={"a": mx.nd.zeros(2), "b": mx.nd.zeros(2)})  # fmt: skip
    executor.forward(is_train=True)
    executor.backward(mx.nd.ones(2))
    again = mx.sym.load_json(c.tojson())
    return [executor.outputs[0], executor.grad_dict, again.list_arguments(),
            c.infer_shape(a=(2,), b=(2,)), c.eval(a=mx.nd.ones(2), b=mx.nd.ones(2))]  # fmt: skip


@use
def saving_and_loading():
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        npx.save(str(folder / "one"), {"x": table(), "y": np.arange(3)})
        npx.save(str(folder / "list"), [table(), np.arange(3)])
        net = nn.HybridSequential()
        net.add(nn.Dense(3, activation="relu"), nn.Dense(1))
        net.initialize()
        net.hybridize()
        result = net(table())
        net.save_parameters(str(folder / "net.params"))
        net.export(str(folder / "net"))
        again = nn.HybridSequential()
        again.add(nn.Dense(3, activation="relu"), nn.Dense(1))
        again.load_parameters(str(folder / "net.params"))
        imported = gluon.SymbolBlock.imports(
            str(folder / "net-symbol.json"), ["data"], str(folder / "net-0000.params")
        )
        trainer = gluon.Trainer(again.collect_params(), "adam")
        with autograd.record():
            loss = again(table()).sum()
        loss.backward()
        trainer.step(1)
        trainer.save_states(str(folder / "trainer"))
        trainer.load_states(str(folder / "trainer"))
        writer = mx.recordio.MXIndexedRecordIO(str(folder / "i"), str(folder / "r"), "w")
        writer.write_idx(3, mx.recordio.pack(mx.recordio.IRHeader(0, 5.0, 3, 0), b"words"))
        writer.close()
        reader = mx.recordio.MXIndexedRecordIO(str(folder / "i"), str(folder / "r"), "r")
        header, words = mx.recordio.unpack(reader.read_idx(3))
        reader.close()
        return [
            npx.load(str(folder / "one")), npx.load(str(folder / "list")), result,
            [p.shape for p in again.collect_params().values()], imported(table()),
            header.label, words.decode(),
        ]  # fmt: skip


@use
def stores_of_keys_and_values():
    store = mx.kv.create("local")
    store.init("w", np.ones(3))
    store.push("w", [np.ones(3) * 2, np.ones(3) * 3])
    out = np.zeros(3)
    store.pull("w", out=out)
    return out


# NumPy and MXNet side by side --------------------------------------------------------------------


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


# d2l ---------------------------------------------------------------------------------------------


@use
def d2l_trains_a_linear_model():
    from d2l import mxnet as d2l

    data = d2l.SyntheticRegressionData(w=np.array([2, -3.4]), b=4.2, num_train=64, num_val=32)
    model = d2l.LinearRegression(lr=0.03)
    model.board.display = False
    trainer = d2l.Trainer(max_epochs=2)
    trainer.fit(model, data)
    return [*model.get_w_b(), {key: [p.y for p in v] for key, v in model.board.data.items()}]


@use
def d2l_trains_a_model_from_scratch_and_draws_it():
    from d2l import mxnet as d2l

    class Scratch(d2l.Module):
        def __init__(self, lr):
            super().__init__()
            self.save_hyperparameters()
            self.w = np.random.normal(0, 0.1, (2, 1))
            self.b = np.zeros(1)
            self.w.attach_grad()
            self.b.attach_grad()

        def forward(self, X):
            return np.dot(X, self.w) + self.b

        def loss(self, y_hat, y):
            return ((y_hat - y) ** 2 / 2).mean()

    data = d2l.SyntheticRegressionData(w=np.array([2, -3.4]), b=4.2, num_train=64, num_val=32)
    model = Scratch(lr=0.1)
    model.board = d2l.ProgressBoard(display=False)
    d2l.Trainer(max_epochs=2, gradient_clip_val=1).fit(model, data)
    points = {key: len(v) for key, v in model.board.data.items()}
    d2l.plot(np.arange(3.0), [np.arange(3.0)], "x", "y", legend=["line"])
    drawn = d2l.plt.gca().lines[0].get_xydata()
    d2l.plt.close("all")
    return [model.w, model.b, points, drawn]


@use
def d2l_helpers():
    from d2l import mxnet as d2l

    x = np.sin(np.arange(24.0)).reshape(2, 3, 4)
    attention = d2l.DotProductAttention(dropout=0)
    attention.initialize()
    heads = d2l.MultiHeadAttention(4, 2, 0)
    heads.initialize(init.Constant(0.1))
    block = d2l.Residual(3, use_1x1conv=True)
    image = np.cos(np.arange(math.prod(IMAGE))).reshape(IMAGE)
    boxes = np.array([[0, 0, 1, 1], [0.5, 0.5, 1.5, 1.5]])
    return [
        d2l.masked_softmax(x, np.array([1, 2])), attention(x, x, x, np.array([2, 3])),
        heads(x, x, x, np.array([2, 3])), d2l.corr2d(table(3, 3), np.ones((2, 2))),
        d2l.PositionalEncoding(4, 0)(x), d2l.box_iou(boxes, boxes), built(block, image)[0],
        d2l.bleu("a b c", "a b d", 2), d2l.accuracy(table(), np.array([0, 1, 2]))
        if hasattr(d2l, "accuracy") else None, d2l.box_corner_to_center(boxes), str(d2l.try_gpu()),
        d2l.nms(boxes, np.array([0.9, 0.8]), 0.5), d2l.multibox_prior(image, [0.5], [1, 2]).shape,
        d2l.Vocab([["a", "b"], ["a"]])["a"], d2l.annotate and d2l.synthetic_data(
            np.array([1.0, 2]), 3, 2)[0] if hasattr(d2l, "synthetic_data") else None,
    ]  # fmt: skip


if __name__ == "__main__":
    json.dump({name: run(name) for name in USES}, sys.stdout)
