"""Dates typed in the forms of pages, and contradictions that stop a publication."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.test.utils.form_data import (
    nested_form_data,
    querydict_from_html,
    rich_text,
    streamfield,
)

from core.dates import DatePrecision
from home.models import HistoryPage
from tests import specimens as specimen

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()
DAY = timedelta(days=1)


def figures(day: date) -> str:
    return f"{day:%d.%m.%Y}"


@pytest.fixture
def save(editor_client):
    """Change values in the form of a page and save it, as a draft or to publish."""

    def post(page, *, publish: bool = False, **values):
        url = reverse("wagtailadmin_pages:edit", args=[page.pk])
        form = editor_client.get(url).content.decode()
        streams = {
            field.name: streamfield([])
            for field in page._meta.get_fields()
            if hasattr(field, "stream_block")
        }
        data = querydict_from_html(form, form_id="page-edit-form").dict()
        data |= nested_form_data({**streams, **values})
        return editor_client.post(url, data | ({"action-publish": "on"} if publish else {}))

    return post


def draft_of(page):
    return type(page).objects.get(pk=page.pk).get_latest_revision_as_object()


@pytest.mark.parametrize(
    ("typed", "start", "precision"),
    [
        ("10.12.2019", date(2019, 12, 10), DatePrecision.DAY),
        ("31/12/2019", date(2019, 12, 31), DatePrecision.DAY),
        ("10 December 2019", date(2019, 12, 10), DatePrecision.DAY),
        ("12.2019", date(2019, 12, 1), DatePrecision.MONTH),
        ("2019", date(2019, 1, 1), DatePrecision.YEAR),
    ],
)
def test_a_typed_date_means_what_was_typed(home, save, typed, start, precision):
    page = specimen.meeting(home)
    assert save(page, start_date=typed, publish=True).status_code == 302
    page.refresh_from_db()
    assert (page.start_date, page.date_precision) == (start, precision)


@pytest.mark.parametrize("precision", DatePrecision)
def test_a_form_that_changes_nothing_keeps_the_precision(home, save, precision):
    page = specimen.meeting(home, start_date=date(2019, 1, 1), date_precision=precision)
    assert save(page, publish=True).status_code == 302
    page.refresh_from_db()
    assert (page.start_date, page.date_precision) == (date(2019, 1, 1), precision)


def test_a_date_that_cannot_be_read_is_kept_in_the_form(home, save):
    page = specimen.meeting(home)
    response = save(page, start_date="next spring")
    assert response.status_code == 200
    assert "31/12/2026 or 31 December 2026" in str(response.context["form"].errors["start_date"])
    assert 'value="next spring"' in response.content.decode()


def test_a_last_day_is_as_precise_as_the_first(home, save):
    page = specimen.meeting(home)
    response = save(page, start_date="5.2019", end_date="7.6.2019", publish=True)
    assert "as precisely as the first" in str(response.context["form"].errors["end_date"])
    assert save(page, start_date="5.2019", end_date="6.2019", publish=True).status_code == 302


@pytest.mark.parametrize(
    ("factory", "values", "field", "told"),
    [
        (specimen.meeting, {"start_date": figures(TODAY + DAY), "status": "held"}, "status", "yet"),
        (specimen.meeting, {"checked_on": figures(TODAY + DAY)}, "checked_on", "still to come"),
        (specimen.declaration, {"checked_on": figures(TODAY + DAY)}, "checked_on", "to come"),
    ],
)
def test_a_contradiction_is_saved_as_a_draft_but_not_published(
    home, save, factory, values, field, told
):
    page = factory(home)
    refused = save(page, publish=True, **values)
    assert told in str(refused.context["form"].errors[field])
    assert save(page, **values).status_code == 302
    assert draft_of(page).has_unpublished_changes


def test_a_declaration_presented_before_its_adoption_is_noticed(home, save):
    page = specimen.declaration(home)
    assert (
        save(page, start_date="6.5.2019", presented_on="5.5.2019", publish=True).status_code == 302
    )
    page.refresh_from_db()
    assert "Are both dates right?" in str(page.editor_warnings()[0])


def test_a_meeting_may_be_announced_as_held_for_the_day_it_goes_live(home, save):
    page = specimen.meeting(home)
    tomorrow, later = TODAY + DAY, TODAY + 2 * DAY
    values = {"start_date": figures(tomorrow), "status": "held"}
    response = save(page, publish=True, go_live_at=f"{figures(later)} 09:00", **values)
    assert response.status_code == 302


def test_a_contradictory_draft_is_not_published_in_bulk(home, save, editor_client):
    page = specimen.meeting(home)
    save(page, checked_on=figures(TODAY + DAY))
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    response = editor_client.post(f"{url}?id={page.pk}", follow=True)
    assert "Nothing was published" in response.content.decode()
    page.refresh_from_db()
    assert page.checked_on is None


def test_a_script_is_told_why_nothing_was_published(home, save, editor_client):
    page = specimen.meeting(home)
    save(page, checked_on=figures(TODAY + DAY))
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    headers = {"x-requested-with": "XMLHttpRequest"}
    response = editor_client.post(f"{url}?id={page.pk}", headers=headers)
    assert response.status_code == 400
    assert "still to come" in response.json()["error"]


def help_line(**dates) -> dict:
    line = {"number": "116 006", "operator": "An office", "source": "https://example.org/"}
    optional = ("hours", "cost", "languages", "from_abroad", "note")
    return line | dict.fromkeys(optional, "") | dates


@pytest.mark.parametrize(
    ("checked", "expires", "told"),
    [
        (TODAY - DAY, TODAY - 2 * DAY, "would expire before"),
        (TODAY + DAY, TODAY + 2 * DAY, "still to come"),
    ],
)
def test_a_help_line_with_contradictory_dates_stays_a_draft(home, save, checked, expires, told):
    page = specimen.state(home)
    lines = [("help_line", help_line(checked_on=figures(checked), expires_on=figures(expires)))]
    refused = save(page, help_lines=streamfield(lines), publish=True)
    assert refused.status_code == 200
    assert told in refused.content.decode()
    assert save(page, help_lines=streamfield(lines)).status_code == 302


def milestones(start: str, end: str) -> dict:
    milestone = {"start_date": start, "end_date": end, "date_note": "", "title": "Founded"}
    milestone |= {"text": rich_text("<p>By all.</p>"), "picture": streamfield([]), "page": ""}
    return streamfield([("milestone", milestone)])


@pytest.mark.parametrize(
    ("start", "end", "stored"),
    [
        ("10.2010", "", ("2010-10-01", None, "month")),
        ("2010", "2012", ("2010-01-01", "2012-01-01", "year")),
        ("20 October 2010", "", ("2010-10-20", None, "day")),
    ],
)
def test_a_milestone_stores_what_is_known_of_its_date(home, save, start, end, stored):
    page = HistoryPage.objects.first()
    response = save(page, milestones=milestones(start, end), publish=True)
    assert response.status_code == 302, response.context["form"].errors
    [block] = HistoryPage.objects.get(pk=page.pk).milestones.raw_data
    assert tuple(block["value"][name] for name in ("start_date", "end_date", "date_precision")) == (
        stored
    )
    form_state = page.milestones.stream_block.get_form_state(
        HistoryPage.objects.get(pk=page.pk).milestones
    )
    assert form_state[0]["value"]["start_date"].endswith("2010")


def test_a_milestone_does_not_end_before_it_begins(home, save):
    page = HistoryPage.objects.first()
    milestone = {
        "start_date": "2012",
        "end_date": "2010",
        "title": "X",
        "text": rich_text("<p>Now.</p>"),
    }
    milestone |= {"date_note": "", "picture": streamfield([]), "page": ""}
    response = save(page, milestones=streamfield([("milestone", milestone)]), publish=True)
    assert "before the first day" in response.content.decode()
