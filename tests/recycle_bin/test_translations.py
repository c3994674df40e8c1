"""The work of translators on a page that was deleted stops, and goes on when it is back."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import call_command
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Locale, Page, WorkflowState

from core.site_tree import is_in_site_tree
from recycle_bin.actions.restore import RestoreFromRecycleBin
from tests import specimens as specimen
from tests import translators
from translation.actions.review import SubmitForReview
from translation.actions.send import SendToTranslation, TranslationRequest
from translation.actions.write import WriteSegment
from translation.choices import TranslationState
from translation.desk.task_lists import PersonalTaskLists
from translation.models import Assignment, ReleaseSet
from translation.segments.text import load_segments

from .conftest import delete, in_language

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]


@pytest.fixture
def sent(home, editor):
    """A public page that is being translated into two languages."""
    page = specimen.content(home, summary="Who we are.")
    for code in ("sl", "mk"):
        translators.send_to_translation(editor, page, code)
    return page


def assignment(page, code: str = "sl") -> Assignment:
    return Assignment.objects.get(
        translation__source__object_id=page.translation_key,
        translation__target_locale__language_code=code,
    )


def rows(page) -> list[dict]:
    found = Assignment.objects.filter(translation__source__object_id=page.translation_key)
    return list(found.order_by("pk").values())


def restore(entry):
    return RestoreFromRecycleBin(entry, None).execute()


def test_progress_is_the_same_after_a_restoration(sent):
    translators.translate_and_publish(assignment(sent, "mk"))
    before = rows(sent)
    entry = delete(sent)
    restore(entry)
    assert rows(sent) == before
    assert in_language(sent, "mk").live
    assert assignment(sent).translation.enabled


def test_a_deleted_page_is_in_no_task_list_and_not_opened(sent, client):
    person = translators.team_member("sl", "translators")
    assert PersonalTaskLists(person, 5).to_translate.count == 1
    entry = delete(sent)
    assert PersonalTaskLists(person, 5).to_translate.count == 0
    client.force_login(person)
    path = reverse("translation:edit", args=[assignment(sent).pk])
    assert client.get(path).status_code in (302, 404)
    restore(entry)
    assert PersonalTaskLists(person, 5).to_translate.count == 1


def test_a_review_is_cancelled_and_its_texts_are_kept(sent):
    person = translators.team_member("sl", "translators")
    work = assignment(sent)
    for segment in load_segments(work.translation):
        WriteSegment(person, work, segment, f"Prevod {segment.source}").execute()
    SubmitForReview(person, work).execute()
    entry = delete(sent)
    assert not WorkflowState.objects.active().exists()
    restore(entry)
    work = assignment(sent)
    assert work.state == TranslationState.IN_PROGRESS
    assert all(segment.target for segment in load_segments(work.translation))


def test_nothing_is_sent_below_a_page_that_was_deleted_in_the_language(sent, editor):
    below = specimen.content(Page.objects.get(pk=sent.pk).specific, slug="team", title="Team")
    delete(in_language(sent, "sl"))
    locale = Locale.objects.get(language_code="sl")
    for page in (below, sent):
        with pytest.raises(ValidationError, match="was deleted in Slovenščina"):
            SendToTranslation(editor, [page], TranslationRequest(locales=[locale])).execute()
        with pytest.raises((ValidationError, PermissionDenied)), transaction.atomic():
            translators.send_to_translation(editor, page, "sl")
    assert in_language(sent, "sl").get_children().count() == 0


def test_moving_a_page_leaves_its_deleted_translations_where_they_are(sent, home):
    other = specimen.content(Page.objects.get(pk=home.pk).specific, slug="other", title="Other")
    delete(in_language(sent, "sl"))
    Page.objects.get(pk=sent.pk).move(Page.objects.get(pk=other.pk), pos="last-child")
    assert not is_in_site_tree(in_language(sent, "sl"))
    assert in_language(sent, "mk").get_parent() == in_language(other, "mk")


def test_a_release_set_of_a_deleted_page_is_not_released(sent):
    due = timezone.now() - timedelta(minutes=1)
    release_set = ReleaseSet.objects.create(page=Page.objects.get(pk=sent.pk), release_at=due)
    entry = delete(sent)
    call_command("publish_releases")
    release_set.refresh_from_db()
    assert release_set.released_at is None
    assert not Page.objects.get(pk=sent.pk).live
    restore(entry)
    assert ReleaseSet.objects.of_site().count() == 1


def test_publishing_the_source_publishes_no_deleted_translation(sent):
    work = assignment(sent)
    revision = in_language(sent, "sl").specific.save_revision()
    work.change_state(TranslationState.APPROVED, revision=revision)
    delete(in_language(sent, "sl"))
    specimen.publish(Page.objects.get(pk=sent.pk).specific)
    translators.run_waiting_jobs()
    assert not in_language(sent, "sl").live
    assert not is_in_site_tree(in_language(sent, "sl"))


def test_a_job_for_a_deleted_derived_script_leaves_it_there(home):
    page = specimen.content(home)
    specimen.translate(page, "sr-cyrl", "sr-latn")
    entry = delete(in_language(page, "sr-latn"))
    origin = in_language(page, "sr-cyrl").specific
    origin.save_revision().publish(skip_permission_checks=True)
    translators.run_waiting_jobs()
    assert not in_language(page, "sr-latn").live
    restore(entry)
    assert in_language(page, "sr-latn").live
