# Lernkette: every target does the set-up it needs and may be run again at any time.
#   make demo   install, migrate, load the demonstration, serve on http://localhost:8000
#   make test   install and run all tests
# Variables: PORT (8000), PYTHON (python3.11), PYTEST_ARGS.

SHELL := /bin/bash
PYTHON ?= $(shell command -v python3.11 || command -v python3)
PORT ?= 8000
VENV := .venv
PY := $(VENV)/bin/python
MANAGE := $(PY) manage.py
STAMPS := $(VENV)/.stamps
export PYTHONUNBUFFERED = 1
# Addresses in mails and QR codes of a site served from here.
SERVED = SITE_URL=http://localhost:$(PORT)

.DEFAULT_GOAL := help
.PHONY: help setup assets messages native demo run test test-postgres e2e lint format benchmark proof coverage lock clean

help:
	@sed -n '2,5p' Makefile | sed 's/^# *//'
	@echo "Further: make run · lint · format · benchmark · proof · coverage · messages · lock · clean"

# --- set-up -----------------------------------------------------------------------------------

$(STAMPS)/venv:
	@echo "· Python environment ($(PYTHON))"
	@$(PYTHON) -m venv $(VENV)
	@mkdir -p $(STAMPS) && touch $@

$(STAMPS)/base: $(STAMPS)/venv requirements/base.txt
	@echo "· Python packages"
	@$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/base.txt
	@touch $@

$(STAMPS)/dev: $(STAMPS)/venv requirements/dev.txt
	@echo "· Python packages for tests and checks (this takes a minute)"
	@$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	@touch $@ && touch $(STAMPS)/base

$(STAMPS)/node: package.json package-lock.json | $(STAMPS)/venv
	@echo "· browser files"
	@scripts/node-packages $(PYTHON)
	@touch $@

native:
	@scripts/native-libraries

assets: $(STAMPS)/node
	@$(MANAGE) build_assets

messages:
	@$(MANAGE) compile_messages

setup: $(STAMPS)/base native assets messages

# --- serving ----------------------------------------------------------------------------------

demo: setup
	@echo "· database and demonstration"
	@DEBUG=0 $(MANAGE) migrate --verbosity 0
	@$(SERVED) DEBUG=0 $(MANAGE) load_demo
	@$(SERVED) DEBUG=0 $(MANAGE) serve --port $(PORT)

run: setup
	@$(MANAGE) migrate --verbosity 0
	@$(MANAGE) load_vocabularies
	@$(MANAGE) load_site
	@$(SERVED) $(MANAGE) serve --port $(PORT)

# --- checking ---------------------------------------------------------------------------------

test: $(STAMPS)/dev native assets messages
	@scripts/run-tests $(PYTEST_ARGS)

test-postgres: $(STAMPS)/dev native assets messages
	@DATABASE_URL=$${TEST_DATABASE_URL:-postgres://root@127.0.0.1:5432/postgres} scripts/run-tests -m "not e2e and not proof" $(PYTEST_ARGS)

e2e: $(STAMPS)/dev native assets messages
	@scripts/run-tests -m e2e $(PYTEST_ARGS)

proof: $(STAMPS)/dev native assets messages
	@scripts/run-tests -m proof $(PYTEST_ARGS)

# Watching every line makes the tests three times as slow, so this is not part of each check.
coverage: $(STAMPS)/dev native assets messages
	@scripts/run-tests -m "not e2e and not proof" --cov --cov-report=term:skip-covered $(PYTEST_ARGS)

lint: $(STAMPS)/dev assets
	@scripts/lint

format: $(STAMPS)/dev
	@$(VENV)/bin/ruff check --fix --quiet . || true
	@$(VENV)/bin/ruff format --quiet .

benchmark: setup
	@$(MANAGE) benchmark

# Raise the pinned versions (needs the uv package).
lock:
	@$(PYTHON) -m venv .cache/lock && .cache/lock/bin/pip install --quiet uv
	@for kind in base prod dev; do scripts/lock .cache/lock/bin/uv $$kind; done

clean:
	@rm -rf $(VENV) node_modules lms/static/vendor .cache var
