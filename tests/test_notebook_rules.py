"""Each rule of a stored notebook, seen to catch its fault, in a line that says what to do."""

import copy

from d2l_local import figures

import nbformat
import pytest

from tools import first_cell
from tools import notebook_rules as rules
from tools.pages import ROOT

CHAPTER = ROOT / "chapters" / "relu.ipynb"
EXERCISE = ROOT / "exercises" / "exercise_1.ipynb"
STORED = {path: nbformat.read(path, as_version=4) for path in (CHAPTER, EXERCISE)}


def cell_with(notebook, text):
    return next(cell for cell in notebook.cells if text in cell.source)


def said_of(path, plant):
    """Return what is said of a stored notebook in which a fault has been planted."""
    notebook = copy.deepcopy(STORED[path])
    plant(notebook)
    return rules.complaints(path, notebook)


def set_source(text, new):
    """Return a fault: the cell that holds a text has another source."""

    def plant(notebook):
        cell = cell_with(notebook, text)
        cell.source = cell.source.replace(text, new)

    return plant


def add(source, code=False, **more):
    """Return a fault: one more cell at the end, which has run if it is code."""

    def plant(notebook):
        if code:
            count = len(rules.code_cells(notebook)) + 1
            cell = nbformat.v4.new_code_cell(source, id="added", execution_count=count, **more)
        else:
            cell = nbformat.v4.new_markdown_cell(source, id="added")
        notebook.cells.append(cell)

    return plant


def change(text, **fields):
    """Return a fault: the cell that holds a text has other fields."""

    def plant(notebook):
        cell_with(notebook, text).update(nbformat.from_dict(fields))

    return plant


def remove(text):
    def plant(notebook):
        notebook.cells.remove(cell_with(notebook, text))
        for number, cell in enumerate(rules.code_cells(notebook), 1):
            cell.execution_count = number

    return plant


SVG = nbformat.v4.new_output("display_data", {"image/svg+xml": "<svg/>"})
ERROR = nbformat.v4.new_output("error", ename="ZeroDivisionError", evalue="", traceback=[])
STDERR = nbformat.v4.new_output("stream", name="stderr", text="a warning")
OBJECT = nbformat.v4.new_output("stream", text="<object at 0x7f3a5c1d2e90>")

