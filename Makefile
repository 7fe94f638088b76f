# Needs Python 3.11 or later and make; everything else is fetched into .venv and frontend/node_modules.

PYTHON ?= $(shell for name in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$name -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$name && break; done)
LOCK = .venv/bin/uv pip compile --quiet --universal --generate-hashes --custom-compile-command "make lock" pyproject.toml

.PHONY: run test test-full check demo screens api backup restore attack blind faults bench-reminders bench-timeline lock clean mutants
.DEFAULT_GOAL := run

run: .venv/.installed ## Toward on this machine, at http://localhost:8000 (or PORT=…)
	@exec .venv/bin/python -m deploy.local

demo: .venv/.installed ## the same, with Ana and Ben and six months of their life
	@exec .venv/bin/python -m deploy.local --then demo

screens: .venv/.installed ## pictures of the main screens
	@exec .venv/bin/python -m deploy.local --then screens --only

# Each run starts many processes: let them compile the code once, also where a machine's default is not to.
test test-full attack blind faults: export PYTHONDONTWRITEBYTECODE =

test: .venv/.installed ## all tests, with real servers and a real browser (CHANGED=1: those a change can reach)
	@.venv/bin/python -m deploy.web --test
	@.venv/bin/python -m deploy.web
	@.venv/bin/python -m deploy.browser
	@.venv/bin/python -m pytest -n 2

check: .venv/.installed ## types, layers, tables, API, style
	@.venv/bin/python -m deploy.check

test-full: .venv/.installed ## every test completely, for hours: a line for each part, what they said in .local/test-full
	@.venv/bin/python -m deploy.test_full

# Parts of it: whatever Ben hides, Ana sees the same (BLIND_SEED=… tells the same stories again); thousands of made-up
# requests and two hundred killed servers; everything killed two hundred times while reminders go out.
blind attack faults: .venv/.installed
	@.venv/bin/python -m deploy.test_full $@

bench-reminders: .venv/.installed ## what reminders cost, as one table (N=100000 BURST=10000, or FULL=1 for a million)
	@.venv/bin/python -m tests.bench.reminders

bench-timeline: .venv/.installed ## what ten years cost: pages, requests a second, frames (EVENTS=1000000 of all couples)
	@.venv/bin/python -m deploy.web
	@.venv/bin/python -m tests.bench.timeline

mutants: .venv/.installed ## breaks the code on purpose, for hours: does a test notice? (ONLY='backend.vault*')
	@.venv/bin/python -m deploy.mutants $(if $(ONLY),'$(ONLY)')

api: .venv/.installed ## the web app's types, after the API has changed
	@.venv/bin/python -m deploy.api

backup: .venv/.installed ## all rows into one file, the keys that open them into another
	@.venv/bin/python -m deploy.local --then backup --only

restore: .venv/.installed ## a backup into an empty database: WORDS=… KEYS=…
	@.venv/bin/python -m deploy.restore $(WORDS) $(KEYS)

lock: .venv/.installed ## requirements*.txt from pyproject.toml
	@$(LOCK) --group dev --output-file requirements-dev.txt
	@$(LOCK) --constraint requirements-dev.txt --output-file requirements.txt

clean: ## remove what was fetched and built; your data in .local stays
	rm -rf .venv .mypy_cache .ruff_cache .import_linter_cache .hypothesis frontend/node_modules frontend/dist

.venv/.installed: requirements-dev.txt deploy/install.py
	@test -n "$(PYTHON)" || { echo "Toward needs Python 3.11 or later: install it, or name it with PYTHON=…" >&2; exit 1; }
	@$(PYTHON) deploy/install.py
