# Two commands are the whole set-up: `make parse`, then `make test`.

INPUT  ?= $(wildcard corpus/*/documents)
OUTPUT ?= outputs
JOBS   ?=
DATABASE ?= sqlite:///$(OUTPUT)/hr.db
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)

VENV := .venv
BIN  := $(VENV)/bin
PIP  := $(BIN)/python -m pip --disable-pip-version-check --quiet install -c constraints.txt

.DEFAULT_GOAL := help
.PHONY: help parse load test lint types layers tests corpus eval eval-ca gains wheel compiled bench \
	docs clean

help: ## print this help
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)
	@echo
	@echo "  INPUT=\"folder file ...\"  what to parse    (now: $(INPUT))"
	@echo "  OUTPUT=folder            where it goes    (now: $(OUTPUT))"
	@echo "  JOBS=n                   worker processes (default: one a core)"

$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "No python3 of version 3.11 or newer was found; name one with PYTHON=..." >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.ready: pyproject.toml constraints.txt | $(BIN)/python
	$(PIP) -e .
	@touch $@

$(VENV)/.ready-dev: $(VENV)/.ready
	$(PIP) -e '.[dev]'
	@touch $@

parse: $(VENV)/.ready ## parse INPUT into OUTPUT and print a summary
	@$(BIN)/standards parse $(INPUT) --output $(OUTPUT) $(if $(JOBS),--jobs $(JOBS))

load: $(VENV)/.ready ## load the records of OUTPUT into DATABASE
	@$(BIN)/standards load $(OUTPUT) --database $(DATABASE)

test: lint types layers tests ## lint, types, layers and tests

lint: $(VENV)/.ready-dev ## ruff: rules and format
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.ready-dev ## mypy, strict
	$(BIN)/mypy pipeline corpus tests

layers: $(VENV)/.ready-dev ## the floors of the house, checked by import-linter
	$(BIN)/lint-imports

tests: $(VENV)/.ready-dev ## pytest with coverage
	$(BIN)/python -m pytest -n 2 --cov --cov-report=term:skip-covered --cov-fail-under=93

corpus: $(VENV)/.ready-dev ## render the bank into documents with gold; COUNT=n SEED=s OUTPUT=folder makes more
	$(BIN)/python -m corpus $(if $(COUNT),--count $(COUNT) --seed $(or $(SEED),1) --output $(OUTPUT)/corpus)

eval: $(VENV)/.ready ## parse the corpus and score it against its gold; the result is dated
	@$(BIN)/standards parse $(wildcard corpus/*/documents) --output $(OUTPUT)/eval --prune >/dev/null
	@$(BIN)/standards evaluate $(wildcard corpus/*/gold) $(OUTPUT)/eval \
		--save docs/results/eval-$(shell date +%F).json
	@$(if $(CALIFORNIA),$(MAKE) --no-print-directory eval-ca)

CALIFORNIA := $(wildcard ../shared/real/ca/content)

eval-ca: $(VENV)/.ready
	@$(BIN)/python -m corpus.offsets texts corpus/us-ca/offsets $(CALIFORNIA) $(OUTPUT)/eval-ca-gold
	@$(BIN)/python -m corpus.locate $(OUTPUT)/eval-ca-gold $(CALIFORNIA)
	@$(BIN)/standards parse $(CALIFORNIA) --output $(OUTPUT)/eval-ca --prune >/dev/null
	@$(BIN)/standards evaluate $(OUTPUT)/eval-ca-gold $(OUTPUT)/eval-ca \
		--save docs/results/eval-ca-$(shell date +%F).json

gains: $(VENV)/.ready-dev ## what the working tree gains and loses against the last version
	@$(BIN)/python -m bench.gains

$(VENV)/.ready-bench: $(VENV)/.ready-dev
	$(PIP) -e '.[bench]'
	@touch $@

# The parser compiled by mypyc: the wheel in dist/, the same unpacked for use beside the sources.
# It is built from a copy (the sdist): libraries left between the sources would outlive them.
COMPILED := build/compiled
WITH_COMPILED := PYTHONSAFEPATH=1 PYTHONPATH=$(CURDIR)/$(COMPILED):$(CURDIR) $(BIN)/python

$(COMPILED)/.ready: $(shell find pipeline schemas -type f -not -name '*.pyc') pyproject.toml | $(VENV)/.ready-dev
	rm -rf build dist
	$(BIN)/hatchling build -t sdist -d build
	HATCH_BUILD_HOOKS_ENABLE=1 $(BIN)/python -m pip --disable-pip-version-check --quiet wheel \
		--no-deps --no-build-isolation --wheel-dir dist build/*.tar.gz
	$(PIP) --no-deps --target $(COMPILED) dist/*.whl
	@touch $@

wheel: $(COMPILED)/.ready ## compile the parser into a wheel in dist/ (minutes; needs a C compiler)
	@ls dist/*.whl

compiled: wheel ## the tests, with the compiled parser
	$(WITH_COMPILED) -c 'import pipeline.segment as s; assert not s.__file__.endswith(".py"), s'
	$(WITH_COMPILED) -m pytest -n 2 --override-ini pythonpath=

bench: $(VENV)/.ready-bench wheel ## measure the compiled parser against peers; a quarter of an hour
	@mkdir -p $(OUTPUT)
	$(WITH_COMPILED) -m bench --markdown $(OUTPUT)/bench.md

docs: $(VENV)/.ready ## generate the pages of docs that are made from the code
	$(BIN)/python docs/generate.py
	$(BIN)/python docs/queries.py

clean: ## remove the environment and the caches; outputs stay
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .coverage .coverage.*
