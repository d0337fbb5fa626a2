"""The questions in a real browser, the network blocked: as HTML alone, and in the built book."""

from d2l_local.quiz import QUESTIONS, quiz

import pytest

from tests.browser import page_of
from tests.quiz.answering import ANSWER, answer_all, plain, wrong_place
from tests.stored import outputs_in_notebook
from tools.pages import ROOT, pages
from tools.serve import serving

BOOK = ROOT / "_build" / "html"
PHONE = {"viewport": {"width": 360, "height": 740}}
pytestmark = pytest.mark.browser


@pytest.fixture
def write_page(tmp_path):
    """A function that writes a page of some quizzes and returns its address.

    It is served over http: Chromium may forget what a file:// page stores when it reloads.
    """
    start = '<!doctype html><html lang="en"><meta charset="utf-8"><title>Questions</title>'
    with serving(tmp_path) as address:

        def write(*names, head=""):
            file = f"{'-'.join(names)}.html"
            text = start + head + "".join(quiz(name).html() for name in names)
            (tmp_path / file).write_text(text, "utf-8")
            return f"{address}/{file}"

        yield write


def choose(form, place):
    form.locator("input").nth(place).check()
    form.get_by_role("button", name="Check").click()


def verdict(form):
    return form.get_by_role("status").inner_text()


def remembers_and_forgets(page, name):
    """Reload: what was right is chosen again. Clear and reload: nothing is."""
    root, questions = page.locator(".quiz").first, QUESTIONS[name]
    page.reload()
    count = len(questions)
    assert f"answered {count} of {count}" in root.locator(".score").inner_text()
    for form, question in zip(root.locator("form").all(), questions, strict=True):
        assert form.get_attribute("data-done") is not None
        assert form.locator("input").nth(question.answer).is_checked()
        assert verdict(form) == ""  # nothing is announced that nobody asked for
    root.get_by_role("button", name="Clear my answers").click()
    assert "Your answers are cleared." in root.locator(".score").inner_text()
    assert root.locator("input:checked").count() == 0
    page.reload()
    assert f"answered 0 of {count}" in root.locator(".score").inner_text()
    assert root.locator("input:checked, form[data-done]").count() == 0
    key = f"d2l_local.quiz.{name}"
    assert page.evaluate("key => localStorage.getItem(key)", key) is None


@pytest.mark.parametrize("name", QUESTIONS)
def test_every_choice_has_its_explanation_and_right_ones_are_remembered(browser, write_page, name):
    url = write_page(name)
    with page_of(browser, url, "http://127.0.0.1") as (page, watcher):
        places = [list(range(len(question.options))) for question in QUESTIONS[name]]
        for question, heard in zip(QUESTIONS[name], page.evaluate(ANSWER, places), strict=True):
            for option, (_, said, _) in zip(question.options, heard, strict=True):
                start = "✓ Right." if option.right else "✗ Not this one."
                assert said == f"{start} {plain(option.why)}"
        page.get_by_role("button", name="Clear my answers").click()
        answer_all(page, name)
        remembers_and_forgets(page, name)
        assert watcher.complaints == []


def test_it_asks_for_a_choice_and_forgets_the_verdict_when_the_choice_changes(browser, write_page):
    url = write_page("relu")
    with page_of(browser, url, "http://127.0.0.1") as (page, _):
        form = page.locator("form").first
        form.get_by_role("button", name="Check").click()
        assert verdict(form) == "Choose an answer first."
        choose(form, 0)
        assert verdict(form) != ""
        form.locator("input").nth(2).check()
        assert verdict(form) == ""


