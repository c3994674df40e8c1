"""Release sets: a page, its documents and its translations are published together."""

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from wagtail.models import Collection, CollectionViewRestriction, Page, PageLogEntry

from core.models import SiteDocument
from home.models import ContentPage
from tests import specimens as specimen
from translation.choices import TranslationState
from translation.models import Assignment, ReleaseSet
from translation.releases.actions import (
    CancelRelease,
    PlanRelease,
    PublishReleaseSet,
    ReleaseNotReadyError,
    release_readiness,
)

from ..concurrency import begin_before_commit
from .conftest import in_one_hour, is_live, is_public, target_instance_of

pytestmark = pytest.mark.django_db


@pytest.mark.postgresql
def test_everything_goes_live_together(
    editor, draft, plan_release, translate_and_approve, document
):
    release_set = plan_release("sl", "mk", documents=[document])
    assignments = [translate_and_approve("sl", draft), translate_and_approve("mk", draft)]
    assert not is_live(draft)
    assert not any(is_live(target_instance_of(assignment)) for assignment in assignments)
    assert not is_public(SiteDocument.objects.get())
    PublishReleaseSet(editor, release_set).execute()
    assert is_live(draft)
    assert all(is_live(target_instance_of(assignment)) for assignment in assignments)
    assert target_instance_of(assignments[0]).title == "Prevod A new report"
    assert is_public(SiteDocument.objects.get())
    assert SiteDocument.objects.get().collection.name == "Reports"
    assert set(Assignment.objects.values_list("state", flat=True)) == {TranslationState.PUBLISHED}
    assert PageLogEntry.objects.filter(action="translation.release", page=draft.pk).exists()
    assert not any(Page.find_problems())


@pytest.mark.postgresql
def test_an_update_of_a_live_page_goes_live_together_with_its_translation(
    editor, home, plan_release, translate_and_approve
):
    page = specimen.content(home, summary="Who we are.")
    release_set = plan_release("sl", page=page)
    page.summary = "What we do."
    page.save_revision()
    assignment = translate_and_approve("sl", page)
    PublishReleaseSet(editor, release_set).execute()
    assert ContentPage.objects.get(pk=page.pk).summary == "What we do."
    assert target_instance_of(assignment).summary == "Prevod What we do."


def test_nothing_is_published_while_a_language_is_missing(
    editor, draft, plan_release, translate_and_approve, document
):
    release_set = plan_release("sl", "mk", documents=[document])
    assignment = translate_and_approve("sl", draft)
    with pytest.raises(ReleaseNotReadyError) as refused:
        PublishReleaseSet(editor, release_set).execute()
    assert [item.language.code for item in refused.value.missing] == ["mk"]
    assert not is_live(draft)
    assert not is_live(target_instance_of(assignment))
    assert not is_public(SiteDocument.objects.get())
    release_set.refresh_from_db()
    assert release_set.released_at is None


def test_a_language_waived_with_a_reason_does_not_block_the_release(
    editor, draft, plan_release, translate_and_approve
):
    release_set = plan_release("sl", "mk", waivers={"mk": "The translator is ill."})
    translate_and_approve("sl", draft)
    PublishReleaseSet(editor, release_set).execute()
    assert is_live(draft)
    item = release_set.items.get(locale__language_code="mk")
    assert (item.waived, item.waived_by) == (True, editor)
    entry = PageLogEntry.objects.get(action="translation.release")
    assert entry.data["waived"] == {"mk": "The translator is ill."}


def test_a_source_changed_after_the_approval_is_not_released(
    editor, draft, plan_release, translate_and_approve
):
    release_set = plan_release("sl")
    translate_and_approve("sl", draft)
    assert release_readiness(release_set)[0].is_ready
    draft.title = "A newer report"
    draft.save_revision()
    readiness = release_readiness(ReleaseSet.objects.get())
    assert not readiness[0].is_ready
    with pytest.raises(ReleaseNotReadyError):
        PublishReleaseSet(editor, release_set).execute()
    assert not is_live(draft)


@pytest.mark.parametrize("code", ["en", "sl"])
def test_a_set_with_a_locked_page_is_not_released_and_says_who_locked_it(
    editor, coordinator, draft, plan_release, translate_and_approve, code
):
    release_set = plan_release("sl")
    translate_and_approve("sl", draft)
    pages = Page.objects.filter(translation_key=draft.translation_key)
    pages.filter(locale__language_code=code).update(locked=True, locked_by=coordinator)
    with pytest.raises(ReleaseNotReadyError, match="This page is locked by coordinator"):
        PublishReleaseSet(editor, release_set).execute()
    assert not is_live(draft)


def test_a_published_translation_of_the_current_source_is_ready(
    editor, home, plan_release, translate_and_approve
):
    page = specimen.content(home, summary="Who we are.")
    translate_and_approve("sl", page)
    assert release_readiness(plan_release("sl", page=page))[0].is_ready


