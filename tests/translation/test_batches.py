"""Orders: how far they are, what failed and why, and doing it again."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Locale

from tests import specimens as specimen
from translation import tasks
from translation.actions.repeat import RepeatJobs
from translation.actions.send import Order, SendToTranslation
from translation.choices import JobState
from translation.models import Batch, Job
from translation.models.jobs import STUCK_AFTER
from translation.policies import Refusal

pytestmark = pytest.mark.django_db


@pytest.fixture
def order(home, editor):
    """Order one page in some languages; nobody has begun to work on it."""

    def place(*codes: str, page=None) -> Batch:
        page = page or specimen.content(home)
        locales = list(Locale.objects.filter(language_code__in=codes))
        return SendToTranslation(editor, [page], Order(locales)).execute()

    return place


@pytest.fixture
def work_is_done(django_capture_on_commit_callbacks):
    return lambda: django_capture_on_commit_callbacks(execute=True)


def address(batch: Batch, name: str = "batch", *more) -> str:
    return reverse(f"translation:{name}", args=[batch.pk, *more])


def run(batch: Batch) -> None:
    for job in batch.jobs.all():
        tasks.run_job.enqueue(job.pk)


def states(batch: Batch) -> list[str]:
    return sorted(batch.jobs.values_list("state", flat=True))


def leave_behind(batch: Batch) -> None:
    """A worker began this order long ago and died."""
    long_ago = timezone.now() - STUCK_AFTER - timedelta(minutes=1)
    batch.jobs.update(state=JobState.RUNNING, state_changed_at=long_ago, attempts=1)


def test_the_progress_counts_what_is_done_waiting_and_failed(editor_client, order, home):
    batch = order("sl", "mk", "hr")
    first, second, _third = batch.jobs.all()
    Job.objects.filter(pk=first.pk).update(state=JobState.DONE)
    Job.objects.filter(pk=second.pk).update(state=JobState.FAILED, error="ValueError: 7")
    shown = editor_client.get(address(batch)).content.decode()
    assert "1 of 3 done, 1 waiting, 1 failed" in shown
    assert "ValueError: 7" in shown
    assert "translation-progress.js" in shown


def test_a_finished_order_asks_the_server_no_more(editor_client, order):
    batch = order("sl")
    run(batch)
    shown = editor_client.get(address(batch)).content.decode()
    assert "1 of 1 done" in shown
    assert "translation-progress.js" not in shown


def test_the_progress_can_be_asked_for_alone(editor_client, order):
    shown = editor_client.get(address(order("sl"), "batch_progress")).content.decode()
    assert "<html" not in shown
    assert "0 of 1 done, 1 waiting" in shown


def test_a_job_that_fails_is_kept_with_its_reason_and_can_be_repeated(
    editor_client, order, monkeypatch, work_is_done
):
    batch = order("sl")

    monkeypatch.setitem(tasks.WORKS, "send", f"{__name__}.nowhere")
    run(batch)
    assert states(batch) == [JobState.FAILED]
    monkeypatch.undo()
    with work_is_done():
        editor_client.post(address(batch, "batch_repeat_job", batch.jobs.get().pk))
    assert states(batch) == [JobState.DONE]
    assert batch.jobs.get().attempts == 2
    assert batch.jobs.get().error == ""


def test_everything_that_failed_is_repeated_at_once_and_nothing_else(
    editor_client, order, work_is_done
):
    batch = order("sl", "mk", "hr")
    run(batch)
    done = batch.jobs.first()
    batch.jobs.exclude(pk=done.pk).update(state=JobState.FAILED)
    with work_is_done():
        editor_client.post(address(batch, "batch_repeat"))
    assert states(batch) == [JobState.DONE] * 3
    assert batch.jobs.get(pk=done.pk).attempts == 1


def test_a_job_for_a_page_that_is_gone_says_so(editor_client, order, home):
    page = specimen.content(home)
    batch = order("sl", page=page)
    page.delete()
    run(batch)
    assert states(batch) == [JobState.FAILED]
    assert "This page is gone" in editor_client.get(address(batch)).content.decode()


def test_a_worker_that_died_leaves_a_job_that_is_seen_and_can_be_repeated(
    editor_client, editor, order, work_is_done
):
    batch = order("sl")
    leave_behind(batch)
    shown = editor_client.get(address(batch)).content.decode()
    assert "stuck" in shown
    assert "worker" in shown
    with work_is_done():
        RepeatJobs(editor, batch).execute()
    assert states(batch) == [JobState.DONE]


def test_a_job_that_has_just_begun_is_not_repeated(editor, order):
    batch = order("sl")
    batch.jobs.update(state=JobState.RUNNING)
    with pytest.raises(Exception, match="Nothing to repeat"):
        RepeatJobs(editor, batch).execute()
    assert states(batch) == [JobState.RUNNING]


def test_a_slow_worker_does_not_spoil_the_repetition(order):
    """Its end is not written down once another worker has begun the same job anew."""
    batch = order("sl")
    batch.jobs.update(state=JobState.RUNNING, attempts=1)
    slow = batch.jobs.get()
    batch.jobs.update(attempts=2)
    tasks._finish(slow, JobState.FAILED, "too late")
    assert states(batch) == [JobState.RUNNING]


def test_a_job_runs_once_however_often_it_is_handed_over(order):
    batch = order("sl")
    run(batch)
    run(batch)
    assert batch.jobs.get().attempts == 1


def test_only_those_who_ordered_and_coordinators_repeat(order, coordinator, translator, browser):
    batch = order("sl")
    batch.jobs.update(state=JobState.FAILED)
    with pytest.raises(Refusal):
        RepeatJobs(translator("sl"), batch).check()
    RepeatJobs(coordinator, batch).check()


def test_an_order_is_not_repeated_by_a_link(editor_client, order):
    assert editor_client.get(address(order("sl"), "batch_repeat")).status_code == 405


def test_a_translator_sees_no_order_of_others(browser, translator, order):
    batch, client = order("sl"), browser(translator("sl"))
    assert client.get(address(batch)).status_code == 302
    assert batch.title not in client.get(reverse("translation:batches")).content.decode()


def test_the_list_shows_the_orders_and_can_be_narrowed_to_my_own(
    editor_client, coordinator, browser, order
):
    batch = order("sl")
    url = reverse("translation:batches")
    assert batch.title in editor_client.get(url).content.decode()
    client = browser(coordinator)
    assert batch in client.get(url).context["object_list"]
    assert batch not in client.get(url, {"whose": "mine"}).context["object_list"]
    assert batch not in client.get(url, {"kind": "derive"}).context["object_list"]


def test_an_order_of_the_site_itself_says_so(editor_client, order):
    place = address(order("sl"))
    assert "Ordered by editor" in editor_client.get(place).content.decode()
    Batch.objects.update(ordered_by=None)
    assert "Ordered by the site itself" in editor_client.get(place).content.decode()


def test_what_follows_by_itself_is_listed_only_while_it_is_not_done(editor_client, order):
    url, batch = reverse("translation:batches"), order("sl")
    batch.jobs.update(kind="derive", state=JobState.FAILED)
    assert batch in editor_client.get(url).context["object_list"]
    batch.jobs.update(state=JobState.DONE)
    assert batch not in editor_client.get(url).context["object_list"]
    assert batch in editor_client.get(url, {"kind": "derive"}).context["object_list"]


def test_many_jobs_cost_no_more_queries_than_one(editor_client, order, home):
    one = order("sl")
    many = order("sl", "mk", "hr", "bs", "bg", "ro", page=specimen.content(home, slug="other"))
    for batch in (one, many):
        run(batch)
    editor_client.get(address(one))
    counts = []
    for batch in (one, many):
        with CaptureQueriesContext(connection) as queries:
            editor_client.get(address(batch))
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_many_orders_cost_no_more_queries_than_one(editor_client, order, home):
    url, counts = reverse("translation:batches"), []
    for slug in ("one", "two", "three"):
        order("sl", page=specimen.content(home, slug=slug))
        editor_client.get(url)
        with CaptureQueriesContext(connection) as queries:
            editor_client.get(url)
        counts.append(len(queries))
    assert counts[0] == counts[2]
