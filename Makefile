# Everything a newcomer needs. `make help` lists the targets.

UV := .tools/bin/uv
PYTHON := .venv/bin/python
export UV_PYTHON_DOWNLOADS := never
export PYTHONDONTWRITEBYTECODE := 1
CATALOGUES := $(wildcard cms/locale/*/LC_MESSAGES/django.po)
COMPILED := $(CATALOGUES:.po=.mo)
ADDRESS ?= 0.0.0.0:8000

.PHONY: help setup demo run test lint format messages bench check lock

help: ## List the targets
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/' | expand -t 12

$(UV):
	python3 -m pip install --quiet --disable-pip-version-check --root-user-action=ignore \
		--target .tools uv==0.13.9

.venv/.ready: pyproject.toml uv.lock | $(UV)
	$(UV) sync --quiet --locked
	@touch $@

%.mo: %.po | .venv/.ready
	$(PYTHON) -m cms.catalogues $<

setup: .venv/.ready $(COMPILED) ## Install the locked dependencies and compile the catalogues

demo: export DJANGO_SETTINGS_MODULE := cms.settings.demonstration
demo: setup ## Set up, load the demonstration content and serve it on port 8000
	$(PYTHON) manage.py set_up
	$(PYTHON) manage.py load_demonstration
	$(PYTHON) manage.py collect_static_once
	$(PYTHON) manage.py announce
	.venv/bin/gunicorn cms.wsgi --bind $(ADDRESS) --workers $${WEB_WORKERS:-2} --threads 4

run: setup ## Serve the site for development, with its own database
	$(PYTHON) manage.py set_up
	$(PYTHON) manage.py runserver

lock: | $(UV)
	$(UV) lock
