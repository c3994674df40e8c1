"""A page that somebody has locked is neither approved nor published into."""

import pytest
from django.urls import reverse
from wagtail.models import Page

from tests import specimens as specimen
from tests import translators
from translation.choices import JobKind, JobState
from translation.models import TranslationJob
from translation.tasks import run_job

from .reviewed_meeting import (  # noqa: F401 - fixtures
    approve,
    create_translator,
    live_page,
    read_meeting_of_module,
    send_meeting_of_module,
    submit_meeting,
)

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]


@pytest.fixture
def lock(coordinator):
    """Lock a page as the coordinator."""

    def lock_page(page) -> None:
        page = Page.objects.get(pk=page.pk)
        page.locked, page.locked_by = True, coordinator
        page.save(clean=False)

    return lock_page


LOCKED = "This page is locked by coordinator"


def test_a_locked_page_is_not_approved_and_the_reviewer_is_told_who_locked_it(
    submitted, lock, reviewer, client_for
):
    lock(submitted.translation.get_target_instance())
    url = reverse("translation:approve", args=[submitted.pk])
    data = {"revision_id": submitted.revision_id}
    html = client_for(reviewer("sl")).post(url, data, follow=True).content.decode()
    assert LOCKED in html
    assert not live_page(submitted).live


def test_who_locked_a_page_may_approve_it(submitted, reviewer):
    person = reviewer("sl")
    Page.objects.filter(pk=submitted.translation.get_target_instance().pk).update(
        locked=True, locked_by=person
    )
    approve(person, submitted)
    assert live_page(submitted).live


def test_a_job_does_not_publish_into_a_locked_page_and_can_be_repeated(submitted, reviewer, lock):
    approve(reviewer("sl"), submitted)
    lock(submitted.translation.get_target_instance())
    meeting = submitted.translation.source.get_source_instance()
    meeting.country = "AT"
    specimen.publish(meeting)
    job = TranslationJob.objects.get(kind=JobKind.SYNCHRONISE)
    run_job.call(job.pk)
    job.refresh_from_db()
    assert (job.state, LOCKED in job.error) == (JobState.FAILED, True)
    assert live_page(submitted).country == ""
    Page.objects.update(locked=False, locked_by=None)
    TranslationJob.objects.filter(pk=job.pk).update(state=JobState.WAITING)
    translators.run_waiting_jobs()
    assert live_page(submitted).country == "AT"
