"""The Python that runs in the built pages, without a kernel: MicroPython, as WebAssembly.

A reader edits the cell above an explorer there, and gets the same chart, drawn and checked by the
same modules as in the notebook with MXNet. The page runs :mod:`cells`, and so what that imports,
directly or not (`_extensions/page_python/modules.py`): nothing but modules of the book and what
MicroPython has too. All of it keeps to MicroPython's dialect (`tests/page_python/test_dialect.py`).
"""
