# Commands for development and tests. `make help` lists the targets.

UV := .tools/bin/uv
PYTHON := .venv/bin/python
export UV_PYTHON_DOWNLOADS := never
# Rather the newest Python of the system than the first one on the path, which may be an older one of
# a version manager, compiled without profile-guided optimization: docs/performance.md.
export UV_PYTHON ?= $(or $(lastword $(sort $(wildcard /usr/bin/python3.1[1-9]))),python3)
# Bytecode is compiled once for all processes, and stored with the other generated files.
export PYTHONDONTWRITEBYTECODE :=
export PYTHONPYCACHEPREFIX := $(CURDIR)/var/bytecode
CATALOGUES := $(wildcard cms/locale/*/LC_MESSAGES/*.po cms/package_locale/*/LC_MESSAGES/*.po)
COMPILED := $(CATALOGUES:.po=.mo)
ADDRESS ?= 0.0.0.0:8000
COLLECTED := $(or $(STATIC_ROOT),var/static)/.collected
TEMPLATES := $(wildcard */templates)
PYTEST := .venv/bin/pytest
# The folder that the runs of pytest in one `make test` share.
RUN_FOLDER := var/tests

.PHONY: help setup demo run test test-all test-faults lint format messages bench lighthouse pictures check \
	deploy-check lock audit sbom licences release

help: ## List the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/' | expand -t 14

$(UV):
	python3 -m pip install --quiet --disable-pip-version-check --root-user-action=ignore \
		--target .tools uv==0.13.9

.venv/.ready: pyproject.toml uv.lock | $(UV)
	$(UV) sync --quiet --locked --no-dev --inexact
	@touch $@

.venv/.ready-for-tests: pyproject.toml uv.lock | $(UV)
	$(UV) sync --quiet --locked
	@touch $@ .venv/.ready

%.mo: %.po | .venv/.ready
	$(PYTHON) -m cms.catalogues compile $<

var:
	@mkdir -p $@

setup: .venv/.ready $(COMPILED) | var ## Install the locked dependencies and compile the catalogues

demo: export DJANGO_SETTINGS_MODULE := cms.settings.demonstration
demo: setup $(COLLECTED) ## Set up, load the demonstration content and serve it on port 8000
	$(PYTHON) manage.py set_up
	$(PYTHON) manage.py load_demonstration
	.venv/bin/gunicorn --config deploy/gunicorn.conf.py --bind $(ADDRESS)

$(COLLECTED): $(shell find static -type f) uv.lock | .venv/.ready
	DJANGO_SETTINGS_MODULE=cms.settings.demonstration \
		$(PYTHON) manage.py collectstatic --noinput --verbosity 0
	@touch $@

run: setup ## Serve the site for development, with its own database
	$(PYTHON) manage.py set_up
	$(PYTHON) manage.py runserver

test: ON_SQLITE := -m 'not postgresql'
test: ON_POSTGRESQL := -m 'postgresql or each_database'
test: ## Test a sample of the languages and widths, on SQLite, PostgreSQL and in a browser
test-all: GRIDS := --full
test-all: ## Run every test in every language, width and colour scheme, on both databases

# The server of PostgreSQL also runs during the tests on SQLite, since the sites for both databases
# are built side by side.
# Tests also wait, for the server of PostgreSQL and for pages in a browser: a third process uses that
# time of two processors.
# An empty value stands for the default, so that the tests use no database of the environment.
test test-all: export DATABASE_URL :=
test test-all: export TEST_DATABASE :=
test test-all: setup .venv/.ready-for-tests
	$(PYTHON) -m tests.services.provision
	rm -rf $(RUN_FOLDER) && mkdir $(RUN_FOLDER)
	$(PYTHON) -m tests.services.postgresql -- sh -ec " \
		$(PYTHON) -m tests.build_sites $(RUN_FOLDER); \
		DATABASE_URL= TEST_DATABASE= $(PYTEST) -n 2 tests --ignore tests/browser \
			--dist worksteal $(GRIDS) $(ON_SQLITE) --run-folder $(RUN_FOLDER); \
		$(PYTEST) -n 3 tests --ignore tests/browser --ignore tests/rules \
			--dist worksteal $(GRIDS) $(ON_POSTGRESQL) --run-folder $(RUN_FOLDER)"
	$(PYTEST) -n 3 tests/browser --dist worksteal $(GRIDS) --run-folder $(RUN_FOLDER)
	rm -rf $(RUN_FOLDER)

