"""The form of an explorer that needs no kernel: self-contained HTML.

What stands in it without a script, or where scripts and styles are taken out (a notebook that
JupyterLab does not trust, GitHub), is a picture, the values that it shows, and what to do to move
it. The script makes the chart out of that picture, and the sliders.
"""

import html
import json

STILL = (
    "This is a picture. To move it, run the cell, or trust the notebook in JupyterLab; in a web "
    "page, allow its script."
)
SHOWN = 600  # pixels wide where no style sheet says otherwise
# What an address may hold as it is. Single quotes need no escape here, and no drawing has any.
PLAIN = set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!$&'()*+,;=:@/?-._~")


def chart_as_html(chart, live=False):
    """Return the chart as HTML with its data, for the script to bring to life.

    ``live`` marks it for the live form, whose sliders are widgets.
    """
    data = json.dumps(chart.spec(), separators=(",", ":")).replace("<", r"\u003c")
    mark = " data-live" if live else ""
    return (
        f'<div class="explorer"{mark} dir="ltr" role="group" '
        f'aria-label="{html.escape(chart.heading)}">{picture(chart)}'
        f'<p class="readout" role="status">{html.escape(chart.readout())}</p>'
        f'<p class="still">{STILL}</p>{folded(chart.more)}'
        f'<script type="application/json" class="data">{data}</script></div>'
    )


def folded(more):
    """Return what stands below a chart for who wants it, or ""."""
    if not more:
        return ""
    title, text = html.escape(more["title"]), html.escape(more["text"])
    mark = " open" if more["open"] else ""
    return f'<details class="more"{mark}><summary>{title}</summary><pre>{text}</pre></details>'


def picture(chart):
    """Return the chart as an image that holds its own drawing."""
    drawn = chart.drawing()  # its words stand beside it
    width, height = [float(size) for size in drawn.split('viewBox="')[1].split('"')[0].split()[2:]]
    address = quoted(drawn.replace('"', "'")).replace("&", "&amp;")
    return (
        f'<img src="data:image/svg+xml,{address}" alt="{html.escape(chart.description())}" '
        f'width="{SHOWN}" height="{round(SHOWN * height / width)}">'
    )


def quoted(text):
    """Return a text as it stands in an address, percent-encoded."""
    text = text.replace("%", "%25")
    for letter in set(text) - PLAIN - {"%"}:
        text = text.replace(letter, "".join([f"%{byte:02X}" for byte in letter.encode()]))
    return text
