"""The icon font: only the icons that the pages show."""

import re
import shutil

from fontTools import subset

from slim_page.html import ONE_SHEET


def cut_icon_font(static):
    """Cut the icon font down to the icons whose rules are left in the theme's style sheet."""
    sheet = static / ONE_SHEET
    text = sheet.read_text("utf-8")
    icons = re.findall(r'\.fa-[\w-]+:+before\{content:"(.)"\}', text)
    fonts = next(static.rglob("fa-solid-900.ttf")).parent  # its folder moves with the version
    font = subset.load_font(fonts / "fa-solid-900.ttf", options := subset.Options(hinting=False))
    subsetter = subset.Subsetter(options)
    subsetter.populate(text="".join(icons))
    subsetter.subset(font)
    shutil.rmtree(fonts)
    fonts.mkdir()
    subset.save_font(font, fonts / "fa-solid-900.ttf", options)
    text = re.sub(r'url\([^)]*fa-solid-900\.woff2\)\s*format\("woff2"\),', "", text)
    sheet.write_text(text, "utf-8")
