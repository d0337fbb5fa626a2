"""Data sets, symbols, files and stores."""

import tempfile
from pathlib import Path

import mxnet as mx
import numpy
from mxnet import autograd, gluon, np, npx
from mxnet.gluon import nn

from tests.mxnet_uses.registry import table, use


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
