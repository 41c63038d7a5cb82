PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
# A process a core, each with a server of its own; on a server of yours one process alone.
# Neighbours stay together: what a folder's tests share is made once, not once in each process.
SPREAD ?= $(if $(YIYANG_DATABASE_URL),,-n auto --maxprocesses 8 --dist worksteal)

.PHONY: install demo test test-slow bench drills lint clean

install: $(STAMP)

$(STAMP): pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/python -m pip install --quiet -e .
	$(BIN)/python -m compileall -q src
	$(BIN)/yiyang texts compile
	touch $@

$(VENV)/.installed-dev: $(STAMP)
	$(BIN)/python -m pip install --quiet -e '.[dev]'
	touch $@

demo: install
	$(BIN)/yiyang demo

test: $(VENV)/.installed-dev lint
	$(BIN)/python -m pytest $(SPREAD) -m "not slow and not drill and not browser"

test-slow: $(VENV)/.installed-dev
	$(BIN)/python -m pytest $(SPREAD) -m "slow or drill or browser"

lint: $(VENV)/.installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(VENV)/.installed-dev
	$(BIN)/yiyang bench

drills: $(VENV)/.installed-dev
	YIYANG_DRILLS=full $(BIN)/python -m pytest -m drill

clean:
	rm -rf $(VENV) build
