"""The open data of the demonstration: what is exported can be imported again."""

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from wagtail.models import Page

from open_data.data_sets import get_data_set
from tests import grids
from tests.data_set_files import PATHS, csv_file, csv_rows, data_set_import, fetch

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("demonstration"),
]

# Records refer to records of those before them.
ORDER = ["states", "meetings", "declarations", "paragraphs", "news"]
# Those with pages of their own.
PAGES = ["states", "meetings", "declarations", "news"]
# What no import writes: somebody has to confirm it on the site.
HELP_COLUMNS = ("emergency_numbers", "help_lines", "helping_organisations")


def files(ending: str) -> dict[str, bytes]:
    return {name: fetch(Client(), name, ending) for name in PATHS}


def without_help(rows: list[dict[str, str]]) -> list[dict[str, str]]:
    return [row | dict.fromkeys(HELP_COLUMNS, "") for row in rows]


@pytest.mark.parametrize("ending", ["csv", "json", "xlsx"])
@pytest.mark.parametrize("name", PATHS)
def test_importing_an_export_changes_nothing(name, ending):
    report = data_set_import(name, fetch(Client(), name, ending), ending).check()
    assert report.problems == []
    assert report.records
    assert {record.outcome for record in report.records} == {"unchanged"}


@pytest.mark.parametrize(("name", "column"), [("meetings", "host"), ("paragraphs", "text")])
def test_a_changed_cell_changes_only_its_field(name, column):
    before = csv_rows(fetch(Client(), name, "csv"))
    wanted = [dict(row) for row in before]
    wanted[1][column] = "<p>Something else</p>" if column == "text" else "Something else"
    report = data_set_import(name, csv_file(*wanted), publish=True).execute()
    assert [record.changed for record in report.records if record.changed] == [[column]]
    assert csv_rows(fetch(Client(), name, "csv")) == wanted


@pytest.mark.parametrize("ending", grids.file_formats())
def test_deleted_pages_are_created_again_with_the_same_data(ending):
    """All pages in full grids, in one format; otherwise two of each kind but the states.

    Meetings would lose the states that are deleted without them. A state that is created again has
    no confirmed help.
    """
    is_complete = grids.is_full and ending == "xlsx"
    before = files("csv")
    exported = files(ending)
    for name in PAGES if is_complete else PAGES[1:]:
        pages = get_data_set(name).section.get_children()
        for page in pages if is_complete else pages[:2]:
            page.delete()
    for name in ORDER if is_complete else ORDER[1:]:
        report = data_set_import(name, exported[name], ending, publish=True).execute()
        assert report.problems == []
        outcomes = {record.outcome for record in report.records}
        assert outcomes == {"created"} or (not is_complete and "created" in outcomes)
    after = files("csv")
    if is_complete:
        rows = csv_rows(before.pop("states"))
        assert csv_rows(after.pop("states")) == without_help(rows) != rows
    assert after == before
    assert not any(Page.find_problems())


def test_the_command_imports_a_file_and_has_a_dry_run(tmp_path, capsys):
    row = csv_rows(fetch(Client(), "meetings", "csv"))[0]
    file = tmp_path / "meetings.csv"
    file.write_bytes(csv_file({**row, "title": "Another title"}))
    call_command("import_data", "meetings", str(file), "--dry-run")
    assert capsys.readouterr().out.strip() == "would be: 0 created, 1 changed, 0 unchanged"
    call_command("import_data", "meetings", str(file), "--publish", "--user", "editor")
    page = get_data_set("meetings").model.objects.get(slug=row["slug"], locale__language_code="en")
    assert (page.title, page.latest_revision.user.username) == ("Another title", "editor")


@pytest.mark.parametrize(
    ("content", "options"),
    [
        (b"slug,date\r\nvienna,soon\r\n", []),
        (b"\xff", []),
        (None, []),
        (b"slug\r\n", ["--user", "nobody"]),
    ],
    ids=["a problem", "no table", "no file", "no account"],
)
def test_the_command_reports_errors(tmp_path, content, options):
    file = tmp_path / "meetings.csv"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(CommandError):
        call_command("import_data", "meetings", str(file), *options)
