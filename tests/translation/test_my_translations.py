"""The task lists of “My translations”, on their page and on the dashboard."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests import specimens as specimen
from translation.actions.create_jobs import create_jobs
from translation.choices import JobKind, JobState, TranslationPriority, TranslationState
from translation.desk.task_lists import PersonalTaskLists
from translation.models import JobBatch, TranslationJob

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()
MY_TRANSLATIONS_URL = "/admin/translation/mine/"


@pytest.fixture
def create_task(home, send_to_translation):
    """Send a new page: ``create_task("sl", "About us", days=3)``, due in so many days."""

    def make(code: str, title: str, days: int | None = None, **request):
        number = home.get_children().count()
        page = specimen.content(home, slug=f"task-{number}", title=title)
        if days is not None:
            request["deadline"] = (TODAY + timedelta(days=days)).isoformat()
        return send_to_translation(code, page, **request)

    return make


def titles(task_list) -> list[str]:
    return [found.assignment.title for found in task_list.tasks]


def task_lists_of(person) -> PersonalTaskLists:
    return PersonalTaskLists(person, limit=10)


@pytest.mark.postgresql
def test_a_translator_sees_their_own_and_unassigned_tasks(create_task, translator):
    person, other = translator("sl"), translator("sl", "other")
    create_task("sl", "Mine", assignees={"sl": person.pk})
    create_task("sl", "Free")
    create_task("sl", "Somebody else's", assignees={"sl": other.pk})
    create_task("mk", "Another language")
    assert set(titles(task_lists_of(person).to_translate)) == {"Mine", "Free"}


@pytest.mark.postgresql
def test_the_next_deadline_comes_first_then_the_priority(create_task, translator):
    create_task("sl", "Whenever")
    create_task("sl", "Urgent", priority=TranslationPriority.HIGH)
    create_task("sl", "Next week", days=7)
    create_task("sl", "Late", days=-1)
    assert titles(task_lists_of(translator("sl")).to_translate) == [
        "Late",
        "Next week",
        "Urgent",
        "Whenever",
    ]


@pytest.mark.parametrize(
    "state", [TranslationState.IN_REVIEW, TranslationState.APPROVED, TranslationState.PUBLISHED]
)
def test_translations_in_review_are_not_to_translate(create_task, translator, state):
    create_task("sl", "Done").change_state(state)
    assert titles(task_lists_of(translator("sl")).to_translate) == []


def test_returned_translations_and_changed_sources_are_to_translate(create_task, translator):
    create_task("sl", "Returned").change_state(TranslationState.RETURNED)
    create_task("sl", "Changed").change_state(
        TranslationState.PUBLISHED, source_changed_at=timezone.now()
    )
    assert set(titles(task_lists_of(translator("sl")).to_translate)) == {"Returned", "Changed"}


def test_a_reviewer_sees_submitted_translations_in_their_language(
    create_task, reviewer, translator
):
    create_task("sl", "To review").change_state(TranslationState.IN_REVIEW)
    create_task("mk", "Elsewhere").change_state(TranslationState.IN_REVIEW)
    assert titles(task_lists_of(reviewer("sl")).to_review) == ["To review"]
    assert titles(task_lists_of(translator("sl")).to_review) == []


@pytest.mark.postgresql
def test_a_coordinator_sees_overdue_submitted_and_failed_work(create_task, coordinator, locale):
    create_task("sl", "Late", days=-1)
    create_task("mk", "To review").change_state(TranslationState.IN_REVIEW)
    create_task("bg", "In time", days=5)
    found = task_lists_of(coordinator)
    workloads = {
        workload.language.code: (workload.overdue, workload.in_review)
        for workload in found.workloads
    }
    assert workloads == {"sl": (1, 0), "mk": (0, 1)}
    assert found.jobs.is_empty
    job = TranslationJob.objects.filter(kind=JobKind.SEND).first() or TranslationJob(
        batch=JobBatch.objects.create(title="About us"),
        kind=JobKind.SEND,
        content_type_id=1,
        translation_key="53d2a15f-9eaf-4f2a-bf0e-e1667449fa03",
        locale=locale("sl"),
    )
    job.state = JobState.FAILED
    job.save()
    assert task_lists_of(coordinator).jobs.failed == 1


def test_a_translator_sees_that_their_own_import_has_failed(
    create_task, translator, reviewer, client_for
):
    person = translator("sl")
    translation = create_task("sl", "About us").translation
    source = translation.source.get_source_instance()
    create_jobs(JobKind.IMPORT, source, [translation.target_locale], person)
    TranslationJob.objects.update(state=JobState.FAILED)
    assert "1 job failed or stopped" in client_for(person).get("/admin/").content.decode()
    assert task_lists_of(reviewer("sl")).jobs.is_empty


def test_a_translator_does_not_see_overdue_work_in_other_languages(create_task, translator):
    create_task("mk", "Late", days=-1)
    assert task_lists_of(translator("sl")).is_empty


def test_the_number_of_further_tasks_is_shown(create_task, translator):
    for number in range(3):
        create_task("sl", f"Task {number}")
    task_list = PersonalTaskLists(translator("sl"), limit=2).to_translate
    assert (len(task_list.tasks), task_list.count, task_list.others) == (2, 3, 1)


def page_text(client, url=MY_TRANSLATIONS_URL) -> str:
    soup = BeautifulSoup(client.get(url).content, "html.parser")
    return " ".join(soup.select_one("main").get_text(" ").split())


def test_the_page_shows_each_task_with_its_state_and_note(create_task, translator, client_for):
    create_task(
        "sl", "About us", days=-1, note="Mind the names.", priority=TranslationPriority.HIGH
    )
    text = page_text(client_for(translator("sl")))
    for words in ("About us", "Mind the names.", "high priority", "in progress", "overdue"):
        assert words in text


def test_without_tasks_the_page_shows_a_message(translator, client_for):
    client = client_for(translator("sl"))
    assert "Nothing waits for you." in page_text(client)
    assert "Nothing waits for you." in page_text(client, "/admin/")


def test_the_dashboard_shows_the_task_lists(create_task, translator, client_for):
    assignment = create_task("sl", "About us")
    client = client_for(translator("sl"))
    soup = BeautifulSoup(client.get("/admin/").content, "html.parser")
    links = [link["href"] for link in soup.select("#my-translations-section a[href]")]
    assert f"/admin/translation/edit/{assignment.pk}/" in links


def test_the_dashboard_of_other_users_has_no_such_panel(editor_client, editor):
    editor.groups.first().permissions.remove(
        *editor.groups.first().permissions.filter(content_type__app_label="translation")
    )
    response = editor_client.get("/admin/")
    assert response.status_code == 200
    assert "my-translations" not in response.content.decode()
    assert editor_client.get(MY_TRANSLATIONS_URL).status_code == 302


@pytest.mark.parametrize("url", [MY_TRANSLATIONS_URL, "/admin/"])
def test_the_number_of_queries_does_not_depend_on_the_number_of_tasks(
    url, create_task, reviewer, client_for
):
    client = client_for(reviewer("sl"))
    create_task("sl", "First")
    create_task("sl", "To review").change_state(TranslationState.IN_REVIEW)
    client.get(url)
    with CaptureQueriesContext(connection) as for_few:
        client.get(url)
    for number in range(3):
        create_task("sl", f"Task {number}")
        create_task("sl", f"Review {number}").change_state(TranslationState.IN_REVIEW)
    with CaptureQueriesContext(connection) as for_many:
        client.get(url)
    assert len(for_many) == len(for_few)


def test_the_editor_leads_to_the_next_task_in_the_same_language(create_task, translator):
    person = translator("sl")
    first, later = create_task("sl", "First", days=1), create_task("sl", "Later", days=3)
    create_task("mk", "Another language", days=2)
    assert task_lists_of(person).next_after(first) == later
    assert task_lists_of(person).next_after(later) == first
    later.delete()
    assert task_lists_of(person).next_after(first) is None


@pytest.mark.postgresql
def test_a_returned_translation_comes_before_one_with_an_earlier_deadline(create_task, translator):
    create_task("sl", "Soon", days=1)
    returned = create_task("sl", "Returned", days=9)
    returned.change_state(TranslationState.RETURNED)
    assert titles(task_lists_of(translator("sl")).to_translate) == ["Returned", "Soon"]


def test_a_reviewer_is_not_asked_to_review_what_they_submitted_themselves(create_task, reviewer):
    person = reviewer("sl")
    submitted = create_task("sl", "Mine")
    submitted.change_state(TranslationState.IN_REVIEW, submitted_by=person)
    assert titles(task_lists_of(person).to_review) == []
    assert titles(task_lists_of(reviewer("sl", "other")).to_review) == ["Mine"]
    team = submitted.translation.target_locale.team
    team.waives_four_eyes = True
    team.save()
    assert titles(task_lists_of(person).to_review) == ["Mine"]
