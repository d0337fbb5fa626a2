# The front door: `make help` lists every task. Each sets up what it needs by itself.

PYTHON ?= python3
PORT   ?= 8000
BIN    := .venv/bin
RUN    := $(BIN)/python
# The tests that need the built book.
BUILT  := tests/test_book.py tests/test_page_files.py tests/test_html.py tests/test_published.py \
  tests/quiz/test_in_browser.py \
  $(wildcard tests/page_python/test_*_in_browser.py)
# The tests of what the text says: they ask every page, and need no built book.
TEXT   := tests/test_notebooks.py tests/test_glossary.py tests/prose tests/quiz/test_questions.py
# On both cores; what took longest is said at the end.
PYTEST := $(RUN) -m pytest -n 2 -q --durations=15

# What make starts sees this folder's environment alone, without modules from elsewhere; and UTF-8, for
# a path may hold any letter. (Python reads paths of its environment in the locale's encoding.)
unexport PYTHONPATH PYTHONHOME PYTHONSTARTUP
export PYTHONNOUSERSITE := 1
export PYTHONUTF8 := 1
# Python compiles what it imports once, not in every process; what it writes stands in .venv alone.
unexport PYTHONDONTWRITEBYTECODE
export PYTHONPYCACHEPREFIX := $(CURDIR)/.venv/bytecode
ifneq ($(shell locale charmap 2>/dev/null),UTF-8)
export LC_ALL := C.UTF-8
endif
# What the reader has set for IPython is no part of the book.
export IPYTHONDIR := $(CURDIR)/.venv/ipython
# Caches and settings need a home that can be written; where there is none, it is made here.
ifneq ($(shell test -w "$$HOME" && echo writable),writable)
export HOME := $(CURDIR)/.home
$(shell mkdir -p "$(CURDIR)/.home")
endif

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:  # a build that failed is not taken for one that is there
.PHONY: help book read lab hooks check page new-page new-exercise test test-helpers test-notebooks test-book test-workshop notebooks outline proofread lock lock-colab colab machines mutants test-pythons audit bench picture math-font micropython codemirror subset reference published grade release lint format clean

help: ## Say what each task does
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "make %-15s %s\n", $$1, $$2}' Makefile

book: _build/html/index.html ## Build the book into _build/html and say where it is
	@$(RUN) -m tools.build --where

read: book ## Serve the built book and say the address
	@$(RUN) -m tools.serve _build/html $(PORT)

lab: .venv/ready ## Open the notebooks in JupyterLab, with live sliders
	@$(RUN) -m tools.lab

test: lint test-helpers test-notebooks test-book ## Test the book: helpers, notebooks, pages

test-helpers: .venv/ready ## Test d2l_local and the tools
	$(PYTEST) --dist loadscope tests $(BUILT:%=--ignore=%) -m "not workshop"

test-notebooks: .venv/ready ## Run every notebook and compare what it prints and draws
	$(PYTEST) --dist loadscope chapters exercises

test-book: _build/html/index.html ## Open the built pages in real browsers, with the network blocked
	$(PYTEST) --dist worksteal $(BUILT)

test-workshop: .venv/ready ## Test what a contributor works with: a new page, hooks, JupyterLab, planted faults
	$(PYTEST) --dist worksteal $$(grep -rl mark.workshop tests --include=*.py) -m workshop

notebooks: .venv/ready ## Run every notebook and write it back in its normal form
	$(RUN) -m tools.notebooks

outline: .venv/ready ## Write down what every page is made of; a test holds the pages to it
	@$(RUN) -m tools.outline

proofread: .venv/ready ## Print the sentences that no test holds, new ones marked: make proofread SINCE=v1.0
	@$(RUN) -m tools.proofread $(SINCE)

# P is a page without its ending: make page P=chapters/relu
PAGE := $(basename $(P))

check: .venv/ready ## Test what your change touches, in about a minute
	@$(RUN) -m tools.check

page: .venv/ready ## Run, build and test one page: make page P=chapters/relu
	@test -f "$(PAGE).ipynb" -o -f "$(PAGE).md" || { echo "Name a page:  make page P=chapters/relu"; exit 1; }
# The page is built and can be looked at, whatever its rules and its text still lack.
	@failed=0; test ! -f "$(PAGE).ipynb" || $(RUN) -m tools.notebooks $(PAGE).ipynb || failed=1; \
	$(RUN) -m tools.build && \
	echo "Look at it:  _build/html/$(PAGE).html" && exit $$failed
	@$(BIN)/codespell $(wildcard $(PAGE).* d2l_local/quiz/questions/$(notdir $(PAGE)).py)
	$(RUN) -m pytest $(TEXT) -n 2 -q
	$(RUN) -m pytest $(BUILT) -k "$(PAGE) or $(notdir $(PAGE))] or valid_html" -n 2 -q

