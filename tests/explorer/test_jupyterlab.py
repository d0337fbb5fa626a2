"""A live explorer in JupyterLab: ipywidgets sliders move the chart in the browser."""

import json
import os
import socket
import subprocess
import sys
import time
import urllib.request

import nbformat
import pytest

from tests.browser import chromium_path
from tools.pages import ROOT

pytestmark = pytest.mark.browser
TOKEN = "test"
CELL = """\
import d2l_local
from mxnet import npx
from d2l_local.explorer import explore
npx.set_np()
explore(lambda x, k: npx.sigmoid(k * x), label='sigmoid', start={'k': 1, 'x': 1}, k=(1, 9, 1))
"""


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


@pytest.fixture
def lab(tmp_path):
    """JupyterLab on a folder with one notebook; yields its address."""
    chromium_path()  # skips before anything is started
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(CELL)])
    notebook.metadata["kernelspec"] = {"display_name": "Python 3", "name": "python3"}
    nbformat.write(notebook, tmp_path / "live.ipynb")
    port = free_port()
    environment = {name: value for name, value in os.environ.items() if name != "MPLBACKEND"}
    for name in ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR"):
        environment[name] = str(tmp_path / name)
    server = subprocess.Popen(
        [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", f"--port={port}",
         f"--IdentityProvider.token={TOKEN}", f"--ServerApp.root_dir={tmp_path}",
         "--LabApp.news_url=", "--ServerApp.port_retries=0"],
        env=environment, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    address = f"http://127.0.0.1:{port}"
    try:
        for _ in range(120):
            try:
                with urllib.request.urlopen(f"{address}/api?token={TOKEN}") as answer:
                    json.load(answer)
                break
            except OSError:
                time.sleep(0.5)
        yield address
    finally:
        server.terminate()
        server.wait(20)


def test_ipywidgets_sliders_move_the_live_chart(browser, lab):
    page = browser.new_page(viewport={"width": 1200, "height": 1000})
    page.goto(f"{lab}/lab/tree/live.ipynb?token={TOKEN}")
    page.locator(".jp-CodeCell").first.wait_for(timeout=60_000)
    page.get_by_text("| Idle").wait_for(timeout=60_000)  # the kernel is ready
    page.locator('[data-command="notebook:run-cell-and-select-next"]').first.click()
    chart = page.locator(".explorer svg.chart")
    chart.wait_for(timeout=60_000)
    assert chart.count() == 1  # one of the two forms, not both
    assert page.locator(".explorer .controls").count() == 0
    handles = page.locator(".widget-slider .noUi-handle")
    assert handles.count() == 2
    readout = page.locator(".explorer .readout")
    curve = page.locator(".explorer .above path.function")
    before, words = curve.get_attribute("d"), readout.inner_text()
    handles.first.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function(
        "was => document.querySelector('.explorer .above path.function').getAttribute('d') !== was",
        arg=before,
    )
    assert readout.inner_text() != words and "k = 2" in readout.inner_text()
    words = readout.inner_text()
    handles.last.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function(
        "was => document.querySelector('.explorer .readout').innerText !== was", arg=words
    )
    page.close()
