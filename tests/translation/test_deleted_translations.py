"""A translation that was deleted by itself is missing everywhere until it is sent again."""

import pytest
from django.contrib.contenttypes.models import ContentType
from django.urls import reverse
from wagtail.models import Page, WorkflowState

from recycle_bin.models import RecycleBinEntry
from tests import specimens as specimen
from translation.choices import TranslationState
from translation.editor.urls import urlpatterns as editor_urls
from translation.models import Assignment, ReleaseSet, TranslationReviewTask
from translation.releases.actions import PlanRelease, release_readiness

from .conftest import translate_segments
from .reviewed_meeting import (  # noqa: F401 - fixtures
    approve,
    create_translator,
    read_meeting_of_module,
    send_meeting_of_module,
    submit_meeting,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def delete(client_for, coordinator):
    """Delete a translated page and, by default, purge it, as a coordinator may."""

    def delete_page(assignment: Assignment, is_purged: bool = True) -> None:
        target = assignment.translation.get_target_instance()
        client = client_for(coordinator)
        client.post(reverse("wagtailadmin_pages:delete", args=[target.pk]))
        if is_purged:
            client.post(reverse("recycle_bin:purge", args=[RecycleBinEntry.objects.get().pk]))
        assert Page.objects.filter(pk=target.pk).exists() != is_purged

    return delete_page


@pytest.mark.postgresql
@pytest.mark.parametrize("is_published", [True, False])
def test_sending_it_again_starts_from_nothing(
    submitted, person, reviewer, delete, send_to_translation, is_published
):
    if is_published:
        approve(reviewer("sl"), submitted)
    delete(submitted)
    assert not WorkflowState.objects.active().exists()
    source = submitted.translation.source.get_source_instance()
    again = send_to_translation("sl", source)
    assert again.state == TranslationState.IN_PROGRESS
    assert again.published_version is None
    assert not again.translation.get_target_instance().live
    translate_segments(person, again)
    assert not again.translation.target_versions.exists()


@pytest.mark.parametrize("is_purged", [True, False])
def test_no_screen_of_it_fails(submitted, delete, admin_client, client_for, person, is_purged):
    segment = submitted.translation.source.stringsegment_set.first()
    delete(submitted, is_purged)
    names = {pattern.name for pattern in editor_urls}
    assert {"edit", "compare", "approve", "segment"} <= names
    for pattern in editor_urls:
        wanted = {"segment": segment.pk} if "segment" in pattern.pattern.converters else {}
        url = reverse(f"translation:{pattern.name}", kwargs={"pk": submitted.pk, **wanted})
        for client in (admin_client, client_for(person)):
            assert client.get(url).status_code < 500, url
            assert client.post(url).status_code < 500, url


@pytest.mark.postgresql
def test_a_release_set_knows_that_it_is_missing(submitted, delete, editor, locale):
    page = Page.objects.get(pk=submitted.translation.source.get_source_instance().pk)
    planned = PlanRelease(editor, ReleaseSet(page=page), [locale("sl")], [], {})
    release_set = planned.execute()
    delete(submitted)
    [readiness] = [item for item in release_readiness(release_set) if item.item]
    assert readiness.missing == "not sent to translation"


def test_a_review_of_a_snippet_is_not_taken_for_that_of_a_page_with_its_id(
    send_to_translation, translator, reviewer, submitted
):
    page = submitted.translation.get_target_instance()
    task = TranslationReviewTask.objects.get()
    states = task.get_task_states_user_can_moderate(reviewer("sl"))
    assert [state.workflow_state.object_id for state in states] == [str(page.pk)]
    of_theme = ContentType.objects.get_for_model(specimen.theme())
    WorkflowState.objects.update(base_content_type=of_theme)
    assert not task.get_task_states_user_can_moderate(reviewer("sl", "second"))
