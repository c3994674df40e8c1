"""One language in two scripts: the second is derived, and people's corrections of it are kept."""

import re
from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page
from wagtail_localize.models import StringTranslation, Translation, TranslationSource

from core import languages
from core.addresses import address
from core.languages import get
from core.writing.transliteration import transliterate
from tests import specimens as specimen
from tests import translators
from tests.reader import read
from translation.actions.derive import DeriveScript
from translation.actions.override import ChooseForLanguage
from translation.choices import JobState, Origin, State
from translation.derivation import derived_languages
from translation.models import Assignment, Job
from translation.words.segments import load_segments

from .two_scripts import DERIVED, ORIGIN, approve, change, correct, derived_work, in_script, publish

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(home):
    return specimen.content(home, summary="Who we are.")


@pytest.fixture
def origin(sent, page) -> Assignment:
    """The published Cyrillic translation of the page; its Latin twin is derived."""
    assignment = sent(ORIGIN, page)
    publish(assignment)
    return assignment


def test_publishing_one_script_publishes_the_other(origin, page):
    derived = in_script(page, DERIVED)
    assert derived.live
    assert derived.title == "O NAMA: NJUJORK i Njujork"
    assert derived.summary == ("Ko smo: GRETA, XIV krug, https://пример.срб/ж i љубав@пример.срб")
    assert derived.alias_of is None
    assert not derived.has_unpublished_changes
    assert not any(Page.find_problems())


def test_a_derived_page_has_the_address_of_its_origin(origin, page):
    assert in_script(page, DERIVED).slug == in_script(page, ORIGIN).slug == page.slug


def test_nobody_has_to_do_anything_about_a_derived_page(origin, page):
    assignment = derived_work(page)
    assert assignment.state == State.PUBLISHED
    assert assignment.published_version == assignment.covered_version
    assert assignment.published_version.is_current
    assert assignment.source_changed_at is assignment.outdated_since is None
    assert all(
        segment.is_confirmed and segment.origin == Origin.DERIVED
        for segment in load_segments(assignment.translation)
    )


def test_a_derived_page_has_one_source_whatever_was_there_before(sent, page, locale):
    english, _ = TranslationSource.update_or_create_from_instance(page)
    Translation.objects.bulk_create([Translation(source=english, target_locale=locale(DERIVED))])
    publish(sent(ORIGIN, page))
    translation = Translation.objects.get(
        source__object_id=page.translation_key, target_locale=locale(DERIVED)
    )
    assert translation.source.locale.language_code == ORIGIN


def test_pages_above_are_drafts_until_their_origin_is_published(home, sent):
    meetings = home.get_children().get(slug="meetings").specific
    meeting = specimen.meeting(home)
    above = sent(ORIGIN, meetings)
    publish(sent(ORIGIN, meeting))
    parent = in_script(meeting, DERIVED).get_parent().specific
    assert in_script(meeting, DERIVED).live
    assert parent.translation_key == meetings.translation_key
    assert not parent.live
    assert parent.alias_of is None
    publish(above)
    assert in_script(meetings, DERIVED).live
    assert not any(Page.find_problems())


def test_published_pages_above_that_were_never_derived_are_derived_first(home, sent):
    meetings = home.get_children().get(slug="meetings").specific
    meeting = specimen.meeting(home)
    publish(sent(ORIGIN, meetings))
    in_script(meetings, DERIVED).delete()
    publish(sent(ORIGIN, meeting))
    assert in_script(meetings, DERIVED).live
    assert in_script(meeting, DERIVED).is_child_of(in_script(meetings, DERIVED))


def test_every_page_type_is_derived_with_everything_in_it(home, sent, client):
    made = specimen.every_kind(home)
    in_tree_order = sorted(made.pages.values(), key=lambda page: page.path)
    for instance in [made.theme, *in_tree_order]:
        translators.finish(sent(ORIGIN, instance))
        translators.do_waiting_jobs()
    for kind, page in made.pages.items():
        theirs, ours = in_script(page, ORIGIN), in_script(page, DERIVED)
        assert ours.title == transliterate(theirs.title) != theirs.title, kind
        assert ours.slug == theirs.slug or kind == "HomePage"
        main = read(client, address(page, get(DERIVED))).main
        for name_of_language in main.select(f"[lang]:not([lang={get(DERIVED).tag}])"):
            name_of_language.decompose()
        assert not re.search("[Ѐ-ӿ]", main.get_text()), kind
    meeting = in_script(made.pages["MeetingPage"], DERIVED)
    original = in_script(made.pages["MeetingPage"], ORIGIN)
    shown = [page.pictures[0].value["alternative_text"] for page in (meeting, original)]
    assert shown[0] == transliterate(shown[1]) != shown[1]
    assert meeting.participants.count() == 2
    assert meeting.country == "AT"
    assert in_script(made.theme, DERIVED).live
    assert in_script(made.theme, DERIVED).name == transliterate(in_script(made.theme, ORIGIN).name)


