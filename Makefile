# Two commands matter: `make run` and `make test`. Each sets up what it needs.

PY := .venv/bin/python

.PHONY: setup run test check bench docs fit fit-energy validate clean

setup: .venv/.ready-run

.venv/.ready-%: requirements/%.txt pyproject.toml tools/setup.sh
	@sh tools/setup.sh $*

run: .venv/.ready-run
	@.venv/bin/trophe serve

test: .venv/.ready-test check
	@sh tools/ensure_chromium.sh
	$(PY) -m pytest -n 2 --dist loadfile

check: .venv/.ready-test
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/mypy
	.venv/bin/lint-imports

bench: .venv/.ready-test
	$(PY) -m bench

docs: .venv/.ready-run
	$(PY) tools/build_docs.py

# Recalibrates the energy model's lean side from the packaged trials; needs no extra packages.
fit-energy: .venv/.ready-run
	$(PY) -m trophe.fit.energy_calibration

fit: .venv/.ready-fit
	$(PY) -m trophe.fit.muscle

validate: .venv/.ready-fit
	$(PY) -m trophe.fit.muscle_validate
	$(PY) -m trophe.fit.muscle_forms

clean:
	rm -rf .venv .mypy_cache .pytest_cache .ruff_cache .hypothesis
