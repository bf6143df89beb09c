# Two commands do all: `make run` and `make test`.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
RUN_STAMP := $(VENV)/.locked
DEV_STAMP := $(VENV)/.locked-dev

.PHONY: help run test check bench soak lock clean

help:
	@echo "make run    install, prepare the database, serve http://127.0.0.1:8000/"
	@echo "make test   the whole suite: SQLite, PostgreSQL, Valkey, chromium"
	@echo "make check  style, types, import contracts, migrations, locks, script modules"
	@echo "make bench  ratios        make soak   the long numbers        make lock   renew the locks"

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "Python 3.11 or newer is needed; set PYTHON=")'
	$(PYTHON) -m venv $(VENV)

$(RUN_STAMP): requirements.lock | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@touch $@

$(DEV_STAMP): requirements.lock requirements-dev.lock | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $(RUN_STAMP) $@

run: $(RUN_STAMP)
	@$(BIN)/python manage.py start

test: $(DEV_STAMP)
	@$(BIN)/python -m tests.legs

check: $(DEV_STAMP)
	@$(BIN)/python -m tests.checks

bench: $(DEV_STAMP)
	@$(BIN)/python -m bench

soak: $(DEV_STAMP)
	@$(BIN)/python -m tests.legs --soak

lock: $(DEV_STAMP)
	@$(BIN)/python -m tests.checks --renew-locks

clean:
	rm -rf $(VENV) .data .mypy_cache .ruff_cache .pytest_cache .hypothesis node_modules
