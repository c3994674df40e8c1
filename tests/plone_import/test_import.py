"""What becomes of the objects of an export."""

from datetime import date

import pytest
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from core.models import SiteDocument
from home.models import ContentPage
from plone_import.choices import ImportResult
from plone_import.models import ImportedObject, PloneImport
from tests import specimens as specimen
from tests.imported_pages import files_in, page_at, row
from tests.plone_export import PDF, ExportBuilder

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def valid_page_tree(home):
    """Check after each test that the page tree is valid."""
    yield
    assert not any(Page.find_problems())


EVENTS = {
    "three-days": (
        {"start": "2015-10-16T22:00:00Z", "end": "2015-10-19T21:59:59Z", "whole_day": True},
        (date(2015, 10, 17), date(2015, 10, 19), ""),
    ),
    "open-end": (
        {"start": "2016-02-09T13:00:00Z", "end": "2016-02-09T13:00:00Z", "open_end": True},
        (date(2016, 2, 9), None, "from 14:00"),
    ),
    "change-of-time": (
        {"start": "2016-03-27T00:30:00", "end": "2016-03-27T02:00:00Z"},
        (date(2016, 3, 27), None, "01:30–04:00"),
    ),
    "recurring": (
        {"start": "2016-01-12T10:00:00Z", "end": "2016-01-12T11:00:00Z", "recurrence": "R"},
        (date(2016, 1, 12), None, "11:00–12:00; the first of several dates"),
    ),
}


def test_dates_of_events_are_read_in_the_local_time_zone(run_import):
    site = ExportBuilder().languages("en")
    for name, (values, _dates) in EVENTS.items():
        site.add("Event", f"en/{name}", **values)
    run_import(site)
    for name, (_values, dates) in EVENTS.items():
        page = page_at(name)
        assert (page.start_date, page.end_date, page.date_note) == dates, name


def test_an_event_without_a_day_cannot_be_mapped(run_import, site):
    site.add("Event", "en/nothing", start="tomorrow")
    report = run_import(site)
    assert row(report, "en/nothing").result == ImportResult.NOT_MAPPED
    assert row(report, "en/nothing").notes == [
        "“start” is no date: tomorrow",
        "It has no day on which it begins.",
    ]


def test_a_file_beside_the_contents_is_found(run_import):
    site = ExportBuilder().languages("en")
    site.add("File", "en/a.pdf", file=site.blob("a.pdf", PDF, beside=True))
    run_import(site)
    assert SiteDocument.objects.get().file.read() == PDF


DAMAGED_FILES = (
    {"filename": "a.pdf", "data": "!!!!", "encoding": "base64"},
    {"filename": "a.pdf", "blob_path": "../../etc/passwd"},
    {"filename": "a.pdf", "blob_path": "0x00/none.blob"},
    {"filename": "a.exe", "data": "TVo=", "encoding": "base64"},
    {"filename": "a.pdf", "data": "TVo=", "encoding": "base64"},
    {"filename": "a.pdf", "download": "http://localhost/a.pdf"},
    {},
    None,
    "a.pdf",
)


def test_damaged_files_are_reported_and_the_rest_imported(run_import, site):
    paths = [f"en/{number}.pdf" for number in range(len(DAMAGED_FILES))]
    for path, value in zip(paths, DAMAGED_FILES, strict=True):
        site.add("File", path, file=value)
    report = run_import(site)
    for path in paths:
        assert row(report, path).result == ImportResult.NOT_MAPPED, path
        assert row(report, path).notes[0].startswith("The file is not accepted"), path
    assert SiteDocument.objects.get().title == "Rules"


def test_pages_follow_one_another_as_on_the_old_site(run_import, site):
    site.add("Folder", "en/list")
    for name in ("zebra", "apple"):
        site.add("Document", f"en/list/{name}")
    run_import(site)
    assert [page.slug for page in page_at("list").get_children()] == ["zebra", "apple"]


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
