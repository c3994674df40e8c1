"""What becomes of the objects of an export."""

from datetime import UTC, date, datetime

import pytest
from django.test import Client
from PIL import Image
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from core.models import SiteDocument, SiteImage
from declarations.models import DeclarationPage
from home.models import ContentPage, HistoryPage
from meetings.models import MeetingPage
from plone_import.choices import ObjectFate
from plone_import.models import CreatedObject, ImportedObject, PloneImport
from tests import specimens as specimen
from tests.plone_export import PDF, ExportBuilder, uid
from translation.models import Assignment, Notification
from translation.segments.text import load_segments

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def valid_page_tree(home):
    """Check after each test that the page tree is valid."""
    yield
    assert not any(Page.find_problems())


def page_at(path: str, code: str = "en") -> Page:
    slug = path.rpartition("/")[2]
    return Page.objects.get(slug=slug, locale__language_code=code, depth__gt=2).specific


def files_in(folder) -> set[str]:
    return {str(path) for path in folder.resolve().rglob("*")}


def row(report, path: str):
    return next(item for item in report.rows if item.path == f"/{path}")


def test_a_folder_has_the_text_of_its_default_page(run_import, site):
    report = run_import(site)
    page = page_at("about")
    assert (page.title, page.summary, page.live) == ("About the network", "Who we are.", True)
    assert [block.block_type for block in page.body] == ["heading", "text", "picture"]
    assert row(report, "en/about/network").fate == ObjectFate.MERGED
    assert page.show_in_menus


def test_links_lead_to_pages_and_documents_of_this_site(run_import, site):
    run_import(site)
    page = page_at("about")
    html = page.body[1].value.source
    assert f'id="{page_at("skopje").pk}"' in html
    assert 'linktype="page"' in html
    assert f'id="{SiteDocument.objects.get().pk}"' in html
    assert 'linktype="document"' in html
    assert f'href="#{page.body[0].id}"' in html
    shown = Client().get("/en/about/").content.decode()
    assert f'<h2 id="{page.body[0].id}">Aims</h2>' in shown


def test_an_event_becomes_a_meeting_with_its_local_day_and_time(run_import, site):
    run_import(site)
    page = page_at("skopje")
    assert (page.start_date, page.end_date, page.date_note) == (
        date(2013, 11, 7),
        None,
        "10:00–15:00",
    )
    assert (page.place, page.status, page.is_online) == ("Skopje", "held", False)
    assert page.first_published_at == datetime(2014, 5, 6, 7, tzinfo=UTC)


@pytest.mark.parametrize(
    ("values", "start", "end", "note"),
    [
        (
            {"start": "2015-10-16T22:00:00Z", "end": "2015-10-19T21:59:59Z", "whole_day": True},
            date(2015, 10, 17), date(2015, 10, 19), "",
        ),
        (
            {"start": "2016-02-09T13:00:00Z", "end": "2016-02-09T13:00:00Z", "open_end": True},
            date(2016, 2, 9), None, "from 14:00",
        ),
        (
            {"start": "2016-03-27T00:30:00", "end": "2016-03-27T02:00:00Z"},
            date(2016, 3, 27), None, "01:30–04:00",
        ),
        (
            {"start": "2016-01-12T10:00:00Z", "end": "2016-01-12T11:00:00Z", "recurrence": "R"},
            date(2016, 1, 12), None, "11:00–12:00; the first of several dates",
        ),
    ],
)  # fmt: skip
def test_dates_of_events_are_read_in_the_local_time_zone(run_import, values, start, end, note):
    site = ExportBuilder().languages("en")
    site.add("Event", "en/event", **values)
    run_import(site)
    page = page_at("event")
    assert (page.start_date, page.end_date, page.date_note) == (start, end, note)


def test_an_event_without_a_day_cannot_be_mapped(run_import, site):
    site.add("Event", "en/nothing", start="tomorrow")
    report = run_import(site)
    assert row(report, "en/nothing").fate == ObjectFate.NOT_MAPPED
    assert row(report, "en/nothing").notes == [
        "“start” is no date: tomorrow",
        "It has no day on which it begins.",
    ]


def test_files_keep_their_names_and_lose_their_metadata(run_import, site):
    run_import(site)
    document = SiteDocument.objects.get()
    assert document.title == "Rules"
    assert document.filename.startswith("Правила_2014")
    with Image.open(SiteImage.objects.get().file) as picture:
        assert not picture.getexif()


def test_a_file_beside_the_contents_is_found(run_import):
    site = ExportBuilder().languages("en")
    site.add("File", "en/a.pdf", file=site.blob("a.pdf", PDF, beside=True))
    run_import(site)
    assert SiteDocument.objects.get().file.read() == PDF


