import re
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from html.parser import HTMLParser

from d2l_local.quiz import QUESTIONS, Quiz, quiz
from d2l_local.quiz import form as module
from d2l_local.quiz.question import Option, Question, only

import nbformat
import pytest

from tools.pages import ROOT, pages

ALL = [(page, question) for page, questions in QUESTIONS.items() for question in questions]
UNPROVEN = {"what-the-theorem-says"}

each_page = pytest.mark.parametrize("page", QUESTIONS)
each_question = pytest.mark.parametrize(
    "question", [question for _, question in ALL], ids=[question.name for _, question in ALL]
)


class Elements(HTMLParser):
    """The elements of a page with their attributes, in order, and the text inside each."""

    def __init__(self, page):
        super().__init__()
        self.found, self.open = [], []
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        self.found.append([tag, dict(attributes), ""])
        if tag != "input":
            self.open.append(self.found[-1])

    def handle_endtag(self, tag):
        assert self.open.pop()[0] == tag

    def handle_data(self, data):
        for element in self.open:
            element[2] += data.replace(module.NO_BREAK, " ")

    def all(self, tag):
        return [(attributes, text) for name, attributes, text in self.found if name == tag]


# The questions ------------------------------------------------------------------------------------


@each_question
def test_the_marked_answer_is_the_one_that_the_numbers_give(question):
    if question.proof is None:
        pytest.skip(f"no proof: {question.because}")
    weighed = claims_weighed_by(question.proof)
    assert weighed[-1][1] == question.answer
    # Each option is a claim that could come out false: a proof is no mere number.
    assert len(weighed[-1][0]) == len(question.options)


def claims_weighed_by(proof):
    """Return the claims that a proof has weighed against each other, and the place of the true one.

    Raises
    ------
    AssertionError
        It gives another place than ``only`` has given last, or never asked it.
    """
    weighed = []

    def watch(frame, event, given):
        if event == "return" and frame.f_code is only.__code__ and given is not None:
            weighed.append((frame.f_locals["claims"], given))

    sys.setprofile(watch)
    try:
        place = proof()
    finally:
        sys.setprofile(None)
    assert weighed and weighed[-1][1] == place, "a proof returns only(...), with a claim an option"
    return weighed


def test_a_number_is_no_proof():
    with pytest.raises(AssertionError, match="a proof returns only"):
        claims_weighed_by(lambda: 0)


def test_only_what_no_numbers_can_say_has_no_proof():
    assert {question.name for _, question in ALL if question.proof is None} == UNPROVEN


MOST = {"chapters": 4, "exercises": 3, "chapters/summary": 6}  # a page, unless it is named


def test_the_page_has_as_many_questions_as_it_should():
    page_of = {page.split("/")[1]: page for page in pages()}
    for name, questions in QUESTIONS.items():
        assert name in page_of, f"no page shows questions/{name}.py: name the file as its page"
        page = page_of[name]
        most = MOST.get(page) or MOST[page.split("/")[0]]
        assert most - 1 <= len(questions) <= most, (
            f"{page} has {len(questions)} questions; ask {most - 1} or {most}"
        )


def test_names_texts_and_proofs_are_unique():
    names = [question.name for _, question in ALL]
    assert len(set(names)) == len(names)
    assert len({question.text for _, question in ALL}) == len(ALL)
    proofs = [question.proof for _, question in ALL if question.proof]
    assert len(set(proofs)) == len(proofs)


OPTIONS = tuple(Option(f"{n}", f"Because {n} is what it is.", right=n == 2) for n in range(3))
GOOD = {"name": "a-name", "text": "Which?", "options": OPTIONS, "because": "it is made up"}


