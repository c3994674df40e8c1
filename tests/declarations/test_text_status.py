"""The legal status of the text of a page, shown only if it is recorded."""

import pytest

from tests import specimens as specimen
from tests.public_pages import element_text, read

pytestmark = pytest.mark.django_db

PATH = "declarations/vienna-declaration/"
STATUSES = {
    "official-text": "Official text",
    "official-translation": "Official translation",
    "unofficial-translation": "Unofficial translation",
    "draft": "Draft",
}


def declared(home, *versions: dict, codes: tuple = (), **values):
    """Publish a declaration with language versions, translated into the languages given."""
    page = specimen.declaration(home, **values)
    plain = {"document": None, "url": "", "note": "", "is_shown_here": True}
    stored = [("version", {**plain, **version}) for version in versions]
    page.language_versions = specimen.stream(page, "language_versions", *stored)
    page.full_clean()
    specimen.publish(page)
    if codes:
        specimen.translate(page.get_parent().specific, *codes)
        specimen.translate(page, *codes)
    return page


def fact(soup) -> str | None:
    """Return the status of the text in the data of the document."""
    name = soup.find("dt", string="Status of this text")
    return element_text(name.find_next_sibling("dd")) if name else None


def status(client, code: str) -> str:
    """Return the status of the text in the heading of its column."""
    soup = read(client, f"/en/{PATH}?with={code}")
    found = soup.select(".parallel__heads > div")[1].select_one(".parallel__status")
    return element_text(found) if found else ""


def notice(soup) -> str:
    return " ".join(element_text(found) for found in soup.select("article .notice"))


def listed(soup) -> list[str]:
    return [element_text(item) for item in soup.select("section[aria-labelledby=versions] li")]


# The text on the page


def test_the_text_in_the_authentic_language_is_the_authentic_text(client, home):
    declared(home, codes=("mk",), authentic_language="en")
    assert fact(read(client, f"/en/{PATH}")) == "Authentic text"
    assert status(client, "mk") == ""


@pytest.mark.parametrize(("recorded", "label"), STATUSES.items())
def test_the_recorded_status_of_the_text_is_shown(client, home, recorded, label):
    declared(home, {"language": "mk", "status": recorded}, codes=("mk",))
    assert status(client, "mk") == label
    assert fact(read(client, f"/en/{PATH}")) is None


def test_the_status_of_a_document_elsewhere_is_not_that_of_our_text(client, home):
    elsewhere = {"is_shown_here": False, "url": "https://example.org/mk.pdf"}
    declared(home, {"language": "mk", "status": "official-translation", **elsewhere}, codes=("mk",))
    assert status(client, "mk") == ""
    assert listed(read(client, f"/en/{PATH}")) == ["Македонски (PDF) – Official translation"]


def test_a_text_without_a_recorded_status_has_none(client, home):
    declared(home, codes=("mk",))
    assert fact(read(client, f"/en/{PATH}")) is None
    assert status(client, "mk") == ""


def test_a_summary_is_marked_as_such_whatever_is_recorded(client, home):
    version = {"language": "en", "status": "official-text"}
    declared(home, version, codes=("mk",), authentic_language="mk", text_kind="summary")
    assert status(client, "mk") == "A summary in our own words"
    soup = read(client, f"/en/{PATH}")
    assert fact(soup) is None
    assert "not the text of the document" in notice(soup)


def test_the_derived_script_has_the_status_of_its_origin(client, home):
    version = {"language": "sr-cyrl", "status": "unofficial-translation"}
    declared(home, version, codes=("sr-cyrl", "sr-latn"))
    assert status(client, "sr-latn") == status(client, "sr-cyrl") == "Unofficial translation"


def test_the_derived_script_of_the_authentic_text_is_no_translation(client, home):
    declared(home, codes=("sr-cyrl", "sr-latn"), authentic_language="sr-cyrl")
    assert status(client, "sr-cyrl") == "Authentic text"
    assert status(client, "sr-latn") == "Authentic text, transliterated"
    assert notice(read(client, f"/sr-latn/{PATH}")) == ""


# The notice


def test_an_official_translation_is_not_called_a_courtesy(client, home):
    declared(home, {"language": "en", "status": "official-translation"}, authentic_language="sl")
    soup = read(client, f"/en/{PATH}")
    assert "This is an official translation. The text that prevails is in: Slovenian" in notice(
        soup
    )
    assert "courtesy" not in notice(soup)


def test_the_notice_links_to_the_authentic_text_and_to_its_file(client, home):
    file = {"language": "sl", "status": "official-text", "url": "https://example.org/izjava.pdf"}
    declared(home, {**file, "is_shown_here": False}, codes=("sl",), authentic_language="sl")
    links = [link["href"] for link in read(client, f"/en/{PATH}").select("article .notice a")]
    assert links == [f"/sl/{PATH}", "https://example.org/izjava.pdf"]


def test_a_file_that_is_not_the_official_text_is_not_called_authentic(client, home):
    file = {"language": "sl", "status": "draft", "url": "https://example.org/osnutek.pdf"}
    declared(home, {**file, "is_shown_here": False}, authentic_language="sl")
    soup = read(client, f"/en/{PATH}")
    assert not soup.select("article .notice a")
    assert listed(soup) == ["Slovenščina (PDF) – Draft"]


# The list of versions


def test_the_official_text_in_the_authentic_language_is_listed_as_authentic(client, home):
    file = {"status": "official-text", "url": "https://example.org/", "is_shown_here": False}
    versions = [{"language": code, **file} for code in ("sl", "hr")]
    declared(home, *versions, authentic_language="sl")
    assert listed(read(client, f"/en/{PATH}")) == [
        "Slovenščina – Authentic text",
        "Hrvatski – Official text",
    ]


def test_a_version_that_is_shown_here_is_a_link_to_it_once_it_is_published(client, home):
    page = declared(home, {"language": "mk", "status": "draft"})
    assert listed(read(client, f"/en/{PATH}")) == []
    specimen.translate(page.get_parent().specific, "mk")
    specimen.translate(page, "mk")
    soup = read(client, f"/en/{PATH}")
    assert listed(soup) == ["Македонски – Draft"]
    link = soup.select_one("section[aria-labelledby=versions] a")
    assert (link["href"], link["hreflang"]) == (f"/mk/{PATH}", "mk")
