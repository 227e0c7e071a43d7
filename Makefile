# Shortcuts; `python3 tools/run.py` needs no make.
.PHONY: demo test fuzz docs bench format

demo:
	python3 tools/run.py demo

test:
	python3 tools/run.py test

fuzz: .venv/installed
	ADR_HYPOTHESIS=search .venv/bin/python -m pytest -n auto
	python3 tools/run.py fuzz

docs: .venv/installed
	.venv/bin/python tools/reference.py

bench: .venv/installed
	.venv/bin/python -m benchmarks.run

format: .venv/installed
	.venv/bin/ruff check --fix
	.venv/bin/ruff format

.venv/installed:
	python3 tools/run.py test --collect-only --quiet
