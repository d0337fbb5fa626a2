"""The scripts of Thebe, which Jupyter Book adds to every page though it cannot run MXNet."""


def keep_thebe_out(app, *_):
    """Undo what sphinx-thebe has put on every page, and disconnect what would do so later."""
    for event in ("env-before-read-docs", "doctree-resolved"):
        listeners = app.events.listeners[event]
        listeners[:] = [
            one for one in listeners if not one.handler.__module__.startswith("sphinx_thebe")
        ]
    for files in (app.registry.css_files, app.registry.js_files):
        files[:] = [entry for entry in files if "thebe" not in str(entry[0])]
