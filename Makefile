# The front door: `make help` lists every task. Each sets up what it needs by itself.

PYTHON ?= python3
PORT   ?= 8000
BIN    := .venv/bin
RUN    := PYTHONDONTWRITEBYTECODE=1 $(BIN)/python
# The tests that need the built book.
BUILT  := tests/test_book.py tests/test_html.py tests/test_published.py tests/test_quiz_browser.py

# What make starts sees this folder's environment alone, without modules from elsewhere; and UTF-8, for
# a path may hold any letter. (Python reads paths of its environment in the locale's encoding.)
unexport PYTHONPATH PYTHONHOME PYTHONSTARTUP
export PYTHONNOUSERSITE := 1
export PYTHONUTF8 := 1
ifneq ($(shell locale charmap 2>/dev/null),UTF-8)
export LC_ALL := C.UTF-8
endif
# Caches and settings need a home that can be written; where there is none, it is made here.
ifneq ($(shell test -w "$$HOME" && echo writable),writable)
export HOME := $(CURDIR)/.home
$(shell mkdir -p "$(CURDIR)/.home")
endif

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:  # a build that failed is not taken for one that is there
.PHONY: help book read lab test test-helpers test-notebooks test-book notebooks lock lock-colab colab test-pythons audit bench release lint format clean

help: ## Say what each task does
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "make %-15s %s\n", $$1, $$2}' Makefile

book: _build/html/index.html ## Build the book into _build/html and say where it is
	@$(RUN) -m tools.build --where

read: book ## Serve the built book and say the address
	@$(RUN) -m tools.serve _build/html $(PORT)

lab: .venv/ready ## Open the notebooks in JupyterLab, with live sliders
	@$(BIN)/jupyter lab

test: lint test-helpers test-notebooks test-book ## Run every test

test-helpers: .venv/ready ## Test d2l_local and the tools
	$(RUN) -m pytest tests $(BUILT:%=--ignore=%) -n 2 --dist loadscope -q

test-notebooks: .venv/ready ## Run every notebook and compare what it prints and draws
	$(RUN) -m pytest chapters exercises -n 2 --dist loadscope -q

test-book: _build/html/index.html ## Open the built pages in real browsers, with the network blocked
	$(RUN) -m pytest $(BUILT) -n 2 -q

notebooks: .venv/ready ## Run every notebook and write it back in its normal form
	$(RUN) -m tools.notebooks

lock: .venv/ready ## Compile requirements.in into requirements.txt
	$(BIN)/uv pip compile --quiet --universal --python-version 3.10 --generate-hashes --upgrade \
	  --override requirements-overrides.txt --custom-compile-command "make lock" \
	  --no-emit-index-url --no-emit-find-links --output-file requirements.txt requirements.in

lock-colab: .venv/ready ## Compile tests/colab-requirements.in, the versions of Google Colab
	$(BIN)/uv pip compile --quiet --universal --python-version 3.12 --generate-hashes --upgrade \
	  --override tests/colab-overrides.txt --custom-compile-command "make lock-colab" \
	  --no-emit-index-url --no-emit-find-links \
	  --output-file tests/colab-requirements.txt tests/colab-requirements.in

colab: .venv/ready ## Run every notebook alone, with Google Colab's versions, first cell included
	$(RUN) -m tools.colab

test-pythons: .venv/ready ## Test the helpers on every Python from 3.10 to 3.13 that is here
	$(RUN) -m tools.pythons

audit: .venv/ready ## Look up known vulnerabilities of what requirements.txt pins
	$(RUN) -m tools.audit

bench: .venv/ready ## Measure the pages beside a default Jupyter Book build of them
	$(RUN) -m tools.bench

release: book ## Pack the built book into one archive, with its checksum
	$(RUN) -m tools.release

lint: .venv/ready ## Check the style of modules, tests and notebooks
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

format: .venv/ready ## Mend what `make lint` can mend by itself
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

clean: ## Remove everything that was built or installed here
	rm -rf .venv .home .pythons _build tests/html_checker/node_modules .pytest_cache .ruff_cache .hypothesis

# The environment: one lock, installed once; nothing is done again until the lock changes.
.venv/ready: requirements.txt pyproject.toml tools/environment.sh
	@PYTHON="$(PYTHON)" sh tools/environment.sh

PAGES := $(wildcard chapters/*.ipynb exercises/*.ipynb reference/*.md)
# The notebooks store what these showed. When one changes, the build says which pages are behind.
HELPERS := $(wildcard $(foreach end,py css js,d2l_local/*.$(end) d2l_local/*/*.$(end) d2l_local/*/*/*.$(end)))

_build/html/index.html: .venv/ready _config.yml _toc.yml $(PAGES) $(wildcard _static/* _extensions/*.py tools/build.py) $(HELPERS)
	@$(RUN) -m tools.build
