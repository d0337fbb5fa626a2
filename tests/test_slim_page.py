"""What is invalid in a page of the theme is mended, also in the theme of another Python."""

import pytest

from tools.pages import ROOT


@pytest.fixture
def html(monkeypatch):
    """The module that mends pages, as Sphinx finds it."""
    monkeypatch.syspath_prepend(ROOT / "_extensions")
    from slim_page import html

    return html


def test_of_two_search_fields_the_first_alone_keeps_the_name(html):
    # The theme of Python 3.10 has two, that of later ones has none.
    fields = '<input type="search"\n id="search-input"></form><form><input id="search-input">'
    mended = html.mended(f"<form>{fields}</form>")
    assert mended.count('id="search-input"') == 1
    assert mended.index('id="search-input"') < mended.index("</form>")


def test_code_keeps_its_text_and_its_colours_without_the_marks_of_plain_words(html):
    code = (
        '<span></span><span class="kn">import</span><span class="w"> </span>'
        '<span class="nn">numpy</span><span class="p">(</span><span class="mi">1</span>'
        '<span class="sa">f</span><span class="s1">&#39;a </span><span class="si">{</span>'
        '<span class="n">b</span><span class="si">}</span><span class="s1">&#39;</span>'
    )
    page = '<p><span class="n">a</span></p><div class="highlight"><pre>{}\n</pre></div>'
    lighter = '<span class="kn">import</span> numpy(<span class="mi">1</span>'
    lighter += '<span class="s1">f&#39;a {</span>b<span class="s1">}&#39;</span>'
    assert html.without_plain_marks(page.format(code)) == page.format(lighter)


def test_blanks_before_the_article_go_and_the_article_keeps_its_own(html):
    page = "<nav>\n\n    <a>one</a> <b>two</b>\n</nav>\n<article>\n    <pre>\n\n  a</pre></article>"
    lighter = "<nav>\n<a>one</a> <b>two</b>\n</nav>\n<article>\n    <pre>\n\n  a</pre></article>"
    assert html.without_blanks(page) == lighter


TURNS = ' transform="rotate(-0 47.8 175.5)"', ' transform="rotate(-90 14.7 91.6)"'


def test_a_figure_keeps_what_it_draws_and_its_words(html):
    figure = '<article><svg role="img" aria-label="a">{}</svg>\n <pre>\n a</pre></article>'
    first, second = (f"<text{turn}>two  words</text>" for turn in TURNS)
    before = f'\n <g>\n  <path d="M 1 2 \nL 3 4 \nz \n"/>\n  {first} {second}\n </g>\n'
    after = f'<g><path d="M 1 2 L 3 4 z \n"/>{first.replace(TURNS[0], "")}{second}</g>'
    assert html.without_blanks(figure.format(before)) == figure.format(after)
