# The settings with which `make lab` starts JupyterLab.
from tools.lab import drop_widget_views

c = get_config()  # noqa: F821 (Jupyter defines it where it reads this file)
c.FileContentsManager.pre_save_hook = drop_widget_views
