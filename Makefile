# Every target sets itself up; `make` alone lists them.
.DEFAULT_GOAL := help
.PHONY: help setup demo test browser pictures check words bench quality train format lock clean

# The Python we test with comes first. Another one: make setup PYTHON=/path/to/python3
PYTHON ?= $(shell for name in python3.11 python3.12 python3.13 python3.14 python3; do \
	"$$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo "$$name" && break; \
	done)
UV ?= $(shell command -v uv 2>/dev/null)
LOCKS := --require-hashes -r requirements.lock -r requirements-dev.lock
# The build backend is in the dev lock, so nothing is fetched without a hash.
PACKAGE := --no-build-isolation --no-deps --editable .
READY := .venv/ready
LOCALE := slackapp/locale
WORDS := build/words
# Compiling all that a process imports takes 2 s, and many tests start processes.
unexport PYTHONDONTWRITEBYTECODE

help:  ## Say what can be made
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "make %-8s %s\n", $$1, $$2}' Makefile

setup: $(READY)  ## Put both locks and the package into .venv (the others do it by themselves)

$(READY): pyproject.toml requirements.lock requirements-dev.lock
	@test -n "$(PYTHON)" || { echo "We Not Me needs Python 3.11 or newer and found none. Install it, or name it: make setup PYTHON=/path/to/python3" >&2; exit 1; }
	@echo "Setting up .venv, once; this takes about a minute"
ifneq ($(UV),)
	@"$(UV)" venv --quiet --allow-existing --python "$(PYTHON)" .venv
	@"$(UV)" pip install --quiet --python .venv/bin/python $(LOCKS)
	@"$(UV)" pip install --quiet --python .venv/bin/python $(PACKAGE)
else
	@"$(PYTHON)" -m venv .venv || { echo "Python's venv module does not work here; on Debian and Ubuntu: apt install python3-venv" >&2; exit 1; }
	@.venv/bin/python -m pip install --quiet --disable-pip-version-check $(LOCKS)
	@.venv/bin/python -m pip install --quiet --disable-pip-version-check $(PACKAGE)
endif
	@touch $@

demo: setup  ## Play a community's weeks through the real app and post its leaderboard (ARGS="--once")
	.venv/bin/slackapp demo $(ARGS)

# More than twice the processors: many tests wait for servers, disks and each other.
test: WORKERS ?= $(shell .venv/bin/python -c "import os; print(2 * os.cpu_count() + 1)")
test: setup browser  ## Run the whole test suite (ARGS="-k kudos")
	.venv/bin/pytest -n $(WORKERS) --dist worksteal $(ARGS)

# Chromium is Debian's; where we may not install it, the tests in a browser say why they are skipped.
browser:  ## Install Chromium for the tests in a browser (Debian, Ubuntu; needs root)
	@for name in chromium chromium-browser google-chrome; do command -v $$name >/dev/null && exit 0; done; { \
		test "$$(id -u)" = 0 && command -v apt-get >/dev/null \
		&& apt-get update -qq && apt-get install -qq --yes --no-install-recommends chromium fonts-noto-color-emoji >/dev/null; \
	} || echo "No Chromium, so no tests in a browser. To have them: sudo apt-get install chromium" >&2

pictures: setup browser  ## Take the pictures of docs/pictures anew
	PICTURES=docs/pictures .venv/bin/pytest -q -n0 tests/browser/test_demo.py

check: setup  ## Format, lint, types, import rules, house rules, migrations in step
	.venv/bin/ruff format --check
	.venv/bin/ruff check
	.venv/bin/mypy
	.venv/bin/lint-imports --no-logo
	.venv/bin/pytest -q tests/house/test_house_rules.py tests/house/test_locks.py tests/house/test_pages.py tests/database/test_migrations_in_step.py

# English is in the code; a new language is one more folder: make words LANGUAGE=fr
words: setup  ## Bring the catalogues in step with the code and compile them (LANGUAGE=fr begins one)
	@mkdir -p build
	@.venv/bin/pybabel --quiet extract --ignore-dirs="cli demo sandbox .*" --add-location=file --sort-by-file \
		--project=slackapp --output=$(WORDS).pot slackapp
	@$(if $(LANGUAGE),test -e $(LOCALE)/$(LANGUAGE) || .venv/bin/pybabel --quiet init -D slackapp -i $(WORDS).pot -d $(LOCALE) -l $(LANGUAGE))
	@.venv/bin/pybabel --quiet update -D slackapp -i $(WORDS).pot -d $(LOCALE) --no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date
	@.venv/bin/pybabel --quiet compile -D slackapp -d $(LOCALE)
	@rm $(WORDS).pot

bench: setup  ## Run the benchmarks, one after the other
	@set -e; for script in benchmarks/[a-z]*.py; do echo "== $$script"; .venv/bin/python "$$script"; done

quality: setup  ## Measure how well real talk is read; fails where a figure is under its floor
	OMP_NUM_THREADS=1 .venv/bin/python -m benchmarks.quality.bench

train: setup  ## Learn the weights of reading anew (ARGS="--check" only says whether they would change)
	OMP_NUM_THREADS=1 .venv/bin/python -m benchmarks.quality.train_questions $(ARGS)
	OMP_NUM_THREADS=1 .venv/bin/python -m benchmarks.quality.train_help $(ARGS)

format: setup  ## Put the code into shape
	.venv/bin/ruff format
	.venv/bin/ruff check --fix

lock:  ## Make both locks anew from pyproject.toml (needs uv)
	@test -n "$(UV)" || { echo "make lock needs uv" >&2; exit 1; }
	"$(UV)" pip compile --quiet --no-header --universal --python-version 3.11 --generate-hashes --upgrade \
		pyproject.toml --output-file requirements.lock
	"$(UV)" pip compile --quiet --no-header --universal --python-version 3.11 --generate-hashes --upgrade \
		--group dev --constraints requirements.lock --output-file requirements-dev.lock

clean:  ## Remove .venv and every cache
	rm -rf .venv build dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	find slackapp tests benchmarks migrations -name __pycache__ -prune -exec rm -rf {} +
