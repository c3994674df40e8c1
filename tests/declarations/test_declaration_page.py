"""The page of a declaration: paragraph numbers, the authentic text and the signatories."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from core.models import SiteDocument
from declarations.models import DeclarationPage, Reaffirmation, Signatory
from tests import specimens as specimen
from tests.public_pages import element_text, entry_titles, read

pytestmark = pytest.mark.django_db

PATH = "/en/declarations/vienna-declaration/"
VERSION = {"language": "sl", "status": "official-text", "document": None, "url": "", "note": ""}


def paragraphs(page: DeclarationPage, *items: tuple[int | None, str]):
    values = [
        ("paragraph", {"number": number, "text": f"<p>{text}</p>", "themes": []})
        for number, text in items
    ]
    return specimen.stream(page, "paragraphs", *values)


@pytest.fixture
def declaration(home):
    """A declaration with three paragraphs that are numbered when it is saved."""
    page = specimen.declaration(home)
    page.paragraphs = paragraphs(page, (None, "First"), (None, "Second"), (None, "Third"))
    return specimen.publish(page)


def into(language: str, page: DeclarationPage) -> None:
    section = page.get_parent().specific
    if not section.get_translations().filter(locale__language_code=language).exists():
        specimen.translate(section, language)
    specimen.translate(page, language)


def numbered(client, path: str = PATH) -> dict[str, str]:
    """Return the texts of the paragraphs by anchor, in the order of the page."""
    soup = read(client, path)
    return {
        item["id"]: element_text(item.select_one(".text")) for item in soup.select(".paragraph")
    }


def fact(soup, name: str) -> str | None:
    found = soup.find("dt", string=name)
    return " ".join(found.find_next_sibling("dd").get_text().split()) if found else None


def notice(soup) -> str:
    return " ".join(element_text(found) for found in soup.select("article .notice"))


# Numbers


def test_paragraphs_are_numbered_when_they_are_saved(client, declaration):
    assert numbered(client) == {"p-1": "First", "p-2": "Second", "p-3": "Third"}


def test_a_paragraph_keeps_its_number_when_it_is_moved(client, declaration):
    first, second, third = (block.get_prep_value() for block in declaration.paragraphs)
    declaration.paragraphs = declaration.paragraphs.stream_block.to_python([third, first, second])
    specimen.publish(declaration)
    assert list(numbered(client).items()) == [("p-3", "Third"), ("p-1", "First"), ("p-2", "Second")]


def test_a_paragraph_between_others_gets_the_next_number_and_moves_none(client, declaration):
    first, second, third = (block.get_prep_value() for block in declaration.paragraphs)
    added = {"type": "paragraph", "value": {"text": "<p>Between</p>", "themes": []}}
    declaration.paragraphs = declaration.paragraphs.stream_block.to_python(
        [first, added, second, third]
    )
    specimen.publish(declaration)
    assert list(numbered(client)) == ["p-1", "p-4", "p-2", "p-3"]


def test_the_numbers_of_the_document_itself_can_be_given(client, declaration):
    declaration.paragraphs = paragraphs(declaration, (7, "Seventh"), (None, "Next"))
    specimen.publish(declaration)
    assert numbered(client) == {"p-7": "Seventh", "p-8": "Next"}


def test_one_number_cannot_be_given_twice(declaration):
    declaration.paragraphs = paragraphs(declaration, (4, "One"), (4, "Other"))
    with pytest.raises(ValidationError):
        declaration.full_clean()


def test_anchors_are_the_same_in_all_languages(client, declaration):
    into("mk", declaration)
    third, first = (declaration.paragraphs[index].get_prep_value() for index in (2, 0))
    declaration.paragraphs = declaration.paragraphs.stream_block.to_python([third, first])
    into("mk", specimen.publish(declaration))
    assert list(numbered(client)) == ["p-3", "p-1"]
    macedonian = numbered(client, "/mk/declarations/vienna-declaration/")
    assert macedonian == {"p-3": "mk Third", "p-1": "mk First"}
    assert list(numbered(client, "/hr/declarations/vienna-declaration/")) == ["p-3", "p-1"]


def test_a_number_is_a_link_to_itself(client, declaration):
    number = read(client, PATH).select_one("#p-2 .paragraph__number")
    assert (number["href"], number["aria-label"]) == ("#p-2", "Paragraph 2")


def test_themes_of_a_paragraph_are_in_the_language_of_the_reader(client, home):
    specimen.translate(specimen.theme(), "mk")
    page = specimen.declaration(home)
    value = {"text": "<p>First</p>", "themes": ["prevention", "no-longer-there"]}
    page.paragraphs = specimen.stream(page, "paragraphs", ("paragraph", value))
    specimen.publish(page)
    themes = read(client, "/mk/declarations/vienna-declaration/").select("#p-1 .themes li")
    assert [theme.get_text(strip=True) for theme in themes] == ["mk Prevention"]


# The authentic text


def test_a_translation_has_a_notice_with_a_link_to_the_authentic_text(client, home):
    page = specimen.declaration(home, authentic_language="sl")
    into("sl", page)
    soup = read(client, PATH)
    assert "courtesy translation" in notice(soup)
    assert "Slovenian" in notice(soup)
    link = soup.select_one("article .notice a")
    assert link["hreflang"] == "sl"
    assert read(client, link["href"]).html["lang"] == "sl"


def test_the_authentic_text_carries_no_notice(client, home):
    page = specimen.declaration(home, authentic_language="sl")
    into("sl", page)
    assert notice(read(client, "/sl/declarations/vienna-declaration/")) == ""


def test_a_fallback_in_the_authentic_language_is_no_courtesy_translation(client, home):
    specimen.declaration(home, authentic_language="en")
    soup = read(client, "/mk/declarations/vienna-declaration/")
    assert notice(soup) == ""
    assert soup.select_one("main .notice")  # that it is not translated


def test_the_notice_links_to_the_document_of_an_authentic_text_elsewhere(client, home):
    page = specimen.declaration(home, authentic_language="sl")
    version = {**VERSION, "url": "https://example.org/izjava.pdf"}
    page.language_versions = specimen.stream(page, "language_versions", ("version", version))
    specimen.publish(page)
    links = [link["href"] for link in read(client, PATH).select("article .notice a")]
    assert links == ["https://example.org/izjava.pdf"]


def test_without_an_authentic_language_there_is_no_notice(client, declaration):
    assert notice(read(client, PATH)) == ""


def test_a_summary_has_a_notice(client, home):
    specimen.declaration(home, text_kind="summary", authentic_language="sl")
    soup = read(client, PATH)
    assert "a summary in our own words" in notice(soup)
    assert "courtesy translation" not in notice(soup)


# Language versions


@pytest.mark.parametrize("given", ["document", "url"])
def test_a_version_is_a_file_or_an_address(client, home, given):
    file = specimen.document()
    value = {"document": file.pk} if given == "document" else {"url": "https://example.org/"}
    page = specimen.declaration(home)
    page.language_versions = specimen.stream(
        page, "language_versions", ("version", {**VERSION, **value})
    )
    page.full_clean()
    specimen.publish(page)
    shown = read(client, PATH).find("section", {"aria-labelledby": "versions"}).li
    assert "Slovenščina" in element_text(shown)
    assert "Official text" in element_text(shown)
    assert shown.a["href"] == (file.url if given == "document" else "https://example.org/")


def test_a_version_without_a_file_and_an_address_is_refused(home):
    block = DeclarationPage._meta.get_field("language_versions").stream_block
    value = block.to_python([{"type": "version", "value": VERSION}])
    with pytest.raises(ValidationError):
        block.clean(value)


def test_a_version_whose_file_was_deleted_is_not_a_link(client, home):
    file = specimen.document()
    page = specimen.declaration(home)
    version = {**VERSION, "document": file.pk}
    page.language_versions = specimen.stream(page, "language_versions", ("version", version))
    specimen.publish(page)
    SiteDocument.objects.get(pk=file.pk).delete()
    links = read(client, PATH).select("article a")
    assert all(link.get("href") for link in links)


# Who signed, and when


def test_signatories_that_are_not_recorded_are_reported_as_such(client, declaration):
    found = fact(read(client, PATH), "Signatories")
    assert found == "Who signed is not known."


def test_no_signatories_differ_from_signatories_not_recorded(client, home):
    specimen.declaration(home, signature="none")
    assert fact(read(client, PATH), "Signatories") == "The document was not signed."


def test_signatories_are_named_with_their_capacity(client, home):
    page = specimen.declaration(home, signature="listed")
    page.signatories = [Signatory(territory="MK", name_used="FYROM", capacity="Minister")]
    into("hr", specimen.publish(page))
    english = fact(read(client, PATH), "Signatories")
    assert english == "North Macedonia (in the source: “FYROM”) Minister"
    croatian = read(client, "/hr/declarations/vienna-declaration/").select_one(".states")
    assert "Sjeverna Makedonija" in element_text(croatian)


def test_adoption_and_presentation_are_two_dates(client, home):
    specimen.declaration(
        home,
        start_date=date(2018, 3, 1),
        date_precision="month",
        presented_on=date(2018, 10, 18),
        presented_at="In Brussels",
    )
    soup = read(client, PATH)
    assert fact(soup, "Adopted") == "March 2018"
    assert fact(soup, "Presented") == "18 October 2018 In Brussels"


def test_without_a_presentation_there_is_one_date(client, declaration):
    assert fact(read(client, PATH), "Presented") is None


def test_the_meeting_is_named_in_the_language_of_the_reader(client, home):
    meeting = specimen.meeting(home)
    specimen.translate(meeting.get_parent().specific, "mk")
    specimen.translate(meeting, "mk")
    specimen.declaration(home, meeting=meeting)
    link = read(client, "/mk/declarations/vienna-declaration/").select_one(".facts a")
    assert link["href"] == "/mk/meetings/vienna/"
    assert link.get_text() == "mk Meeting in Vienna"


# What reaffirms what


@pytest.fixture
def reaffirmed(home):
    """Three declarations: the last takes up the other two, the second is translated."""
    first = specimen.declaration(home, "first", title="First", start_date=date(2010, 1, 1))
    second = specimen.declaration(home, "second", title="Second", start_date=date(2012, 1, 1))
    third = specimen.declaration(home, "third", title="Third", start_date=date(2018, 1, 1))
    third.reaffirmations = [Reaffirmation(declaration=second), Reaffirmation(declaration=first)]
    specimen.publish(third)
    into("mk", second)
    return first, second, third


def related(client, path: str) -> list[tuple[str, str]]:
    section = read(client, path).find("section", {"aria-labelledby": "related"})
    return [(link.get_text(), link["href"]) for link in section.select("a")] if section else []


def test_a_declaration_names_what_it_reaffirms_the_earliest_first(client, reaffirmed):
    assert related(client, "/mk/declarations/third/") == [
        ("First", "/mk/declarations/first/"),
        ("mk Second", "/mk/declarations/second/"),
    ]


def test_a_declaration_names_what_reaffirms_it_from_either_side(client, reaffirmed):
    assert related(client, "/en/declarations/second/") == [("Third", "/en/declarations/third/")]
    assert related(client, "/mk/declarations/second/") == [("Third", "/mk/declarations/third/")]
    into("mk", reaffirmed[2])
    assert related(client, "/mk/declarations/first/") == [("mk Third", "/mk/declarations/third/")]


def test_a_draft_is_not_named_as_related(client, reaffirmed):
    reaffirmed[2].unpublish()
    assert related(client, "/en/declarations/second/") == []


def test_the_list_has_the_latest_first_and_drafts_not_at_all(client, reaffirmed):
    reaffirmed[0].unpublish()
    assert entry_titles(read(client, "/mk/declarations/")) == ["Third", "mk Second"]