def test_a_scheduled_translation_is_published_with_its_set(
    editor, draft, plan_release, translate_and_approve
):
    release_set, assignment = plan_release("sl"), translate_and_approve("sl", draft)
    Assignment.objects.update(publish_at=in_one_hour())
    PublishReleaseSet(editor, release_set).execute()
    assert is_live(target_instance_of(assignment))


@pytest.mark.postgresql
def test_a_failed_release_changes_nothing(
    editor, draft, plan_release, translate_and_approve, document, monkeypatch
):
    release_set, assignment = (
        plan_release("sl", documents=[document]),
        translate_and_approve("sl", draft),
    )

    def break_off(self):
        raise ConnectionError

    monkeypatch.setattr(PublishReleaseSet, "_log", break_off)
    with pytest.raises(ConnectionError):
        PublishReleaseSet(editor, release_set).execute()
    assert not is_live(draft)
    assert not is_live(target_instance_of(assignment))
    assert not is_public(SiteDocument.objects.get())
    assert ReleaseSet.objects.get().released_at is None


def test_a_scheduled_source_is_published_with_its_set(
    editor, draft, plan_release, translate_and_approve
):
    release_set = plan_release("sl")
    draft.go_live_at = in_one_hour()
    draft.save_revision()
    assignment = translate_and_approve("sl", draft)
    PublishReleaseSet(editor, release_set).execute()
    assert is_live(draft)
    assert is_live(target_instance_of(assignment))


@pytest.mark.postgresql
def test_a_set_is_released_once(editor, draft, plan_release, translate_and_approve):
    release_set = plan_release("sl")
    translate_and_approve("sl", draft)
    PublishReleaseSet(editor, release_set).execute()
    with pytest.raises(ValidationError, match="has been released"):
        PublishReleaseSet(editor, ReleaseSet.objects.get()).execute()


def test_a_set_that_was_released_meanwhile_stays_released(
    editor, draft, plan_release, translate_and_approve, document, locale
):
    release_set = plan_release("sl", documents=[document])
    translate_and_approve("sl", draft)
    loaded_before = [ReleaseSet.objects.get() for _person in range(2)]
    PublishReleaseSet(editor, release_set).execute()
    plan = PlanRelease(editor, loaded_before[0], [locale("sl")], [document], {})
    for action in (plan, CancelRelease(editor, loaded_before[1])):
        with pytest.raises(ValidationError, match="has been released"):
            action.execute()
    assert ReleaseSet.objects.get().released_at
    assert is_public(document)


def test_a_page_is_planned_once(editor, draft, locale):
    plans = [PlanRelease(editor, ReleaseSet(page=draft), [locale("sl")], [], {}) for _ in range(2)]
    plans[0].execute()
    with pytest.raises(ValidationError, match="has planned the release"):
        plans[1].execute()
    assert ReleaseSet.objects.count() == 1


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer at a time")
def test_a_second_plan_waits_for_the_first_and_is_refused(editor, draft, locale):
    plans = [PlanRelease(editor, ReleaseSet(page=draft), [locale("sl")], [], {}) for _ in range(2)]
    [refused] = begin_before_commit(*(plan.execute for plan in plans))
    assert refused.messages == ["Somebody has planned the release of this page meanwhile."]


def test_a_private_document_that_somebody_else_has_just_added_stays_private(
    editor, home, plan_release, document, locale
):
    private = Collection.get_first_root_node().add_child(name="Private")
    CollectionViewRestriction.objects.create(collection=private, restriction_type="login")
    SiteDocument.objects.update(collection=private)
    plan_release("sl", page=home)
    loaded_before = ReleaseSet.objects.get()
    document.refresh_from_db()
    plan_release("sl", page=home, documents=[document])
    document.refresh_from_db()
    PlanRelease(editor, loaded_before, [locale("sl")], [document], {}).execute()
    CancelRelease(editor, ReleaseSet.objects.get()).execute()
    assert not is_public(SiteDocument.objects.get())


@pytest.mark.postgresql
def test_cancelling_a_set_publishes_approved_translations_and_documents(
    editor, home, plan_release, translate_and_approve, document
):
    page = specimen.content(home, summary="Who we are.")
    release_set = plan_release("sl", page=page, documents=[document])
    assignment = translate_and_approve("sl", page)
    assert assignment.state == TranslationState.APPROVED
    CancelRelease(editor, release_set).execute()
    assert not ReleaseSet.objects.exists()
    assert is_public(SiteDocument.objects.get())
    assignment.refresh_from_db()
    assert assignment.state == TranslationState.PUBLISHED


def test_cancelling_a_set_does_not_publish_translations_of_a_draft(
    editor, draft, plan_release, translate_and_approve
):
    release_set, assignment = plan_release("sl"), translate_and_approve("sl", draft)
    CancelRelease(editor, release_set).execute()
    assert not is_live(target_instance_of(assignment))
