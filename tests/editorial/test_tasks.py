"""The start page of the admin says what waits for an editor, and leads to each of it."""

from datetime import date, timedelta

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from editorial.models import PageReview
from tests import specimens as specimen
from translation.roles import AUTHOR, COORDINATOR, SECRETARIAT_EDITOR, TRANSLATOR

# What waits is found with JSON, window functions and casts.
pytestmark = pytest.mark.django_db

SOURCE = ("source", {"title": "ICMPD", "url": "https://example.org/", "language": "en"})


def panel(client) -> BeautifulSoup:
    soup = BeautifulSoup(client.get(reverse("wagtailadmin_home")).content, "html.parser")
    return soup.select_one("#editorial-tasks-section")


def rows(client, name: str) -> list[str]:
    items = panel(client).select(f"#task-{name}-section li")
    return [" ".join(item.get_text().split()) for item in items]


def checked_meeting(home, slug: str = "vienna", **values):
    """Publish a meeting for which nothing is to be done, unless ``values`` say so."""
    complete = {"outcome": "<p>Agreed.</p>", "checked_on": timezone.localdate()}
    page = specimen.meeting(home, slug=slug, **complete | values)
    page.sources = specimen.stream(page, "sources", SOURCE)
    return specimen.publish(page)


def test_nothing_waits_for_an_editor_of_a_complete_site(editor_client, home):
    checked_meeting(home)
    assert panel(editor_client).select_one(".editorial-tasks__none").get_text(strip=True)


@pytest.mark.parametrize(
    ("values", "shown"),
    [
        ({"status": "planned"}, ["Meeting in Vienna 6 May 2019, still “planned”"]),
        ({"status": "held", "outcome": ""}, ["Meeting in Vienna 6 May 2019"]),
        ({"status": "held"}, []),
        ({"status": "cancelled", "outcome": ""}, []),
        ({"status": "planned", "start_date": date(2199, 1, 1)}, []),
    ],
)
def test_a_meeting_that_is_over_needs_a_status_and_an_outcome(editor_client, home, values, shown):
    checked_meeting(home, **values)
    assert rows(editor_client, "meetings") == shown


def test_a_record_without_a_source_or_with_an_old_check_waits(editor_client, home):
    day = timezone.localdate()
    checked_meeting(home, "checked", title="Checked")
    checked_meeting(home, "old", title="Old", checked_on=day - timedelta(days=366))
    checked_meeting(home, "never", title="Never", checked_on=None)
    specimen.meeting(home, "unsourced", title="Unsourced", outcome="<p>A</p>", checked_on=day)
    specimen.content(home)
    assert set(rows(editor_client, "records")) == {"Old", "Never", "Unsourced"}


def test_a_draft_waits_for_the_person_who_wrote_it_alone(editor_client, editor, home):
    page = checked_meeting(home)
    page.title = "Meeting in Graz"
    page.save_revision(user=editor)
    [row] = rows(editor_client, "drafts")
    assert row.startswith("Meeting in Graz changed")
    assert not [task for task in _names(_client_of("colleague")) if task == "drafts"]


def test_each_row_leads_to_the_form_of_the_page(editor_client, home):
    page = checked_meeting(home, status="planned")
    link = panel(editor_client).select_one("#task-meetings-section a")
    assert link["href"] == reverse("wagtailadmin_pages:edit", args=[page.pk])


def test_a_page_that_goes_live_or_expires_is_scheduled(editor_client, editor, home):
    page = checked_meeting(home)
    page.expire_at = timezone.now() + timedelta(days=3)
    specimen.publish(page)
    other = checked_meeting(home, "graz", title="Meeting in Graz")
    other.go_live_at = timezone.now() + timedelta(days=2)
    other.save_revision().publish()
    first, second = rows(editor_client, "schedule")
    assert first.startswith("Meeting in Graz goes live")
    assert second.startswith("Meeting in Vienna expires")


def test_what_the_command_has_not_done_in_time_is_overdue(editor_client, home):
    page = checked_meeting(home)
    Page.objects.filter(pk=page.pk).update(expire_at=timezone.now() - timedelta(hours=1))
    assert rows(editor_client, "schedule")[0].startswith("Meeting in Vienna overdue since")


def test_reviews_that_are_due_wait_and_the_own_ones_come_first(editor_client, editor, home):
    for number, owner in enumerate((None, editor)):
        page = checked_meeting(home, f"m{number}", title=f"Meeting {number}")
        PageReview.objects.filter(translation_key=page.translation_key).update(
            review_on=timezone.localdate() - timedelta(days=1), owner=owner
        )
    assert [row.split(" 2")[0][:9] for row in rows(editor_client, "reviews")] == [
        "Meeting 1",
        "Meeting 0",
    ]


def test_a_translator_has_no_editorial_tasks(home, locale):
    checked_meeting(home, status="planned")
    client = _client_of("translator", TRANSLATOR.group_name(locale("mk")))
    assert panel(client) is None


def test_an_author_without_pages_is_told_that_nothing_waits(home):
    client = _client_of("author", AUTHOR.group_name())
    assert panel(client).select_one(".editorial-tasks__none")


@pytest.mark.parametrize(("role", "is_first"), [(COORDINATOR, True), (SECRETARIAT_EDITOR, False)])
def test_a_start_page_begins_with_the_main_work(home, role, is_first):
    client = _client_of("somebody", role.group_name())
    page = client.get(reverse("wagtailadmin_home")).content.decode()
    translations = page.index('id="my-translations-section"')
    tasks = page.index('id="editorial-tasks-section"')
    assert (translations < tasks) == is_first


def test_more_pages_need_no_more_queries(editor_client, editor, home):
    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert editor_client.get(reverse("wagtailadmin_home")).status_code == 200
        return len(queries)

    def add(number: int) -> None:
        page = specimen.meeting(home, f"m{number}", status="planned")
        page.save_revision(user=editor)
        PageReview.objects.update(review_on=timezone.localdate())

    add(0)
    count()
    before = count()
    for number in range(1, 8):
        add(number)
    assert count() <= before


def _client_of(name: str, group: str = "Secretariat editors") -> Client:
    user = get_user_model().objects.create_user(name)
    user.groups.add(Group.objects.get(name=group))
    client = Client()
    client.force_login(user)
    return client


def _names(client) -> list[str]:
    return [section["id"].removeprefix("task-") for section in panel(client).select("section")]