@pytest.mark.parametrize(
    "value",
    [
        {"filename": "a.pdf", "data": "!!!!", "encoding": "base64"},
        {"filename": "a.pdf", "blob_path": "../../etc/passwd"},
        {"filename": "a.pdf", "blob_path": "0x00/none.blob"},
        {"filename": "a.exe", "data": "TVo=", "encoding": "base64"},
        {"filename": "a.pdf", "data": "TVo=", "encoding": "base64"},
        {"filename": "a.pdf", "download": "http://localhost/a.pdf"},
        {},
        None,
        "a.pdf",
    ],
)
def test_a_damaged_file_is_reported_and_the_rest_imported(run_import, site, value):
    site.add("File", "en/a.pdf", file=value)
    report = run_import(site)
    assert row(report, "en/a.pdf").fate == ObjectFate.NOT_MAPPED
    assert row(report, "en/a.pdf").notes[0].startswith("The file is not accepted")


def test_a_document_in_a_private_folder_needs_a_login(run_import, site):
    site.add("Folder", "en/internal", review_state="private")
    site.add("File", "en/internal/a.pdf", file=site.blob("a.pdf", PDF))
    site.add("Image", "en/internal/b.jpg", image=site.blob("b.jpg", PDF))
    report = run_import(site)
    document = SiteDocument.objects.get(title="A.Pdf")
    assert Client().get(document.url).status_code == 302
    assert row(report, "en/internal/b.jpg").fate == ObjectFate.LEFT_OUT


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


def test_a_complete_translation_that_was_public_is_published_with_its_texts(run_import, site):
    run_import(site)
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


def test_an_incomplete_translation_keeps_its_public_text_and_is_to_be_completed(run_import, site):
    report = run_import(site)
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


def test_a_mapping_file_decides_what_becomes_what(run_import, site, home):
    theme = specimen.theme()
    site.add("News Item", "en/statement", "<p>We <b>declare</b>.</p>", description="Short.")
    site.add("News Item", "en/founded", "<p>Founded.</p>", title="The beginning")
    site.add("Document", "en/off")
    mapping = f"""
        [tags]
        cooperation = "{theme.slug}"
        [[rules]]
        path = "/en/statement"
        becomes = "declaration"
        values = {{kind = "joint-declaration", start_date = 2014-10-18}}
        [[rules]]
        uid = "{uid("en/founded")}"
        becomes = "milestone"
        values = {{start_date = 2010-10-20}}
        [[rules]]
        below = "en/off"
        becomes = "redirect"
        to = "/en/meetings/"
        [[rules]]
        type = "Event"
        values = {{status = "cancelled", country = "MK"}}
    """
    report = run_import(site, mapping)
    declaration = DeclarationPage.objects.get()
    assert (declaration.kind, declaration.start_date) == ("joint-declaration", date(2014, 10, 18))
    assert declaration.preamble == "<p>We <b>declare</b>.</p>"
    [milestone] = HistoryPage.objects.child_of(home).get().milestones
    assert (milestone.value["title"], milestone.value["start_date"]) == (
        "The beginning",
        date(2010, 10, 20),
    )
    meeting = MeetingPage.objects.get(locale=home.locale)
    assert (meeting.status, meeting.country, list(meeting.themes.all())) == (
        "cancelled",
        "MK",
        [theme],
    )
    assert row(report, "en/off").fate == ObjectFate.REDIRECT
    assert Redirect.objects.get(old_path="/en/off").redirect_page.slug == "meetings"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("/en/contact", "/en/about/"),
        ("/en/about/network", "/en/about/"),
        ("/Plone/en/about", "/en/about/"),
        ("/mk/skopje", "/mk/meetings/skopje/"),
        ("/en/meetings/skopje/view", None),
        ("/en/notes/view", None),
    ],
)
def test_old_addresses_redirect(run_import, site, old, new):
    run_import(site)
    if new:
        assert Client().get(old)["Location"] == new
    else:
        assert Client().get(old, follow=True).status_code == 404


def test_old_addresses_of_files_redirect(run_import, site):
    run_import(site)
    document = SiteDocument.objects.get()
    assert Client().get("/en/files/rules.pdf/view")["Location"] == document.url


def test_broken_links_and_pictures_are_noted_and_their_words_stay(run_import, site):
    html = (
        f'<p><a href="resolveuid/{"f" * 32}">gone</a> <a href="../nowhere">lost</a> '
        '<a href="javascript:x()">bad</a> <a href="https://example.org/">good</a> '
        f'<a href="mailto:a@example.org">mail</a></p><img src="resolveuid/{"e" * 32}">'
    )
    site.add("Document", "en/links", html)
    report = run_import(site)
    [text] = page_at("links").body
    assert text.value.source == (
        '<p>gone lost bad <a href="https://example.org/">good</a> '
        '<a href="mailto:a@example.org">mail</a></p>'
    )
    assert len([note for note in row(report, "en/links").notes if "Broken link" in note]) == 3
    assert any("Missing picture" in note for note in row(report, "en/links").notes)


