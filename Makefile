# Two commands do everything: `make run` opens the chat, `make test` runs the tests. Each installs what it lacks.
# PYTHON=/path/to/python chooses the interpreter (3.11 or newer).

PYTHON ?= $(shell for name in python3.11 python3 python3.13 python3.12 python; do \
	$$name -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$name && break; done)
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --disable-pip-version-check --constraint constraints.txt
CODE := assistant tests benchmarks app.py

.DEFAULT_GOAL := help
.PHONY: help run test evaluate check lint format clean

help:
	@echo "make run     set up, index corpus/ and open the chat at http://127.0.0.1:7860"
	@echo "make test    set up and run the tests"
	@echo "make evaluate  the corpus must answer its own questions as well as corpus/floors.json says"
	@echo "make check   everything that must pass before a change is handed in: lint and tests"
	@echo "make format  bring the code into its standard form"
	@echo "make clean   remove the environment and the caches of tools (not the indexes)"

run: $(VENV)/.installed
	@$(BIN)/python app.py

test: $(VENV)/.installed-dev
	@$(BIN)/python -m pytest

# An index of its own, so that what `make run` serves is not touched.
evaluate: $(VENV)/.installed-dev
	@$(BIN)/assistant evaluate corpus/questions.jsonl --documents corpus/documents --index corpus-questions \
		--output evaluation/corpus --restart --floors corpus/floors.json

check: lint test

lint: $(VENV)/.installed-dev
	$(BIN)/ruff format --check $(CODE)
	$(BIN)/ruff check $(CODE)
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(VENV)/.installed-dev
	$(BIN)/ruff format $(CODE)
	$(BIN)/ruff check --fix $(CODE)

clean:
	rm -rf $(VENV) build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

# Where the standard venv module comes without pip (Debian without python3-venv), the machine's own pip fills it.
$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed and was not found; install it or call make PYTHON=/path/to/python" >&2; exit 2; }
	@echo "Creating $(VENV) with $(PYTHON)"
	@$(PYTHON) -m venv $(VENV) >/dev/null 2>&1 || { rm -rf $(VENV); \
		$(PYTHON) -m venv --without-pip $(VENV) && $(PYTHON) -m pip --python $(VENV)/bin/python install --quiet pip; }

# torch comes first and from the index of CPU builds, because PyPI's file for Linux brings gigabytes of CUDA along.
# Where that index cannot be reached, the next step takes what pip finds: a local file or PyPI's.
$(VENV)/.torch: constraints.txt | $(BIN)/python
	@echo "Installing the packages; the first time this takes some minutes"
	@$(PIP) --no-deps --retries 0 --timeout 10 --index-url https://download.pytorch.org/whl/cpu torch 2>/dev/null || true
	@touch $@

$(VENV)/.installed: constraints.txt pyproject.toml $(VENV)/.torch | $(BIN)/python
	@$(PIP) --editable .
	@touch $@

$(VENV)/.installed-dev: constraints.txt pyproject.toml $(VENV)/.torch | $(BIN)/python
	@$(PIP) --editable ".[dev]"
	@touch $@ $(VENV)/.installed
