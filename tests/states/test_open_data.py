"""The data set of the states: export, with the help lines that readers see, and import."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from states.models import StatePage
from tests import specimens as specimen
from tests.data_set_files import fetch, import_rows, only_record
from tests.help_lines import confirmed_line

pytestmark = pytest.mark.django_db


def state_with_line(home, **values) -> StatePage:
    page = specimen.state(home)
    line = confirmed_line(note="Ask Ms X", **values)
    page.help_lines = specimen.stream(page, "help_lines", ("help_line", line))
    return specimen.publish(page)


def test_a_confirmed_help_line_is_exported_without_the_note_for_editors(client, home):
    state_with_line(home, hours="always")
    (line,) = only_record(client, "states")["help_lines"]
    assert (line["number"], line["hours"], line["cost"]) == ("0800 001", "always", None)
    for ending in ("csv", "json"):
        assert b"Ms X" not in fetch(client, "states", ending)


@pytest.mark.parametrize(
    "withheld",
    [{"source": ""}, {"checked_on": None}, {"expires_on": None}, {"expires_on": "2020-01-01"}],
    ids=["no source", "not checked", "no expiry", "expired"],
)
def test_a_help_line_that_is_not_confirmed_is_exported_as_not_known(client, home, withheld):
    state_with_line(home, **withheld)
    assert only_record(client, "states")["help_lines"] is None
    for ending in ("csv", "json"):
        assert b"0800 001" not in fetch(client, "states", ending)


def test_the_file_counts_as_changed_when_a_help_line_expires(client, home, monkeypatch):
    page = state_with_line(home)
    first = client.get("/en/states/data.csv").headers
    assert first["Last-Modified"]
    later = timezone.now() + timedelta(days=3)
    monkeypatch.setattr(timezone, "now", lambda: later)
    asked = {"if-modified-since": first["Last-Modified"]}
    answer = client.get("/en/states/data.csv", headers=asked)
    assert answer.status_code == 200
    assert b"0800 001" not in answer.content
    assert StatePage.objects.get(pk=page.pk).help_lines


def state_with_help(home, **change) -> StatePage:
    """Publish a state with an emergency number and an organisation, both confirmed by default."""
    confirmed = {"source": "https://example.org/", "checked_on": "2026-11-24", **change}
    page = specimen.state(
        home,
        emergency_number="112",
        emergency_number_source=confirmed["source"],
        emergency_number_checked_on=confirmed["checked_on"],
    )
    page.helping_organisations = specimen.stream(
        page, "helping_organisations", ("organisation", {"name": "La Strada", **confirmed})
    )
    return specimen.publish(page)


def test_a_confirmed_emergency_number_and_organisation_are_exported(client, home):
    state_with_help(home)
    record = only_record(client, "states")
    confirmed = {"source": "https://example.org/", "checked_on": "2026-11-24"}
    assert record["emergency_numbers"] == [{"number": "112", **confirmed}]
    organisation = {"name": "La Strada", "website": None, **confirmed}
    assert record["helping_organisations"] == [organisation]


@pytest.mark.parametrize("withheld", [{"source": ""}, {"checked_on": None}])
def test_what_is_not_confirmed_of_the_help_is_not_exported(client, home, withheld):
    state_with_help(home, **withheld)
    record = only_record(client, "states")
    assert (record["emergency_numbers"], record["helping_organisations"]) == (None, None)
    for ending in ("csv", "json"):
        assert b"La Strada" not in fetch(client, "states", ending)
    answer = client.get("/api/v2/pages/", {"type": "states.StatePage", "emergency_number": "112"})
    assert answer.status_code == 400, "nobody can ask for a number that is not confirmed"


def test_help_lines_are_not_imported_and_stay(client, home):
    page = state_with_line(home)
    row = {"slug": "slovenia", "institution": "Another office", "help_lines": "[]"}
    assert not import_rows("states", row).problems
    found = StatePage.objects.get(pk=page.pk).get_latest_revision_as_object()
    assert found.institution == "Another office"
    assert found.help_lines.get_prep_value() == page.help_lines.get_prep_value()


def test_the_footnote_of_a_designation_is_exported_with_the_name(client, home):
    specimen.state(home, title="Kosovo", territory="XK", designation_footnote="As agreed.")
    record = only_record(client, "states")
    assert (record["title"], record["designation_footnote"]) == ("Kosovo", "As agreed.")


def test_the_language_of_a_name_is_given_by_its_tag(client, home):
    page = specimen.state(home, institution_native="Канцеларија", native_language="sr-cyrl")
    assert only_record(client, "states")["native_language"] == "sr-Cyrl"
    import_rows(
        "states", {"slug": "slovenia", "native_language": "sr-latn", "checked_on": "2024-02-29"}
    )
    found = StatePage.objects.get(pk=page.pk).get_latest_revision_as_object()
    assert (found.native_language, found.checked_on) == ("sr-latn", date(2024, 2, 29))
