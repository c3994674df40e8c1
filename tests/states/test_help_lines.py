"""Help lines are shown only while they are confirmed."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from states.blocks import HelpLineBlock
from states.policies import is_help_line_shown, reasons_help_line_is_hidden
from tests import specimens as specimen
from tests.help_lines import confirmed_line
from tests.public_pages import element_text, read

TODAY = date(2026, 3, 4)
DAY = timedelta(days=1)
CONFIRMED = {
    "source": "https://example.org/",
    "checked_on": TODAY - 30 * DAY,
    "expires_on": TODAY + 30 * DAY,
}


def test_a_line_with_a_source_a_check_and_an_expiry_to_come_is_shown():
    assert is_help_line_shown(CONFIRMED, TODAY)
    assert reasons_help_line_is_hidden(CONFIRMED, TODAY) == []


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"source": ""}, "no source"),
        ({"source": None}, "no source"),
        ({"checked_on": None}, "no date on which it was checked"),
        ({"checked_on": TODAY + DAY}, "still to come"),
        ({"expires_on": None}, "no expiry"),
        ({"expires_on": TODAY - DAY}, "Its expiry has passed"),
    ],
)
def test_each_rule_alone_hides_a_line_and_gives_a_reason(change, reason):
    line = {**CONFIRMED, **change}
    reasons = reasons_help_line_is_hidden(line, TODAY)
    assert not is_help_line_shown(line, TODAY)
    assert len(reasons) == 1
    assert reason in str(reasons[0])


@pytest.mark.parametrize("change", [{"checked_on": TODAY}, {"expires_on": TODAY}])
def test_the_first_and_the_last_day_are_included(change):
    assert is_help_line_shown({**CONFIRMED, **change}, TODAY)


def test_a_line_of_which_nothing_is_known_has_every_reason():
    assert len(reasons_help_line_is_hidden({}, TODAY)) == 3


def test_each_day_is_decided_anew():
    shown = [is_help_line_shown(CONFIRMED, TODAY + days * DAY) for days in (-31, -30, 0, 30, 31)]
    assert shown == [False, True, True, True, False]


@pytest.mark.parametrize("number", ["116 006", "+385 1 60 14 614", "(01) 23-45/6", "112"])
def test_a_number_is_kept_as_the_source_prints_it(number):
    assert HelpLineBlock().child_blocks["number"].clean(number) == number


@pytest.mark.parametrize("number", ["", "12", "call us", "116 006\n", "١١٢ ١١٢", "1" * 41])
def test_an_invalid_number_is_refused(number):
    with pytest.raises(ValidationError):
        HelpLineBlock().child_blocks["number"].clean(number)


def test_a_telephone_dials_digits_and_a_plus():
    value = HelpLineBlock().to_python({"number": "+385 (1) 60-14/614", "operator": "Office"})
    assert value.tel_number == "+38516014614"


# On the page


def state_with_lines(home, *changes: dict):
    """Publish a state page with a help line for each change of a confirmed one."""
    page = specimen.state(home)
    lines = []
    for position, change in enumerate(changes, start=1):
        values = {"number": f"0800 00{position}", "note": "Ask again in May", **change}
        lines.append(("help_line", confirmed_line(**values)))
    page.help_lines = specimen.stream(page, "help_lines", *lines)
    return specimen.publish(page)


def numbers(soup) -> list[str]:
    return [link["href"] for link in soup.select(".help-lines a")]


@pytest.mark.django_db
@pytest.mark.parametrize("code", ["en", "mk"])
def test_readers_see_confirmed_lines_only(client, home, code):
    yesterday = (timezone.localdate() - DAY).isoformat()
    state_with_lines(home, {"source": ""}, {}, {"expires_on": yesterday}, {"checked_on": None})
    soup = read(client, f"/{code}/states/slovenia/")
    assert numbers(soup) == ["tel:0800002"]
    assert "0800 001" not in soup.get_text()


@pytest.mark.django_db
@pytest.mark.parametrize("code", ["en", "mk"])
def test_without_a_confirmed_line_readers_get_the_office(client, home, code):
    state_with_lines(home, {"checked_on": None})
    soup = read(client, f"/{code}/states/slovenia/")
    assert numbers(soup) == []
    assert "Anti-Trafficking Service" in element_text(soup.select_one(".office__name"))
    assert "0800" not in soup.get_text()


@pytest.mark.django_db
def test_a_state_without_confirmed_lines_has_a_note(client, home):
    state_with_lines(home)
    assert "No help line for this state is confirmed" in element_text(
        read(client, "/en/states/slovenia/")
    )


@pytest.mark.django_db
def test_a_note_for_editors_is_not_shown_to_readers(client, home):
    state_with_lines(home, {})
    assert "Ask again in May" not in read(client, "/en/states/slovenia/").get_text()


@pytest.mark.django_db
def test_a_translation_shows_the_same_numbers_and_loses_them_on_the_same_day(client, home):
    page = state_with_lines(home, {}, {"checked_on": None})
    specimen.translate(page.get_parent().specific, "mk")
    specimen.translate(page, "mk")
    soup = read(client, "/mk/states/slovenia/")
    assert numbers(soup) == ["tel:0800001"]
    assert "mk Office" in element_text(soup.select_one(".help-lines"))


@pytest.mark.django_db
def test_the_editor_sees_which_lines_are_shown_and_why_not_the_others(editor_client, home):
    page = state_with_lines(home, {}, {"source": ""})
    form = element_text(read(editor_client, reverse("wagtailadmin_pages:edit", args=[page.pk])))
    assert "0800 001 (Office): Shown to readers." in form
    assert "0800 002 (Office): Not shown to readers. It has no source." in form


@pytest.mark.django_db
def test_the_editor_sees_why_number_organisations_and_office_are_not_shown(editor_client, home):
    page = specimen.state(home, emergency_number="112", checked_on=None)
    organisation = {"name": "La Strada", "source": "https://example.org/", "checked_on": None}
    page.helping_organisations = specimen.stream(
        page, "helping_organisations", ("organisation", organisation)
    )
    specimen.publish(page)
    form = element_text(read(editor_client, reverse("wagtailadmin_pages:edit", args=[page.pk])))
    unchecked = "It has no date on which it was checked."
    assert f"112: Not shown to readers. It has no source. {unchecked}" in form
    assert f"La Strada: Not shown to readers. {unchecked}" in form
    assert "Anti-Trafficking Service: Not shown under Help. It has no source." in form


@pytest.mark.django_db
def test_the_editor_sees_that_number_organisations_and_office_are_shown(editor_client, home):
    confirmed = {"source": "https://example.org/", "checked_on": timezone.localdate().isoformat()}
    page = specimen.state(
        home,
        emergency_number="112",
        emergency_number_source="https://example.org/",
        emergency_number_checked_on=timezone.localdate(),
        checked_on=timezone.localdate(),
    )
    page.helping_organisations = specimen.stream(
        page, "helping_organisations", ("organisation", {**confirmed, "name": "La Strada"})
    )
    page.sources = specimen.stream(page, "sources", ("source", {"title": "A source"}))
    specimen.publish(page)
    form = element_text(read(editor_client, reverse("wagtailadmin_pages:edit", args=[page.pk])))
    for name in ("112", "La Strada", "Anti-Trafficking Service"):
        assert f"{name}: Shown to readers." in form


@pytest.mark.django_db
def test_the_form_of_a_new_state_has_no_such_panel(editor_client, home):
    section = specimen.state(home).get_parent()
    url = reverse("wagtailadmin_pages:add", args=["states", "statepage", section.pk])
    assert "What readers see of the help" not in read(editor_client, url).get_text()