FAULTS = {
    "words of the template": (
        CHAPTER,
        add("(✎ Ask here what the page answers.)"),
        "still has words of the template",
        "Write yours over them",
    ),
    "no title": (CHAPTER, set_source("# ReLU", "ReLU"), "is no title", "# The title"),
    "no question": (CHAPTER, set_source("it cost?", "it cost."), "no question", "ask what the"),
    "no need": (CHAPTER, set_source("**You need**", "Needed:"), "the reader needs", "**You need**"),
    "not run": (
        CHAPTER,
        change("quiz('relu')", execution_count=None),
        "has not run, and should be number ",
        "make notebooks",
    ),
    "run twice": (
        CHAPTER,
        change("index = 80", execution_count=40),
        "ran as number 40, and should be number ",
        "make notebooks",
    ),
    "cleared": (CHAPTER, change("quiz('relu')", outputs=[]), "shows nothing", "make notebooks"),
    "too wide": (CHAPTER, add("x = 1  # " + 80 * "a", code=True), "89 columns", "Break it: 86"),
    "an error": (CHAPTER, add("1 / 0", code=True, outputs=[ERROR]), "ZeroDivision", "Mend the"),
    "stderr": (CHAPTER, add("x", code=True, outputs=[STDERR]), "a warning", "make notebooks"),
    "an address": (CHAPTER, add("x", code=True, outputs=[OBJECT]), "0x7f3a5c1d2e90", "semicolon"),
    "a plot without words": (
        CHAPTER,
        add("d2l.plot(x, y)", code=True, outputs=[SVG]),
        "its alternative text has 0 letters",
        '{"mystnb": {"image": {"alt": "…"}}}',
    ),
    "![]": (CHAPTER, add("See ![](x.png)."), "shows x.png without words", "![words](x.png)"),
    '<img alt="">': (CHAPTER, add('<img src="x.png" alt="">'), "without words", 'alt="words"'),
    "<img>": (CHAPTER, add("<img src='x.png'>"), "without words", 'alt="words"'),
    "a lone dollar": (CHAPTER, add("It is $x.\n\nAnd $y$."), "lone dollar sign: '$x.'", "\\$"),
    "two lone dollars": (CHAPTER, add("It costs $x.\n\nAnd y$."), "lone dollar", "End the formula"),
    "an open solution": (
        EXERCISE,
        set_source("# @title Solution to part b: numbers in MXNet", "# Numbers"),
        "would stand open on the page",
        "# @title Solution to part …, then: Run  make notebooks",
    ),
    "an open fold": (CHAPTER, add("<details>"), "does not close it", "</details>"),
    "raw Markdown": (
        CHAPTER,
        add("<details><summary>Hint</summary>\n$x$\n\n</details>"),
        "Markdown stays raw",
        "Add one",
    ),
    "another's quiz": (CHAPTER, set_source("quiz('relu')", "quiz('tanh')"), "quiz of 'tanh'", "r"),
    "two quizzes": (
        CHAPTER,
        add("quiz('relu');", code=True, outputs=STORED[CHAPTER].cells[-2].outputs),
        "second quiz",
        "into the first",
    ),
    "a part not asked": (
        EXERCISE,
        set_source("check('1c', ", "print("),
        "no cell asks for '1c', which d2l_local/check/exercise_1.py judges",
        "Add  check('1c', …)",
    ),
    "no prediction": (
        CHAPTER,
        set_source("**Predict first.** Which inputs", "Which inputs"),
        "is an explorer without a prediction",
        "**Predict first.**",
    ),
    "no answer": (
        CHAPTER,
        set_source("Only negative ones do", "## Only negative ones do"),
        "is an explorer without an answer",
        "Say right after it",
    ),
    "a level skipped": (CHAPTER, add("#### Deep"), "right below level 2", "Begin it with ###"),
    "a list by accident": (CHAPTER, add("from 0.4 to\n1. It is"), "shown as a list", "Break the"),
    "a part not judged": (
        EXERCISE,
        set_source("'1b interval'", "'1b interval', '')  # check('1d'"),
        "asks for '1d', which d2l_local/check/exercise_1.py does not judge",
        "Add  @part('1d', …)",
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_planted_fault_is_named_with_its_place_and_what_to_do(fault):
    path, plant, what, to_do = FAULTS[fault]
    said = said_of(path, plant)
    name = path.relative_to(ROOT).with_suffix("").as_posix()
    assert said and all(line.startswith(name) and "\n" not in line for line in said)
    assert any(what in line and to_do in line.split(what)[1] for line in said), said
    assert len(said) <= 2  # two lone dollars, a second quiz of another page


def test_every_rule_has_a_fault_that_it_catches():
    caught = set()
    for path, plant, _, _ in FAULTS.values():
        notebook = copy.deepcopy(STORED[path])
        plant(notebook)
        name = path.relative_to(ROOT).with_suffix("").as_posix()
        caught |= {rule for rule in rules.RULES if list(rule(name, notebook))}
    assert set(rules.RULES) - caught == {rules.has_an_explorer}
    without = nbformat.from_dict({"cells": STORED[CHAPTER].cells[:6]})
    ((cell, words),) = rules.has_an_explorer("chapters/relu", without)
    assert cell is None and "explore(np.tanh)" in words


def test_what_looks_like_a_fault_and_is_none_passes():
    for harmless in (
        "`a $ in code` and\n\n```sh\necho $HOME ![](x.png)\n```\n",
        "It costs \\$5.",
        "$$a$$ and $b$, $c$ and $$\nd\n$$",
        f"![{31 * 'a'}](x.png)",
        "<details><summary>Hint</summary>\n\nWords.\n\n</details>",
    ):
        assert said_of(CHAPTER, add(harmless)) == []
    assert said_of(CHAPTER, add("x = 1  # " + 77 * "a", code=True)) == []


# What is mended -----------------------------------------------------------------------------------


@pytest.mark.parametrize("path", STORED, ids=lambda path: path.stem)
def test_all_that_follows_from_the_rest_is_written_again(path):
    """Without its set-up cell and all folds, a stored notebook comes back to the letter."""
    bare = copy.deepcopy(STORED[path])
    set_up = bare.cells.pop(1)
    for cell in rules.code_cells(bare):
        if cell.source.startswith("# @title") or "import d2l_local\n" in cell.source:
            del cell.metadata["mystnb"]
            cell.metadata = nbformat.from_dict(
                {"tags": [tag for tag in rules.tags(cell) if not tag.startswith("hide-")]}
            )
    rules.put_first_cell(bare)
    bare.cells[1].execution_count = set_up.execution_count
    assert rules.stored_form(bare) != path.read_text("utf-8")
    for cell in bare.cells:
        if cell.metadata.get("tags") == []:
            del cell.metadata["tags"]
    assert rules.stored_form(rules.mend(bare)) == path.read_text("utf-8")


def small(*sources):
    cells = [nbformat.v4.new_code_cell(s, id=f"cell-{i}") for i, s in enumerate(sources)]
    return nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell("# T", id="t"), *cells])