def test_the_keyboard_alone_is_enough(browser, write_page):
    url = write_page("sigmoid")
    question = QUESTIONS["sigmoid"][0]
    with page_of(browser, url, "http://127.0.0.1") as (page, watcher):
        focus = page.locator(":focus")
        page.keyboard.press("Tab")
        assert focus.get_attribute("type") == "radio"
        assert focus.evaluate("one => getComputedStyle(one).outlineStyle") == "solid"
        page.keyboard.press("Space")
        for _ in range(wrong_place(question)):
            page.keyboard.press("ArrowDown")
        page.keyboard.press("Tab")
        assert focus.inner_text() == "Check"
        assert focus.evaluate("one => getComputedStyle(one).outlineStyle") == "solid"
        page.keyboard.press("Enter")
        form = page.locator("form").first
        assert verdict(form).startswith("✗")
        assert focus.inner_text() == "Check"  # the focus stays
        page.keyboard.press("Shift+Tab")
        page.keyboard.press("ArrowUp")
        page.keyboard.press("Enter")  # on a radio button, Enter checks too
        assert verdict(form).startswith("✓ Right.")
        page.get_by_role("button", name="Check").last.focus()
        page.keyboard.press("Tab")
        assert focus.inner_text() == "Clear my answers"
        page.keyboard.press("Space")
        assert page.locator("input:checked").count() == 0
        assert page.url == url and watcher.complaints == []


def test_jupyterlab_leaves_the_keys_to_the_controls(browser, write_page):
    """Its shortcuts would take the arrow keys for its cells from what lacks this mark."""
    with page_of(browser, write_page("relu"), "http://127.0.0.1") as (page, _):
        controls = page.locator("input, button")
        options = sum(len(question.options) for question in QUESTIONS["relu"])
        assert controls.count() == options + len(QUESTIONS["relu"]) + 1  # Check, and Clear
        assert page.locator("[data-lm-suppress-shortcuts]").count() == controls.count()


def test_what_a_screen_reader_finds_has_names(browser, write_page):
    url = write_page("tanh")
    with page_of(browser, url, "http://127.0.0.1") as (page, _):
        for number, question in enumerate(QUESTIONS["tanh"], 1):
            group = page.get_by_role("group", name=f"{number}. {question.text[:20]}")
            assert group.count() == 1
            radios = group.get_by_role("radio")
            assert radios.count() == len(question.options)
            for radio, option in zip(radios.all(), question.options, strict=True):
                label = radio.evaluate("one => one.labels[0].innerText")
                name = " ".join(label.replace("\N{NO-BREAK SPACE}", " ").split())
                assert name.endswith(plain(option.text))
        assert page.get_by_role("group", name="Questions").count() == 1


def test_two_quizzes_on_one_page_do_not_disturb_each_other(browser, write_page):
    url = write_page("relu", "tanh", "relu")
    with page_of(browser, url, "http://127.0.0.1") as (page, watcher):
        first, other, same = page.locator(".quiz").all()
        choose(first.locator("form").first, QUESTIONS["relu"][0].answer)
        assert other.locator("input:checked").count() == same.locator("input:checked").count() == 0
        assert f"0 of {len(QUESTIONS['tanh'])}" in other.locator(".score").inner_text()
        choose(same.locator("form").last, QUESTIONS["relu"][-1].answer)
        both = f"2 of {len(QUESTIONS['relu'])}"
        assert both in same.locator(".score").inner_text()  # nothing is lost
        other.get_by_role("button", name="Clear my answers").click()
        page.reload()
        assert both in first.locator(".score").inner_text()
        assert watcher.complaints == []


def test_it_works_where_the_browser_stores_nothing(browser, write_page):
    blocked = (
        "<script>Object.defineProperty(window, 'localStorage', "
        "{get() { throw new DOMException('blocked', 'SecurityError'); }})</script>"
    )
    url = write_page("relu", head=blocked)
    with page_of(browser, url, "http://127.0.0.1") as (page, watcher):
        answer_all(page, "relu")
        assert "It is forgotten when you leave the page." in page.locator(".score").inner_text()
        page.get_by_role("button", name="Clear my answers").click()
        assert page.locator("input:checked").count() == 0
        assert watcher.complaints == []


def test_a_built_page_keeps_its_quiz_apart_from_that_of_another_book(browser, write_page):
    built = "<script>document.documentElement.dataset.content_root = '{}'</script>"
    url = write_page("relu", head=built.format("./one/"))
    with page_of(browser, url, "http://127.0.0.1") as (page, watcher):
        first = QUESTIONS["relu"][0]
        page.evaluate(
            "name => localStorage.setItem('d2l_local.quiz.relu', `[\"${name}\"]`)", first.name
        )  # as it was kept formerly
        page.reload()
        score = page.locator(".score")
        assert "You have answered 1 of" in score.inner_text()
        assert page.evaluate("Object.entries(localStorage)") == [
            ["d2l_local.quiz:/one/relu", f'["{first.name}"]']
        ]
        write_page("relu", head=built.format("./other/"))
        page.reload()
        assert "You have answered 0 of" in score.inner_text()
        assert watcher.complaints == []


