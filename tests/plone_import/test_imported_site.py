"""What becomes of a small site, and what a later export of it adds."""

from datetime import UTC, date, datetime

import pytest
from django.test import Client
from PIL import Image
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from core.models import SiteDocument, SiteImage
from home.models import ContentPage
from plone_import.choices import ImportResult
from plone_import.models import CreatedObject, PloneImport
from tests import specimens as specimen
from tests.imported_pages import page_at, row
from tests.plone_export import uid
from translation.models import Assignment, Notification
from translation.segments.text import load_segments

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("report")]


@pytest.fixture(autouse=True)
def valid_page_tree(home):
    """Check after each test that the page tree is valid."""
    yield
    assert not any(Page.find_problems())


def test_a_folder_has_the_text_of_its_default_page(report):
    page = page_at("about")
    assert (page.title, page.summary, page.live) == ("About the network", "Who we are.", True)
    assert [block.block_type for block in page.body] == ["heading", "text", "picture"]
    assert row(report, "en/about/network").result == ImportResult.MERGED
    assert page.show_in_menus


def test_an_event_becomes_a_meeting_with_its_local_day_and_time():
    page = page_at("skopje")
    assert (page.start_date, page.end_date, page.date_note) == (
        date(2013, 11, 7),
        None,
        "10:00–15:00",
    )
    assert (page.place, page.status, page.is_online) == ("Skopje", "held", False)
    assert page.first_published_at == datetime(2014, 5, 6, 7, tzinfo=UTC)


def test_files_keep_their_names_and_lose_their_metadata():
    document = SiteDocument.objects.get()
    assert document.title == "Rules"
    assert document.filename.startswith("Правила_2014")
    with Image.open(SiteImage.objects.get().file) as picture:
        assert not picture.getexif()


def test_a_folder_lists_its_files_and_pages():
    [file] = page_at("files").body
    assert (file.block_type, file.value["title"]) == ("file", "Rules")


def test_running_it_again_changes_nothing(importing, site):
    counts = [
        model.objects.count() for model in (Page, SiteDocument, SiteImage, Redirect, PloneImport)
    ]
    page = page_at("about")
    page.title = "Written here"
    specimen.publish(page)
    site.objects[-1]["title"] = "Changed there"
    record = PloneImport(name="again")
    report = importing(site).execute(record)
    assert record.pk is None
    assert {item.result for item in report.rows} == {ImportResult.UNCHANGED, ImportResult.CHANGED}
    assert row(report, "mk/skopje").result == ImportResult.CHANGED
    assert counts == [
        model.objects.count() for model in (Page, SiteDocument, SiteImage, Redirect, PloneImport)
    ]
    assert page_at("about").title == "Written here"


def test_a_later_export_adds_what_is_new_and_links_to_what_is_here(run_import, site):
    site.add("Document", "en/about/more", f'<p><a href="resolveuid/{uid("en/about")}">up</a></p>')
    report = run_import(site)
    page = page_at("more")
    assert page.get_parent().slug == "about"
    assert f'id="{page_at("about").pk}"' in page.body[0].value.source
    assert report.record.imported_objects.count() == 1


def test_a_later_export_adds_a_translation_of_a_page_that_is_here(run_import, site):
    site.add("Document", "en/page", "<p>Text.</p>")
    run_import(site)
    site.add("Document", "mk/strana", "<p>Текст.</p>", title="Страна")
    site.translate("en/page", "mk/strana")
    report = run_import(site)
    assert page_at("page", "mk").title == "Страна"
    assert row(report, "mk/strana").address == "/mk/page/"


def test_every_creation_is_recorded(report, site):
    record = report.record
    assert record.created_objects.count() == CreatedObject.objects.count()
    assert record.imported_objects.count() == len(site.objects)
    assert ContentPage.objects.filter(locale__language_code="en").count() == 3


def test_links_lead_to_pages_and_documents_of_this_site():
    page = page_at("about")
    html = page.body[1].value.source
    assert f'id="{page_at("skopje").pk}"' in html
    assert 'linktype="page"' in html
    assert f'id="{SiteDocument.objects.get().pk}"' in html
    assert 'linktype="document"' in html
    assert f'href="#{page.body[0].id}"' in html
    shown = Client().get("/en/about/").content.decode()
    assert f'<h2 id="{page.body[0].id}">Aims</h2>' in shown


def test_old_addresses_of_files_redirect():
    document = SiteDocument.objects.get()
    assert Client().get("/en/files/rules.pdf/view")["Location"] == document.url


def test_a_complete_translation_that_was_public_is_published_with_its_texts():
    assignment = Assignment.objects.get(
        translation__target_locale__language_code="mk",
        translation__source__object_repr="Meeting in Skopje",
    )
    texts = {item.source: item.target for item in load_segments(assignment.translation)}
    assert texts["Minutes."] == "Записник."
    assert texts["Meeting in Skopje"] == "Состанок во Скопје"
    assert assignment.state == "published"
    page = page_at("skopje", "mk")
    assert (page.live, page.outcome) == (True, "<p>Записник.</p>")
    assert not Notification.objects.exists()


def test_an_incomplete_translation_keeps_its_public_text_and_is_to_be_completed(report):
    page = page_at("about", "mk")
    assert (page.title, page.live) == ("За нас", True)
    assert [block.block_type for block in page.body] == []
    assignment = Assignment.objects.get_for_instance_or_none(page)
    segments = load_segments(assignment.translation)
    assert [(item.target, item.is_confirmed) for item in segments if item.target] == [
        ("За нас", False)
    ]
    assert assignment.state == "in-progress"
    assert "Texts without a translation: 4" in row(report, "mk/za-nas").notes
