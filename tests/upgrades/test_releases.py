"""What a release records of the migrations."""

import shutil

import pytest

from . import releases


@pytest.fixture
def stored(tmp_path, monkeypatch):
    """A copy of the list of released migrations, without the last of them."""
    copy = tmp_path / "migrations.txt"
    shutil.copyfile(releases.MIGRATIONS, copy)
    lines = copy.read_text().splitlines(keepends=True)
    copy.write_text("".join(lines[:-1]))
    monkeypatch.setattr(releases, "MIGRATIONS", copy)
    return lambda: copy.read_text().splitlines()


def test_a_later_release_adds_what_is_new(stored):
    before = stored()
    releases.freeze_migrations("999.0.0")
    known, added = stored()[: len(before)], stored()[len(before) :]
    assert known == before
    assert added
    assert all(line.startswith("999.0.0 ") for line in added)
    releases.freeze_migrations("999.0.0")
    assert stored() == [*known, *added]


def test_a_later_release_refuses_a_migration_that_has_changed(stored, monkeypatch):
    before = stored()
    monkeypatch.setattr(releases, "checksum", lambda path: "another")
    with pytest.raises(SystemExit, match="have changed"):
        releases.freeze_migrations("999.0.0")
    assert stored() == before


def test_versions_are_sorted_as_numbers():
    assert sorted(["1.10.0", "1.9.2", "1.9.10"], key=releases.version_key)[-1] == "1.10.0"
