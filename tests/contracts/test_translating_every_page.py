"""The translation workflow for every page type and snippet, from sending to a changed source."""

import re

import pytest
from wagtail.models import Page, PageLogEntry

from core.languages import site_language
from core.localized_urls import localized_url
from core.page_types import page_types
from tests import specimens as specimen
from tests import translators
from translation.choices import SegmentState, TranslationState
from translation.models import Assignment
from translation.segments.text import load_segments

PAGES = [model.__name__ for model in page_types()]
KINDS = [*PAGES, "Theme"]
# One language in each script.
CODES = ["sl", "sr-cyrl"]

pytestmark = pytest.mark.django_db


@pytest.fixture
def sources(filled_sources):
    """New instances from the database, so that a test may change them."""
    return {kind: type(source).objects.get(pk=source.pk) for kind, source in filled_sources.items()}


@pytest.fixture
def send(sources, editor):
    """Send a source and its ancestors to translation: ``send("MeetingPage", "sl")``."""
    return lambda kind, code, **order: translators.send_to_translation(
        editor, sources[kind], code, **order
    )


def target(assignment: Assignment):
    return assignment.translation.get_target_instance()


def is_up_to_date(assignment: Assignment) -> bool:
    """Return whether the translation is approved and its source has not changed since."""
    is_approved = assignment.state in (TranslationState.APPROVED, TranslationState.PUBLISHED)
    is_outdated = assignment.source_changed_at or assignment.outdated_since
    return is_approved and not is_outdated


def tree_problems() -> list:
    return [found for found in Page.find_problems() if found]


every_kind = pytest.mark.parametrize("kind", KINDS)
every_page = pytest.mark.parametrize("kind", PAGES)


@every_kind
def test_sending_creates_a_draft_that_is_no_alias(send, kind):
    assignment = send(kind, "sr-cyrl")
    copy = target(assignment)
    assert type(copy).__name__ == kind
    assert not copy.live
    assert getattr(copy, "alias_of", None) is None
    assert assignment.state == TranslationState.IN_PROGRESS
    assert not tree_problems()


@every_page
def test_a_page_is_sent_with_its_ancestors_and_none_is_live(send, client, sources, kind):
    send(kind, "sl")
    above = sources[kind].get_ancestors().filter(depth__gt=1)
    for page in Page.objects.filter(translation_key__in=above.values("translation_key")):
        assert page.live == (page.locale.language_code == "en")
        assert page.alias_of is None
    response = client.get(localized_url(sources[kind], site_language("sl")))
    assert response.status_code == 200
    assert 'class="notice' in response.content.decode()


@every_kind
def test_every_segment_has_a_label_that_is_no_field_path(send, kind):
    segments = load_segments(send(kind, "sl").translation)
    assert segments
    for segment in segments:
        label = segment.description.label
        assert label
        assert label != segment.field_path
        assert not re.search(r"[_./]", label), label
        assert segment.state == SegmentState.UNTRANSLATED


@pytest.mark.parametrize("code", CODES)
@every_kind
def test_approval_publishes_the_translation_of_every_segment(send, kind, code):
    assignment = send(kind, code)
    translators.translate(assignment)
    translators.submit(assignment)
    assert not target(assignment).live
    translators.approve(assignment)
    assignment.refresh_from_db()
    copy = target(assignment)
    assert copy.live
    assert assignment.state == TranslationState.PUBLISHED
    assert is_up_to_date(assignment)
    for segment in load_segments(assignment.translation):
        assert segment.state == SegmentState.CONFIRMED
        if segment.path in ("title", "name", "summary", "seo_title", "search_description"):
            assert getattr(copy, segment.path) == segment.target
    assert not tree_problems()


@every_page
def test_a_translation_is_public_before_its_ancestors_are_translated(send, sources, client, kind):
    assignment = send(kind, "sl")
    translators.translate_and_publish(assignment)
    html = client.get(localized_url(sources[kind], site_language("sl"))).content.decode()
    assert target(assignment).title in html
    assert 'name="robots"' not in html


@every_kind
def test_a_changed_source_is_marked_and_its_translation_can_be_updated(send, sources, kind):
    assignment = send(kind, "sl")
    translators.translate_and_publish(assignment)
    name = "title" if kind in PAGES else "name"
    before = getattr(target(assignment), name)
    source = sources[kind]
    setattr(source, name, "Altogether other words")
    specimen.publish(source)
    assignment.refresh_from_db()
    assert assignment.source_changed_at
    assert assignment.outdated_since
    assert getattr(target(assignment), name) == before
    changed = [
        segment
        for segment in load_segments(assignment.translation)
        if segment.state != SegmentState.CONFIRMED
    ]
    assert [segment.state for segment in changed] == [SegmentState.CHANGED]
    assert changed[0].previous.target == before
    translators.translate_and_publish(assignment)
    assert getattr(target(assignment), name) == translators.pseudo_translation(
        "Altogether other words", "sl"
    )
    assert is_up_to_date(assignment)
    assert not tree_problems()


@every_kind
def test_republication_without_changes_marks_nothing(send, sources, kind):
    assignment = send(kind, "sl")
    translators.translate_and_publish(assignment)
    specimen.publish(sources[kind])
    assignment.refresh_from_db()
    assert is_up_to_date(assignment)


@every_page
def test_the_approved_translation_of_a_draft_is_published_with_its_source(send, sources, kind):
    source = sources[kind]
    source.title = "Words of tomorrow"
    source.save_revision()
    assignment = send(kind, "sl", from_draft=True)
    translators.translate_and_publish(assignment)
    assert assignment.state == TranslationState.APPROVED
    assert not target(assignment).live
    source.get_latest_revision().publish()
    assignment.refresh_from_db()
    assert assignment.state == TranslationState.PUBLISHED
    assert target(assignment).title == translators.pseudo_translation("Words of tomorrow", "sl")


@every_page
def test_the_history_of_a_page_contains_every_step(send, kind):
    assignment = send(kind, "sl")
    translators.translate_and_publish(assignment)
    actions = PageLogEntry.objects.filter(page=target(assignment).pk).values_list(
        "action", flat=True
    )
    steps = ("translation.send", "translation.submit", "translation.approve", "wagtail.publish")
    assert [action for action in reversed(actions) if action in steps] == list(steps)
    assert assignment.published_version == assignment.covered_version
    assert (assignment.submitted_by, assignment.approved_by) == (
        translators.team_member("sl", "translators"),
        translators.team_member("sl", "reviewers"),
    )


@every_page
def test_restricting_a_page_restricts_its_translation(send, sources, client, kind):
    assignment = send(kind, "sl")
    translators.translate_and_publish(assignment)
    path = localized_url(sources[kind], site_language("sl"))
    assert client.get(path).status_code == 200
    specimen.restrict(sources[kind])
    assert client.get(path).status_code != 200
    assert sources[kind].title not in client.get(path).content.decode()


@every_page
def test_sending_again_keeps_every_translated_text(send, kind):
    assignment = send(kind, "sl")
    translators.translate(assignment)
    before = [segment.target for segment in load_segments(assignment.translation)]
    again = send(kind, "sl")
    assert again == assignment
    assert [segment.target for segment in load_segments(again.translation)] == before
