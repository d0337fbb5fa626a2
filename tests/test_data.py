import gzip
import hashlib
import struct

from d2l_local import data

import numpy
import pytest
from hypothesis import given
from hypothesis.extra.numpy import array_shapes, arrays

from tools import make_subset


def idx(array):
    """Return an array of bytes as an IDX file."""
    return struct.pack(f">HBB{array.ndim}I", 0, 8, array.ndim, *array.shape) + array.tobytes()


@pytest.fixture
def small_set(tmp_path, monkeypatch):
    """Four small IDX files, two of them gzipped, in place of the whole set."""
    random = numpy.random.default_rng(0)
    made = {}
    for i, name in enumerate(data.SHA256):
        shape = (20, 28, 28) if "images" in name else (20,)
        made[name] = random.integers(0, 10, shape, dtype="uint8")
        content = idx(made[name])
        if i % 2:
            tmp_path.joinpath(f"{name}.gz").write_bytes(gzip.compress(content))
        else:
            tmp_path.joinpath(name).write_bytes(content)
        monkeypatch.setitem(data.SHA256, name, hashlib.sha256(content).hexdigest())
    return tmp_path, made


def test_the_shipped_images_are_the_same_number_of_each_class_and_say_which_they_are(capsys):
    images = data.clothing_images()
    for part, count in (("train", 600), ("test", 100)):
        pixels, labels = getattr(images, f"{part}_images"), getattr(images, f"{part}_labels")
        assert (pixels.shape, pixels.dtype) == ((10 * count, 28, 28), numpy.uint8)
        assert numpy.bincount(labels).tolist() == [count] * len(data.LABELS)
        assert (pixels.min(), pixels.max()) == (0, 255)
        assert (labels[:20] != numpy.sort(labels[:20])).any(), "the classes stand in order"
    assert capsys.readouterr().out == (
        "Fashion-MNIST, the book's subset: 6,000 training and 1,000 test images\n"
    )


def test_no_shipped_image_is_there_twice():
    images = data.shipped_subset()
    every = numpy.concatenate([images.train_images, images.test_images]).reshape(7000, -1)
    assert len(numpy.unique(every, axis=0)) == 7000


def test_a_damaged_subset_is_not_used(monkeypatch):
    monkeypatch.setattr(data, "SUBSET_SHA256", "0" * 64)
    with pytest.raises(ValueError, match=r"fashion_mnist_subset.npz is damaged or another file"):
        data.clothing_images()


def test_the_whole_set_is_read_from_a_folder_gzipped_or_not(small_set, capsys):
    folder, made = small_set
    images = data.clothing_images(str(folder))
    found = [images.train_images, images.train_labels, images.test_images, images.test_labels]
    for array, expected in zip(found, made.values(), strict=True):
        numpy.testing.assert_array_equal(array, expected)
    assert "the whole set: 60,000 training and 10,000 test" in capsys.readouterr().out


@pytest.mark.parametrize("name", data.SHA256)
def test_a_missing_file_is_named_with_what_to_do(small_set, name):
    folder, _ = small_set
    for path in folder.glob(f"{name}*"):
        path.unlink()
    with pytest.raises(ValueError, match=rf"no {name} or {name}.gz in .*dataset-fashion-mnist"):
        data.clothing_images(folder)


@pytest.mark.parametrize("name", data.SHA256)
def test_a_file_with_one_wrong_byte_is_not_used(small_set, name):
    folder, made = small_set
    content = bytearray(idx(made[name]))
    content[-1] ^= 1
    folder.joinpath(name).write_bytes(content)
    with pytest.raises(ValueError, match=f"{name} is damaged or another file"):
        data.clothing_images(folder)


@pytest.mark.parametrize("damage", [lambda b: b[:-9], lambda b: b[:12], lambda b: b"not gzip"])
def test_a_damaged_gzip_file_is_told(small_set, damage):
    folder, _ = small_set
    path = next(folder.glob("*.gz"))
    path.write_bytes(damage(path.read_bytes()))
    with pytest.raises(ValueError, match=f"{path.name} is damaged .*: fetch it again"):
        data.clothing_images(folder)


@given(arrays("uint8", array_shapes(max_dims=3, max_side=5)))
def test_any_idx_file_is_read_as_it_was_written(tmp_path_factory, array):
    folder = tmp_path_factory.mktemp("idx")
    content = idx(array)
    folder.joinpath("name").write_bytes(content)
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(data.SHA256, "name", hashlib.sha256(content).hexdigest())
        numpy.testing.assert_array_equal(data.read_idx(folder, "name"), array)


def test_the_subset_is_chosen_evenly_without_repeats_and_the_same_each_time():
    labels = numpy.random.default_rng(1).integers(0, 10, 500)
    chosen = make_subset.choose(labels, 7, numpy.random.default_rng(0))
    assert numpy.bincount(labels[chosen]).tolist() == [7] * 10
    assert len(set(chosen)) == 70
    again = make_subset.choose(labels, 7, numpy.random.default_rng(0))
    numpy.testing.assert_array_equal(chosen, again)
