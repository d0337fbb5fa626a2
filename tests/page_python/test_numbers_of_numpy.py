"""A number that np makes of plain ones has a type of NumPy's own: the page has it as a float.

It says how the notebook writes it, where that can be seen.
"""

from tests.page_python.on_micropython import shown_by

IMPORT = "from mxnet import np, npx\n"
NOTE = "(In the notebook, what np makes of plain numbers is written np.float64(…) in lists"
NOTED = ["np.exp(1.0)", "[np.sqrt(2)]", "{'a': np.float64(0.5)}", "(np.maximum(1, 2.5),)",
         "print(repr(np.clip(0.5, 0, 1)))", "print([np.exp(k) / 2 for k in range(3)])"]  # fmt: skip
NOT_NOTED = ["print(np.exp(1.0))", "[1.0, 2.5]", "print(f'{np.sqrt(2):.3f}', [1, 2])",
             "print(np.exp(np.array([1.0])).tolist())", "[float(x) for x in np.ones(2)]",
             "y = [np.exp(1.0)]"]  # fmt: skip


def test_a_number_of_numpy_is_told_of_where_the_notebook_writes_it_otherwise():
    printed = [one["printed"] for one in shown_by([cell(one) for one in [*NOTED, *NOT_NOTED]])]
    for source, text in zip([*NOTED, *NOT_NOTED], printed, strict=True):
        assert (NOTE in text) == (source in NOTED), source
    assert printed[0].startswith("2.718281828459045\n")


def test_what_a_cell_before_made_is_forgotten():
    first, second = shown_by([cell("np.exp(1.0)"), cell("[1.0]")])
    assert NOTE in first["printed"] and NOTE not in second["printed"]


def cell(source):
    return {"source": IMPORT + source}
