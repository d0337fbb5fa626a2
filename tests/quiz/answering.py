"""Answers the questions of a page in a browser, as the tests of pages and of quizzes do."""

from d2l_local.quiz import QUESTIONS


def plain(text):
    return text.replace("`", "")


def wrong_place(question):
    return (question.answer + 1) % len(question.options)


# Chooses and checks each of these places in its form; returns what is said there before and after
# each, and the score.
ANSWER = """places => {
  const root = document.querySelector(".quiz");
  const text = (one) => one.innerText.replaceAll("\\u00a0", " ");
  return [...root.querySelectorAll("form")].map((form, i) => places[i].map((place) => {
    const status = form.querySelector("[role=status]");
    const before = text(status);
    form.querySelectorAll("input")[place].click();
    form.querySelector("button").click();
    return [before, text(status), text(root.querySelector(".score"))];
  }));
}"""


def answer_all(page, name):
    """Answer every question wrong, then right; see each explanation and the count."""
    questions = QUESTIONS[name]
    places = [[wrong_place(question), question.answer] for question in questions]
    for done, (question, heard) in enumerate(
        zip(questions, page.evaluate(ANSWER, places), strict=True)
    ):
        (silence, wrong, before), (_, right, after) = heard
        assert silence == ""
        assert wrong == f"✗ Not this one. {plain(question.options[wrong_place(question)].why)}"
        assert right == f"✓ Right. {plain(question.options[question.answer].why)}"
        assert f"You have answered {done} of {len(questions)}" in before
        assert f"You have answered {done + 1} of {len(questions)}" in after
