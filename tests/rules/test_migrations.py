"""The migrations match the models, and each app has one initial migration."""

import pytest
from django.apps import apps
from django.core.management import call_command

from .source_files import APPS, ROOT

# The user model comes first, since Wagtail's tables, which core's pages need, refer to it.
FIRST_MIGRATIONS = {"core": ["0001_initial", "0002_initial"]}


@pytest.mark.django_db
def test_no_model_has_changed_without_a_migration(capsys):
    try:
        call_command("makemigrations", check=True, dry_run=True)
    except SystemExit:
        pytest.fail(capsys.readouterr().out)


@pytest.mark.parametrize("app", [app for app in APPS if apps.is_installed(app)])
def test_every_app_has_one_first_migration(app):
    files = sorted(path.stem for path in (ROOT / app / "migrations").glob("0*.py"))
    has_models = any(apps.get_app_config(app).get_models())
    expected = FIRST_MIGRATIONS.get(app, ["0001_initial"]) if has_models else []
    assert files == expected