def test_relations_become_links_where_they_have_a_place(run_import, site):
    for start, to in (
        ("en/about/network", "en/meetings/skopje"),
        ("en/meetings/skopje", "en/files/rules.pdf"),
        ("en/meetings/skopje", "en/about"),
    ):
        site.relations.append(
            {"from_uuid": uid(start), "to_uuid": uid(to), "relationship": "relatedItems"}
        )
    report = run_import(site)
    assert page_at("about").body[-1].block_type == "page_links"
    assert [block.value["title"] for block in page_at("skopje").documents] == ["Rules"]
    assert "A relation has no place here: en/about" in row(report, "en/meetings/skopje").notes


def test_pages_follow_one_another_as_on_the_old_site(run_import, site):
    site.add("Folder", "en/list")
    for name in ("zebra", "apple"):
        site.add("Document", f"en/list/{name}")
    run_import(site)
    assert [page.slug for page in page_at("list").get_children()] == ["zebra", "apple"]


def test_a_folder_lists_its_files_and_pages(run_import, site):
    run_import(site)
    [file] = page_at("files").body
    assert (file.block_type, file.value["title"]) == ("file", "Rules")


def test_running_it_again_changes_nothing(run_import, importing, site):
    run_import(site)
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
    assert {item.fate for item in report.rows} == {ObjectFate.UNCHANGED, ObjectFate.CHANGED}
    assert row(report, "mk/skopje").fate == ObjectFate.CHANGED
    assert counts == [
        model.objects.count() for model in (Page, SiteDocument, SiteImage, Redirect, PloneImport)
    ]
    assert page_at("about").title == "Written here"


def test_a_later_export_adds_what_is_new_and_links_to_what_is_here(run_import, site):
    run_import(site)
    site.add("Document", "en/about/more", f'<p><a href="resolveuid/{uid("en/about")}">up</a></p>')
    report = run_import(site)
    page = page_at("more")
    assert page.get_parent().slug == "about"
    assert f'id="{page_at("about").pk}"' in page.body[0].value.source
    assert report.record.imported_objects.count() == 1


def test_a_check_reports_everything_and_writes_nothing(importing, site, settings):
    before = Page.objects.count(), files_in(settings.MEDIA_ROOT)
    report = importing(site).check()
    assert {item.path for item in report.rows} == {f"/{item['@id'][28:]}" for item in site.objects}
    assert (Page.objects.count(), files_in(settings.MEDIA_ROOT)) == before
    assert not ImportedObject.objects.exists()
    assert not Redirect.objects.exists()


def test_nothing_is_imported_if_one_page_cannot_be_saved(importing, site, settings):
    mapping = '[[rules]]\npath = "en/notes"\nbecomes = "meeting"\nvalues = {status = "nonsense"}'
    site.objects = [
        dict(item, start="2014-01-01T00:00:00Z") if item["id"] == "notes" else item
        for item in site.objects
    ]
    before = Page.objects.count(), files_in(settings.MEDIA_ROOT)
    record = PloneImport(name="export")
    report = importing(site, mapping).execute(record)
    assert len(report.problems) == 1
    assert report.problems[0].startswith("/en/notes: ")
    assert (Page.objects.count(), files_in(settings.MEDIA_ROOT)) == before
    assert record.pk is None


def test_a_page_without_text_title_or_dates_is_imported(run_import):
    site = ExportBuilder(has_root=False)
    site.objects = [
        {"@type": "Document", "UID": "a" * 32, "@id": "https://old.example/x", "title": None}
    ]
    run_import(site)
    assert page_at("x").title == "x"


def test_an_export_of_volto_has_its_texts_from_blocks(run_import, site):
    words = [{"text": "In "}, {"type": "strong", "children": [{"text": "slate"}]}]
    blocks = {
        "1": {"@type": "title"},
        "2": {"@type": "slate", "value": [{"type": "p", "children": words}]},
        "3": {"@type": "video", "url": "https://example.org/"},
    }
    site.add(
        "Document", "en/volto", blocks=blocks, blocks_layout={"items": ["1", "2", "3", "4", {}]}
    )
    report = run_import(site)
    assert page_at("volto").body[0].value.source == "<p>In <b>slate</b></p>"
    assert row(report, "en/volto").notes == ["A block of Volto is left out: video"]


def test_every_creation_is_recorded(run_import, site):
    record = run_import(site).record
    assert record.created_objects.count() == CreatedObject.objects.count()
    assert record.imported_objects.count() == len(site.objects)
    assert ContentPage.objects.filter(locale__language_code="en").count() == 3
