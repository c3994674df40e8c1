"""Dates typed in the forms of pages, and contradictions that stop a publication."""

from datetime import date, timedelta

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.test.utils.form_data import (
    nested_form_data,
    querydict_from_html,
    rich_text,
    streamfield,
)

from core.dates import DatePrecision
from declarations.models import DeclarationPage
from home.models import HistoryPage
from meetings.models import MeetingPage
from states.models import StatePage
from tests import specimens as specimen

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()
DAY = timedelta(days=1)


def figures(day: date) -> str:
    return f"{day:%d.%m.%Y}"


def open_form(client, page) -> dict:
    """Return what the form of a page sends if nothing is changed."""
    form = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    streams = {
        field.name: streamfield([])
        for field in page._meta.get_fields()
        if hasattr(field, "stream_block")
    }
    data = querydict_from_html(form, form_id="page-edit-form").dict()
    return data | nested_form_data(streams)


@pytest.fixture(scope="module")
def opened(home_of_module) -> dict:
    """Pages of four types, and what their forms send, which are opened once."""
    client = Client()
    client.force_login(get_user_model().objects.create_superuser("opener"))
    makers = (specimen.meeting, specimen.declaration, specimen.state)
    pages = [*(make(home_of_module) for make in makers), HistoryPage.objects.first()]
    return {page: open_form(client, page) for page in pages}


@pytest.fixture
def page_of(opened):
    """Return a new instance of the page of a type: ``page_of(MeetingPage)``."""
    pks = {type(page): page.pk for page in opened}
    return lambda model: model.objects.get(pk=pks[model])


@pytest.fixture
def save(editor_client, opened):
    """Change values in the form of a page and save it, as a draft or to publish."""

    def post(page, *, publish: bool = False, **values):
        data = opened.get(page) or open_form(editor_client, page)
        data = data | nested_form_data(values) | ({"action-publish": "on"} if publish else {})
        return editor_client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), data)

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
def test_a_typed_date_means_what_was_typed(page_of, save, typed, start, precision):
    page = page_of(MeetingPage)
    assert save(page, start_date=typed, publish=True).status_code == 302
    page.refresh_from_db()
    assert (page.start_date, page.date_precision) == (start, precision)


@pytest.mark.parametrize("precision", DatePrecision)
def test_a_form_that_changes_nothing_keeps_the_precision(home, save, precision):
    page = specimen.meeting(home, "another", start_date=date(2019, 1, 1), date_precision=precision)
    assert save(page, publish=True).status_code == 302
    page.refresh_from_db()
    assert (page.start_date, page.date_precision) == (date(2019, 1, 1), precision)


def test_a_date_that_cannot_be_read_is_kept_in_the_form(page_of, save):
    page = page_of(MeetingPage)
    response = save(page, start_date="next spring")
    assert response.status_code == 200
    assert "31/12/2026 or 31 December 2026" in str(response.context["form"].errors["start_date"])
    assert 'value="next spring"' in response.content.decode()


def test_a_last_day_is_as_precise_as_the_first(page_of, save):
    page = page_of(MeetingPage)
    response = save(page, start_date="5.2019", end_date="7.6.2019", publish=True)
    assert "as precisely as the first" in str(response.context["form"].errors["end_date"])
    assert save(page, start_date="5.2019", end_date="6.2019", publish=True).status_code == 302


@pytest.mark.parametrize(
    ("model", "values", "field", "told"),
    [
        (MeetingPage, {"start_date": figures(TODAY + DAY), "status": "held"}, "status", "yet"),
        (MeetingPage, {"checked_on": figures(TODAY + DAY)}, "checked_on", "still to come"),
        (DeclarationPage, {"checked_on": figures(TODAY + DAY)}, "checked_on", "to come"),
    ],
)
def test_a_contradiction_is_saved_as_a_draft_but_not_published(
    page_of, save, model, values, field, told
):
    page = page_of(model)
    refused = save(page, publish=True, **values)
    assert told in str(refused.context["form"].errors[field])
    assert save(page, **values).status_code == 302
    assert draft_of(page).has_unpublished_changes


def test_a_declaration_presented_before_its_adoption_is_noticed(page_of, save):
    page = page_of(DeclarationPage)
    assert (
        save(page, start_date="6.5.2019", presented_on="5.5.2019", publish=True).status_code == 302
    )
    page.refresh_from_db()
    assert "Are both dates right?" in str(page.editor_warnings()[0])


def test_a_meeting_may_be_announced_as_held_for_the_day_it_goes_live(page_of, save):
    page = page_of(MeetingPage)
    tomorrow, later = TODAY + DAY, TODAY + 2 * DAY
    values = {"start_date": figures(tomorrow), "status": "held"}
    response = save(page, publish=True, go_live_at=f"{figures(later)} 09:00", **values)
    assert response.status_code == 302


def test_a_contradictory_draft_is_not_published_in_bulk(page_of, save, editor_client):
    page = page_of(MeetingPage)
    save(page, checked_on=figures(TODAY + DAY))
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    response = editor_client.post(f"{url}?id={page.pk}", follow=True)
    assert "Nothing was published" in response.content.decode()
    page.refresh_from_db()
    assert page.checked_on is None


def test_a_script_is_told_why_nothing_was_published(page_of, save, editor_client):
    page = page_of(MeetingPage)
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
def test_a_help_line_with_contradictory_dates_stays_a_draft(page_of, save, checked, expires, told):
    page = page_of(StatePage)
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
def test_a_milestone_stores_what_is_known_of_its_date(page_of, save, start, end, stored):
    page = page_of(HistoryPage)
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


def test_a_milestone_does_not_end_before_it_begins(page_of, save):
    page = page_of(HistoryPage)
    milestone = {
        "start_date": "2012",
        "end_date": "2010",
        "title": "X",
        "text": rich_text("<p>Now.</p>"),
    }
    milestone |= {"date_note": "", "picture": streamfield([]), "page": ""}
    response = save(page, milestones=streamfield([("milestone", milestone)]), publish=True)
    assert "before the first day" in response.content.decode()
