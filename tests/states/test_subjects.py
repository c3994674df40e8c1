"""The subjects and searchable texts of a state: names, office, and help lines while shown."""

from datetime import timedelta

import pytest
from django.utils import timezone

from core.subjects import Subjects, names_in_all_languages
from states.models import StatePage
from tests import specimens as specimen
from tests.public_pages import searchable_text

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


def with_lines(home, *lines: dict) -> StatePage:
    """Publish a state with help lines, which are confirmed unless their values differ."""
    today = timezone.localdate()
    page = specimen.state(home)
    confirmed = {
        "operator": "Police",
        "source": "https://example.org/",
        "checked_on": today.isoformat(),
        "expires_on": (today + DAY).isoformat(),
    }
    page.help_lines = specimen.stream(
        page, "help_lines", *(("help_line", {**confirmed, **line}) for line in lines)
    )
    specimen.publish(page)
    return StatePage.objects.get(pk=page.pk)


def test_a_state_is_about_itself(home):
    page = specimen.state(home)
    assert page.subjects == Subjects(territories=("SI",))
    assert {"Slovenija", "Словенија", "Словения", "Slloveni"} <= set(page.subject_names)


def test_other_pages_are_found_by_the_name_that_a_state_is_given_here(home):
    specimen.state(home, slug="moldova", title="Republic of Moldova", territory="MD")
    page = specimen.meeting(home, country="MD")
    assert {"Republic of Moldova", "Moldova"} <= set(page.subject_names)


def test_a_page_that_is_not_public_gives_no_names(home):
    page = specimen.state(home, title="Working title")
    names = names_in_all_languages(Subjects(territories=("SI",)))
    assert set(names["en"]) == {"Slovenia", "Working title"}
    specimen.restrict(page)
    names = names_in_all_languages(Subjects(territories=("SI",)))
    assert names["en"] == ["Slovenia"]


# Help lines


def test_a_line_that_is_shown_is_searched_by_all_that_is_shown_of_it(home):
    texts = {"hours": "always", "cost": "free", "languages": "Albanian", "from_abroad": "no"}
    page = with_lines(home, {"number": "0800 11 112", "operator": "La Strada", **texts})
    assert ["0800 11 112", "La Strada", *texts.values()] == [
        text for text in page._meta.get_field("help_lines").get_searchable_content(page.help_lines)
    ]


@pytest.mark.parametrize(
    "change",
    [
        {"source": ""},
        {"checked_on": None},
        {"checked_on": "2999-01-01"},
        {"expires_on": None},
        {"expires_on": "2020-01-01"},
    ],
    ids=str,
)
def test_a_line_that_is_not_shown_is_not_found(home, change):
    page = with_lines(home, {"number": "0800 11 112"}, {"number": "0900", **change})
    assert "0800 11 112" in searchable_text(page)
    assert "0900" not in searchable_text(page)


def test_the_note_for_editors_is_not_found(home):
    page = with_lines(home, {"number": "0800", "note": "Call back"})
    assert "Call back" not in searchable_text(page)
