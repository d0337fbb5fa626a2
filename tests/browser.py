"""A real browser for the tests: the machine's own Chromium, with everything foreign blocked."""

import os
import shutil
from contextlib import contextmanager

import pytest
from playwright.sync_api import sync_playwright

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


def chromium_path():
    """Return where Chromium is; skip the test where there is none, but fail in CI."""
    for name in ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable"):
        path = shutil.which(name)
        if path:
            return path
    reason = "no Chromium here. On Debian:  apt-get install chromium"
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)


@contextmanager
def launched_chromium():
    """Start Chromium; see :func:`chromium_path` for where there is none."""
    path = chromium_path()
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield chromium
        chromium.close()


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
                if message.type == "error"
                else None
            ),
        )
        page.on("requestfailed", lambda request: self.complaints.append(f"failed: {request.url}"))


@contextmanager
def page_of(browser, url, origin, **options):
    """Open a page in a context of its own; yield it with its watcher."""
    context = browser.new_context(**options)
    watcher = Watcher(context, origin)
    page = context.new_page()
    watcher.watch(page)
    page.goto(url)
    if options.get("java_script_enabled", True):
        page.wait_for_function(
            "() => !document.querySelector('.explorer:not([data-alive]):not([data-live])')"
        )
    try:
        yield page, watcher
    finally:
        context.close()
