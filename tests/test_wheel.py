"""d2l_local can be installed by itself: a wheel built from this folder, without a network."""

import shutil
import subprocess
import sys
import zipfile
from email.parser import Parser

import pytest

from tools.pages import ROOT


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """The wheel that the backend of pyproject.toml makes of a copy of what it needs."""
    copy = tmp_path_factory.mktemp("copy")
    for name in ("pyproject.toml", "README.md", "LICENSE-CODE"):
        shutil.copy(ROOT / name, copy)
    shutil.copytree(ROOT / "d2l_local", copy / "d2l_local")
    build = (
        "import sys; from flit_core.buildapi import build_wheel; print(build_wheel(sys.argv[1]))"
    )
    run = subprocess.run(
        [sys.executable, "-c", build, str(copy)], cwd=copy, capture_output=True, text=True
    )
    assert run.returncode == 0, run.stderr
    with zipfile.ZipFile(copy / run.stdout.strip()) as opened:
        yield opened


def test_it_holds_every_file_of_the_package_and_its_licence(wheel):
    names = set(wheel.namelist())
    package = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "d2l_local").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert package <= names
    assert {"d2l_local/explorer/explorer.js", "d2l_local/quiz/quiz.css"} <= names
    assert {"d2l_local/fashion_mnist_subset.npz", "d2l_local/fashion_mnist_LICENSE"} <= names
    assert any(name.endswith("LICENSE-CODE") for name in names)
    assert {name.split("/")[0].split("-")[0] for name in names} == {"d2l_local"}


def test_it_asks_for_no_other_package(wheel):
    (name,) = (name for name in wheel.namelist() if name.endswith(".dist-info/METADATA"))
    metadata = Parser().parsestr(wheel.read(name).decode())
    assert metadata["Name"] == "d2l_local"
    assert metadata.get_all("Requires-Dist") is None
    assert metadata["Requires-Python"] == ">=3.10"
    assert metadata["Summary"]


def test_pip_and_the_first_cell_can_install_it(wheel, tmp_path):
    """Unpacked alone, away from this folder, it imports and mends MXNet."""
    wheel.extractall(tmp_path)
    code = "import d2l_local; from mxnet import np; print(d2l_local.__file__, np.ones(2).sum())"
    run = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path, env={"PYTHONPATH": str(tmp_path)}, capture_output=True, text=True,
    )  # fmt: skip
    assert (run.returncode, run.stderr) == (0, "")
    assert run.stdout == f"{tmp_path / 'd2l_local' / '__init__.py'} 2.0\n"
