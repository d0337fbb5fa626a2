"""Make the subset of Fashion-MNIST that the book ships: seeded, stratified, the same each time.

    make subset SOURCE=FOLDER

FOLDER holds the four IDX files of the whole set. Writes d2l_local/fashion_mnist_subset.npz and
prints its checksum, which belongs into d2l_local/data.py.
"""

import hashlib
import sys
import zipfile
from io import BytesIO
from pathlib import Path

from d2l_local.data import SUBSET, whole_set

import numpy

TRAIN, TEST, SEED = 600, 100, 0


def choose(labels, count, random):
    """Return the indices of ``count`` images of each class, in random order."""
    classes = (numpy.flatnonzero(labels == label) for label in range(10))
    chosen = [random.choice(images, count, replace=False) for images in classes]
    return random.permutation(numpy.concatenate(chosen))


def main(folder):
    images = whole_set(Path(folder))
    random = numpy.random.default_rng(SEED)
    train = choose(images.train_labels, TRAIN, random)
    test = choose(images.test_labels, TEST, random)
    arrays = {
        "train_images": images.train_images[train],
        "train_labels": images.train_labels[train],
        "test_images": images.test_images[test],
        "test_labels": images.test_labels[test],
    }
    path = Path("d2l_local") / SUBSET
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, array in arrays.items():
            buffer = BytesIO()
            numpy.lib.format.write_array(buffer, array)
            # A fixed date, so that the same images give the same bytes.
            archive.writestr(
                zipfile.ZipInfo(f"{name}.npy", (1980, 1, 1, 0, 0, 0)),
                buffer.getvalue(),
                zipfile.ZIP_DEFLATED,
                9,
            )
    content = path.read_bytes()
    print(f"{path}: {len(content):,} bytes, sha256 {hashlib.sha256(content).hexdigest()}")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("Name the folder of the four IDX files:  make subset SOURCE=a/folder")
    main(sys.argv[1])
