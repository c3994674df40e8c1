"""What readers see of an imported site: states of the workflow, dates, translations."""

import pytest
from django.test import Client
from wagtail.models import Page

from core.models import SiteDocument
from plone_import.choices import ImportResult
from tests.imported_pages import page_at, row
from tests.plone_export import PDF
from translation.models import Assignment
from translation.segments.text import load_segments

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def valid_page_tree(home):
    """Check after each test that the page tree is valid."""
    yield
    assert not any(Page.find_problems())


def test_a_document_in_a_private_folder_needs_a_login(run_import, site):
    site.add("Folder", "en/internal", review_state="private")
    site.add("File", "en/internal/a.pdf", file=site.blob("a.pdf", PDF))
    site.add("Image", "en/internal/b.jpg", image=site.blob("b.jpg", PDF))
    report = run_import(site)
    document = SiteDocument.objects.get(title="A.Pdf")
    assert Client().get(document.url).status_code == 302
    assert row(report, "en/internal/b.jpg").result == ImportResult.LEFT_OUT


def test_what_was_private_or_pending_is_a_draft(run_import, site):
    site.add("Document", "en/pending", review_state="pending")
    run_import(site)
    for path in ("notes", "pending"):
        assert not page_at(path).live
        assert page_at(path).first_published_at is None


def test_a_public_page_in_a_private_folder_stays_public_and_is_noted(run_import, site):
    site.add("Folder", "en/groups", review_state="private")
    site.add("Document", "en/groups/data", "<p>Data.</p>")
    report = run_import(site)
    assert (page_at("groups").live, page_at("data").live) == (False, True)
    assert row(report, "en/groups/data").notes == [
        "It is public although its folder is not, as on the old site."
    ]
    assert Client().get("/en/groups/data/").status_code == 200


def test_expired_pages_are_not_public_and_later_ones_are_scheduled(run_import, site):
    site.add("Document", "en/old", expires="2015-01-01T00:00:00+00:00")
    site.add("Document", "en/later", effective="2090-01-01T00:00:00+00:00")
    site.add("Document", "en/until", expires="2090-01-01T00:00:00+00:00")
    site.add("Document", "en/never", expires="2499-12-31T00:00:00+00:00")
    run_import(site)
    assert (page_at("old").live, page_at("old").expired) == (False, True)
    assert not page_at("later").live
    assert page_at("later").approved_schedule
    assert page_at("until").live
    assert page_at("until").expire_at.year == 2090
    assert page_at("never").expire_at is None


def test_a_private_translation_is_a_draft_with_its_texts(run_import, site):
    site.add("Document", "en/page", "<p>Text.</p>")
    site.add("Document", "mk/page", "<p>Текст.</p>", title="Страница", review_state="private")
    site.translate("en/page", "mk/page")
    run_import(site)
    page = page_at("page", "mk")
    assert not page.live
    assert page.draft_title == "Страница"
    segments = load_segments(Assignment.objects.get_for_instance_or_none(page).translation)
    assert [item.target for item in segments] == ["Страница", "Текст."]
    assert not any(item.is_confirmed for item in segments)


def test_a_page_that_the_source_language_lacks_is_a_draft_in_it_and_public_in_its_own(
    run_import, site
):
    site.add("Document", "mk/samo", "<p>Само тука.</p>", title="Само на македонски")
    run_import(site)
    assert not page_at("samo").live
    assert page_at("samo", "mk").live
    assert "Само тука." in Client().get("/mk/samo/").content.decode()


def test_a_language_that_the_site_lacks_cannot_be_mapped(run_import, site):
    site.add("Document", "de/seite", "<p>Text</p>")
    report = run_import(site)
    assert row(report, "de/seite").notes == ["The site has no language “de”."]
