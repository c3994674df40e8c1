"""The migrations match the models, those of releases never change, and their order is clear."""

import pytest
from django.core.management import call_command
from django.db.migrations.loader import MigrationLoader

from tests.upgrades.releases import released_migrations

from .source_files import APPS


@pytest.mark.django_db
def test_no_model_has_changed_without_a_migration(capsys):
    try:
        call_command("makemigrations", check=True, dry_run=True)
    except SystemExit:
        pytest.fail(capsys.readouterr().out)


def test_no_released_migration_has_changed():
    """Databases have it: add a new one (CONTRIBUTING.md). ``make release`` writes the list."""
    released = released_migrations()
    assert released
    assert not [item.path for item in released if not item.is_unchanged]


# A migration of wagtail-localize asks the database while it is imported.
@pytest.mark.django_db
@pytest.mark.parametrize("app", APPS)
def test_the_migrations_of_an_app_are_in_one_row(app):
    """Two that were written side by side need numbers one after the other."""
    graph = MigrationLoader(None).graph
    names = sorted(name for label, name in graph.nodes if label == app)
    assert len(graph.leaf_nodes(app)) == bool(names)
    numbers = [int(name.partition("_")[0]) for name in names]
    assert numbers == list(range(1, len(names) + 1))
