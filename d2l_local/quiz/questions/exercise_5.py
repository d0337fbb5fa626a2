"""The questions of exercises/exercise_5, and the numbers that prove them."""

from d2l_local.quiz.question import Option, Question, close, only


def batch_of_two():
    from mxnet import autograd, np
    from mxnet.gluon import nn

    layer = nn.BatchNorm()
    layer.initialize()
    with autograd.train_mode():
        before, after = (float(layer(np.array([[3.0], [other]]))[0, 0]) for other in (5.0, 500.0))
    return only([after < before - 1, close(after, before, 0.01), abs(after) < 0.5 * abs(before)])


def bias_before_batch_norm():
    from mxnet import autograd, np, npx
    from mxnet.gluon import nn

    npx.random.seed(0)
    z, layer = np.random.normal(size=(32, 3)), nn.BatchNorm()
    layer.initialize()
    for _ in range(50):  # so that it has running statistics
        with autograd.record():
            total = layer(z).sum()
        total.backward()

    def change(mode):
        with mode():
            return float(np.abs(layer(z + 10) - layer(z)).max()) > 0.01

    training, predict = change(autograd.train_mode), change(autograd.predict_mode)
    return only(
        [
            not training and not predict,
            training and predict,
            predict and not training,
            training and not predict,
        ]
    )


def which_parts_add_up():
    from mxnet import autograd, np, npx
    from mxnet.gluon import nn

    npx.random.seed(0)
    X, W, v = (np.random.normal(size=shape) for shape in ((32, 4), (4, 5), (5, 1)))
    y = np.random.normal(size=(32, 1))

    def gradient(norm, rows):
        W.attach_grad()
        with autograd.record():
            loss = ((np.dot(npx.relu(norm(np.dot(X[rows], W))), v) - y[rows]) ** 2).mean()
        loss.backward()
        return W.grad.copy()

    def exact(norm):
        parts = [gradient(norm, slice(k, k + 8)) for k in range(0, 32, 8)]
        whole = gradient(norm, slice(0, 32))
        return float(np.abs(sum(parts) / 4 - whole).max()) < 1e-4 * float(np.abs(whole).max())

    layers = [nn.LayerNorm(), nn.BatchNorm()]
    for layer in layers:
        layer.initialize()
    return only(
        exact(norm) for norm in (*layers, lambda Z: Z - Z.mean(axis=0), lambda Z: Z / Z.max(axis=0))
    )


QUESTIONS = (
    Question(
        "batch-of-two",
        "In training mode, batch normalisation gets a batch of two examples with one feature, 3 "
        "and 5. You replace the 5 by 500. What happens to the output of the first example?",
        (
            Option(
                "It falls far below −1, because the mean has moved away.",
                "The mean has moved away from it, and the output is divided by the spread, which "
                "has grown as well.",
            ),
            Option(
                "It stays at about −1, because only the order counts.",
                "With two examples the distance to the mean is the spread. All that is left of two "
                "numbers is which of them is the smaller.",
                right=True,
            ),
            Option(
                "It comes close to 0, because the spread has grown.",
                "The spread has grown, and the distance of the 3 from the mean as much.",
            ),
        ),
        proof=batch_of_two,
    ),
    Question(
        "bias-before-batch-norm",
        "In a trained network a dense layer is followed by batch normalisation. You add 10 to each "
        "bias of the dense layer, and do nothing else. In which mode do the outputs change?",
        (
            Option(
                "In none, because the mean is subtracted again",
                "The mean of the batch would take the 10 with it. Which mean does each mode "
                "subtract?",
            ),
            Option(
                "In both, because the inputs of the layer have changed",
                "They have, all by the same amount. In one of the two modes that goes unnoticed.",
            ),
            Option(
                "In predict mode only",
                "Training subtracts the mean of the batch, which has moved along. Prediction "
                "subtracts the running mean, which has not.",
                right=True,
            ),
            Option(
                "In training mode only",
                "It is the other way round: one of the two modes takes its mean from what it is "
                "given now.",
            ),
        ),
        proof=bias_before_batch_norm,
    ),
    Question(
        "which-parts-add-up",
        "You cut a batch into four equal parts and average their gradients. With which layer in "
        "the network is this the gradient of the whole batch?",
        (
            Option(
                "Layer normalisation",
                "Its mean and spread come from one row alone. So each row has its own loss, "
                "whatever part it is in, and losses add up.",
                right=True,
            ),
            Option(
                "Batch normalisation in training mode",
                "Each part has a mean and a spread of its own, so the parts minimise another loss "
                "than the whole.",
            ),
            Option(
                "A layer that only subtracts the mean of the batch",
                "It is linear, but that does not help: each part subtracts the mean of that part.",
            ),
            Option(
                "A layer that divides each feature by its largest value in the batch",
                "The largest value of a part is not that of the whole batch.",
            ),
        ),
        proof=which_parts_add_up,
    ),
)
