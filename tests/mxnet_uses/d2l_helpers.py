"""The helpers of d2l."""

import math

from mxnet import init, np

from tests.mxnet_uses.gluon_layers import IMAGE
from tests.mxnet_uses.registry import built, table, use

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
