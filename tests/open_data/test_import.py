"""The import of records: what is written, with which permissions, and what stays."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from wagtail.models import Page, PageLogEntry

from meetings.models import MeetingIndexPage, MeetingPage
from tests import specimens as specimen
from tests.data_set_files import (
    csv_file,
    csv_rows,
    data_set_import,
    fetch,
    import_rows,
    json_file,
    only_record,
    problem_positions,
    records,
    xlsx_file,
)
from translation.roles import COORDINATOR

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]

NEW = {"slug": "graz", "title": "Meeting in Graz", "date": "2020-03", "kind": "ministerial"}
OLD = {"slug": "vienna", "title": "Meeting at Vienna"}


def draft(page: Page) -> MeetingPage:
    return MeetingPage.objects.get(pk=page.pk).get_latest_revision_as_object()


def counts(report) -> tuple[int, int, int]:
    return tuple(report.count(outcome) for outcome in ("created", "changed", "unchanged"))


def test_a_new_record_becomes_a_draft_below_its_section(home):
    report = import_rows("meetings", NEW)
    assert (report.problems, counts(report)) == ([], (1, 0, 0))
    page = MeetingPage.objects.get(slug="graz")
    assert (page.live, page.has_unpublished_changes) == (False, True)
    assert page.get_parent().specific == MeetingIndexPage.objects.get(locale=home.locale)
    assert (page.title, page.kind, page.date.isoformat()) == (
        "Meeting in Graz",
        "ministerial",
        "2020-03",
    )
    assert draft(page).title == page.title
    assert not any(Page.find_problems())


def test_a_new_record_has_the_identifier_of_the_file(home):
    key = "00000000-0000-4000-8000-000000000001"
    import_rows("meetings", {**NEW, "id": key})
    assert str(MeetingPage.objects.get(slug="graz").translation_key) == key


def test_a_changed_cell_becomes_an_unpublished_draft(client, home):
    page = specimen.meeting(home, summary="Short.")
    report = import_rows("meetings", OLD)
    assert counts(report) == (0, 1, 0)
    assert report.records[0].changed == ["title"]
    assert only_record(client, "meetings")["title"] == "Meeting in Vienna"
    assert (draft(page).title, draft(page).summary) == ("Meeting at Vienna", "Short.")


def test_imported_records_are_published_on_request_only(client, home):
    specimen.meeting(home)
    import_rows("meetings", OLD, publish=True)
    assert only_record(client, "meetings")["title"] == "Meeting at Vienna"


def test_an_empty_cell_empties_a_field_and_a_missing_column_leaves_it(home):
    page = specimen.meeting(home, summary="Short.", place="Vienna")
    import_rows("meetings", {"slug": "vienna", "summary": ""})
    assert (draft(page).summary, draft(page).place) == ("", "Vienna")


def test_an_unchanged_record_is_not_written(client, home):
    page = specimen.meeting(home)
    report = data_set_import("meetings", fetch(client, "meetings", "csv")).execute()
    assert counts(report) == (0, 0, 1)
    assert not report.can_import
    assert page.revisions.count() == 1


def test_importing_the_same_file_twice_changes_nothing_the_second_time(home):
    specimen.meeting(home)
    for expected in [(1, 1, 0), (0, 0, 2)]:
        assert counts(import_rows("meetings", NEW, {**NEW, **OLD})) == expected


def test_a_file_does_not_undo_the_changes_of_a_later_draft(client, home):
    page = specimen.meeting(home)
    (row,) = csv_rows(fetch(client, "meetings", "csv"))
    page.host = "A ministry"
    page.save_revision()
    import_rows("meetings", {**row, "title": "Meeting at Vienna"})
    assert (draft(page).title, draft(page).host) == ("Meeting at Vienna", "A ministry")


def test_a_page_with_a_draft_of_somebody_else_is_not_published(client, home):
    page = specimen.meeting(home)
    page.host = "A ministry"
    page.save_revision()
    assert import_rows("meetings", OLD, publish=True).problems
    assert only_record(client, "meetings")["title"] == "Meeting in Vienna"


def test_a_preview_changes_nothing_and_reports_the_same_as_the_import(home):
    page = specimen.meeting(home)
    data_import = data_set_import("meetings", csv_file({**NEW, **OLD}, {**OLD, **NEW}))
    preview = data_import.check()
    assert not MeetingPage.objects.filter(slug="graz").exists()
    assert page.revisions.count() == 1
    done = data_import.execute(preview.fingerprint)
    assert (counts(preview), preview.fingerprint) == (counts(done), done.fingerprint)


def test_with_one_problem_nothing_is_written(home):
    page = specimen.meeting(home)
    report = import_rows("meetings", NEW | {"country": ""}, NEW | OLD | {"country": "Austria"})
    assert problem_positions(report) == [(3, "country")]
    assert not MeetingPage.objects.filter(slug="graz").exists()
    assert page.revisions.count() == 1


def test_every_problem_is_reported_with_its_row_and_column(home):
    specimen.meeting(home)
    report = import_rows(
        "meetings",
        {**NEW, "themes": "unheard-of", "is_online": "perhaps"},
        {**NEW, "slug": "linz", "date": "soon", "kind": "party"},
        {**NEW, "slug": "", "title": ""},
    )
    assert problem_positions(report) == [
        (2, "is_online"),
        (3, "date"),
        (3, "kind"),
        (4, "title"),
    ]
    report = import_rows(
        "meetings", {**NEW, "themes": "unheard-of"}, {**NEW, "slug": "", "kind": "other"}
    )
    assert problem_positions(report) == [(2, "themes"), (3, "")]


def test_problems_are_reported_in_the_language_of_the_user(home, language):
    with language("mk"):
        (problem,) = import_rows("meetings", {**NEW, "title": "x" * 300}).problems
    assert problem.column == "title"
    assert not problem.message.isascii()


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ({**NEW, "person": "x"}, "person"),
        ({"title": "Without a name"}, ""),
        ({**OLD, "id": "not-an-identifier"}, "id"),
        ({**NEW, "slug": "Not a slug"}, "slug"),
        ({**NEW, "title": "x" * 300}, "title"),
        ({**NEW, "language": "mk"}, "language"),
        ({**NEW, "date": ""}, "date"),
        ({"slug": "graz", "title": "Without a date"}, "date"),
    ],
)
def test_a_file_that_makes_no_record_is_refused(home, row, column):
    specimen.meeting(home)
    assert column in [column for _row, column in problem_positions(import_rows("meetings", row))]
    assert MeetingPage.objects.count() == 1


def test_no_two_rows_are_about_the_same_record(home):
    page = specimen.meeting(home)
    by_id = {"id": str(page.translation_key), "slug": "", "title": "By identifier"}
    by_slug = {"id": "", "slug": "vienna", "title": "By slug"}
    assert problem_positions(import_rows("meetings", by_id, by_slug)) == [(3, "id")]
    assert problem_positions(import_rows("meetings", NEW, NEW)) == [(3, "id")]


def test_an_address_belongs_to_one_record(home):
    page = specimen.meeting(home)
    other = "00000000-0000-4000-8000-000000000001"
    assert problem_positions(import_rows("meetings", {**NEW, **OLD, "id": other})) == [(2, "slug")]
    renamed = {"id": str(page.translation_key), "slug": "wien"}
    assert problem_positions(import_rows("meetings", renamed)) == [(2, "slug")]


def test_an_identifier_of_something_else_is_refused(home):
    page = specimen.state(home)
    row = {**NEW, "id": str(page.translation_key)}
    assert problem_positions(import_rows("meetings", row)) == [(2, "id")]


def test_rows_in_other_languages_are_refused_and_their_pages_stay(client, home):
    specimen.translate(home.get_children().get(slug="meetings").specific, "mk")
    page = specimen.meeting(home)
    specimen.translate(page, "mk")
    report = data_set_import("meetings", fetch(client, "meetings", "csv", "mk")).execute()
    assert problem_positions(report) == [(2, "language")]


def test_read_only_columns_are_ignored(client, home):
    specimen.meeting(home)
    (row,) = csv_rows(fetch(client, "meetings", "csv"))
    report = import_rows("meetings", {**row, "address": "https://example.org/elsewhere/"})
    assert counts(report) == (0, 0, 1)


def test_a_file_of_another_data_set_is_refused(client, home):
    specimen.meeting(home)
    data = fetch(client, "meetings", "json")
    assert problem_positions(data_set_import("states", data, "json").check()) == [(1, "name")]


@pytest.mark.parametrize("ending", ["csv", "json", "xlsx"])
def test_every_file_format_is_imported_alike(home, ending):
    page = specimen.meeting(home)
    row = {**OLD, "is_online": "false", "participants": "AL; BA", "participation": "listed"}
    files = {
        "csv": lambda: csv_file(row),
        "xlsx": lambda: xlsx_file(list(row), list(row.values())),
        "json": lambda: json_file({**row, "is_online": False, "participants": ["AL", "BA"]}),
    }
    report = data_set_import("meetings", files[ending](), ending).execute()
    assert report.records[0].changed == ["title", "participation", "participants"]
    assert [item.territory for item in draft(page).participants.all()] == ["AL", "BA"]


def test_links_to_pages_of_the_site_are_stored_by_page_id(client, home):
    page = specimen.meeting(home)
    about = specimen.content(home)
    html = '<p>See <a href="http://localhost:8000/en/about/">us</a>, <b>or not</b>.</p>'
    import_rows("meetings", {"slug": "vienna", "outcome": html}, publish=True)
    page.refresh_from_db()
    assert f'<a id="{about.pk}" linktype="page">us</a>' in page.outcome
    assert only_record(client, "meetings")["outcome"] == html


@pytest.mark.parametrize(
    "html", ["<script>x</script>", '<img src="x" onerror="y">', "<iframe></iframe>", "<h1>x</h1>"]
)
def test_markup_without_a_rich_text_feature_is_refused(home, html):
    specimen.meeting(home)
    assert problem_positions(import_rows("meetings", {"slug": "vienna", "outcome": html})) == [
        (2, "outcome")
    ]


def test_a_link_that_runs_a_script_loses_its_target(home):
    page = specimen.meeting(home)
    import_rows("meetings", {"slug": "vienna", "outcome": '<p><a href="javascript:x()">y</a></p>'})
    assert "javascript" not in draft(page).outcome


def test_the_editor_who_imports_is_the_author_in_the_history(home, editor):
    page = specimen.meeting(home)
    import_rows("meetings", NEW, {**NEW, **OLD}, user=editor)
    assert MeetingPage.objects.get(slug="graz").owner == editor
    assert page.revisions.latest("created_at").user == editor
    entry = PageLogEntry.objects.filter(page=page.pk, user=editor).latest("timestamp")
    assert entry.action == "wagtail.edit"


def test_an_import_needs_the_permissions_to_edit(home):
    user = get_user_model().objects.create_user("reader", email="reader@example.org")
    page = specimen.meeting(home)
    assert problem_positions(import_rows("meetings", NEW, user=user)) == [(2, "")]
    assert problem_positions(import_rows("meetings", OLD, user=user)) == [(2, "")]
    assert page.revisions.count() == 1


def test_publishing_an_import_needs_the_permission_to_publish(client, home):
    user = get_user_model().objects.create_user("coordinator", email="c@example.org")
    user.groups.add(Group.objects.get(name=COORDINATOR.name))
    specimen.meeting(home)
    assert not data_set_import("meetings", csv_file(OLD), user=user).check().problems
    assert problem_positions(import_rows("meetings", OLD, user=user, publish=True)) == [(2, "")]
    assert records(client, "meetings")[0]["title"] == "Meeting in Vienna"


def test_a_page_that_somebody_has_locked_is_not_written(home, editor):
    page = specimen.meeting(home)
    MeetingPage.objects.filter(pk=page.pk).update(
        locked=True, locked_by=get_user_model().objects.create_user("other", email="o@example.org")
    )
    assert problem_positions(import_rows("meetings", OLD, user=editor)) == [(2, "")]
