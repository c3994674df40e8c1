"""Translations that were reviewed elsewhere: published at once, with the same permissions.

``tests/cms/test_loading_pages.py`` compares what is stored.
"""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Locale, Page, PageViewRestriction

from cms.demonstration.loading import loading_pages
from core.request_cache import new_request_cache
from tests import specimens as specimen
from tests.translators import team_member
from translation.actions.prepare import PrepareSource
from translation.actions.publish_reviewed import PublishReviewedTranslations, ReviewedTranslation
from translation.actions.review import TranslationProblemsError
from translation.choices import TranslationState
from translation.models import Assignment, Notification, Team
from translation.policies import TranslationPermissionDenied
from translation.releases.actions import PublishReleaseSet

from .releases.conftest import create_draft, plan_release_of

pytestmark = pytest.mark.django_db

MAX_FOR_ANOTHER_LANGUAGE = 8


@pytest.fixture
def page(home):
    return specimen.content(home, summary="Who we are.")


@pytest.fixture
def publish(editor) -> Callable[..., list[Assignment]]:
    """Publish a page in some languages: ``publish(page, "sl", "hr")``."""

    def publish(page, *codes: str, change=lambda text: f"Prevod {text}", **people):
        sent = PrepareSource(editor, page).execute()
        reviewed = [
            ReviewedTranslation(
                Locale.objects.get(language_code=code),
                {row.string.data: change(row.string.data) for row in sent.rows},
                people.get("translator") or team_member(code, "translators"),
                people.get("reviewer") or team_member(code, "reviewers"),
            )
            for code in codes
        ]
        return PublishReviewedTranslations(editor, page, sent, reviewed).execute()

    return publish


def translated(page, code: str) -> Page:
    return Page.objects.get(translation_key=page.translation_key, locale__language_code=code)


def test_a_page_is_published_in_all_languages_and_nobody_is_notified(publish, page):
    assignments = publish(page, "sl", "hr", "mk", change=lambda text: text.upper())
    assert {item.state for item in assignments} == {TranslationState.PUBLISHED}
    for code in ("sl", "hr", "mk"):
        found = translated(page, code)
        assert found.live
        assert found.title == "ABOUT US"
        assert found.get_parent().locale.language_code == code
    assert not Notification.objects.exists()
    assert not any(Page.find_problems())


def test_further_pages_follow_those_that_exist(publish, home):
    for slug in ("about", "contact", "press"):
        publish(specimen.content(home, slug=slug), "sl", "hr")
    for code in ("sl", "hr"):
        parent = translated(home, code)
        assert [child.slug for child in parent.get_children()] == ["about", "contact", "press"]
        assert parent.numchild == 3


def test_a_language_that_people_translate_is_left_alone(publish, page, send_to_translation):
    begun = send_to_translation("sl", page)
    assert [item.language.code for item in publish(page, "sl", "hr")] == ["hr"]
    begun.refresh_from_db()
    assert begun.state == TranslationState.IN_PROGRESS
    assert publish(page, "sl", "hr") == []


def test_a_missing_text_is_refused(publish, page):
    with pytest.raises(TranslationProblemsError) as refused:
        publish(page, "sl", change=lambda text: "" if text == "Who we are." else text)
    assert {problem.code for problem in refused.value.problems} >= {"untranslated"}


def test_somebody_else_has_to_have_approved_it(publish, page, reviewer):
    person = reviewer("sl")
    with pytest.raises(TranslationPermissionDenied, match="yourself"):
        publish(page, "sl", translator=person, reviewer=person)
    Team.objects.filter(locale__language_code="sl").update(waives_four_eyes=True)
    person = type(person).objects.get(pk=person.pk)
    [assignment] = publish(page, "sl", translator=person, reviewer=person)
    assert assignment.state == TranslationState.PUBLISHED


@pytest.mark.parametrize("role", ["translator", "reviewer"])
def test_the_people_belong_to_the_team_of_the_language(publish, page, admin_user, role, editor):
    with pytest.raises(TranslationPermissionDenied):
        publish(page, "sl", **{role: editor})
    assert not Assignment.objects.exists()


def test_a_translation_waits_for_its_release_set(publish, home, editor):
    draft = create_draft(home)
    release_set = plan_release_of(editor, draft, "sl")
    [assignment] = publish(draft, "sl")
    assert assignment.state == TranslationState.APPROVED
    waiting = translated(draft, "sl")
    assert (waiting.live, waiting.title) == (False, "A new report")
    assert waiting.draft_title == "Prevod A new report"
    PublishReleaseSet(editor, release_set).execute()
    assert translated(draft, "sl").title == "Prevod A new report"
    assert translated(draft, "sl").live


def test_a_restricted_page_is_restricted_in_every_language(publish, page):
    specimen.restrict(page, PageViewRestriction.LOGIN)
    publish(page, "sl", "hr")
    for code in ("sl", "hr"):
        assert translated(page, code).get_view_restrictions().exists()


def test_queries_for_another_language(publish, home, page):
    publish(page, "sl", "hr", "bs", "mk")  # warm caches, and accounts
    numbers = []
    for slug, codes in (("two", ("sl", "hr")), ("four", ("sl", "hr", "bs", "mk"))):
        source = specimen.content(home, slug=slug)
        with loading_pages(), new_request_cache(), CaptureQueriesContext(connection) as queries:
            publish(source, *codes)
        numbers.append(len(queries))
    assert numbers[1] - numbers[0] <= 2 * MAX_FOR_ANOTHER_LANGUAGE, numbers
