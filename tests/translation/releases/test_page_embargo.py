"""An embargoed page is only published by its release set."""

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
from tests.translation.conftest import translate_segments
from translation.actions.review import ApproveTranslation, SubmitForReview
from translation.choices import TranslationState
from translation.models import ReleaseSet
from translation.releases.actions import CancelRelease, PublishReleaseSet, ReleaseNotReadyError

from .conftest import in_one_hour, is_live, is_public, target_instance_of

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]


def publish_scheduled_now() -> None:
    """Move all scheduled publications to the past and run ``publish_scheduled``."""
    past = timezone.now() - timedelta(minutes=1)
    for revision in Revision.objects.filter(approved_go_live_at__isnull=False):
        revision.approved_go_live_at = past
        revision.content["go_live_at"] = past.isoformat()
        revision.save()
    call_command("publish_scheduled")


def schedule(page, user) -> None:
    """Schedule the publication of the page, as an editor does."""
    page.go_live_at = in_one_hour().replace(second=0, microsecond=0)
    page.save_revision().publish(user=user)


def bulk_publish(client: Client, *pages, **answers):
    ids = "&".join(f"id={page.pk}" for page in pages)
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    return client.get(f"{url}?{ids}"), client.post(f"{url}?{ids}", answers)


@pytest.fixture(params=["editor", "admin_user"])
def publisher_client(request) -> Client:
    """A test client of an account that may publish every source page."""
    client = Client()
    client.force_login(request.getfixturevalue(request.param))
    return client


def test_an_embargoed_page_is_not_published_in_bulk_and_links_to_its_set(
    publisher_client, home, draft, plan_release
):
    other = ContentPage(title="Another", slug="another", locale=home.locale, live=False)
    home.add_child(instance=other)
    release_set = plan_release("sl")
    response, _done = bulk_publish(publisher_client, draft, other)
    shown = response.content.decode()
    assert "“A new report” is waiting for its release" in shown
    assert "“Another” is waiting" not in shown
    assert reverse("translation:release", args=[release_set.pk]) in shown
    assert not is_live(draft)
    assert is_live(other)


def test_an_embargoed_page_is_not_published_with_its_ancestors(
    editor_client, home, draft, plan_release
):
    parent = ContentPage(title="Another", slug="another", locale=home.locale, live=False)
    home.add_child(instance=parent)
    draft.move(parent, "last-child")
    plan_release("sl")
    bulk_publish(editor_client, parent, include_descendants="on")
    assert is_live(parent)
    assert not is_live(draft)


def test_the_edit_view_explains_why_there_is_no_publish_button(
    publisher_client, draft, plan_release
):
    url = reverse("wagtailadmin_pages:edit", args=[draft.pk])
    assert "action-publish" in publisher_client.get(url).content.decode()
    release_set = plan_release("sl")
    shown = publisher_client.get(url).content.decode()
    assert "action-publish" not in shown
    assert "is waiting for its release" in shown
    assert reverse("translation:release", args=[release_set.pk]) in shown


@pytest.mark.parametrize("go_live_at", [None, in_one_hour()])
def test_an_approved_draft_is_not_published_before_its_set(
    admin_client, admin_user, draft, plan_release, go_live_at
):
    task = GroupApprovalTask.objects.create(name="Approval")
    task.groups.add(Group.objects.first())
    workflow = Workflow.objects.create(name="Approval")
    WorkflowTask.objects.create(workflow=workflow, task=task)
    WorkflowPage.objects.create(workflow=workflow, page=draft)
    plan_release("sl")
    draft.go_live_at = go_live_at
    draft.save_revision()
    task_state = workflow.start(draft, admin_user).current_task_state
    action = [draft.pk, "approve", task_state.pk]
    response = admin_client.post(reverse("wagtailadmin_pages:workflow_action", args=action))
    task_state.refresh_from_db()
    assert task_state.status == task_state.STATUS_APPROVED
    publish_scheduled_now()
    assert not is_live(draft)
    assert "is waiting for its release" in admin_client.get(response.url).content.decode()


