"""My translations: what waits for whom, in which order, on its screen and on the start page."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests import specimens as specimen
from translation.boards.waiting import Waiting
from translation.choices import JobKind, JobState, Priority, State
from translation.models import Batch, Job

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()
MINE = "/admin/translation/mine/"


@pytest.fixture
def task(home, sent):
    """Send a new page: ``task("sl", "About us", days=3)``; ``days`` is the time until it is due."""

    def make(code: str, title: str, days: int | None = None, **order):
        number = home.get_children().count()
        page = specimen.content(home, slug=f"task-{number}", title=title)
        if days is not None:
            order["deadline"] = (TODAY + timedelta(days=days)).isoformat()
        return sent(code, page, **order)

    return make


def titles(pile) -> list[str]:
    return [found.assignment.title for found in pile.tasks]


def waiting(person) -> Waiting:
    return Waiting(person, most=10)


def test_a_translator_finds_their_own_tasks_and_those_of_nobody(task, translator):
    person, other = translator("sl"), translator("sl", "other")
    task("sl", "Mine", assignees={"sl": person.pk})
    task("sl", "Free")
    task("sl", "Somebody else's", assignees={"sl": other.pk})
    task("mk", "Another language")
    assert set(titles(waiting(person).to_translate)) == {"Mine", "Free"}


def test_the_next_deadline_comes_first_then_the_priority(task, translator):
    task("sl", "Whenever")
    task("sl", "Urgent", priority=Priority.HIGH)
    task("sl", "Next week", days=7)
    task("sl", "Late", days=-1)
    assert titles(waiting(translator("sl")).to_translate) == [
        "Late",
        "Next week",
        "Urgent",
        "Whenever",
    ]


@pytest.mark.parametrize("state", [State.IN_REVIEW, State.APPROVED, State.PUBLISHED])
def test_what_waits_for_others_is_not_to_translate(task, translator, state):
    task("sl", "Done").enter(state)
    assert titles(waiting(translator("sl")).to_translate) == []


def test_what_came_back_or_whose_source_changed_is_to_translate(task, translator):
    task("sl", "Returned").enter(State.RETURNED)
    task("sl", "Changed").enter(State.PUBLISHED, source_changed_at=timezone.now())
    assert set(titles(waiting(translator("sl")).to_translate)) == {"Returned", "Changed"}


def test_a_reviewer_finds_what_waits_for_review_in_their_language(task, reviewer, translator):
    task("sl", "To review").enter(State.IN_REVIEW)
    task("mk", "Elsewhere").enter(State.IN_REVIEW)
    assert titles(waiting(reviewer("sl")).to_review) == ["To review"]
    assert titles(waiting(translator("sl")).to_review) == []


def test_a_coordinator_finds_what_is_late_waits_or_failed(task, coordinator, locale):
    task("sl", "Late", days=-1)
    task("mk", "To review").enter(State.IN_REVIEW)
    task("bg", "In time", days=5)
    found = waiting(coordinator)
    shares = {share.language.code: (share.overdue, share.in_review) for share in found.shares}
    assert shares == {"sl": (1, 0), "mk": (0, 1)}
    assert found.failed_jobs == 0
    job = Job.objects.filter(kind=JobKind.SEND).first() or Job(
        batch=Batch.objects.create(title="About us"),
        kind=JobKind.SEND,
        content_type_id=1,
        translation_key="53d2a15f-9eaf-4f2a-bf0e-e1667449fa03",
        locale=locale("sl"),
    )
    job.state = JobState.FAILED
    job.save()
    assert waiting(coordinator).failed_jobs == 1


def test_what_is_late_in_other_languages_is_no_concern_of_a_translator(task, translator):
    task("mk", "Late", days=-1)
    assert waiting(translator("sl")).is_empty


def test_what_is_not_shown_is_counted(task, translator):
    for number in range(3):
        task("sl", f"Task {number}")
    pile = Waiting(translator("sl"), most=2).to_translate
    assert (len(pile.tasks), pile.count, pile.others) == (2, 3, 1)


def screen(client, address=MINE) -> str:
    soup = BeautifulSoup(client.get(address).content, "html.parser")
    return " ".join(soup.select_one("main").get_text(" ").split())


def test_the_screen_shows_the_task_its_state_and_what_the_secretariat_said(
    task, translator, browser
):
    task("sl", "About us", days=-1, note="Mind the names.", priority=Priority.HIGH)
    text = screen(browser(translator("sl")))
    for words in ("About us", "Mind the names.", "high priority", "in progress", "overdue"):
        assert words in text


def test_somebody_for_whom_nothing_waits_is_told_so_kindly(translator, browser):
    client = browser(translator("sl"))
    assert "Nothing waits for you." in screen(client)
    assert "Nothing waits for you." in screen(client, "/admin/")


def test_the_start_page_shows_what_waits(task, translator, browser):
    assignment = task("sl", "About us")
    client = browser(translator("sl"))
    soup = BeautifulSoup(client.get("/admin/").content, "html.parser")
    links = [link["href"] for link in soup.select("#my-translations-section a[href]")]
    assert f"/admin/translation/edit/{assignment.pk}/" in links


def test_the_start_page_of_others_has_no_such_panel(editor_client, editor):
    editor.groups.first().permissions.remove(
        *editor.groups.first().permissions.filter(content_type__app_label="translation")
    )
    response = editor_client.get("/admin/")
    assert response.status_code == 200
    assert "my-translations" not in response.content.decode()
    assert editor_client.get(MINE).status_code == 302


@pytest.mark.parametrize("address", [MINE, "/admin/"])
def test_one_task_and_many_take_the_same_number_of_queries(address, task, reviewer, browser):
    client = browser(reviewer("sl"))
    task("sl", "First")
    task("sl", "To review").enter(State.IN_REVIEW)
    client.get(address)
    with CaptureQueriesContext(connection) as for_few:
        client.get(address)
    for number in range(6):
        task("sl", f"Task {number}")
        task("sl", f"Review {number}").enter(State.IN_REVIEW)
    with CaptureQueriesContext(connection) as for_many:
        client.get(address)
    assert len(for_many) == len(for_few)
