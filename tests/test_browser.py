"""The browsers of the tests: a tab that serves many tests begins each of them empty."""

import pytest

from tests.browser import page_of

pytestmark = pytest.mark.browser
PAGE = '<!doctype html><html lang="en"><meta charset="utf-8"><title>Page</title><p>here'


@pytest.fixture
def url(tmp_path):
    path = tmp_path / "page.html"
    path.write_text(PAGE, "utf-8")
    return path.as_uri()


@pytest.mark.parametrize("engine", ["browser", "firefox"])
def test_a_tab_serves_the_next_test_and_begins_empty(request, engine, url):
    browser = request.getfixturevalue(engine)
    with page_of(browser, url, "file:") as (page, watcher):
        first = page.context
        page.evaluate("localStorage.setItem('left', 'behind'); window.left = 'behind'")
        with page.expect_event("requestfailed"):
            page.evaluate("new Image().src = 'https://foreign.invalid/a.png'")
        assert any("foreign.invalid" in one for one in watcher.complaints)
    with page_of(browser, f"{url}#again", "file:") as (page, watcher):
        assert page.context is first
        assert page.evaluate("[localStorage.getItem('left'), window.left ?? null]") == [None, None]
        assert watcher.complaints == []
        assert not [one for one in watcher.requested if one != url]


def test_other_options_have_another_tab_and_so_has_who_asks_for_one_alone(browser, url):
    with page_of(browser, url, "file:") as (page, _):
        first = page.context
        with page_of(browser, url, "file:") as (page, _):  # the first is in use
            assert page.context is not first
    for options in ({"alone": True}, {"color_scheme": "dark"}, {"java_script_enabled": False}):
        with page_of(browser, url, "file:", **options) as (page, _):
            assert page.context is not first, options


def test_a_tab_in_which_a_test_failed_serves_no_other(browser, url):
    with pytest.raises(ZeroDivisionError), page_of(browser, url, "file:") as (page, _):
        failed = page.context
        raise ZeroDivisionError
    with page_of(browser, url, "file:") as (page, _):
        assert page.context is not failed


def test_errors_of_a_page_are_noted_but_for_half_a_formula_in_passing(browser, url):
    with page_of(browser, url, "file:") as (page, watcher):
        for words in ("a fault", "Incorrect number of children for <msub/> tag."):
            page.evaluate("words => console.error(words)", words)
            page.evaluate("words => { setTimeout(() => { throw new Error(words); }); }", words)
        page.wait_for_function("new Promise(done => setTimeout(() => done(true), 50))")
        assert sorted(watcher.complaints) == ["console: a fault", "script error: a fault"]
