"""The translation workflow for every page type and snippet, from sending to a changed source.

Tests that start from a public translation share one, in the first language; all others translate
into the second one, so that no test depends on another.
"""

import re
from collections.abc import Iterator

import pytest
from django.contrib.auth import get_user_model
from django.db import transaction
from wagtail.models import Page, PageLogEntry

from core.languages import site_language
from core.localized_urls import localized_url
from core.page_types import page_types
from tests import grids, translators
from tests import specimens as specimen
from translation.choices import SegmentState, TranslationState
from translation.models import Assignment
from translation.segments.text import load_segments

PAGES = [model.__name__ for model in page_types()]
KINDS = [*PAGES, "Theme"]
# One language in each script.
PUBLISHED, UNSENT = "sl", "sr-cyrl"

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


@pytest.fixture(scope="module", autouse=True)
def once_published(filled_sources, kind) -> Iterator[Assignment]:
    """The assignment of a source whose approved translation is public.

    Every test uses it, so that the one before is rolled back before a test creates anything.
    """
    with transaction.atomic():
        user = get_user_model().objects.create_superuser("sender")
        assignment = translators.send_to_translation(user, filled_sources[kind], PUBLISHED)
        translators.translate_and_publish(assignment)
        yield assignment
        transaction.set_rollback(True)


@pytest.fixture
def published(once_published) -> Assignment:
    """A new instance from the database, so that a test may change it."""
    return Assignment.objects.get(pk=once_published.pk)


def target(assignment: Assignment):
    return assignment.translation.get_target_instance()


def is_up_to_date(assignment: Assignment) -> bool:
    """Return whether the translation is approved and its source has not changed since."""
    is_approved = assignment.state in (TranslationState.APPROVED, TranslationState.PUBLISHED)
    is_outdated = assignment.source_changed_at or assignment.outdated_since
    return is_approved and not is_outdated


def tree_problems() -> list:
    return [found for found in Page.find_problems() if found]


every_kind = pytest.mark.parametrize("kind", KINDS, scope="module")
every_page = pytest.mark.parametrize("kind", PAGES, scope="module")
# A sample has each page type in one of two tests.
one_half = pytest.mark.parametrize("kind", PAGES if grids.is_full else PAGES[::2], scope="module")
other_half = pytest.mark.parametrize(
    "kind", PAGES if grids.is_full else PAGES[1::2], scope="module"
)


@every_kind
def test_sending_creates_a_draft_that_is_no_alias_and_keeps_its_texts_when_sent_again(send, kind):
    assignment = send(kind, UNSENT)
    copy = target(assignment)
    assert type(copy).__name__ == kind
    assert not copy.live
    assert getattr(copy, "alias_of", None) is None
    assert assignment.state == TranslationState.IN_PROGRESS
    assert not tree_problems()
    assert_segments_have_labels(load_segments(assignment.translation))
    translators.translate(assignment)
    before = [segment.target for segment in load_segments(assignment.translation)]
    again = send(kind, UNSENT)
    assert again == assignment
    assert [segment.target for segment in load_segments(again.translation)] == before


def assert_segments_have_labels(segments: list) -> None:
    """Every segment has a label that is no path of a field."""
    assert segments
    for segment in segments:
        label = segment.description.label
        assert label
        assert label != segment.field_path
        assert not re.search(r"[_./]", label), label
        assert segment.state == SegmentState.UNTRANSLATED


@one_half
def test_a_page_is_sent_with_its_ancestors_and_none_is_live(send, client, sources, kind):
    send(kind, UNSENT)
    above = sources[kind].get_ancestors().filter(depth__gt=1)
    for page in Page.objects.filter(translation_key__in=above.values("translation_key")):
        assert page.live == (page.locale.language_code == "en")
        assert page.alias_of is None
    response = client.get(localized_url(sources[kind], site_language(UNSENT)))
    assert response.status_code == 200
    assert 'class="notice' in response.content.decode()


def assert_every_segment_is_public(assignment: Assignment) -> None:
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


@every_kind
def test_approval_publishes_the_translation_of_every_segment(published, kind):
    assert_every_segment_is_public(published)


@pytest.mark.parametrize("kind", KINDS if grids.is_full else [PAGES[-1], "Theme"], scope="module")
def test_a_translation_is_public_in_another_script_after_its_approval_only(send, kind):
    """The translation of a draft covers the other page types in this script."""
    assignment = send(kind, UNSENT)
    translators.translate(assignment)
    translators.submit(assignment)
    assert not target(assignment).live
    translators.approve(assignment)
    assert_every_segment_is_public(assignment)


@one_half
def test_a_translation_is_public_before_its_ancestors_are_until_its_source_is_restricted(
    published, sources, client, kind
):
    path = localized_url(sources[kind], site_language(PUBLISHED))
    html = client.get(path).content.decode()
    assert target(published).title in html
    assert 'name="robots"' not in html
    specimen.restrict(sources[kind])
    restricted = client.get(path)
    assert restricted.status_code != 200
    assert sources[kind].title not in restricted.content.decode()


@every_kind
def test_a_changed_source_is_marked_and_its_translation_can_be_updated(published, sources, kind):
    name = "title" if kind in PAGES else "name"
    before = getattr(target(published), name)
    source = sources[kind]
    setattr(source, name, "Altogether other words")
    specimen.publish(source)
    published.refresh_from_db()
    assert published.source_changed_at
    assert published.outdated_since
    assert getattr(target(published), name) == before
    changed = [
        segment
        for segment in load_segments(published.translation)
        if segment.state != SegmentState.CONFIRMED
    ]
    assert [segment.state for segment in changed] == [SegmentState.CHANGED]
    assert changed[0].previous.target == before
    translators.translate_and_publish(published)
    assert getattr(target(published), name) == translators.pseudo_translation(
        "Altogether other words", PUBLISHED
    )
    assert is_up_to_date(published)
    assert not tree_problems()


@every_kind
def test_republication_without_changes_marks_nothing(published, sources, kind):
    specimen.publish(sources[kind])
    published.refresh_from_db()
    assert is_up_to_date(published)


@other_half
def test_the_approved_translation_of_a_draft_is_published_with_its_source(send, sources, kind):
    source = sources[kind]
    source.title = "Words of tomorrow"
    source.save_revision()
    assignment = send(kind, UNSENT, from_draft=True)
    translators.translate_and_publish(assignment)
    assert assignment.state == TranslationState.APPROVED
    assert not target(assignment).live
    source.get_latest_revision().publish()
    assert_every_segment_is_public(assignment)
    assert target(assignment).title == translators.pseudo_translation("Words of tomorrow", UNSENT)


@every_page
def test_the_history_of_a_page_contains_every_step(published, kind):
    actions = PageLogEntry.objects.filter(page=target(published).pk).values_list(
        "action", flat=True
    )
    steps = ("translation.send", "translation.submit", "translation.approve", "wagtail.publish")
    assert [action for action in reversed(actions) if action in steps] == list(steps)
    assert published.published_version == published.covered_version
    assert (published.submitted_by, published.approved_by) == (
        translators.team_member(PUBLISHED, "translators"),
        translators.team_member(PUBLISHED, "reviewers"),
    )
