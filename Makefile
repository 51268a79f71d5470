# The two commands of a fresh checkout are `make demo` and `make test`; both make .venv first.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: demo test lint docs bench fuzz clean
.DELETE_ON_ERROR:

demo: .venv/.ready
	$(BIN)/python -m examples.demo

test: .venv/.ready
	$(BIN)/pytest -n 3 --dist loadfile --no-loadscope-reorder

lint: .venv/.ready
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo

docs: .venv/.ready
	$(BIN)/python -m flows.reference

bench: .venv/.ready
	$(PYTHON) -m venv benchmarks/.venv
	benchmarks/.venv/bin/pip install --quiet -r benchmarks/requirements.txt -r benchmarks/requirements-beside.txt
	for script in benchmarks/*.py; do PYTHONPATH=. $(BIN)/python $$script || exit 1; done

fuzz: .venv/.ready
	$(BIN)/python -m tests.fuzz --count $(or $(COUNT),10000) --first $(or $(FIRST),0) --out fuzz

.venv/.ready: requirements.lock requirements-ocr.lock requirements-postgresql.lock pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements.lock
ifdef LIANFANG_CI
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements-ocr.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements-postgresql.lock
endif
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@

clean:
	rm -rf .venv benchmarks/.venv .mypy_cache .pytest_cache .ruff_cache .hypothesis
