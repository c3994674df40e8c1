"""The notice on an outdated translation, with the date of the original that it reflects."""

from datetime import UTC, datetime

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page

from core.languages import site_language, source_language
from core.localized_urls import localized_url
from home.models import ContentPage
from tests import specimens as specimen
from tests import translators
from tests.public_pages import element_text, read
from translation.models import Assignment, SourceVersion

from .conftest import read_again

pytestmark = pytest.mark.django_db

WHEN = datetime(2024, 5, 3, 12, tzinfo=UTC)
NOTICE = "main > .notice"


def publish_translation(user, page, code: str) -> Assignment:
    """Publish a translation of the source of 3 May 2024."""
    assignment = translators.send_to_translation(user, page, code)
    translators.translate_and_publish(assignment)
    translators.run_waiting_jobs()
    SourceVersion.objects.filter(is_current=True).update(published_at=WHEN)
    return assignment


@pytest.fixture(scope="module")
def made_assignment(home_of_module, sender) -> Assignment:
    page = specimen.content(home_of_module, summary="Who we are.")
    return publish_translation(sender, page, "sl")


@pytest.fixture
def assignment(db, made_assignment) -> Assignment:
    """The published Slovenian translation of the page."""
    return read_again(made_assignment)


@pytest.fixture
def page(assignment):
    return assignment.translation.source.get_source_instance()


@pytest.fixture
def in_cyrillic(page, editor) -> Assignment:
    return publish_translation(editor, page, "sr-cyrl")


def publish_change(page, **values) -> None:
    page.refresh_from_db()
    for name, value in values.items():
        setattr(page, name, value)
    specimen.publish(page)


def notice(client, page, code: str):
    return read(client, localized_url(page, site_language(code))).select_one(NOTICE)


def test_an_up_to_date_translation_has_no_notice(client, page):
    assert notice(client, page, "sl") is None


def test_the_notice_appears_at_once_with_language_and_date(client, page):
    publish_change(page, summary="What we do.")
    line = notice(client, page, "sl")
    assert "angleščina, 3. maj 2024" in element_text(line)
    assert line.time["datetime"] == "2024-05-03"


def test_the_notice_links_to_the_current_original(client, page):
    publish_change(page, summary="What we do.")
    link = notice(client, page, "sl").a
    assert link["href"] == localized_url(page, source_language())
    assert link["lang"] == link["hreflang"] == source_language().tag
    assert link.get_text() == source_language().name


def test_publishing_unchanged_texts_adds_no_notice(client, page):
    publish_change(page)
    assert notice(client, page, "sl") is None


def test_the_notice_is_removed_once_the_translation_is_up_to_date(client, page, assignment):
    publish_change(page, summary="What we do.")
    translators.translate_and_publish(assignment)
    assert notice(client, page, "sl") is None


def test_the_notice_is_removed_when_the_original_is_reverted(client, page):
    publish_change(page, summary="What we do.")
    publish_change(page, summary="Who we are.")
    assert notice(client, page, "sl") is None


def test_a_draft_of_the_original_adds_no_notice(client, page, send_to_translation):
    draft = page.get_latest_revision_as_object()
    draft.summary = "What we may do."
    draft.save_revision()
    send_to_translation("hr", page, from_draft=True)
    assert notice(client, page, "sl") is None


def test_a_derived_script_has_the_notice_of_its_origin(client, page, in_cyrillic):
    publish_change(page, summary="What we do.")
    translators.run_waiting_jobs()
    assert "енглески, 3. мај 2024." in element_text(notice(client, page, "sr-cyrl"))
    assert "engleski, 3. maj 2024." in element_text(notice(client, page, "sr-latn"))
    translators.translate_and_publish(in_cyrillic)
    translators.run_waiting_jobs()
    assert notice(client, page, "sr-cyrl") is None
    assert notice(client, page, "sr-latn") is None


def test_a_derived_script_whose_job_is_waiting_has_a_notice(client, page, in_cyrillic):
    publish_change(page, summary="What we do.")
    translators.translate_and_publish(in_cyrillic)
    assert notice(client, page, "sr-cyrl") is None
    line = notice(client, page, "sr-latn")
    assert line.a["href"] == localized_url(page, site_language("sr-cyrl"))
    translators.run_waiting_jobs()
    assert notice(client, page, "sr-latn") is None


def test_the_original_and_the_fallback_have_no_notice(client, page):
    publish_change(page, summary="What we do.")
    assert notice(client, page, "en") is None
    assert notice(client, page, "mk").find("time") is None


def test_a_translation_without_an_assignment_has_no_notice(client, home):
    page = specimen.content(home, slug="without-assignment")
    specimen.translate(page, "sl")
    publish_change(page, summary="What we do.")
    assert notice(client, page, "sl") is None


def test_a_preview_has_no_notice(page, assignment):
    publish_change(page, summary="What we do.")
    target: Page = assignment.translation.get_target_instance()
    response = target.make_preview_request()
    assert BeautifulSoup(response.content, "html.parser").select_one(NOTICE) is None


@pytest.mark.parametrize("slug", ["about", "about/deeper"])
def test_the_notice_takes_no_query_of_its_own(client, page, send_to_translation, slug):
    if "/" in slug:
        page = specimen.publish(page.add_child(instance=ContentPage(title="Deep", slug="deeper")))
        translators.translate_and_publish(send_to_translation("sl", page))
    publish_change(page, summary="What we do.")
    assert notice(client, page, "sl")
    costs = []
    for code in ("en", "sl"):
        path = localized_url(page, site_language(code))
        client.get(path)
        with CaptureQueriesContext(connection) as queries:
            client.get(path)
        costs.append(len(queries))
    assert costs[0] == costs[1]
