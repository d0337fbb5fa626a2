"""Real browsers for the tests: the machine's own, with everything foreign blocked."""

import os
import re
import shutil
from contextlib import contextmanager
from weakref import WeakKeyDictionary

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
    """Collects what a page asks for and what it must not do: errors, failed or foreign requests."""

    def __init__(self, context):
        context.route("**/*", self.admit)

    def begin(self, origin):
        """Collect anew; requests of this origin are the book's own."""
        self.origin, self.complaints, self.requested = origin, [], []

    def admit(self, route):
        """Let a request of the book's own pass; block and note any other."""
        url = route.request.url
        self.requested.append(url)
        if url.startswith((self.origin, "data:", "blob:")):
            route.continue_()
        else:
            self.note("foreign request", url)
            route.abort()

    def watch(self, page):
        """Note the page's errors from here on."""
        page.on("pageerror", lambda error: self.note("script error", error))
        page.on(
            "console",
            lambda message: self.note("console", message.text) if message.type == "error" else None,
        )
        page.on("requestfailed", lambda request: self.note("failed", request.url))

    def note(self, kind, words):
        """Note a complaint, unless it is one that passes: Firefox tells it as either kind."""
        if not IN_PASSING.search(str(words)):
            self.complaints.append(f"{kind}: {words}")


# Firefox cannot be told over BiDi what its reader prefers: the theme's own switch is set instead.
SWITCH = """if (/^(http|file)/.test(location.href)) {{
  localStorage.setItem("mode", "{0}");
  localStorage.setItem("theme", "{0}");
}}"""


# A page in a context of its own costs a browser three times what another one in the same tab does.
# So tabs that have served a test wait here for the next one with the same options.
IDLE = WeakKeyDictionary()

FORGET = """() => {
  try { localStorage.clear(); } catch { /* the page's browser stores nothing: it was told so */ }
}"""


def new_tab(browser, options):
    """Return an empty page in a context of its own, and its watcher."""
    options, switch = dict(options), ""
    if browser.browser_type.name == "firefox" and "color_scheme" in options:
        switch = SWITCH.format(options.pop("color_scheme"))
    context = browser.new_context(**options)
    if switch:
        context.add_init_script(switch)
    watcher = Watcher(context)
    page = context.new_page()
    watcher.watch(page)
    return page, watcher


@contextmanager
def page_of(browser, url, origin, wait=True, alone=False, **options):
    """Open a page with nothing stored, wait for its explorers; yield it with its watcher.

    The tab may have served another test. One that sets what outlives a page (its size, its medium,
    routes, scripts that run first) asks for a tab `alone`.
    """
    scripts = options.get("java_script_enabled", True)
    alone = alone or not scripts
    waiting = IDLE.setdefault(browser, {}).setdefault(repr(sorted(options.items())), [])
    page, watcher = waiting.pop() if waiting and not alone else new_tab(browser, options)
    watcher.begin(origin)
    try:
        page.bring_to_front()  # where else the keys of Firefox go to another tab
        page.goto(url)
        if wait and scripts:
            page.wait_for_function(
                "() => !document.querySelector('.explorer:not([data-waking=done], [data-live])')"
            )
        yield page, watcher
        if not alone:
            page.evaluate(FORGET)
            page.goto("about:blank")
            waiting.append((page, watcher))
    finally:
        if (page, watcher) not in waiting:  # or a test failed, and who knows in what state it is
            page.context.close()
