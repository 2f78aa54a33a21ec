# Everything goes through these targets; what they do stands in bin/. None of them needs Node or Docker.
PORT ?= 8000
DEMO ?= 1
WORKERS ?= 2
export PORT DEMO WORKERS

.PHONY: help run dev test test-full check bench bench-web screenshots venv lock clean

help: ## Say what there is
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1	\2/p' Makefile

run: ## Set up what is missing, then serve (PORT=9000, DEMO=0, WORKERS=4)
	@exec bin/serve run

dev: ## The same with reloading and DEBUG
	@exec bin/serve dev

test: ## The whole suite on SQLite and on PostgreSQL (ARGS=tests/views)
	@exec bin/test $(ARGS)

test-full: ## The same with every accessibility check on every page in every width and colour scheme
	@ACCESSIBILITY=full exec bin/test $(ARGS)

check: ## Lint, format, types, migrations, architecture, rules of the house
	@exec bin/check

bench: venv ## Measure pages, saving, scoring and the report
	@exec .venv/bin/python -m tests.bench.run $(ARGS)

bench-web: venv ## Measure weight, paint, layout shift and interactions of the pages in a browser
	@exec .venv/bin/python -m tests.bench.web $(ARGS)

screenshots: venv ## Take the pictures of docs/images anew
	@exec .venv/bin/python -m tests.screens.shoot $(ARGS)

venv: ## The environment with everything for running and testing
	@bin/venv test

lock: ## Resolve the dependencies anew (ARGS=--upgrade)
	@exec bin/lock $(ARGS)

clean: ## Remove the environment and collected files; the data in var/ stays
	rm -rf .venv staticfiles .mypy_cache .pytest_cache .ruff_cache