new-page: .venv/ready ## Make a chapter that passes: make new-page P=chapters/softplus TITLE="Softplus"
	@$(RUN) -m tools.new "$(PAGE)" $(if $(TITLE),"$(TITLE)")

new-exercise: .venv/ready ## Make an exercise that passes: make new-exercise N=7 TITLE="a corner made smooth"
	@$(RUN) -m tools.new "exercises/exercise_$(N)" $(if $(TITLE),"$(TITLE)")

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

machines: .venv/ready ## Run every notebook as older processors would, and compare
	$(RUN) -m tools.machines

mutants: .venv/ready ## Plant faults in copies, each to be caught by its check: make mutants PART=explorer
	@$(RUN) -m tools.mutants $(PART)

test-pythons: .venv/ready ## Test the helpers on every Python from 3.10 to 3.13 that is here
	$(RUN) -m tools.pythons

audit: .venv/ready ## Look up known vulnerabilities of what requirements.txt pins
	$(RUN) -m tools.audit

bench: .venv/ready ## Measure the pages beside a default Jupyter Book build of them
	$(RUN) -m tools.bench

picture: book ## Take the picture of an explorer that README and link previews show (needs Chromium)
	$(RUN) -m tools.picture

math-font: .venv/ready ## Make the font of the formulas: make math-font SOURCE=STIXMath-Regular.otf
	$(RUN) -m tools.make_math_font $(SOURCE)

micropython: .venv/ready ## Make the script of MicroPython for the built pages, from its npm package
	$(RUN) -m tools.make_micropython

codemirror: .venv/ready ## Make the script of the editor for the built pages, from its npm packages
	$(RUN) -m tools.make_codemirror

subset: .venv/ready ## Make the subset of Fashion-MNIST: make subset SOURCE=the_folder_of_the_whole_set
	$(RUN) -m tools.make_subset $(SOURCE)

reference: .venv/ready ## Store what MXNet computes on the NumPy of its time, for the tests
	$(RUN) -m tools.reference

published: .venv/ready ## Make what the web gets, pages and notebooks that know their repository
	@$(RUN) -m tools.published

grade: .venv/ready ## Judge what a class has handed in, safely: make grade FROM=folder
	@$(RUN) -m tools.grade "$(FROM)"

release: book ## Pack the built book into one archive, with its checksum
	$(RUN) -m tools.release

lint: .venv/ready ## Check style, format, spelling, shell scripts and workflows
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/codespell
	$(BIN)/shellcheck .ci/run .ci/push-notebooks .binder/postBuild tools/*.sh tools/javascript/*.sh
	$(BIN)/zizmor --offline --quiet --persona pedantic --min-severity low .github/workflows

hooks: .venv/ready ## Set up this clone: checks before each commit, differences of notebooks by cell
	@$(BIN)/pre-commit install
	@git config diff.jupyternotebook.command ".venv/bin/git-nbdiffdriver diff --sources --metadata"
	@git config merge.jupyternotebook.driver ".venv/bin/git-nbmergedriver merge %O %A %B %L %P"
	@git config merge.jupyternotebook.name "notebooks, cell by cell"
	@echo "git diff and git merge now read notebooks cell by cell"

format: .venv/ready ## Mend what `make lint` can mend by itself
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

clean: ## Remove everything that was built or installed here
	rm -rf .venv .home .pythons _build tests/html_checker/node_modules tools/micropython/node_modules tools/codemirror/node_modules tools/javascript/node_modules .pytest_cache .ruff_cache .hypothesis

# The environment: one lock, installed once; nothing is done again until the lock changes.
.venv/ready: requirements.txt pyproject.toml tools/environment.sh
	@PYTHON="$(PYTHON)" sh tools/environment.sh

PAGES := $(wildcard chapters/*.ipynb exercises/*.ipynb reference/*.md)
# The notebooks store what these showed. When one changes, the build says which pages are behind.
HELPERS := $(wildcard $(foreach end,py css js,d2l_local/*.$(end) d2l_local/*/*.$(end) d2l_local/*/*/*.$(end)))

_build/html/index.html: .venv/ready _config.yml _toc.yml $(PAGES) $(wildcard _static/* _extensions/*.py _extensions/*/*.py tools/build.py) $(HELPERS)
	@$(RUN) -m tools.build
