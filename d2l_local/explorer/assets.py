"""The one script and style of explorers, as text for both forms."""

from importlib.resources import files

from d2l_local import palette

EXPORT = "export default { render };\n"  # the last line of explorer.js


def script():
    """Return ``explorer.js``, the module of the live form."""
    return files(__package__).joinpath("explorer.js").read_text("utf-8")


def script_at_once():
    """Return ``explorer.js`` as a classic script that runs at once and leaves no name behind."""
    return "(() => {\n" + script().replace(EXPORT, "") + "})();"


def style():
    """Return the palette and ``explorer.css``."""
    return palette.css() + files(__package__).joinpath("explorer.css").read_text("utf-8")