def test_what_search_engines_are_told_is_derived(home, sent):
    page = specimen.content(home, slug="told", seo_title="Told", search_description="Describes.")
    publish(sent(ORIGIN, page))
    assert in_script(page, DERIVED).seo_title == "Prevod Told"
    assert in_script(page, DERIVED).search_description == "Prevod Describes."


def test_a_file_chosen_for_one_script_is_there_in_the_other(home, sent):
    ours, theirs = specimen.document(), specimen.document()
    value = {"title": "Agenda", "kind": "agenda", "language": "en", "document": ours.pk, "url": ""}
    meeting = specimen.meeting(home, slug="with-files")
    meeting.documents = specimen.stream(meeting, "documents", ("file", value))
    specimen.publish(meeting)
    sent(ORIGIN, meeting.get_parent().specific)
    assignment = sent(ORIGIN, meeting)
    segment = assignment.translation.source.overridablesegment_set.get(
        context__path__endswith="document"
    )
    person = translators.person(ORIGIN, "translators")
    ChooseForLanguage(person, assignment, segment, theirs.pk).execute()
    publish(assignment)
    assert in_script(meeting, DERIVED).documents[0].value["document"] == theirs


def test_new_facts_come_through_both_scripts(home, sent):
    meeting = specimen.meeting(home)
    sent(ORIGIN, meeting.get_parent().specific)
    publish(sent(ORIGIN, meeting))
    change(meeting, country="AT")
    assert in_script(meeting, ORIGIN).country == "AT"
    assert in_script(meeting, DERIVED).country == "AT"


def test_new_words_come_through_both_scripts(origin, page):
    change(page, {"What we do.": "Шта радимо."}, summary="What we do.")
    assert in_script(page, DERIVED).summary == "Šta radimo."
    assert derived_work(page).source_changed_at is None


def test_deriving_again_changes_nothing(origin, page, locale):
    before = in_script(page, DERIVED).revisions.count()
    DeriveScript(None, in_script(page, ORIGIN), locale(DERIVED)).execute()
    assert in_script(page, DERIVED).revisions.count() == before


def test_unpublishing_one_script_unpublishes_the_other(origin, page):
    in_script(page, ORIGIN).unpublish()
    translators.do_waiting_jobs()
    assert not in_script(page, DERIVED).live


def test_publishing_again_brings_both_scripts_back(origin, page):
    page.refresh_from_db()
    page.unpublish()
    translators.do_waiting_jobs()
    assert not in_script(page, DERIVED).live
    page.refresh_from_db()
    specimen.publish(page)
    translators.do_waiting_jobs()
    assert in_script(page, ORIGIN).live
    assert in_script(page, DERIVED).live
    assert derived_work(page).state == State.PUBLISHED


def test_deleting_one_script_deletes_the_other_and_keeps_the_words(origin, page):
    approve(correct(page, "summary", "Ko smo mi."))
    in_script(page, ORIGIN).delete()
    translators.do_waiting_jobs()
    assert not type(page).objects.filter(
        translation_key=page.translation_key, locale__language_code=DERIVED
    )
    assert StringTranslation.objects.filter(data="Ko smo mi.").exists()
    assert not any(Page.find_problems())


def test_a_job_that_fails_is_seen_and_can_be_done_again(origin, page, monkeypatch):
    def fail(*arguments):
        raise RuntimeError("Something broke")

    monkeypatch.setattr("translation.actions.derive.write_derived_words", fail)
    with pytest.raises(AssertionError):
        change(page, {"What we do.": "Шта радимо."}, summary="What we do.")
    failed = Job.objects.get(state=JobState.FAILED)
    assert derived_work(page).outdated_since
    monkeypatch.undo()
    Job.objects.filter(pk=failed.pk).update(state=JobState.WAITING)
    translators.do_waiting_jobs()
    assert in_script(page, DERIVED).summary == "Šta radimo."


def test_the_table_of_languages_says_what_is_derived_from_what(settings):
    table = tuple(
        replace(language, derived_from="mk") if language.code == "bg" else language
        for language in settings.SITE_LANGUAGES
    )
    settings.SITE_LANGUAGES = table
    assert [item.code for item in derived_languages(languages.get("mk"))] == ["bg"]
    assert [item.code for item in derived_languages(languages.get(ORIGIN))] == [DERIVED]


def test_a_derived_page_takes_as_many_queries_for_many_texts_as_for_few(home, sent, locale):
    counts = []
    for size in (1, 40):
        page = specimen.content(home, slug=f"page-{size}")
        items = [("heading", f"Part {number} of {size}") for number in range(size)]
        page.body = specimen.stream(page, "body", *items)
        publish(sent(ORIGIN, specimen.publish(page)))
        StringTranslation.objects.filter(locale=locale(DERIVED)).delete()
        with CaptureQueriesContext(connection) as queries:
            DeriveScript(None, in_script(page, ORIGIN), locale(DERIVED)).execute()
        assert in_script(page, DERIVED).body[size - 1].value == f"Prevod Part {size - 1} of {size}"
        counts.append(len(queries))
    assert counts[0] == counts[1]