def test_the_schedule_of_a_page_becomes_the_date_of_its_set(editor, editor_client, draft, locale):
    schedule(draft, editor)
    date = draft.go_live_at
    add = reverse("translation:release_add", args=[draft.pk])
    assert editor_client.get(add).context["form"]["release_at"].initial == date
    form_data = {
        "languages": [locale("sl").pk],
        "release_at": f"{timezone.localtime(date):%d.%m.%Y %H:%M}",
    }
    response = editor_client.post(add, form_data, follow=True)
    assert "no longer goes live by itself" in response.content.decode()
    publish_scheduled_now()
    assert not is_live(draft)


def test_the_schedule_of_a_newer_revision_is_cancelled(editor, home, plan_release):
    page = specimen.content(home, summary="Who we are.")
    page.summary = "What we do."
    schedule(page, editor)
    plan_release("sl", page=page)
    publish_scheduled_now()
    assert ContentPage.objects.get(pk=page.pk).summary == "Who we are."


def test_a_scheduled_translation_is_published_with_a_set_planned_later(
    editor, home, send_to_translation, translator, reviewer, plan_release
):
    page = specimen.content(home, summary="Who we are.")
    assignment, person = send_to_translation("sl", page), translator("sl")
    translate_segments(person, assignment)
    SubmitForReview(person, assignment, despite_warnings=True).execute()
    ApproveTranslation(
        reviewer("sl"), assignment, assignment.revision_id, publish_at=in_one_hour()
    ).execute()
    release_set = plan_release("sl", page=page)
    publish_scheduled_now()
    assert not is_live(target_instance_of(assignment))
    CancelRelease(editor, release_set).execute()
    assert not is_live(target_instance_of(assignment))
    publish_scheduled_now()
    assert is_live(target_instance_of(assignment))


def test_cancelling_a_set_restores_the_publish_button(editor, draft, plan_release):
    release_set = plan_release("sl")
    assert not draft.permissions_for_user(editor).can_publish()
    CancelRelease(editor, release_set).execute()
    assert draft.permissions_for_user(editor).can_publish()


@pytest.mark.parametrize("above", [False, True])
def test_deleting_a_page_lifts_the_embargo_of_its_documents(
    home, draft, plan_release, document, above
):
    parent = specimen.content(home, slug="parent")
    draft.move(parent, "last-child")
    plan_release("sl", documents=[document])
    assert not is_public(SiteDocument.objects.get())
    Page.objects.get(pk=parent.pk if above else draft.pk).delete()
    assert not ReleaseSet.objects.exists()
    assert is_public(SiteDocument.objects.get())
    assert SiteDocument.objects.get().collection.name == "Reports"


def test_deleting_a_released_page_keeps_the_embargo_of_another_set(
    editor, home, draft, plan_release, translate_and_approve, document
):
    release_set = plan_release("sl", documents=[document])
    translate_and_approve("sl", draft)
    PublishReleaseSet(editor, release_set).execute()
    page = specimen.content(home, summary="Who we are.")
    plan_release("sl", page=page, documents=[SiteDocument.objects.get()])
    Page.objects.get(pk=draft.pk).delete()
    assert not is_public(SiteDocument.objects.get())


def test_an_expired_page_is_not_released(
    editor, editor_client, draft, plan_release, translate_and_approve
):
    release_set = plan_release("sl")
    draft.expire_at = timezone.now() - timedelta(days=1)
    draft.save_revision()
    assignment = translate_and_approve("sl", draft)
    with pytest.raises(ReleaseNotReadyError, match="English: the page expired on"):
        PublishReleaseSet(editor, release_set).execute()
    assert not is_live(draft)
    assert assignment.state == TranslationState.APPROVED
    shown = editor_client.get(reverse("translation:release", args=[release_set.pk]))
    assert "the page expired on" in shown.content.decode()
    draft.expire_at = in_one_hour()
    draft.save_revision()
    PublishReleaseSet(editor, release_set).execute()
    assert is_live(draft)
