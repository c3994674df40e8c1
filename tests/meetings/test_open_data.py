"""The data set of the meetings: export and import."""

import json

import pytest

from meetings.models import MeetingPage, MeetingParticipant
from tests import specimens as specimen
from tests.data_set_files import import_rows, only_record, problem_positions, records
from tests.public_pages import read

pytestmark = pytest.mark.django_db


def meeting_of(home, *codes: str, **values) -> MeetingPage:
    page = specimen.meeting(home, participation="listed", **values)
    page.participants = [MeetingParticipant(territory=code) for code in codes]
    return specimen.publish(page)


def draft(page: MeetingPage) -> MeetingPage:
    return MeetingPage.objects.get(pk=page.pk).get_latest_revision_as_object()


@pytest.mark.parametrize(
    ("participation", "participants"), [("not-recorded", None), ("none", []), ("listed", ["AL"])]
)
def test_no_participants_differ_from_unknown_ones(client, home, participation, participants):
    page = meeting_of(home, "AL")
    page.participation = participation
    if participation == "none":
        page.participants = []
    specimen.publish(page)
    record = only_record(client, "meetings")
    assert (record["participation"], record["participants"]) == (participation, participants)


def test_a_list_of_participants_that_is_empty_counts_as_not_recorded_as_on_the_page(client, home):
    specimen.meeting(home, participation="listed")
    record = only_record(client, "meetings")
    assert (record["participation"], record["participants"]) == ("not-recorded", None)


def test_names_of_states_are_exported_as_in_the_source(client, home):
    page = meeting_of(home, "AL", "MK")
    page.participants = [
        MeetingParticipant(territory="AL"),
        MeetingParticipant(territory="MK", name_used="FYROM"),
    ]
    specimen.publish(page)
    assert only_record(client, "meetings")["names_used"] == [{"state": "MK", "name": "FYROM"}]


def test_the_data_of_a_filtered_list_is_what_the_list_shows(client, home):
    meeting_of(home, "AL", kind="ministerial")
    meeting_of(home, "BA", slug="graz", title="Meeting in Graz")
    links = read(client, "/en/meetings/?state=AL&kind=ministerial").select("main .note a")
    address = next(link["href"] for link in links if link.get("type") == "application/json")
    query = address.partition("?")[2]
    shown = records(client, "meetings", query=f"?{query}")
    assert [record["title"] for record in shown] == ["Meeting in Vienna"]
    assert len(records(client, "meetings")) == 2


@pytest.mark.parametrize("query", ["?year=nonsense", "?year=%00", "?state=ZZ", "?utm_source=x"])
def test_an_invalid_filter_is_ignored_as_on_the_list(client, home, query):
    specimen.meeting(home)
    assert len(records(client, "meetings", query=query)) == 1


def test_themes_that_are_not_public_are_not_exported_and_stay_on_import(client, home):
    hidden, shown = specimen.theme("hidden", "Hidden"), specimen.theme()
    hidden.live = False
    hidden.save()
    page = specimen.meeting(home)
    page.themes = [hidden]
    specimen.publish(page)
    assert only_record(client, "meetings")["themes"] is None
    assert import_rows("meetings", {"slug": "vienna", "themes": "prevention"}).can_import
    assert {theme.slug for theme in draft(page).themes.all()} == {"hidden", shown.slug}


def test_a_date_is_imported_as_precisely_as_it_is_given(home):
    page = specimen.meeting(home)
    import_rows("meetings", {"slug": "vienna", "date": "2019-05", "end_date": "2019-07"})
    found = draft(page)
    assert found.date_precision == "month"
    assert (found.start_date.isoformat(), found.end_date.isoformat()) == (
        "2019-05-01",
        "2019-07-01",
    )


@pytest.mark.parametrize(
    ("date", "end_date"),
    [("2019-05-06", "2019-05"), ("2019-05-06", "2019-05-01"), ("2019", "2019"), ("", "2019")],
)
def test_dates_that_contradict_each_other_are_refused(home, date, end_date):
    specimen.meeting(home)
    report = import_rows("meetings", {"slug": "vienna", "date": date, "end_date": end_date})
    assert report.problems
    assert {problem.column for problem in report.problems} <= {"date", "end_date"}


@pytest.mark.postgresql
def test_states_are_added_and_taken_away_while_the_others_keep_their_names(home):
    page = meeting_of(home, "AL", "MK")
    item = page.participants.get(territory="MK")
    item.name_used = "FYROM"
    page.participants = [MeetingParticipant(territory="AL"), item]
    specimen.publish(page)
    report = import_rows("meetings", {"slug": "vienna", "participants": "MK; SI"})
    assert not report.problems
    found = {item.territory: item.name_used for item in draft(page).participants.all()}
    assert found == {"MK": "FYROM", "SI": ""}


@pytest.mark.postgresql
@pytest.mark.parametrize(
    ("values", "column"),
    [
        ({"participation": "not-recorded", "participants": "AL"}, "participants"),
        ({"participation": "none", "participants": "AL; BA"}, "participants"),
        ({"participation": "listed", "participants": "none"}, "participants"),
        ({"participation": "listed", "participants": ""}, "participation"),
        ({"participants": "AL", "names_used": '[{"state": "MK", "name": "x"}]'}, "names_used"),
        ({"is_online": "true", "place": "Vienna"}, "is_online"),
        ({"themes": "unheard-of"}, "themes"),
        ({"documents": '[{"title": "x", "kind": "other", "language": "en"}]'}, "documents"),
    ],
)
def test_contradicting_columns_of_a_row_are_reported(home, values, column):
    meeting_of(home, "AL")
    assert (2, column) in problem_positions(import_rows("meetings", {"slug": "vienna", **values}))


@pytest.mark.postgresql
def test_an_import_keeps_fields_without_a_column(home):
    page = specimen.every_kind(home).pages["MeetingPage"]
    page.refresh_from_db()  # items of lists get their ids when they are stored
    import_rows("meetings", {"slug": "vienna", "title": "Meeting at Vienna"})
    found = draft(page)
    assert found.title == "Meeting at Vienna"
    for name in ("agenda", "pictures", "documents", "sources"):
        assert getattr(found, name).get_prep_value() == getattr(page, name).get_prep_value()


def test_a_file_of_this_site_stays_a_file_when_the_documents_change(client, home):
    page = specimen.every_kind(home).pages["MeetingPage"]
    (document,) = only_record(client, "meetings")["documents"]
    elsewhere = {**document, "title": "Report", "address": "https://example.org/report.pdf"}
    again = {**document, "title": "The agenda"}
    report = import_rows(
        "meetings", {"slug": "vienna", "documents": json.dumps([elsewhere, again])}
    )
    assert not report.problems
    added, kept = draft(page).documents
    assert (added.value["url"], added.value["document"]) == (elsewhere["address"], None)
    assert kept.value["document"].pk == page.documents[0].value["document"].pk
