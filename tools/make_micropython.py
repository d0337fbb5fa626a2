"""Make d2l_local/page_python/micropython.js: MicroPython as one script, for the built pages.

    make micropython

npm brings the package at the version and hash of tools/micropython/package-lock.json. A page that
lies on a disk can load neither a module nor a .wasm file, but it can run a classic script: this one
leaves the text of the module and the compiled WebAssembly behind, deflated and in base64, for the
worker that d2l_local/page_python/asking.js starts.
"""

import base64
import json
import re
import subprocess
import sys
import zlib
from pathlib import Path

from tools.pages import ROOT

FOLDER = ROOT / "tools" / "micropython"
PACKAGE = "@micropython/micropython-webassembly-pyscript"
TARGET = ROOT / "d2l_local" / "page_python" / "micropython.js"
NAME = "micropython"  # the global that the script sets


def package():
    """Return the folder of the package, brought by npm if it is not there."""
    found = FOLDER / "node_modules" / Path(PACKAGE)
    if not (found / "micropython.wasm").is_file():
        command = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"]
        subprocess.run(command, cwd=FOLDER, check=True)
    return found


def classic(module):
    """Return the text of the module as that of a classic script; raise if it is not as known.

    A classic script has no exports and no address of its own. ``wasmBinary`` hands the WebAssembly
    over, so that nothing is fetched.
    """
    for pattern, replacement, count in (
        (r"export default _createMicroPythonModule;", "", 1),
        (r"export (async function loadMicroPython)", r"\1", 1),
        (r"import\.meta\.url", '""', 4),
        (r"let Module=\{locateFile:", "let Module={wasmBinary:options.wasmBinary,locateFile:", 1),
    ):
        module, found = re.subn(pattern, replacement, module)
        if found != count:
            raise ValueError(f"{pattern} stands {found} times in micropython.mjs, not {count}")
    return module


def packed(data):
    """Return bytes as text: deflated, in base64."""
    return base64.b64encode(zlib.compress(data, 9)).decode()


def script(folder):
    """Return the text of the script made from the package in a folder."""
    version = json.loads((folder / "package.json").read_text("utf-8"))["version"]
    parts = {
        "module": packed(classic((folder / "micropython.mjs").read_text("utf-8")).encode()),
        "wasm": packed((folder / "micropython.wasm").read_bytes()),
    }
    return (
        f"// MicroPython {version}, MIT licence: micropython-LICENSE.txt. Made by "
        f"tools/make_micropython.py.\n{NAME} = {json.dumps(parts)};\n"
    )


def main():
    TARGET.write_text(script(package()), "utf-8")
    print(f"{TARGET.relative_to(ROOT)}: {TARGET.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    sys.exit(main())
