"""Release sets: a page, its documents and its languages go live together, or not at all."""

import pytest
from django.core.exceptions import ValidationError
from wagtail.models import Page, PageLogEntry

from core.models import SiteDocument
from home.models import ContentPage
from tests import specimens as specimen
from translation.actions.release import (
    CancelRelease,
    NotReadyError,
    Release,
    readiness_of,
)
from translation.choices import State
from translation.models import Assignment, ReleaseSet

from .conftest import is_live, opens, soon, target_of

pytestmark = pytest.mark.django_db


def test_everything_goes_live_together(editor, draft, planned, approved, document):
    release_set = planned("sl", "mk", documents=[document])
    work = [approved("sl", draft), approved("mk", draft)]
    assert not is_live(draft)
    assert not any(is_live(target_of(assignment)) for assignment in work)
    assert not opens(SiteDocument.objects.get())
    Release(editor, release_set).execute()
    assert is_live(draft)
    assert all(is_live(target_of(assignment)) for assignment in work)
    assert target_of(work[0]).title == "Prevod A new report"
    assert opens(SiteDocument.objects.get())
    assert SiteDocument.objects.get().collection.name == "Reports"
    assert set(Assignment.objects.values_list("state", flat=True)) == {State.PUBLISHED}
    assert PageLogEntry.objects.filter(action="translation.release", page=draft.pk).exists()
    assert not any(Page.find_problems())


def test_an_update_of_a_live_page_goes_live_together_with_its_translation(
    editor, home, planned, approved
):
    page = specimen.content(home, summary="Who we are.")
    release_set = planned("sl", page=page)
    page.summary = "What we do."
    page.save_revision()
    assignment = approved("sl", page)
    Release(editor, release_set).execute()
    assert ContentPage.objects.get(pk=page.pk).summary == "What we do."
    assert target_of(assignment).summary == "Prevod What we do."


def test_nothing_goes_live_where_a_language_is_missing(editor, draft, planned, approved, document):
    release_set = planned("sl", "mk", documents=[document])
    assignment = approved("sl", draft)
    with pytest.raises(NotReadyError) as refused:
        Release(editor, release_set).execute()
    assert [item.language.code for item in refused.value.missing] == ["mk"]
    assert not is_live(draft)
    assert not is_live(target_of(assignment))
    assert not opens(SiteDocument.objects.get())
    release_set.refresh_from_db()
    assert release_set.released_at is None


def test_a_language_waived_with_a_reason_holds_nothing_back(editor, draft, planned, approved):
    release_set = planned("sl", "mk", waivers={"mk": "The translator is ill."})
    approved("sl", draft)
    Release(editor, release_set).execute()
    assert is_live(draft)
    item = release_set.items.get(locale__language_code="mk")
    assert (item.waived, item.waived_by) == (True, editor)
    entry = PageLogEntry.objects.get(action="translation.release")
    assert entry.data["waived"] == {"mk": "The translator is ill."}


def test_words_that_changed_after_the_approval_are_not_released(editor, draft, planned, approved):
    release_set = planned("sl")
    approved("sl", draft)
    assert readiness_of(release_set)[0].is_ready
    draft.title = "A newer report"
    draft.save_revision()
    readiness = readiness_of(ReleaseSet.objects.get())
    assert not readiness[0].is_ready
    with pytest.raises(NotReadyError):
        Release(editor, release_set).execute()
    assert not is_live(draft)


def test_a_translation_published_for_these_words_is_ready(editor, home, planned, approved):
    page = specimen.content(home, summary="Who we are.")
    approved("sl", page)
    assert readiness_of(planned("sl", page=page))[0].is_ready


def test_a_time_of_its_own_does_not_tear_a_translation_from_its_set(
    editor, draft, planned, approved
):
    release_set, assignment = planned("sl"), approved("sl", draft)
    Assignment.objects.update(publish_at=soon())
    Release(editor, release_set).execute()
    assert is_live(target_of(assignment))


def test_a_release_that_breaks_off_leaves_everything_as_it_was(
    editor, draft, planned, approved, document, monkeypatch
):
    release_set, assignment = planned("sl", documents=[document]), approved("sl", draft)

    def break_off(self):
        raise ConnectionError

    monkeypatch.setattr(Release, "_log", break_off)
    with pytest.raises(ConnectionError):
        Release(editor, release_set).execute()
    assert not is_live(draft)
    assert not is_live(target_of(assignment))
    assert not opens(SiteDocument.objects.get())
    assert ReleaseSet.objects.get().released_at is None


def test_a_schedule_in_the_draft_does_not_tear_the_source_from_its_set(
    editor, draft, planned, approved
):
    release_set = planned("sl")
    draft.go_live_at = soon()
    draft.save_revision()
    assignment = approved("sl", draft)
    Release(editor, release_set).execute()
    assert is_live(draft)
    assert is_live(target_of(assignment))


def test_a_set_is_released_once(editor, draft, planned, approved):
    release_set = planned("sl")
    approved("sl", draft)
    Release(editor, release_set).execute()
    with pytest.raises(ValidationError, match="has been released"):
        Release(editor, ReleaseSet.objects.get()).execute()


def test_a_cancelled_set_lets_everything_go_its_own_way(editor, home, planned, approved, document):
    page = specimen.content(home, summary="Who we are.")
    release_set = planned("sl", page=page, documents=[document])
    assignment = approved("sl", page)
    assert assignment.state == State.APPROVED
    CancelRelease(editor, release_set).execute()
    assert not ReleaseSet.objects.exists()
    assert opens(SiteDocument.objects.get())
    assignment.refresh_from_db()
    assert assignment.state == State.PUBLISHED


def test_a_cancelled_set_publishes_no_translation_of_a_draft(editor, draft, planned, approved):
    release_set, assignment = planned("sl"), approved("sl", draft)
    CancelRelease(editor, release_set).execute()
    assert not is_live(target_of(assignment))
