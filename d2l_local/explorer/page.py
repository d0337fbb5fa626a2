"""The form of an explorer that needs no kernel: self-contained HTML.

What stands in it without a script, or where scripts and styles are taken out (a notebook that
JupyterLab does not trust, GitHub), is a picture, the values that it shows, and what to do to move
it. The script makes the chart out of that picture, and the sliders.
"""

import html
import json
from urllib.parse import quote

from d2l_local.explorer.assets import script_at_once, style

STILL = (
    "This is a picture. To move it, run the cell, or trust the notebook in JupyterLab; in a web "
    "page, allow its script."
)
SHOWN = 600  # pixels wide where no style sheet says otherwise


def page_form(explorer):
    """Return the whole form: style, chart and script."""
    return f"<style>{style()}</style>{chart(explorer)}<script>{script_at_once()}</script>"


def chart(explorer, live=False):
    """Return the chart as HTML with its data, for the script to bring to life.

    ``live`` marks it for the live form, whose sliders are widgets.
    """
    data = json.dumps(explorer.spec(), separators=(",", ":")).replace("<", r"\u003c")
    mark = " data-live" if live else ""
    return (
        f'<div class="explorer"{mark} dir="ltr" role="group" '
        f'aria-label="{html.escape(explorer.label)}">{picture(explorer)}'
        f'<p class="readout" role="status">{html.escape(explorer.readout())}</p>'
        f'<p class="still">{STILL}</p>'
        f'<script type="application/json" class="data">{data}</script></div>'
    )


def picture(explorer):
    """Return the chart as an image that holds its own drawing."""
    drawn = explorer.drawing()  # its words stand beside it
    *_, width, height = map(float, drawn.partition('viewBox="')[2].partition('"')[0].split())
    # Single quotes need no escape here, and the drawing has none of its own.
    address = quote(drawn.replace('"', "'"), safe="!$&'()*+,;=:@/?-._~")
    return (
        f'<img src="data:image/svg+xml,{address.replace("&", "&amp;")}" '
        f'alt="{html.escape(explorer.description())}" '
        f'width="{SHOWN}" height="{round(SHOWN * height / width)}">'
    )
