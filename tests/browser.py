"""Real browsers for the tests: the machine's own, with everything foreign blocked."""

import os
import re
import shutil
from contextlib import contextmanager

import pytest

# Where each stands on Linux and in CI, and Debian's package.
CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FIREFOX = ("firefox-esr", "firefox")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


def tool_path(*names, package):
    """Return where a program is; skip the test where there is none, but fail in CI."""
    for name in names:
        path = shutil.which(name)
        if path:
            return path
    reason = f"no {names[0]} here. On Debian:  apt-get install {package}"
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)


def chromium_path():
    return tool_path(*CHROMIUM, package="chromium")


@contextmanager
def launched_chromium(playwright):
    """Start Chromium; see :func:`tool_path` for where there is none."""
    chromium = playwright.chromium.launch(executable_path=chromium_path(), args=FLAGS)
    yield chromium
    chromium.close()


@contextmanager
def launched_firefox(playwright):
    """Start the machine's Firefox, to which Playwright speaks WebDriver BiDi."""
    path = tool_path(*FIREFOX, package="firefox-esr")
    firefox = playwright.firefox.launch(executable_path=path, channel="moz-firefox")
    yield firefox
    firefox.close()


# What Firefox says when it draws a page between two packets, in the middle of a formula, and which
# is gone when the rest has come. test_book counts the parts of every formula in the files.
IN_PASSING = re.compile(r"Incorrect number of children for <m\w+/> tag")


class Watcher:
    """Collects what a page must not do: errors, failed or foreign requests."""

    def __init__(self, context, origin):
        self.complaints = []
        self.origin = origin
        context.route("**/*", self.admit)

    def admit(self, route):
        """Let a request of the book's own pass; block and note any other."""
        url = route.request.url
        if url.startswith((self.origin, "data:", "blob:")):
            route.continue_()
        else:
            self.complaints.append(f"foreign request: {url}")
            route.abort()

    def watch(self, page):
        """Note the page's errors from here on."""
        page.on("pageerror", lambda error: self.complaints.append(f"script error: {error}"))
        page.on(
            "console",
            lambda message: (
                self.complaints.append(f"console: {message.text}")
                if message.type == "error" and not IN_PASSING.search(message.text)
                else None
            ),
        )
        page.on("requestfailed", lambda request: self.complaints.append(f"failed: {request.url}"))


# Firefox cannot be told over BiDi what its reader prefers: the theme's own switch is set instead.
SWITCH = """if (/^(http|file)/.test(location.href)) {{
  localStorage.setItem("mode", "{0}");
  localStorage.setItem("theme", "{0}");
}}"""


@contextmanager
def page_of(browser, url, origin, wait=True, **options):
    """Open a page in a context of its own, wait for its explorers; yield it with its watcher."""
    switch = ""
    if browser.browser_type.name == "firefox" and "color_scheme" in options:
        switch = SWITCH.format(options.pop("color_scheme"))
    context = browser.new_context(**options)
    if switch:
        context.add_init_script(switch)
    watcher = Watcher(context, origin)
    page = context.new_page()
    watcher.watch(page)
    page.goto(url)
    if wait and options.get("java_script_enabled", True):
        page.wait_for_function(
            "() => !document.querySelector('.explorer:not([data-alive]):not([data-live])')"
        )
    try:
        yield page, watcher
    finally:
        context.close()
