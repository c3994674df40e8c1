"""Links, relations, old addresses, and the rules of a mapping file."""

from datetime import date

import pytest
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from declarations.models import DeclarationPage
from home.models import HistoryPage
from meetings.models import MeetingPage
from plone_import.choices import ImportResult
from tests import specimens as specimen
from tests.imported_pages import page_at, row
from tests.plone_export import uid

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def valid_page_tree(home):
    """Check after each test that the page tree is valid."""
    yield
    assert not any(Page.find_problems())


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
    assert row(report, "en/off").result == ImportResult.REDIRECT
    assert Redirect.objects.get(old_path="/en/off").redirect_page.slug == "meetings"


DECLARATION = """
    [[rules]]
    tag = "statement"
    becomes = "declaration"
"""
PARAGRAPHS = (
    "<p>The coordinators,</p><ol><li>meet, <b>and</b><ul><li>a</li></ul></li><li>{}</li></ol>"
)


def test_a_declaration_that_numbers_its_paragraphs_keeps_their_numbers_in_every_language(
    run_import, site
):
    for path, last in (("en/statement", "go."), ("mk/izjava", "одат.")):
        site.add("Document", path, PARAGRAPHS.format(last), subjects=["statement"])
    site.translate("en/statement", "mk/izjava")
    run_import(site, DECLARATION)
    for code, last in (("en", "go."), ("mk", "одат.")):
        page = DeclarationPage.objects.get(locale__language_code=code)
        first, second = page.numbered_paragraphs()
        assert page.preamble == "<p>The coordinators,</p>"
        assert (first["number"], second["number"]) == (1, 2)
        assert page.paragraphs[0].value["text"].source == (
            "<p>meet, <b>and</b></p><ul><li>a</li></ul>"
        )
        assert page.paragraphs[1].value["text"].source == f"<p>{last}</p>"


def test_a_translation_with_other_paragraphs_has_the_numbers_of_its_own(run_import, site):
    site.add("Document", "en/statement", PARAGRAPHS.format("go."), subjects=["statement"])
    site.add(
        "Document", "mk/izjava", "<p>1. прво</p><p>2. второ</p><p>3. трето</p>",
        subjects=["statement"],
    )  # fmt: skip
    site.translate("en/statement", "mk/izjava")
    run_import(site, DECLARATION)
    pages = DeclarationPage.objects.order_by("locale__language_code")
    assert [[item["number"] for item in page.numbered_paragraphs()] for page in pages] == [
        [1, 2],
        [1, 2, 3],
    ]


def test_a_declaration_without_numbers_gets_none(run_import, site):
    site.add("Document", "en/statement", "<p>One.</p><p>Two.</p>", subjects=["statement"])
    report = run_import(site, DECLARATION)
    page = DeclarationPage.objects.get()
    assert (page.preamble, len(page.paragraphs)) == ("<p>One.</p><p>Two.</p>", 0)
    assert any("no numbered paragraphs" in note for note in row(report, "en/statement").notes)


def test_a_milestone_that_ends_before_it_begins_is_a_problem(importing, site):
    site.add("News Item", "en/founded", "<p>Founded.</p>")
    mapping = """
        [[rules]]
        path = "en/founded"
        becomes = "milestone"
        values = {start_date = 2012-05-01, end_date = 2012-04-01}
    """
    assert importing(site, mapping).check().problems == [
        "/en/founded: The last day is before the first day."
    ]


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
