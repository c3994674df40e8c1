"""Readers of an outdated translation are told which text of the original it reflects."""

from datetime import UTC, datetime

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page

from core.addresses import address
from core.languages import get, source
from home.models import ContentPage
from tests import specimens as specimen
from tests import translators
from tests.reader import read, words
from translation.models import Assignment, SourceVersion

pytestmark = pytest.mark.django_db

WHEN = datetime(2024, 5, 3, 12, tzinfo=UTC)
NOTICE = "main > .notice"


@pytest.fixture
def page(home):
    return specimen.content(home, summary="Who we are.")


@pytest.fixture
def translated(sent, page):
    """Publish the page in a language, from the text of 3 May 2024: ``translated("sl")``."""

    def make(code: str) -> Assignment:
        assignment = sent(code, page)
        translators.finish(assignment)
        translators.do_waiting_jobs()
        SourceVersion.objects.filter(is_current=True).update(published_at=WHEN)
        return assignment

    return make


def change(page, **values) -> None:
    page.refresh_from_db()
    for name, value in values.items():
        setattr(page, name, value)
    specimen.publish(page)


def notice(client, page, code: str):
    return read(client, address(page, get(code))).select_one(NOTICE)


def test_an_up_to_date_translation_has_no_line(client, page, translated):
    translated("sl")
    assert notice(client, page, "sl") is None


def test_the_line_appears_at_once_and_names_language_and_date(client, page, translated):
    translated("sl")
    change(page, summary="What we do.")
    line = notice(client, page, "sl")
    assert "angleščina, 3. maj 2024" in words(line)
    assert line.time["datetime"] == "2024-05-03"


def test_the_line_leads_to_the_original_as_it_is_now(client, page, translated):
    translated("sl")
    change(page, summary="What we do.")
    link = notice(client, page, "sl").a
    assert link["href"] == address(page, source())
    assert link["lang"] == link["hreflang"] == source().tag
    assert link.get_text() == source().name


def test_publishing_the_same_words_again_makes_no_line(client, page, translated):
    translated("sl")
    change(page)
    assert notice(client, page, "sl") is None


def test_the_line_is_gone_once_the_translation_is_up_to_date(client, page, translated):
    assignment = translated("sl")
    change(page, summary="What we do.")
    translators.finish(assignment)
    assert notice(client, page, "sl") is None


def test_the_line_is_gone_when_the_original_says_again_what_it_said(client, page, translated):
    translated("sl")
    change(page, summary="What we do.")
    change(page, summary="Who we are.")
    assert notice(client, page, "sl") is None


def test_a_draft_of_the_original_makes_no_line(client, page, translated, sent):
    translated("sl")
    draft = page.get_latest_revision_as_object()
    draft.summary = "What we may do."
    draft.save_revision()
    sent("hr", page, from_draft=True)
    assert notice(client, page, "sl") is None


def test_a_derived_script_is_as_old_as_its_origin(client, page, translated):
    assignment = translated("sr-cyrl")
    change(page, summary="What we do.")
    translators.do_waiting_jobs()
    assert "енглески, 3. мај 2024." in words(notice(client, page, "sr-cyrl"))
    assert "engleski, 3. maj 2024." in words(notice(client, page, "sr-latn"))
    translators.finish(assignment)
    translators.do_waiting_jobs()
    assert notice(client, page, "sr-cyrl") is None
    assert notice(client, page, "sr-latn") is None


def test_a_derived_script_that_waits_for_its_job_says_so(client, page, translated):
    assignment = translated("sr-cyrl")
    change(page, summary="What we do.")
    translators.finish(assignment)
    assert notice(client, page, "sr-cyrl") is None
    line = notice(client, page, "sr-latn")
    assert line.a["href"] == address(page, get("sr-cyrl"))
    translators.do_waiting_jobs()
    assert notice(client, page, "sr-latn") is None


def test_readers_of_the_original_and_of_the_fallback_see_no_line(client, page, translated):
    translated("sl")
    change(page, summary="What we do.")
    assert notice(client, page, "en") is None
    assert notice(client, page, "mk").find("time") is None


def test_a_translation_that_the_workshop_does_not_know_has_no_line(client, page):
    specimen.translate(page, "sl")
    change(page, summary="What we do.")
    assert notice(client, page, "sl") is None


def test_a_preview_says_nothing_of_its_age(client, page, translated, editor_client):
    assignment = translated("sl")
    change(page, summary="What we do.")
    target: Page = assignment.translation.get_target_instance()
    response = target.make_preview_request()
    assert BeautifulSoup(response.content, "html.parser").select_one(NOTICE) is None


@pytest.mark.parametrize("slug", ["about", "about/deeper"])
def test_the_line_costs_no_query_of_its_own(client, home, page, sent, slug):
    if "/" in slug:
        translators.finish(sent("sl", page))
        page = specimen.publish(page.add_child(instance=ContentPage(title="Deep", slug="deeper")))
    translators.finish(sent("sl", page))
    change(page, summary="What we do.")
    assert notice(client, page, "sl")
    costs = []
    for code in ("en", "sl"):
        path = address(page, get(code))
        client.get(path)
        with CaptureQueriesContext(connection) as queries:
            client.get(path)
        costs.append(len(queries))
    assert costs[0] == costs[1]
