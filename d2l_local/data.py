"""The clothing images: Fashion-MNIST (Zalando Research, MIT licence).

The package ships a subset, so that every notebook runs without a network; the whole set is used
where it is found. ``clothing_images`` always says which one it used.
"""

import gzip
import hashlib
import io
import struct
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

import numpy

LABELS = (
    "t-shirt", "trouser", "pullover", "dress", "coat",
    "sandal", "shirt", "sneaker", "bag", "ankle boot",
)  # fmt: skip

# sha256 of the decompressed IDX files: the same bytes wherever they come from.
SHA256 = {
    "train-images-idx3-ubyte": "c59f468a2f672dc815687fe0f83887768d799fd8a3f3276145d20f83aa44d888",
    "train-labels-idx1-ubyte": "bad3541b69d912435c50bb6ba87bec294ff4f6a2e1246121d8633921760443d9",
    "t10k-images-idx3-ubyte": "5b4141f0afbad91edebe8549f8fcffe087ea10ca49f1dbef5c9a5cd8815ce37b",
    "t10k-labels-idx1-ubyte": "0402a96d92fd2663957122ceb108a494c5af83dab82d92729df917d7dec38c34",
}
SUBSET = "fashion_mnist_subset.npz"
SUBSET_SHA256 = "6cce7f9a86462d16ce5700a59b64525e1c48eab9ed3e5a61caef56a4129785e6"
DEBIAN_FOLDER = Path("/usr/share/datasets/fashion-mnist")


@dataclass(frozen=True)
class ClothingImages:
    """Images of clothing in ten classes.

    Attributes
    ----------
    train_images, test_images : numpy.ndarray
        Shape (images, 28, 28), uint8, 0 is background.
    train_labels, test_labels : numpy.ndarray
        Shape (images,), uint8, an index into ``LABELS``.
    source : str
        Which set it is, in words.
    """

    train_images: numpy.ndarray
    train_labels: numpy.ndarray
    test_images: numpy.ndarray
    test_labels: numpy.ndarray
    source: str


def clothing_images(folder=None):
    """Load the clothing images, and print which ones.

    Parameters
    ----------
    folder : str or Path, optional
        Where the four IDX files of the whole set lie, gzipped or not. Debian's package
        ``dataset-fashion-mnist`` puts them in ``/usr/share/datasets/fashion-mnist``. Without a
        folder, the subset that the book ships is used: 600 training and 100 test images a class.

    Returns
    -------
    ClothingImages

    Raises
    ------
    ValueError
        A file is missing, damaged or not the file it is named for. It is not used.
    """
    images = shipped_subset() if folder is None else whole_set(Path(folder))
    print(images.source)
    return images


def shipped_subset():
    """Return the subset that the book ships."""
    content = files("d2l_local").joinpath(SUBSET).read_bytes()
    check_sum(SUBSET, content, SUBSET_SHA256)
    with numpy.load(io.BytesIO(content)) as arrays:
        return ClothingImages(
            **{name: arrays[name] for name in arrays.files},
            source="Fashion-MNIST, the book's subset: 6,000 training and 1,000 test images",
        )


def whole_set(folder):
    """Return the whole set from the four IDX files in a folder."""
    arrays = [read_idx(folder, name) for name in SHA256]
    return ClothingImages(
        *arrays, source="Fashion-MNIST, the whole set: 60,000 training and 10,000 test images"
    )


def read_idx(folder, name):
    """Return the array in one IDX file, after checking every byte of it."""
    plain, zipped = folder / name, folder / f"{name}.gz"
    if plain.is_file():
        content = plain.read_bytes()
    elif zipped.is_file():
        try:
            content = gzip.decompress(zipped.read_bytes())
        except (OSError, EOFError) as error:
            raise ValueError(f"{zipped} is damaged ({error}): fetch it again") from error
    else:
        raise ValueError(
            f"no {name} or {name}.gz in {folder}. Give the folder of the four IDX files; on "
            f"Debian:  apt-get install dataset-fashion-mnist, then {DEBIAN_FOLDER}"
        )
    check_sum(name, content, SHA256[name])
    dimensions = content[3]
    shape = struct.unpack(f">{dimensions}I", content[4 : 4 + 4 * dimensions])
    return numpy.frombuffer(content, "uint8", offset=4 + 4 * dimensions).reshape(shape)


def check_sum(name, content, expected):
    """Raise unless the content is, byte for byte, the file that it is named for."""
    if hashlib.sha256(content).hexdigest() != expected:
        raise ValueError(f"{name} is damaged or another file (wrong checksum): fetch it again")