def test_a_fold_says_the_title_of_the_cell_and_keeps_other_metadata():
    raw = small("# @title A new title\n1", "import d2l_local\n1", "1")
    raw.cells[1].metadata = nbformat.from_dict(
        {"tags": ["nbval-ignore-output"], "mystnb": {"code_prompt_show": "Old", "image": {}}}
    )
    _, _, solution, imports, plain = rules.mend(raw).cells
    words = {"code_prompt_show": "A new title", "code_prompt_hide": "A new title"}
    assert solution.metadata == {
        "cellView": "form",
        "jupyter": {"source_hidden": True, "outputs_hidden": True},
        "tags": ["hide-cell", "nbval-ignore-output"],
        "mystnb": {**words, "image": {}},
    }
    assert imports.metadata.tags == ["hide-input"]
    assert imports.metadata.mystnb.code_prompt_show == "Show the imports"
    assert plain.metadata == {}


def test_the_normal_form_has_no_widget_state_and_nothing_personal_and_keeps_the_rest():
    raw = small("1")
    raw.metadata = nbformat.from_dict(
        {"widgets": {"state": {}}, "authors": ["me"], "kernelspec": {"name": "mine"}}
    )
    cell = raw.cells[1]
    cell.metadata = nbformat.from_dict(
        {"tags": ["hide-input"], "execution": {"started": "now"}, "mystnb": {"a": 1}}
    )
    data = {"text/html": "<b>", "text/plain": "b", rules.WIDGET: {"model_id": "7f3a"}}
    cell.outputs = [
        nbformat.v4.new_output("display_data", data, metadata={"needs_background": "light"}),
        nbformat.v4.new_output("stream", text="words"),
    ]
    normal = rules.mend(raw)
    assert normal.metadata == rules.NOTEBOOK_METADATA
    assert normal.cells[2].metadata == {"tags": ["hide-input"], "mystnb": {"a": 1}}
    shown, words = normal.cells[2].outputs
    assert (shown.data, shown.metadata) == ({"text/html": "<b>", "text/plain": "b"}, {})
    assert words.text == "words"
    again = nbformat.writes(rules.mend(nbformat.from_dict(normal)))
    assert again == nbformat.writes(normal)


def test_the_first_cell_is_put_after_the_title_and_never_twice():
    raw = small("1")
    for _ in range(2):
        rules.put_first_cell(raw)
        assert [cell.id for cell in raw.cells] == ["t", "set-up", "cell-0"]
    raw.cells[1].source = "# an older text"
    rules.put_first_cell(raw)
    assert raw.cells[1].source == first_cell.first_cell_source()


def test_a_notebook_saved_elsewhere_is_told_with_its_cells_and_make_notebooks(tmp_path):
    saved = copy.deepcopy(STORED[CHAPTER])
    saved.metadata.kernelspec.display_name = "Mine"
    (said,) = rules.in_normal_form("chapters/relu", rules.stored_form(saved))
    assert "what the notebook says of itself" in said and said.endswith("Run  make notebooks.")
    cell_with(saved, "import d2l_local").metadata = nbformat.NotebookNode()
    (said,) = rules.in_normal_form("chapters/relu", rules.stored_form(saved))
    assert "(cells code-matplotlib-inline-import-d2l)" in said


# The whole book -----------------------------------------------------------------------------------


@pytest.fixture
def one_page(tmp_path, monkeypatch):
    """Return a function that writes the one page of a book."""
    monkeypatch.setattr(rules, "ROOT", tmp_path)
    monkeypatch.setattr(rules, "pages", lambda: ["reference/bibliography"])
    (tmp_path / "reference").mkdir()
    return (tmp_path / "reference" / "bibliography.md").write_text


KNOWN = {"https://doi.org/10.1016/0893-6080(89)90020-8": "A title"}


def test_a_mistyped_address_and_one_listed_in_vain_are_named(one_page):
    one_page("[*A title.*](https://doi.org/10.1016/0893-6080(89)90020-8#part), `https://no.link`")
    assert list(rules.links_are_known(KNOWN)) == []
    one_page("[*A title.*](https://doi.org/10.1016/0893-6080(98)90020-8)")
    mistyped, in_vain = rules.links_are_known(KNOWN)
    assert "0893-6080(98)90020-8, which reference/links.yml does not list" in mistyped
    assert mistyped.endswith("Mend the address, or add a line for it.")
    assert "no page links to https://doi.org/10.1016/0893-6080(89)90020-8. Remove" in in_vain