@pytest.mark.parametrize(
    ("broken", "to_do"),
    [
        ({"name": "A name"}, "its name is made of small letters"),
        ({"text": "That one."}, "it asks nothing: 'That one.'"),
        ({"options": OPTIONS[1:]}, "it has 2 options. Offer three or four"),
        ({"options": OPTIONS[:2] * 2}, "it has 0 right options. Mark one"),
        (
            {"options": tuple(replace(o, right=o.text < "2") for o in OPTIONS)},
            "it has 2 right options",
        ),
        ({"options": (*OPTIONS, replace(OPTIONS[0], why=20 * "a" + "."))}, "two options say '0'"),
        ({"options": (*OPTIONS, replace(OPTIONS[0], text="3"))}, "'Because 0 .* as another has"),
        ({"options": (*OPTIONS, Option("x²", ""))}, "option 'x²' has the reason ''. Say why"),
        ({"options": (*OPTIONS, Option("x²", "Nobody knows why"))}, "of at least 20 letters"),
        ({"because": ""}, "give it a proof, or say in because= why there is none"),
        ({"proof": lambda: 2}, "and not both"),
    ],
)
def test_a_question_that_breaks_a_rule_is_told_with_its_name_and_what_to_do(broken, to_do):
    Question(**GOOD)
    with pytest.raises(ValueError, match=rf"^question '[Aa].name': .*{to_do}"):
        Question(**{**GOOD, **broken})


@each_question
def test_no_option_is_about_the_others(question):
    assert not re.search(r"all of the above|none of the above", str(question), re.I)


@each_question
def test_words_need_no_formula_renderer_and_are_british(question):
    words = str([question.text, *[(option.text, option.why) for option in question.options]])
    assert not re.search(r"\$|\\\\|\^|—", words)
    assert words.count("`") % 2 == 0
    assert not re.search(r"\b(color|center|neighbor|behavior|favor|normaliz|generaliz)", words)


def test_neither_its_place_nor_its_length_gives_the_answer_away():
    places = Counter(question.answer for _, question in ALL)
    assert set(places) == {0, 1, 2, 3} and max(places.values()) <= 0.4 * len(ALL)
    longest, shortest = 0, 0
    for _, question in ALL:
        lengths = [len(option.text) for option in question.options]
        longest += lengths[question.answer] == max(lengths)
        shortest += lengths[question.answer] == min(lengths)
    assert longest <= 0.35 * len(ALL) and shortest <= 0.35 * len(ALL)


@pytest.mark.parametrize("claims", [[], [False, False], [True, True], [1, 0, 1]])
def test_two_true_options_or_none_are_no_proof(claims):
    with pytest.raises(ValueError, match="one claim should be true"):
        only(claims)


# The HTML -----------------------------------------------------------------------------------------


