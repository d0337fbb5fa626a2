"""Make d2l_local/page_python/codemirror.js: the editor and Python's grammar, for the built pages.

    make codemirror

npm brings CodeMirror and esbuild at the versions and hashes of tools/codemirror/package-lock.json.
A page that lies on a disk can load no module, so esbuild bundles what bundled.js beside that
lock names into one classic script, which sets ``codeMirror``. Its first lines name the versions,
and the hash of all that follows them.
"""

import hashlib
import json
import subprocess
import sys

from tools.pages import ROOT

FOLDER = ROOT / "tools" / "codemirror"
TARGET = ROOT / "d2l_local" / "page_python" / "codemirror.js"
LICENCE = TARGET.with_name("codemirror-LICENSE.txt")
BUNDLER = "esbuild-wasm"
# Whatever can inflate a stream, which the page asks of a browser too, knows this language.
OPTIONS = (
    "--bundle", "--minify", "--format=iife", "--global-name=codeMirror",
    "--footer:js=globalThis.codeMirror = codeMirror;",
    "--charset=ascii", "--target=es2020", "--legal-comments=none", "--log-level=error",
)  # fmt: skip


def packages():
    """Return the folder of npm's packages, brought by npm if they are not there."""
    found = FOLDER / "node_modules"
    if not (found / BUNDLER / "package.json").is_file():
        command = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"]
        subprocess.run(command, cwd=FOLDER, check=True)
    return found


def bundled(folder):
    """Return what esbuild makes of bundled.js with the packages in a folder."""
    command = ["node", folder / BUNDLER / "bin" / "esbuild", "bundled.js", *OPTIONS]
    # It would read on from a terminal, and end in an error of Node's.
    run = subprocess.run(
        command, cwd=FOLDER, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, check=True
    )
    return run.stdout.decode()


def versions():
    """Return the version of each package that the bundle is made of, by its name."""
    lock = json.loads((FOLDER / "package-lock.json").read_text("utf-8"))["packages"]
    return {
        path.removeprefix("node_modules/"): package["version"]
        for path, package in lock.items()
        if path and not path.endswith(BUNDLER)
    }


def script(bundle):
    """Return the text of the script with a bundle in it."""
    digest = hashlib.sha256(bundle.encode()).hexdigest()
    names = ", ".join(f"{name} {version}" for name, version in versions().items())
    return (
        f"// CodeMirror and Lezer, MIT licence: {LICENCE.name}. Made by tools/make_codemirror.py\n"
        f"// from {names}.\n// SHA-256 of what follows: {digest}\n{bundle}"
    )


def licences(folder):
    """Return the licences of the packages in the bundle, each text once, after those it is of."""
    texts = {}
    for name, version in versions().items():
        text = (folder / name / "LICENSE").read_text("utf-8").strip()
        texts.setdefault(text, []).append(f"{name} {version}")
    return "\n\n\n".join(f"{', '.join(names)}\n\n{text}" for text, names in texts.items()) + "\n"


def main():
    folder = packages()
    TARGET.write_text(script(bundled(folder)), "utf-8")
    LICENCE.write_text(licences(folder), "utf-8")
    print(f"{TARGET.relative_to(ROOT)}: {TARGET.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    sys.exit(main())
