# What a user runs and what CI runs are the same targets. `make help` lists them.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

# Where this is set, every process compiles every import anew: a Dagster run takes twice as long.
unexport PYTHONDONTWRITEBYTECODE
export DO_NOT_TRACK := 1
# Behind a company proxy the certificates that count are the machine's own.
export UV_SYSTEM_CERTS := 1

PYTHON ?= python3
UV_VERSION := 0.13.9
BIN := .venv/bin
LEXOPS := $(BIN)/lexops
SAMPLES := samples/archive/statutes samples/archive/regulations samples/archive/cases samples/archive/union samples/archive/inbox
QUESTION := 平台单方面调低配送单价，要提前多少天告诉骑手？

.PHONY: help preflight setup run dev test soak test-transformers lint format docs pictures eval bench lock clean

help: ## list the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 20

CHECK_PYTHON = $(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "lexops needs Python 3.11 or newer; this is $$($(PYTHON) -V). Name one with: make PYTHON=python3.12 ..." >&2; exit 2; }

preflight:
	@$(CHECK_PYTHON)
	@$(firstword $(wildcard $(BIN)/python) $(PYTHON)) -m indexing.preflight $(if $(MODEL_FROM),--from $(MODEL_FROM))

setup: .venv/.installed ## make ./.venv from the lock file

.venv/.installed: requirements.lock pyproject.toml
	@$(CHECK_PYTHON)
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv || { echo "python3 -m venv failed; on Debian: apt-get install python3-venv" >&2; exit 2; }
	@echo "installing about 1.3 GB of packages into ./.venv" >&2
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check uv==$(UV_VERSION)
	@$(BIN)/uv pip sync --quiet --python $(BIN)/python --require-hashes requirements.lock
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation --editable .
	@touch $@

run: preflight setup ## the sample archive from files to an answered question; MODEL_FROM=DIR takes the model from a folder
	@$(LEXOPS) models fetch $(if $(MODEL_FROM),--from $(MODEL_FROM))
	@$(LEXOPS) run $(SAMPLES)
	@echo; echo '$$ lexops search "$(QUESTION)"'
	@$(LEXOPS) search "$(QUESTION)" --k 3
	@echo "The Dagster UI on this home:  make dev   (or $(LEXOPS) dev)"

dev: setup ## the Dagster UI, on 127.0.0.1
	@$(LEXOPS) dev

test: preflight setup ## all tests; needs the embedding model, which it fetches
	@$(LEXOPS) models fetch $(if $(MODEL_FROM),--from $(MODEL_FROM))
	@$(BIN)/python -m pytest -m "not transformers" -n auto --dist worksteal

SOAK ?= 20
MUTATED ?= 2000
soak: preflight setup ## search for faults at random, SOAK times as long as `make test` does (default 20); MUTATED files (default 2000)
	@$(LEXOPS) models fetch $(if $(MODEL_FROM),--from $(MODEL_FROM))
	@LEXOPS_SOAK=$(SOAK) LEXOPS_MUTATED=$(MUTATED) $(BIN)/python -m pytest -m soak -n 2

test-transformers: setup ## the embedder for any sentence-transformers model, in an environment of its own (torch: 5 GB)
	@test -x .venv-transformers/bin/python || $(PYTHON) -m venv .venv-transformers
	@$(BIN)/uv pip sync --quiet --python .venv-transformers/bin/python --require-hashes requirements-transformers.lock
	@$(BIN)/uv pip install --quiet --python .venv-transformers/bin/python --no-deps --no-build-isolation --editable .
	@$(LEXOPS) models fetch bge-small-zh-v1.5
	@$(LEXOPS) models fetch
	@LEXOPS_REQUIRE_MODEL=1 .venv-transformers/bin/python -m pytest -m transformers tests/indexing

lint: setup ## formatting, style, types, layers, generated text
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/python docs/plain_english.py
	@$(BIN)/python -m cogapp --check --diff -p "$$(cat docs/cog_prelude.py)" README.md docs/*.md

format: setup ## put code into the one format
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

docs: setup ## write the generated parts of README.md and docs/, and the site with the API in site/
	@$(BIN)/python -m cogapp -r -p "$$(cat docs/cog_prelude.py)" README.md docs/*.md
	@NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --quiet --strict

pictures: setup ## take the pictures of docs/ui.md anew; needs chromium
	@$(BIN)/python docs/pictures.py

eval: setup ## re-run every claim of quality in evals/
	@$(BIN)/python -m evals

bench: setup ## measure speed, memory, and what a simpler program loses on the same files
	@$(BIN)/python -m benchmarks --baseline

lock: setup ## resolve the dependencies anew
	@$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --group dev pyproject.toml -o requirements.lock
	@$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --group dev --extra transformers pyproject.toml -o requirements-transformers.lock

clean: ## remove environments and caches; the home .lexops stays
	@rm -rf .venv .venv-transformers .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache dist