@each_page
def test_the_html_is_the_same_bytes_each_time(page):
    assert quiz(page).html() == quiz(page).html()
    assert quiz(page)._repr_mimebundle_() == quiz(page)._repr_mimebundle_()
    code = f"from d2l_local.quiz import quiz; import sys; sys.stdout.write(quiz({page!r}).html())"
    if page == "relu":  # and in another process, with another seed for the order of sets
        run = subprocess.run(
            [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
        )
        assert run.stdout == quiz(page).html()


@each_page
def test_each_question_is_a_fieldset_of_labelled_options(page):
    elements = Elements(quiz(page).html())
    questions = QUESTIONS[page]
    assert len(elements.all("fieldset")) == len(elements.all("form")) == len(questions)
    plain = [question.text.replace("`", "") for question in questions]
    assert [text for _, text in elements.all("legend")] == [
        f"{number}. {text}" for number, text in enumerate(plain, 1)
    ]
    labels = [text for _, text in elements.all("label")]
    assert labels == [
        f"{letter}. {option.text.replace('`', '')}"
        for question in questions
        for letter, option in zip(module.LETTERS, question.options, strict=False)
    ]


@each_page
def test_without_a_script_the_answers_are_there_and_no_dead_control(page):
    elements = Elements(quiz(page).html())
    questions = QUESTIONS[page]
    assert not elements.all("input") + elements.all("button")
    assert [text for a, text in elements.all("p") if a.get("class") == "still"] == [module.STILL]
    assert len(elements.all("details")) == len(questions)
    answers = elements.all("li")
    options = [option for question in questions for option in question.options]
    for (attributes, text), option in zip(answers, options, strict=True):
        assert ("data-right" in attributes) == option.right
        verdict = "is right." if option.right else "is wrong."
        assert verdict in text and text.endswith(option.why.replace("`", ""))
    # A form without a script must not send the reader away.
    assert all(a["method"] == "dialog" for a, _ in elements.all("form"))


@each_page
def test_two_on_one_page_share_no_name(page):
    for _, attributes, _ in Elements(quiz(page).html()).found:
        assert not {"id", "for", "aria-labelledby", "aria-describedby", "href"} & attributes.keys()


def test_every_quiz_has_its_own_place_in_the_memory_of_the_browser():
    names = [re.search(r'data-name="(\w+)"', quiz(page).html())[1] for page in QUESTIONS]
    assert names == list(QUESTIONS)


@each_page
def test_the_page_needs_nothing_from_elsewhere_and_sends_nothing(page):
    text = quiz(page).html()
    assert not re.search(
        r"""(src|href|action)=|@import|url\(|import\(|from ["']|fetch\(|http|XMLHttp|sendBeacon""",
        text,
    )
    assert "<script>" in text and text.count("</script>") == 1


def test_words_cannot_break_the_page():
    evil = '</form><b>f</b> & "g" x < 1'
    question = Question(**{**GOOD, "text": evil + "?"})
    question = replace(question, options=(*OPTIONS, Option(evil, "No, it is not so at all.")))
    elements = Elements(Quiz('a"b', [question]).html())
    assert "b" not in [tag for tag, *_ in elements.found]
    assert elements.all("legend")[0][1] == f"1. {evil}?"


def test_code_and_short_formulas_are_marked():
    assert module.marked("`a < b`") == "<code>a &lt; b</code>"
    assert module.marked("at x = 0 now").replace(module.NO_BREAK, "~") == "at x~=~0 now"
    assert module.marked("f(x) − 1").replace(module.NO_BREAK, "~") == "f(x) −~1"


@each_page
def test_the_text_form_holds_the_questions_and_never_the_answers(page):
    text = quiz(page)._repr_mimebundle_()["text/plain"]
    flat = " ".join(text.split())
    for question in QUESTIONS[page]:
        assert " ".join(question.text.split()) in flat
        for option in question.options:
            assert option.text in flat
            assert option.why not in flat
    assert max(map(len, text.splitlines())) <= 78
    assert repr(quiz(page)) == text


def test_an_unknown_page_is_told_with_those_there_are():
    with pytest.raises(
        ValueError, match=r"no questions for 'relus'; there are some for .*\bexercise_1\b"
    ):
        quiz("relus")


def test_the_questions_are_shown_where_no_mxnet_is():
    code = """
import sys
sys.modules.update({name: None for name in ('mxnet', 'ipywidgets', 'anywidget', 'IPython')})
sys.modules['d2l_local'] = type(sys)('d2l_local')
sys.modules['d2l_local'].__path__ = ['d2l_local']
from d2l_local.quiz import quiz
print(repr(quiz('relu'))[:3])
"""
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert (run.returncode, run.stdout) == (0, "1. \n"), run.stderr


# The notebooks ------------------------------------------------------------------------------------


@pytest.mark.parametrize("page", [page for page in pages() if page.split("/")[1] in QUESTIONS])
def test_each_page_ends_with_its_own_questions_as_they_are_now(page):
    name = page.split("/")[1]
    notebook = nbformat.read(ROOT / f"{page}.ipynb", as_version=4)
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    shown = [output.data["text/html"] for output in outputs if 'class="quiz"' in str(output)]
    if shown != [quiz(name).html()]:
        many = (
            f"shows {len(shown)} quizzes, not one" if len(shown) != 1 else "shows other questions"
        )
        words = f"{page} {many} than d2l_local/quiz/questions/{name}.py has. Run  make notebooks"
        pytest.fail(words, pytrace=False)
