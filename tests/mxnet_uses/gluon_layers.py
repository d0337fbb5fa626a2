"""Layers, losses, optimisers and metrics of Gluon."""

import math

import mxnet as mx
import numpy
from mxnet import autograd, gluon, init, np, npx
from mxnet.gluon import nn, rnn

from tests.mxnet_uses.registry import built, table, use

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