def test_an_address_of_another_title_is_named(one_page):
    one_page("[*Another\ntitle.*](https://doi.org/10.1016/0893-6080(89)90020-8)")
    (said,) = rules.links_are_known(KNOWN)
    assert "'Another title'; reference/links.yml says 'A title'. Mend the one" in said


@pytest.fixture
def three_pages(tmp_path, monkeypatch):
    """A first page, a chapter and a glossary, each leading to the next; return their files."""
    book = {
        "chapters/index": "- [A](a.md)\n- [Words](../reference/b.md#w)\n\n**Next:** [A](a.md).",
        "chapters/a": "**Next:** [Words](../reference/b.md).",
        "reference/b": "# Words",
    }
    for module in ("tools.pages", "tools.notebook_rules"):
        monkeypatch.setattr(f"{module}.ROOT", tmp_path)
    monkeypatch.setattr(rules, "pages", lambda: list(book))
    monkeypatch.setattr(rules, "texts_of", lambda page: texts_in(tmp_path / f"{page}.md"))
    for page, text in book.items():
        (tmp_path / page).parent.mkdir(exist_ok=True)
        (tmp_path / f"{page}.md").write_text(text)
    return tmp_path


def texts_in(path):
    """Return the paragraphs of a file as cells."""
    texts = path.read_text().split("\n\n")
    return [(nbformat.v4.new_markdown_cell(text, id="a-cell"), text) for text in texts]


@pytest.mark.parametrize(
    ("file", "right", "wrong", "said"),
    [
        ("chapters/index.md", "- [A](a.md)\n", "", "chapters/index: does not list chapters/a. "
         "Add a line:  - [its title](a.md): what is there."),
        ("chapters/index.md", "[Words](../reference/b.md#w)", "Words", "chapters/index: does not "
         "list reference/b. Add a line:  - [its title](../reference/b.md): what is there."),
        ("chapters/a.md", "../reference/b.md", "index.md", "chapters/a, (a-cell): its **Next** "
         "does not lead to reference/b, which follows in _toc.yml. Link it:  "
         "[its title](../reference/b.md)."),
        ("chapters/a.md", "**Next:** ", "", "chapters/a: does not say what comes next. End it with"
         "  **Next:** [its title](../reference/b.md)."),
    ],
)  # fmt: skip
def test_a_page_to_which_no_reader_is_led_is_named(three_pages, file, right, wrong, said):
    assert list(rules.readers_are_led()) == []
    path = three_pages / file
    path.write_text(path.read_text().replace(right, wrong, 1))
    assert list(rules.readers_are_led()) == [said]


def test_a_notebook_that_has_not_run_is_named_before_the_book_is_built(tmp_path, monkeypatch):
    fresh = copy.deepcopy(STORED[CHAPTER])
    for cell in rules.code_cells(fresh):
        cell.execution_count, cell.outputs = None, []
    path = tmp_path / "relu.ipynb"
    nbformat.write(fresh, path)
    monkeypatch.setattr(rules, "ROOT", tmp_path)
    monkeypatch.setattr(rules, "notebooks", lambda: [path])
    said = list(rules.outputs_are_there())
    assert said[0] == "relu, cell 1 (set-up): has not run, and should be number 1. " + (
        "Run  make notebooks."
    )
    assert all(line.endswith("Run  make notebooks.") for line in said)


@pytest.mark.parametrize(
    ("old", "new", "asset"),
    [(".quiz", ".older", "quiz.css"), ("--book-function:#", "--book-function:#f", "palette")],
)
def test_an_output_with_an_older_style_is_named(tmp_path, monkeypatch, old, new, asset):
    stored = copy.deepcopy(STORED[CHAPTER])
    cell = cell_with(stored, "quiz('relu')")
    html = cell.outputs[0].data["text/html"]
    cell.outputs[0].data["text/html"] = html.replace(old, new, 1)
    path = tmp_path / "relu.ipynb"
    nbformat.write(stored, path)
    monkeypatch.setattr(rules, "ROOT", tmp_path)
    (tmp_path / "d2l_local").symlink_to(ROOT / "d2l_local")
    (said,) = rules.outputs_carry_their_assets([path])
    assert f"(code-quiz-relu): carries another {asset} than d2l_local has" in said
    assert said.endswith("Run  make notebooks.")


def test_plotted_and_shown_figures_need_alternative_texts_of_one_length():
    assert figures.ALT_LENGTH == rules.ALT_LENGTH
