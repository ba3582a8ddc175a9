# Everything that can be done with a checkout. `make` alone lists it.

PYTHON ?= python3
PORT ?= 8765
SOAK_KILLS ?= 200

VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
READY_FOR_TESTS := $(VENV)/.ready-for-tests
LOCK_VENV := .venv-lock
PIN := $(LOCK_VENV)/bin/uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-annotate --custom-compile-command "make lock"

debian_package = if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then apt-get update -q \
	&& DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends $(1) \
	|| echo "$(1) could not be installed; its tests are left out"; fi

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help install demo test lint soak bench lock clean postgresql chromium

help: ## list these targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-7s %s\n", $$1, $$2 }' Makefile

install: $(READY) ## install Mellom in .venv

demo: $(READY) ## see it: an example collaborative on a page of phones (PORT=8765)
	@$(BIN)/mellom demo --port $(PORT)

test: lint postgresql chromium ## check the code and run the whole suite
	@$(BIN)/pytest -n 2 --dist worksteal

lint: $(READY_FOR_TESTS) ## check style, types and the direction of imports
	@$(BIN)/ruff check --output-format concise
	@$(BIN)/ruff format --check --output-format concise
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo --no-cache

soak: $(READY_FOR_TESTS) postgresql ## kill the bot again and again (SOAK_KILLS=200)
	@SOAK_KILLS=$(SOAK_KILLS) $(BIN)/pytest -m soak

bench: $(READY_FOR_TESTS) ## measure how well stalls are found, and how quick it is (minutes)
	@$(BIN)/python -m benchmarks.cohort
	@$(BIN)/python -m benchmarks.rehearsal
	@$(BIN)/python -m benchmarks.tick
	@$(BIN)/python -m benchmarks.judging
	@$(BIN)/python -m benchmarks.charts
	@$(BIN)/python -m benchmarks.digests

lock: ## pin the newest versions that pyproject.toml allows
	@$(PYTHON) -m venv --clear $(LOCK_VENV)
	@$(LOCK_VENV)/bin/pip install --quiet uv
	@$(PIN) --group dev --output-file requirements-dev.lock pyproject.toml
	@$(PIN) --group build --constraint requirements-dev.lock --output-file requirements.lock pyproject.toml
	@rm -rf $(LOCK_VENV)

clean: ## remove what these targets made
	rm -rf $(VENV) $(LOCK_VENV) mellom.egg-info build .mypy_cache .pytest_cache .ruff_cache .hypothesis
	find bot tests -name __pycache__ -prune -exec rm -rf {} +

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "Mellom needs Python 3.11 or newer, and $(PYTHON) is not that." >&2; \
		echo "Name one that is, for example: make $(MAKECMDGOALS) PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -m venv --clear $(VENV)

# The project is built with the locked setuptools in the environment itself: nothing unpinned is fetched for it.
$(READY): requirements.lock pyproject.toml | $(BIN)/python
	@echo "Installing Mellom in $(VENV) ..."
	@$(BIN)/python -m pip install --quiet --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation -e .
	@touch $@

# The test lock holds all of requirements.lock, so this one makes both ready.
$(READY_FOR_TESTS): requirements-dev.lock requirements.lock pyproject.toml | $(BIN)/python
	@echo "Installing Mellom and its test tools in $(VENV) ..."
	@$(BIN)/python -m pip install --quiet --require-hashes -r requirements-dev.lock
	@$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation -e .
	@touch $(READY) $@

# Some tests need a real PostgreSQL, others a browser. Where one cannot be installed from here its tests are skipped, and
# pytest says so.
postgresql:
	@ls /usr/lib/postgresql/*/bin/postgres >/dev/null 2>&1 || { $(call debian_package,postgresql); }

chromium:
	@command -v chromium >/dev/null || { $(call debian_package,chromium); }
