"""The colours of the book: the function is always one, its derivative always the other.

This runs in the page too, on MicroPython.

The two hues stay apart for colour-blind readers, and no figure relies on them alone: the function
is a solid line, the derivative a row of dots. Each colour has a contrast of at least 4.5 : 1 with
its background, so that it also serves for text.
"""

LIGHT = {"function": "#0b5fa5", "derivative": "#b3440b", "parameter": "#6a3d9a", "paper": "#ffffff"}
DARK = {"function": "#6cb6ff", "derivative": "#ffa657", "parameter": "#cba6f7", "paper": "#121212"}

# How the places that show a notebook say that they are dark: this book, Colab, JupyterLab, VS Code.
DARK_PAGES = (
    'html[data-theme="dark"]',
    'html[theme="dark"]',
    'body[data-jp-theme-light="false"]',
    "body.vscode-dark",
)


def css():
    """Return the palette as CSS custom properties, ``--book-function`` and so on."""
    light = "".join(f"--book-{name}:{value};" for name, value in LIGHT.items())
    dark = "".join(f"--book-{name}:{value};" for name, value in DARK.items())
    return f":root{{{light}}}\n{','.join(DARK_PAGES)}{{{dark}}}\n"
