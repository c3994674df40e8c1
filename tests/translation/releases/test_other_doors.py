"""A page that waits for its release is published by its set, and by nothing else."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import GroupApprovalTask, Page, Revision, Workflow, WorkflowPage, WorkflowTask

from core.models import SiteDocument
from home.models import ContentPage
from tests import specimens as specimen
from translation.actions.release import CancelRelease, NotReadyError, Release
from translation.actions.review import Approve, SubmitForReview
from translation.choices import State
from translation.models import ReleaseSet

from ..conftest import write
from .conftest import is_live, opens, soon, target_of

pytestmark = pytest.mark.django_db


def the_time_comes() -> None:
    """Every date that was taken for a publication is past now."""
    past = timezone.now() - timedelta(minutes=1)
    for revision in Revision.objects.filter(approved_go_live_at__isnull=False):
        revision.approved_go_live_at = past
        revision.content["go_live_at"] = past.isoformat()
        revision.save()
    call_command("publish_scheduled")


def schedule(page, user) -> None:
    """Have the page go live by itself, as an editor does."""
    page.go_live_at = soon().replace(second=0, microsecond=0)
    page.save_revision().publish(user=user)


def bulk_publish(client: Client, *pages, **answers):
    ids = "&".join(f"id={page.pk}" for page in pages)
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    return client.get(f"{address}?{ids}"), client.post(f"{address}?{ids}", answers)


@pytest.fixture(params=["editor", "admin_user"])
def publisher_client(request) -> Client:
    """The browser of somebody who may publish every page of the source."""
    client = Client()
    client.force_login(request.getfixturevalue(request.param))
    return client


def test_it_is_not_published_in_bulk_and_is_told_where(publisher_client, home, draft, planned):
    other = ContentPage(title="Another", slug="another", locale=home.locale, live=False)
    home.add_child(instance=other)
    release_set = planned("sl")
    asked, _done = bulk_publish(publisher_client, draft, other)
    shown = asked.content.decode()
    assert "“A new report” waits for its release" in shown
    assert "“Another” waits" not in shown
    assert reverse("translation:release", args=[release_set.pk]) in shown
    assert not is_live(draft)
    assert is_live(other)


def test_it_is_not_published_with_the_pages_above_it(editor_client, home, draft, planned):
    parent = ContentPage(title="Another", slug="another", locale=home.locale, live=False)
    home.add_child(instance=parent)
    draft.move(parent, "last-child")
    planned("sl")
    bulk_publish(editor_client, parent, include_descendants="on")
    assert is_live(parent)
    assert not is_live(draft)


def test_its_editor_says_why_there_is_no_button_to_publish(publisher_client, draft, planned):
    address = reverse("wagtailadmin_pages:edit", args=[draft.pk])
    assert "action-publish" in publisher_client.get(address).content.decode()
    release_set = planned("sl")
    shown = publisher_client.get(address).content.decode()
    assert "action-publish" not in shown
    assert "waits for its release" in shown
    assert reverse("translation:release", args=[release_set.pk]) in shown


@pytest.mark.parametrize("go_live_at", [None, soon()])
def test_an_approved_draft_waits_for_its_set(admin_client, admin_user, draft, planned, go_live_at):
    task = GroupApprovalTask.objects.create(name="Approval")
    task.groups.add(Group.objects.first())
    workflow = Workflow.objects.create(name="Approval")
    WorkflowTask.objects.create(workflow=workflow, task=task)
    WorkflowPage.objects.create(workflow=workflow, page=draft)
    planned("sl")
    draft.go_live_at = go_live_at
    draft.save_revision()
    task_state = workflow.start(draft, admin_user).current_task_state
    action = [draft.pk, "approve", task_state.pk]
    response = admin_client.post(reverse("wagtailadmin_pages:workflow_action", args=action))
    task_state.refresh_from_db()
    assert task_state.status == task_state.STATUS_APPROVED
    the_time_comes()
    assert not is_live(draft)
    assert "waits for its release" in admin_client.get(response.url).content.decode()


def test_a_date_that_it_had_becomes_the_date_of_its_set(editor, editor_client, draft, locale):
    schedule(draft, editor)
    date = draft.go_live_at
    add = reverse("translation:release_add", args=[draft.pk])
    assert editor_client.get(add).context["form"]["release_at"].initial == date
    typed = {"languages": [locale("sl").pk], "release_at": timezone.localtime(date).isoformat(" ")}
    response = editor_client.post(add, typed, follow=True)
    assert "no longer goes live by itself" in response.content.decode()
    the_time_comes()
    assert not is_live(draft)


def test_a_date_for_newer_words_of_a_live_page_is_cancelled(editor, home, planned):
    page = specimen.content(home, summary="Who we are.")
    page.summary = "What we do."
    schedule(page, editor)
    planned("sl", page=page)
    the_time_comes()
    assert ContentPage.objects.get(pk=page.pk).summary == "Who we are."


def test_a_translation_with_a_date_waits_for_the_set_that_it_joins_later(
    editor, home, sent, translator, reviewer, planned
):
    page = specimen.content(home, summary="Who we are.")
    assignment, person = sent("sl", page), translator("sl")
    write(person, assignment)
    SubmitForReview(person, assignment, despite_warnings=True).execute()
    Approve(reviewer("sl"), assignment, publish_at=soon()).execute()
    release_set = planned("sl", page=page)
    the_time_comes()
    assert not is_live(target_of(assignment))
    CancelRelease(editor, release_set).execute()
    assert not is_live(target_of(assignment))
    the_time_comes()
    assert is_live(target_of(assignment))


def test_a_set_that_is_given_up_gives_the_page_its_button_back(editor, draft, planned):
    release_set = planned("sl")
    assert not draft.permissions_for_user(editor).can_publish()
    CancelRelease(editor, release_set).execute()
    assert draft.permissions_for_user(editor).can_publish()


@pytest.mark.parametrize("above", [False, True])
def test_a_deleted_page_gives_its_documents_back(home, draft, planned, document, above):
    parent = specimen.content(home, slug="parent")
    draft.move(parent, "last-child")
    planned("sl", documents=[document])
    assert not opens(SiteDocument.objects.get())
    Page.objects.get(pk=parent.pk if above else draft.pk).delete()
    assert not ReleaseSet.objects.exists()
    assert opens(SiteDocument.objects.get())
    assert SiteDocument.objects.get().collection.name == "Reports"


def test_deleting_a_released_page_shows_no_document_that_waits_again(
    editor, home, draft, planned, approved, document
):
    release_set = planned("sl", documents=[document])
    approved("sl", draft)
    Release(editor, release_set).execute()
    page = specimen.content(home, summary="Who we are.")
    planned("sl", page=page, documents=[SiteDocument.objects.get()])
    Page.objects.get(pk=draft.pk).delete()
    assert not opens(SiteDocument.objects.get())


def test_a_page_whose_time_is_over_is_not_released(editor, editor_client, draft, planned, approved):
    release_set = planned("sl")
    draft.expire_at = timezone.now() - timedelta(days=1)
    draft.save_revision()
    assignment = approved("sl", draft)
    with pytest.raises(NotReadyError, match="English: the page expired on"):
        Release(editor, release_set).execute()
    assert not is_live(draft)
    assert assignment.state == State.APPROVED
    shown = editor_client.get(reverse("translation:release", args=[release_set.pk]))
    assert "the page expired on" in shown.content.decode()
    draft.expire_at = soon()
    draft.save_revision()
    Release(editor, release_set).execute()
    assert is_live(draft)