test-faults: ## Interrupt every kind of work before each statement; send 5,000 hostile requests
test-faults: export DATABASE_URL :=
test-faults: export TEST_DATABASE :=
test-faults: setup .venv/.ready-for-tests
	$(PYTHON) -m tests.services.provision
	rm -rf $(RUN_FOLDER) && mkdir $(RUN_FOLDER)
	$(PYTHON) -m tests.services.postgresql -- sh -ec ' \
		DATABASE_URL= TEST_DATABASE= $(PYTEST) -n 2 tests/faults --faults \
			--run-folder $(RUN_FOLDER); \
		$(PYTEST) -n 2 tests/faults --faults --run-folder $(RUN_FOLDER)'
	rm -rf $(RUN_FOLDER)

lint: setup .venv/.ready-for-tests ## Check the style of Python and of templates
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/djhtml --check --tabwidth 2 $(TEMPLATES)

format: setup .venv/.ready-for-tests ## Format Python and templates
	.venv/bin/ruff check --fix .
	.venv/bin/ruff format .
	.venv/bin/djhtml --tabwidth 2 $(TEMPLATES)

messages: setup ## Add new messages of the code to the catalogues (needs gettext)
	$(PYTHON) -m cms.catalogues extract
	$(MAKE) --no-print-directory setup

bench: setup .venv/.ready-for-tests ## Compare the speed with bare Wagtail and others: docs/benchmarks.md; QUICK=1 for a first look
	$(PYTHON) -m tests.services.provision deployment
	$(PYTHON) -m tests.benchmark $(if $(QUICK),--quick)

.tools/lighthouse/.ready: tests/lighthouse/package.json tests/lighthouse/measure.mjs
	mkdir -p $(@D)
	cp $^ $(@D)
	npm install --prefix $(@D) --no-package-lock --ignore-scripts --no-audit --no-fund
	@touch $@

lighthouse: setup .venv/.ready-for-tests .tools/lighthouse/.ready ## Score every kind of page in Lighthouse (needs Node 18.16)
	$(PYTHON) -m tests.services.provision
	$(PYTHON) -m tests.lighthouse

pictures: setup .venv/.ready-for-tests ## Take the pictures of README.md anew
	$(PYTHON) -m tests.services.provision
	$(PYTHON) -m tests.readme_pictures

deploy-check: setup .venv/.ready-for-tests ## Start what deploy/ describes on this machine, and try it
	$(PYTHON) -m tests.services.provision deployment
	$(UV) tool run --quiet check-jsonschema@0.39.0 --builtin-schema vendor.compose-spec \
		deploy/compose.yaml
	$(PYTHON) -m tests.deployment

check: lint ## Run Django's checks of the production settings and of the migrations
	SECRET_KEY=$$(head -c 64 /dev/urandom | base64 -w0) SITE_ADDRESS=https://example.org \
		$(PYTHON) manage.py check --deploy --settings cms.settings.base
	$(PYTHON) manage.py makemigrations --check --dry-run

lock: | $(UV)
	$(UV) lock

audit: | $(UV) ## Ask OSV for known vulnerabilities of the locked packages (needs the network)
	.ci/audit

sbom: | $(UV) var ## List the packages that the site runs with as CycloneDX, in var/sbom.json
	$(UV) export --quiet --preview-features sbom-export --frozen --no-dev \
		--format cyclonedx1.5 --output-file var/sbom.json

licences: .venv/.ready-for-tests ## List their licences in docs/licences.md
	$(PYTHON) -m tests.licences

release: setup .venv/.ready-for-tests ## Record a release: make release VERSION=1.2.0 (docs/upgrades.md)
	$(PYTHON) -m tests.services.provision
	$(PYTHON) -m tests.services.postgresql -- $(PYTHON) -m tests.upgrades $(VERSION)
	$(UV) lock
