"""Open the notebooks in JupyterLab, with live sliders that are not stored.

    python -m tools.lab [OPTIONS OF JUPYTER LAB]

A view of a widget that is stored in a notebook shows 'Error displaying widget' when the notebook is
opened without its kernel, and hides the form beside it that would be alive. So this server takes
such views out of what it saves, and tells its kernels that they may show widgets.
"""

import os
import sys
from pathlib import Path

from tools.notebook_rules import WIDGET


def drop_widget_views(model, **_):
    """Take out of a notebook's outputs each view of a widget that stands beside another form.

    Parameters
    ----------
    model : dict
        What Jupyter Server is about to save; changed in place.
    """
    if model.get("type") != "notebook" or not model.get("content"):
        return
    for cell in model["content"].get("cells", []):
        for output in cell.get("outputs", []):
            if "text/html" in output.get("data", {}):
                output["data"].pop(WIDGET, None)


def main(options):
    from d2l_local.explorer.notebook import LIVE  # loads MXNet, which the server has no need of

    os.environ[LIVE] = "1"
    config = Path(__file__).with_name("jupyter_server_config.py")
    jupyter = Path(sys.executable).with_name("jupyter")
    os.execv(jupyter, [jupyter, "lab", f"--config={config}", *options])


if __name__ == "__main__":
    main(sys.argv[1:])
