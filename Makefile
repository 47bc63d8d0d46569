# eindekss: everything that is typed on a bare machine. `make help` lists it.

VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.complete
PYTHON ?= $(shell for python in python3.13 python3.12 python3.11 python3; do \
	if $$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then echo $$python; break; fi; done)
export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PIP_ROOT_USER_ACTION := ignore

.PHONY: help env browser office systemd demo test waiting working lint lock clean
.DEFAULT_GOAL := help

help: ## what can be typed here
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/make \1|\2/p' $(MAKEFILE_LIST) | awk -F'|' '{printf "%-14s %s\n", $$1, $$2}'

env: $(STAMP) ## the environment in .venv, exactly as requirements.lock has it
	@:

$(STAMP): requirements.lock pyproject.toml
	@test -n "$(PYTHON)" || { echo "eindekss needs Python 3.11 or later; install it (Debian: apt-get install python3) and type make again." >&2; exit 2; }
	@$(BIN)/python -m pip --version >/dev/null 2>&1 || $(PYTHON) -m venv --clear $(VENV) >/dev/null 2>&1 || $(MAKE) --no-print-directory -s $(VENV)/by-apt
	@echo "Installing what requirements.lock lists (the first time takes some minutes)..."
	@$(BIN)/python -m pip install --quiet --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation -e .
	@touch $@

# Debian and Ubuntu keep the part of Python that makes environments in a package of its own.
$(VENV)/by-apt:
	@{ command -v apt-get >/dev/null && test "$$(id -u)" = 0; } || { \
		echo "$(PYTHON) cannot make an environment: install its venv module (Debian, as root: apt-get install python3-venv) and type make again." >&2; exit 2; }
	@echo "Getting python3-venv from the distribution..."
	@apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq python3-venv >/dev/null
	@$(PYTHON) -m venv --clear $(VENV)

browser: env ## a browser: the one there is, or one that is fetched
	@$(BIN)/python -m crawler.browsers

# One test opens the workbook of scores in LibreOffice; where it cannot be had that test says so and is skipped.
office: ## LibreOffice Calc, for the test that opens the workbook of scores in it
	@command -v soffice >/dev/null || { command -v apt-get >/dev/null && test "$$(id -u)" = 0 \
		&& echo "Getting LibreOffice Calc from the distribution..." && apt-get update -qq \
		&& DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends libreoffice-calc-nogui >/dev/null; } \
		|| echo "LibreOffice is not here: the test that opens the workbook in it is skipped (Debian, as root: apt-get install libreoffice-calc-nogui)." >&2

# The units in deploy/ are judged by systemd's own tools, which need not run it.
systemd: ## systemd-analyze, for the tests of the units in deploy/
	@command -v systemd-analyze >/dev/null || { command -v apt-get >/dev/null && test "$$(id -u)" = 0 \
		&& echo "Getting systemd's tools from the distribution..." && apt-get update -qq \
		&& DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends systemd >/dev/null; } \
		|| echo "systemd-analyze is not here: the tests of the units are skipped (Debian, as root: apt-get install systemd)." >&2

demo: browser ## visit three demonstration municipalities and write their reports
	@$(BIN)/eindekss demo

lint: env ## ruff, mypy and the floors
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports

# The crawler's tests mostly wait for servers that are slow on purpose: others are done beside them.
test: browser office systemd lint ## lint, then every test, those in the browser included
	@$(MAKE) --no-print-directory --jobs=2 --output-sync=line waiting working

waiting: env
	$(BIN)/pytest tests/crawler tests/hostile

working: env
	$(BIN)/pytest --ignore=tests/crawler --ignore=tests/hostile

lock: env ## choose the newest versions that fit pyproject.toml and write them down with their hashes
	@test -x $(BIN)/uv || $(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile pyproject.toml --upgrade --all-extras --universal --python-version 3.11 --generate-hashes --no-header -o requirements.lock

clean: ## remove the environment and all caches; bundles and reports stay
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
