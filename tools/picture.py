"""Take the picture of the front page's explorer that the README shows: _static/explorer.png.

make picture        (builds the book first; needs Chromium)
"""

import shutil

from playwright.sync_api import sync_playwright

from tools.pages import ROOT


def main():
    page_address = (ROOT / "_build" / "html" / "chapters" / "index.html").as_uri()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        page = browser.new_page(viewport={"width": 1280, "height": 1200}, device_scale_factor=1.5)
        page.goto(page_address)
        page.locator(".explorer").first.screenshot(path=ROOT / "_static" / "explorer.png")
        browser.close()


if __name__ == "__main__":
    main()
