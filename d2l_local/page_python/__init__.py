"""The Python that runs in the built pages, without a kernel: MicroPython, as WebAssembly.

A reader edits the cell above an explorer there, and gets the same chart, drawn and checked by the
same modules as in the notebook with MXNet. They import nothing but each other and what MicroPython
has too.
"""

# Each after those that it imports.
RUNS_IN_THE_PAGE = (
    "d2l_local.palette",
    "d2l_local.curves.writing",
    "d2l_local.curves.sliders",
    "d2l_local.curves.gradient_check",
    "d2l_local.curves.failures",
    "d2l_local.curves.evaluation",
    "d2l_local.curves.plane",
    "d2l_local.explorer.words",
    "d2l_local.explorer.scales",
    "d2l_local.explorer.svg",
    "d2l_local.explorer.encoding",
    "d2l_local.explorer.positions",
    "d2l_local.explorer.chart",
    "d2l_local.explorer.contours",
    "d2l_local.explorer.plane",
    "d2l_local.explorer.page",
    "d2l_local.explorer.exploring",
    "d2l_local.workbench.examination",
    "d2l_local.activations",
    "d2l_local.page_python.arrays",
    "d2l_local.page_python.judging",
    "d2l_local.page_python.source",
    "d2l_local.page_python.cells",
)
