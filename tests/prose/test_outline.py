"""Every page is made of what tests/prose/outline.yml says: a passage goes only on purpose."""

import nbformat
import pytest

from tools import notebook_rules, outline
from tools.pages import ROOT, notebooks, pages

BEFORE = outline.stored()


def notebook_of(page):
    return nbformat.v4.reads((ROOT / f"{page}.ipynb").read_text("utf-8"))


@pytest.mark.parametrize("page", dict.fromkeys([*BEFORE, *pages()]))
def test_nothing_of_a_page_is_lost_and_nothing_is_new_but_on_purpose(page):
    now = {page: outline.outline(page)} if page in pages() else {}
    said = outline.complaints({page: BEFORE.get(page, [])}, now)
    if said:
        pytest.fail("\n".join(said), pytrace=False)


def test_the_file_is_as_the_tool_writes_it():
    assert outline.FILE.read_text("utf-8") == outline.written(BEFORE), outline.ON_PURPOSE


@pytest.mark.parametrize("path", notebooks(), ids=lambda path: path.stem)
def test_every_kind_of_passage_is_found(path):
    """The page's own words: a reader that no longer sees a kind would miss that it is gone."""
    notebook = notebook_of(path.relative_to(ROOT).with_suffix("").as_posix())
    kinds = [kind for kind, _ in outline.of_notebook(notebook)]
    text = "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")
    code = [c.source for c in notebook_rules.code_cells(notebook)[1:]]
    assert kinds.count("predict") == text.count("**Predict first")
    assert kinds.count("heading") == sum(line.startswith("#") for line in text.splitlines())
    assert kinds.count("formula") == text.count("$$") / 2
    assert kinds.count("fold") == text.count("<summary>")
    assert kinds.count("quiz") == sum("\nquiz(" in f"\n{source}" for source in code)
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    data = sum(str(output).count("application/json") for output in outputs)
    assert kinds.count("explorer") == data > 0


def kinds_gone(page, change):
    """Return what is said of a page after a change of its notebook, without what to do."""
    notebook = notebook_of(page)
    change({cell.id: cell for cell in notebook.cells}, notebook)
    return outline.complaints({page: BEFORE[page]}, {page: outline.of_notebook(notebook)})[:-1]


def lose_half(cells, _):
    cell = cells["md-move-it-predict-first"]
    cell.source = cell.source.partition("## Move it")[0]


def lose_a_paragraph(cells, _):
    cell = cells["md-around-0-tanh-is"]
    cell.source = "\n\n".join(cell.source.split("\n\n")[::2])


def lose_an_assert(cells, _):
    cell = cells["code-x-np-array-100"]
    cell.source = cell.source.rpartition("assert")[0]


def lose_an_explorer(cells, notebook):
    notebook.cells.remove(cells["code-explore-np-tanh-x"])


def lose_a_question(cells, _):
    (output,) = cells["code-quiz-tanh"].outputs
    output.data["text/html"] = output.data["text/html"].replace("<fieldset", "<div", 1)


@pytest.mark.parametrize(
    ("change", "gone"),
    [
        (lose_half, ["heading: ## Move it", "text: The thin grey", "predict: Where is the slope"]),
        (lose_a_paragraph, ["text: A network of tanhs"]),
        (lose_an_assert, ["asserts: 2", "asserts: 1"]),
        (lose_an_explorer, ["explorer: tanh beside sigmoid; x"]),
        (lose_a_question, ["quiz: 3 questions", "quiz: 2 questions"]),
    ],
)
def test_what_is_lost_is_named_with_its_page_and_section(change, gone):
    said = kinds_gone("chapters/tanh", change)
    assert len(said) == len(gone)
    for words, one in zip(said, gone, strict=True):
        assert f"«{one}" in words and words.startswith("chapters/tanh, ## ")


def planted(cells):
    return nbformat.v4.new_notebook(cells=[
        nbformat.v4.new_markdown_cell(one) if isinstance(one, str) else one for one in cells
    ])  # fmt: skip


def explorer():
    html = '<script type="application/json" class="data">{"sliders": []}</script>'
    output = nbformat.v4.new_output("display_data", data={"text/html": html})
    return nbformat.v4.new_code_cell("explore(f)", outputs=[output])


@pytest.mark.parametrize(
    ("cells", "says"),
    [
        (["**Predict first.** Which?", explorer(), "The one."], None),
        (["Look.", explorer(), "The one."], "without a prediction"),
        (["**Predict first.** Which?", "Look.", explorer(), "The one."], "without a prediction"),
        (["**Predict first.** Which?", explorer()], "without an answer"),
        (["**Predict first.** Which?", explorer(), "## Next"], "without an answer"),
        (["**Predict first.** Which?", explorer(), explorer(), "The one."], "without an answer"),
        (["# A", "## B\n\n### C", "## D"], None),
        (["# A", "### C"], "right below level 1"),
        (["from 0 to\n1. It is"], "shown as a list"),
        (["a minus\n- b"], "shown as a list"),
        (["in the year\n1943. It is", "so:\n\n- a\n- b", "$$a\n- b$$"], None),
    ],
)
def test_the_rules_of_passages_name_what_breaks_them(cells, says):
    said = [words for rule in outline.RULES for _, words in rule("page", planted(cells))]
    assert bool(said) == bool(says) and (not said or says in said[0])


def test_make_notebooks_and_the_hook_ask_these_rules():
    assert set(outline.RULES) <= set(notebook_rules.RULES)
