"""Explorers in JupyterLab: run, saved and opened again, and opened without being trusted."""

import json
import os
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager

import nbformat
import pytest

from tests.browser import chromium_path
from tools.notebook_rules import mend
from tools.pages import ROOT

pytestmark = [pytest.mark.browser, pytest.mark.workshop]
TOKEN = "test"
CELL = """\
import d2l_local
from mxnet import npx
from d2l_local.explorer import explore
npx.set_np()
explore(lambda x, k: npx.sigmoid(k * x), label='sigmoid', start={'k': 1, 'x': 1}, k=(1, 9, 1))
"""
QUIZ = "from d2l_local.quiz import quiz\nquiz('relu')"
WIDGET = "application/vnd.jupyter.widget-view+json"


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


@contextmanager
def jupyterlab(folder, module):
    """Serve a folder by JupyterLab, started by a module; yield its address."""
    chromium_path()  # skips before anything is started
    port = free_port()
    environment = {name: value for name, value in os.environ.items() if name != "MPLBACKEND"}
    for name in ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR"):
        environment[name] = str(folder / name)
    server = subprocess.Popen(
        [sys.executable, "-m", module, "--no-browser", "--allow-root", f"--port={port}",
         f"--IdentityProvider.token={TOKEN}", f"--ServerApp.root_dir={folder}",
         "--LabApp.news_url=", "--ServerApp.port_retries=0"],
        env=environment, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    address = f"http://127.0.0.1:{port}"
    try:
        for _ in range(240):
            try:
                with urllib.request.urlopen(f"{address}/api?token={TOKEN}") as answer:
                    json.load(answer)
                break
            except OSError:
                time.sleep(0.5)
        yield address
    finally:
        server.terminate()
        server.wait(90)


def write_notebook(path, *cells):
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])
    notebook.metadata["kernelspec"] = {"display_name": "Python 3", "name": "python3"}
    nbformat.write(notebook, path)


@contextmanager
def opened(browser, address, name):
    """Open a notebook in a page of its own; yield it when its cells are there."""
    context = browser.new_context(viewport={"width": 1200, "height": 1000})
    page = context.new_page()
    page.goto(f"{address}/lab/tree/{name}?token={TOKEN}&reset")
    page.locator(".jp-CodeCell").first.wait_for(timeout=60_000)
    page.get_by_text("| Idle").wait_for(timeout=60_000)  # the kernel is ready
    try:
        yield page
    finally:
        context.close()


def run_first_cell(page):
    page.locator('[data-command="notebook:run-cell-and-select-next"]').first.click()
    page.locator(".explorer svg.chart").wait_for(timeout=60_000)


def save(page, path):
    """Save by the keyboard, and wait until what is stored holds the chart."""
    page.keyboard.press("Control+s")
    for _ in range(60):
        if 'class="explorer' in path.read_text("utf-8").replace("\\", ""):
            return
        page.wait_for_timeout(250)
    raise AssertionError("the notebook was not saved")


def readout(page):
    return page.locator(".explorer .readout").inner_text()


def test_with_make_lab_ipywidgets_move_it_and_saved_it_is_alive_without_its_kernel(
    browser, tmp_path
):
    path = tmp_path / "live.ipynb"
    write_notebook(path, CELL)
    with jupyterlab(tmp_path, "tools.lab") as address:
        with opened(browser, address, path.name) as page:
            run_first_cell(page)
            assert page.locator(".explorer svg.chart").count() == 1  # one of the forms, not both
            assert page.locator(".explorer .controls").count() == 0
            handles = page.locator(".widget-slider .noUi-handle")
            assert handles.count() == 2
            labels = page.locator(".widget-readout")
            assert labels.all_inner_texts() == ["1", "1"]
            curve = page.locator(".explorer .above path.function")
            before = curve.get_attribute("d")
            handles.first.focus()
            page.keyboard.press("ArrowRight")
            page.wait_for_function(
                "was => document.querySelector('.explorer .above path.function')"
                ".getAttribute('d') !== was",
                arg=before,
            )
            assert readout(page).startswith("k = 2. At x = 1: ")
            handles.last.focus()
            page.keyboard.press("ArrowRight")
            page.wait_for_function(
                "document.querySelector('.explorer .readout').innerText.includes('x = 1.1')"
            )
            assert labels.all_inner_texts() == ["2", "1.1"]
            save(page, path)
        cell, *_ = nbformat.read(path, as_version=4).cells
        assert WIDGET not in cell.outputs[-1].data
        request = urllib.request.Request(f"{address}/api/sessions?token={TOKEN}")
        for session in json.load(urllib.request.urlopen(request)):
            kernel = f"{address}/api/kernels/{session['kernel']['id']}?token={TOKEN}"
            urllib.request.urlopen(urllib.request.Request(kernel, method="DELETE"))
        with opened(browser, address, path.name) as page:
            moves_in_the_page(page)


def moves_in_the_page(page):
    """See that the form without a kernel is alive, and that the arrow keys are its own."""
    page.locator(".explorer[data-alive]").wait_for(timeout=60_000)
    assert page.get_by_text("Error displaying widget").count() == 0
    assert readout(page).startswith("k = 1. At x = 1: ")
    selected = page.locator(".jp-Cell.jp-mod-selected").count()
    slider = page.locator(".explorer .controls input").first
    slider.focus()
    page.keyboard.press("Escape")  # command mode: the keys are Lab's, but for what asks for them
    slider.focus()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowRight")
    assert readout(page).startswith("k = 3. At x = 1: ")
    assert page.locator(".jp-Cell.jp-mod-selected").count() == selected
    assert slider.evaluate("one => one === document.activeElement")


def test_in_a_plain_jupyterlab_it_is_alive_unsaved_saved_and_opened_again(browser, tmp_path):
    """And in one that has not been run, so that Lab does not trust it, it is a picture."""
    path, stranger = tmp_path / "plain.ipynb", tmp_path / "stranger.ipynb"
    write_notebook(path, CELL, QUIZ)
    with jupyterlab(tmp_path, "jupyterlab") as address:
        with opened(browser, address, path.name) as page:
            run_first_cell(page)
            moves_in_the_page(page)
            page.locator('[data-command="notebook:run-cell-and-select-next"]').first.click()
            page.locator('[data-command="notebook:run-cell-and-select-next"]').first.click()
            page.locator(".quiz[data-alive]").wait_for(timeout=60_000)
            save(page, path)
        with opened(browser, address, path.name) as page:  # Lab knows it, and trusts it
            moves_in_the_page(page)
        notebook = mend(nbformat.read(path, as_version=4))
        notebook.cells[-1].source += "# from elsewhere"
        nbformat.write(notebook, stranger)
        with opened(browser, address, stranger.name) as page:
            picture = page.locator(".explorer img")
            picture.wait_for(timeout=60_000)
            assert picture.evaluate("one => one.naturalWidth") > 0
            assert page.locator(".explorer :is(svg, input, button)").count() == 0
            words = page.locator(".explorer").inner_text()
            assert "k = 1. At x = 1: sigmoid = 0.7311, slope = 0.1966" in words
            assert "run the cell, or trust the notebook" in words
            asked = page.locator(".quiz")
            assert asked.locator(":is(input, button)").count() == 0
            assert "A. 1, because the function is x\n" in asked.inner_text()
            assert "run the cell or trust the notebook" in asked.inner_text()
