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
