"""Where the book is read, by what _config.yml says of it."""

from types import SimpleNamespace

import pytest

from _extensions.page_meta import find_own_address

REPOSITORY = "https://github.com/Someone/the-book"


@pytest.mark.parametrize(
    ("repository", "baseurl", "address", "home"),
    [
        ("", "", "", "/"),
        (None, None, "", "/"),
        (REPOSITORY, "", "https://someone.github.io/the-book", "/the-book/"),
        (f"{REPOSITORY}/", "", "https://someone.github.io/the-book", "/the-book/"),
        ("https://github.com/Someone/Someone.github.io", "", "https://someone.github.io", "/"),
        ("https://codeberg.org/someone/the-book", "", "", "/"),
        (REPOSITORY, "https://book.example.org", "https://book.example.org", "/"),
        ("", "https://example.org/mlp/", "https://example.org/mlp/", "/mlp/"),
    ],
)
def test_a_domain_of_its_own_goes_before_the_pages_of_its_repository(
    repository, baseurl, address, home
):
    config = SimpleNamespace(
        html_theme_options={"repository_url": repository},
        html_baseurl=baseurl,
        notfound_context={"body": '<a href="./">home</a>'},
    )
    find_own_address(None, config)
    assert (config.html_baseurl, config.notfound_urls_prefix) == (address, home)
    assert config.notfound_context["body"] == f'<a href="{home}">home</a>'
