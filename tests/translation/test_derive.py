"""One language in two scripts: the second is derived from the first."""

from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page
from wagtail_localize.models import StringTranslation, Translation, TranslationSource

from core import languages
from core.writing.transliteration import transliterate
from tests import specimens as specimen
from tests import translators
from translation.actions.derive import DeriveScript
from translation.actions.override import SetSegmentOverride
from translation.choices import JobState, TranslationOrigin, TranslationState
from translation.derivation import derived_languages
from translation.models import Assignment, TranslationJob
from translation.segments.text import load_segments

from .conftest import read_again
from .derived_script import (  # noqa: F401 - two are fixtures
    DERIVED,
    ORIGIN,
    correct_segment,
    create_page_of_module,
    derived_assignment,
    page_in,
    publish_change,
    publish_origin_of_module,
    publish_translation,
    submit_and_approve,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(db, made_page):
    return read_again(made_page)


@pytest.fixture
def origin(db, made_origin) -> Assignment:
    """The published Cyrillic translation of the page, from which the Latin one is derived."""
    return read_again(made_origin)


def test_publishing_one_script_publishes_the_other(origin, page):
    derived = page_in(page, DERIVED)
    assert derived.live
    assert derived.title == "O NAMA: NJUJORK i Njujork"
    assert derived.summary == ("Ko smo: GRETA, XIV krug, https://пример.срб/ж i љубав@пример.срб")
    assert derived.alias_of is None
    assert not derived.has_unpublished_changes
    assert not any(Page.find_problems())


def test_a_derived_page_has_the_slug_of_its_origin(origin, page):
    assert page_in(page, DERIVED).slug == page_in(page, ORIGIN).slug == page.slug


def test_a_derived_page_creates_no_tasks(origin, page):
    assignment = derived_assignment(page)
    assert assignment.state == TranslationState.PUBLISHED
    assert assignment.published_version == assignment.covered_version
    assert assignment.published_version.is_current
    assert assignment.source_changed_at is assignment.outdated_since is None
    assert all(
        segment.is_confirmed and segment.origin == TranslationOrigin.DERIVED
        for segment in load_segments(assignment.translation)
    )


def test_a_derived_page_has_one_source_if_it_was_sent_before(send_to_translation, home, locale):
    page = specimen.content(home, slug="sent-before", summary="Who we are.")
    english, _ = TranslationSource.update_or_create_from_instance(page)
    Translation.objects.bulk_create([Translation(source=english, target_locale=locale(DERIVED))])
    publish_translation(send_to_translation(ORIGIN, page))
    translation = Translation.objects.get(
        source__object_id=page.translation_key, target_locale=locale(DERIVED)
    )
    assert translation.source.locale.language_code == ORIGIN


def test_pages_above_are_drafts_until_their_origin_is_published(home, send_to_translation):
    meetings = home.get_children().get(slug="meetings").specific
    meeting = specimen.meeting(home)
    above = send_to_translation(ORIGIN, meetings)
    publish_translation(send_to_translation(ORIGIN, meeting))
    parent = page_in(meeting, DERIVED).get_parent().specific
    assert page_in(meeting, DERIVED).live
    assert parent.translation_key == meetings.translation_key
    assert not parent.live
    assert parent.alias_of is None
    publish_translation(above)
    assert page_in(meetings, DERIVED).live
    assert not any(Page.find_problems())


@pytest.mark.postgresql
def test_published_pages_above_that_were_never_derived_are_derived_first(home, send_to_translation):
    meetings = home.get_children().get(slug="meetings").specific
    meeting = specimen.meeting(home)
    publish_translation(send_to_translation(ORIGIN, meetings))
    page_in(meetings, DERIVED).delete()
    publish_translation(send_to_translation(ORIGIN, meeting))
    assert page_in(meetings, DERIVED).live
    assert page_in(meeting, DERIVED).is_child_of(page_in(meetings, DERIVED))


def test_a_page_is_derived_with_everything_in_it(home, send_to_translation):
    """All page types: ``tests/contracts/test_reading_every_translation.py``."""
    specimens = specimen.every_kind(home)
    page = specimens.pages["MeetingPage"]
    for instance in (specimens.theme, page.get_parent().specific, page):
        translators.translate_and_publish(send_to_translation(ORIGIN, instance))
        translators.run_waiting_jobs()
    meeting = page_in(specimens.pages["MeetingPage"], DERIVED)
    original = page_in(specimens.pages["MeetingPage"], ORIGIN)
    shown = [page.pictures[0].value["alternative_text"] for page in (meeting, original)]
    assert shown[0] == transliterate(shown[1]) != shown[1]
    assert meeting.participants.count() == 2
    assert meeting.country == "AT"
    assert page_in(specimens.theme, DERIVED).live
    assert page_in(specimens.theme, DERIVED).name == transliterate(
        page_in(specimens.theme, ORIGIN).name
    )


def test_the_meta_fields_for_search_engines_are_derived(home, send_to_translation):
    page = specimen.content(home, slug="told", seo_title="Told", search_description="Describes.")
    publish_translation(send_to_translation(ORIGIN, page))
    assert page_in(page, DERIVED).seo_title == "Prevod Told"
    assert page_in(page, DERIVED).search_description == "Prevod Describes."


def test_a_document_override_of_one_script_applies_to_the_other(home, send_to_translation):
    ours, theirs = specimen.document(), specimen.document()
    value = {"title": "Agenda", "kind": "agenda", "language": "en", "document": ours.pk, "url": ""}
    meeting = specimen.meeting(home, slug="with-files")
    meeting.documents = specimen.stream(meeting, "documents", ("file", value))
    specimen.publish(meeting)
    send_to_translation(ORIGIN, meeting.get_parent().specific)
    assignment = send_to_translation(ORIGIN, meeting)
    segment = assignment.translation.source.overridablesegment_set.get(
        context__path__endswith="document"
    )
    person = translators.team_member(ORIGIN, "translators")
    SetSegmentOverride(person, assignment, segment, theirs.pk).execute()
    publish_translation(assignment)
    assert page_in(meeting, DERIVED).documents[0].value["document"] == theirs


def test_synchronised_fields_reach_both_scripts(home, send_to_translation):
    meeting = specimen.meeting(home)
    send_to_translation(ORIGIN, meeting.get_parent().specific)
    publish_translation(send_to_translation(ORIGIN, meeting))
    publish_change(meeting, country="AT")
    assert page_in(meeting, ORIGIN).country == "AT"
    assert page_in(meeting, DERIVED).country == "AT"


@pytest.mark.postgresql
def test_changed_texts_reach_both_scripts(origin, page):
    publish_change(page, {"What we do.": "Шта радимо."}, summary="What we do.")
    assert page_in(page, DERIVED).summary == "Šta radimo."
    assert derived_assignment(page).source_changed_at is None


@pytest.mark.postgresql
def test_deriving_again_changes_nothing(origin, page, locale):
    before = page_in(page, DERIVED).revisions.count()
    DeriveScript(None, page_in(page, ORIGIN), locale(DERIVED)).execute()
    assert page_in(page, DERIVED).revisions.count() == before


def test_unpublishing_one_script_unpublishes_the_other(origin, page):
    page_in(page, ORIGIN).unpublish()
    translators.run_waiting_jobs()
    assert not page_in(page, DERIVED).live


def test_publishing_again_publishes_both_scripts(origin, page):
    page.refresh_from_db()
    page.unpublish()
    translators.run_waiting_jobs()
    assert not page_in(page, DERIVED).live
    page.refresh_from_db()
    specimen.publish(page)
    translators.run_waiting_jobs()
    assert page_in(page, ORIGIN).live
    assert page_in(page, DERIVED).live
    assert derived_assignment(page).state == TranslationState.PUBLISHED


def test_deleting_one_script_deletes_the_other_and_keeps_the_translations(origin, page):
    submit_and_approve(correct_segment(page, "summary", "Ko smo mi."))
    page_in(page, ORIGIN).delete()
    translators.run_waiting_jobs()
    assert not type(page).objects.filter(
        translation_key=page.translation_key, locale__language_code=DERIVED
    )
    assert StringTranslation.objects.filter(data="Ko smo mi.").exists()
    assert not any(Page.find_problems())


def test_a_failed_derive_job_is_shown_and_can_be_repeated(origin, page, monkeypatch):
    def fail(*arguments):
        raise RuntimeError("Something broke")

    monkeypatch.setattr("translation.actions.derive.write_derived_texts", fail)
    with pytest.raises(AssertionError):
        publish_change(page, {"What we do.": "Шта радимо."}, summary="What we do.")
    failed = TranslationJob.objects.get(state=JobState.FAILED)
    assert derived_assignment(page).outdated_since
    monkeypatch.undo()
    TranslationJob.objects.filter(pk=failed.pk).update(state=JobState.WAITING)
    translators.run_waiting_jobs()
    assert page_in(page, DERIVED).summary == "Šta radimo."


def test_derived_scripts_are_configured_in_the_language_settings(settings):
    table = tuple(
        replace(language, derived_from="mk") if language.code == "bg" else language
        for language in settings.SITE_LANGUAGES
    )
    settings.SITE_LANGUAGES = table
    assert [item.code for item in derived_languages(languages.site_language("mk"))] == ["bg"]
    assert [item.code for item in derived_languages(languages.site_language(ORIGIN))] == [DERIVED]


def test_the_number_of_queries_does_not_depend_on_the_number_of_texts(
    home, send_to_translation, locale
):
    counts = []
    for size in (1, 10):
        page = specimen.content(home, slug=f"page-{size}")
        items = [("heading", f"Part {number} of {size}") for number in range(size)]
        page.body = specimen.stream(page, "body", *items)
        publish_translation(send_to_translation(ORIGIN, specimen.publish(page)))
        StringTranslation.objects.filter(locale=locale(DERIVED)).delete()
        with CaptureQueriesContext(connection) as queries:
            DeriveScript(None, page_in(page, ORIGIN), locale(DERIVED)).execute()
        assert page_in(page, DERIVED).body[size - 1].value == f"Prevod Part {size - 1} of {size}"
        counts.append(len(queries))
    assert counts[0] == counts[1]
