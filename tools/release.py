"""Pack the built book into one archive that works from a USB stick, with its checksum.

python -m tools.release        (`make release` builds the book first)
"""

import hashlib
import sys
import zipfile

from tools.pages import ROOT

NAME = "mlp-book"
DATE = (1980, 1, 1, 0, 0, 0)  # the same pages give the same archive


def main():
    pages = ROOT / "_build" / "html"
    if not (pages / "index.html").is_file():
        sys.exit("There is no built book to pack. Build it:  make book")
    archive = ROOT / "_build" / f"{NAME}.zip"
    with zipfile.ZipFile(archive, "w") as packed:
        for path in sorted(one for one in pages.rglob("*") if one.is_file()):
            name = f"{NAME}/{path.relative_to(pages).as_posix()}"
            packed.writestr(zipfile.ZipInfo(name, DATE), path.read_bytes(), zipfile.ZIP_DEFLATED)
    digest = hashlib.sha256(archive.read_bytes()).hexdigest()
    archive.with_suffix(".zip.sha256").write_text(f"{digest}  {archive.name}\n")
    size = archive.stat().st_size / 1e6
    print(f"_build/{archive.name}: {size:.1f} MB, sha256 {digest}")
    print(f"Unpack it anywhere and open  {NAME}/index.html")


if __name__ == "__main__":
    main()