@pytest.mark.parametrize("kept", ["nonsense", "5", "null", '["no-such-question", 7]', "{}"])
def test_a_spoiled_memory_is_an_empty_one(browser, write_page, kept):
    url, count = write_page("relu"), len(QUESTIONS["relu"])
    with page_of(browser, url, "http://127.0.0.1") as (page, watcher):
        page.evaluate("kept => localStorage.setItem('d2l_local.quiz.relu', kept)", kept)
        page.reload()
        assert f"answered 0 of {count}" in page.locator(".score").inner_text()
        choose(page.locator("form").first, QUESTIONS["relu"][0].answer)
        assert f"answered 1 of {count}" in page.locator(".score").inner_text()
        assert watcher.complaints == []


def test_without_a_script_one_can_read_and_open_the_answers(browser, write_page):
    url = write_page("tanh")
    with page_of(browser, url, "http://127.0.0.1", java_script_enabled=False) as (page, _):
        assert page.locator("legend").first.is_visible()
        assert page.locator("label").first.is_visible()
        for control in page.locator("input, button, .score").all():
            assert not control.is_visible()
        answers = page.locator("details.answers").first
        assert not answers.locator("li").first.is_visible()
        answers.locator("summary").click()
        right = answers.locator("[data-right]")
        assert right.is_visible() and "is right." in right.inner_text()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", QUESTIONS)
def test_it_fits_a_phone_and_its_colours_have_contrast(browser, write_page, name, scheme):
    head = '<meta name="viewport" content="width=device-width">'
    if scheme == "dark":
        head += "<script>document.documentElement.dataset.theme = 'dark'</script>"
        head += "<style>body { background: #121212; color: #ced6dd }</style>"
    url = write_page(name, head=head)
    with page_of(browser, url, "http://127.0.0.1", **PHONE) as (page, _):
        page.evaluate(ANSWER, [[wrong_place(question)] for question in QUESTIONS[name]])
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
        for part in ("button", "label", "legend", ".verdict"):
            colours = page.locator(part).first.evaluate(
                "one => [getComputedStyle(one).color, getComputedStyle(document.body)"
                ".backgroundColor]"
            )
            assert contrast(*colours) >= 4.5, (part, colours)


def contrast(*colours):
    """Return the contrast of two colours that CSS wrote as rgb(); a clear one is white."""
    bright, dark = sorted(map(luminance, colours), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def luminance(colour):
    numbers = [float(part) for part in colour[colour.index("(") + 1 : -1].split(",")]
    if numbers[3:] == [0]:
        numbers = [255, 255, 255]
    linear = [
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4
        for part in (number / 255 for number in numbers[:3])
    ]
    return sum(part * share for part, share in zip(linear, (0.2126, 0.7152, 0.0722), strict=True))


# The built book -----------------------------------------------------------------------------------


WITH_QUESTIONS = [
    name
    for name in pages()
    if name.split("/")[1] in QUESTIONS and outputs_in_notebook(name, 'class="quiz"')
]


@pytest.mark.parametrize("engine", ["browser", "firefox"])
@pytest.mark.parametrize("name", [WITH_QUESTIONS[0], WITH_QUESTIONS[-1]])
def test_built_pages_remember_what_was_right(request, engine, name):
    """A chapter and an exercise, in both browsers; test_book answers those of every page."""
    if not (BOOK / "index.html").exists():
        pytest.skip("the book is not built:  make book")
    browser = request.getfixturevalue(engine)
    with (
        serving(BOOK) as address,
        page_of(browser, f"{address}/{name}.html", address) as (page, watcher),
    ):
        assert (
            page.locator(".quiz[data-alive]").count()
            == outputs_in_notebook(name, 'class="quiz"')
            == 1
        )
        short = page.locator(".quiz").get_attribute("data-name")
        assert short == name.split("/")[1]
        answer_all(page, short)
        remembers_and_forgets(page, short)
        assert watcher.complaints == []
