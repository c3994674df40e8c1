"""What becomes of the objects of an export."""

from datetime import UTC, date, datetime

import pytest
from PIL import Image
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from core.models import SiteDocument, SiteImage
from home.models import ContentPage
from plone_import.choices import ObjectFate
from plone_import.models import CreatedObject, ImportedObject, PloneImport
from tests import specimens as specimen
from tests.imported_pages import files_in, page_at, row
from tests.plone_export import PDF, ExportBuilder, uid

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def valid_page_tree(home):
    """Check after each test that the page tree is valid."""
    yield
    assert not any(Page.find_problems())


def test_a_folder_has_the_text_of_its_default_page(run_import, site):
    report = run_import(site)
    page = page_at("about")
    assert (page.title, page.summary, page.live) == ("About the network", "Who we are.", True)
    assert [block.block_type for block in page.body] == ["heading", "text", "picture"]
    assert row(report, "en/about/network").fate == ObjectFate.MERGED
    assert page.show_in_menus


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


def test_a_later_export_adds_a_translation_of_a_page_that_is_here(run_import, site):
    site.add("Document", "en/page", "<p>Text.</p>")
    run_import(site)
    site.add("Document", "mk/strana", "<p>Текст.</p>", title="Страна")
    site.translate("en/page", "mk/strana")
    report = run_import(site)
    assert page_at("page", "mk").title == "Страна"
    assert row(report, "mk/strana").address == "/mk/page/"


@pytest.mark.parametrize(
    "values",
    [
        'status = "held", start_date = 2090-01-01',
        'status = "planned", start_date = 2012-05-01, end_date = 2012-04-01',
    ],
)
def test_a_contradiction_is_a_problem_of_the_object_and_a_draft_may_have_it(
    importing, site, values
):
    mapping = f"[[rules]]\ntype = 'Event'\nvalues = {{{values}}}\n"
    report = importing(site, mapping).check()
    assert [problem.partition(":")[0] for problem in report.problems] == ["/en/meetings/skopje"]
    if "2090" in values:
        assert not importing(site, f"{mapping}publish = false").check().problems


def test_a_contradiction_in_a_translation_is_a_problem_of_the_object(importing, site, monkeypatch):
    monkeypatch.setattr(
        ContentPage,
        "contradictions",
        lambda page, day: [] if page.text_language.is_source else [("title", "Impossible.")],
    )
    assert importing(site).check().problems == ["/mk/za-nas: Impossible."]


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


def test_an_address_word_that_is_taken_or_reserved_gets_another_one(run_import, site, home):
    specimen.content(home, slug="about")
    site.add("Document", "en/search", title="Searching")
    report = run_import(site)
    assert row(report, "en/about").notes == ["Its address word here is “about-1”."]
    assert row(report, "en/search").notes == ["Its address word here is “search-page”."]
    assert page_at("about-1").live


def test_a_summary_that_is_too_long_begins_the_text(run_import, site):
    site.add("Document", "en/long", "<p>Text.</p>", description="word " * 100)
    run_import(site)
    page = page_at("long")
    assert len(page.summary) == 300
    assert page.body[0].value.source.startswith("<p>word word")
