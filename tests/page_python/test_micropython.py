"""The stored script of MicroPython is what the package of the lock holds, and loads nothing."""

import base64
import json
import re
import zlib

import pytest

from tests.page_python.on_micropython import micropython
from tools.make_micropython import TARGET, classic, script


def parts():
    """Return the two parts of the stored script, unpacked."""
    found = json.loads(re.search(r"^micropython = (\{.*\});$", TARGET.read_text("utf-8"), re.M)[1])
    return {name: zlib.decompress(base64.b64decode(text)) for name, text in found.items()}


def test_the_stored_script_holds_the_package_of_the_lock():
    folder, stored = micropython(), parts()
    assert stored["wasm"] == (folder / "micropython.wasm").read_bytes()
    assert stored["module"].decode() == classic((folder / "micropython.mjs").read_text("utf-8"))
    assert script(folder).splitlines()[0] == TARGET.read_text("utf-8").splitlines()[0]


def test_its_licence_stands_beside_it_and_it_is_small():
    assert "Damien P. George" in TARGET.with_name("micropython-LICENSE.txt").read_text("utf-8")
    assert TARGET.stat().st_size < 320_000


def test_a_classic_script_has_no_exports_and_no_address():
    module = parts()["module"].decode()
    assert "import.meta" not in module and not re.search(r"\bexport (default|async|\{)", module)
    with pytest.raises(ValueError, match="stands 0 times"):
        classic("nothing that is known")
