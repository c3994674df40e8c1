"""Citations on the page and in files, which other libraries read back unchanged."""

import json
import re
from datetime import date

import bibtexparser
import pytest
import rispy
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from core.dates import DatePrecision, PartialDate
from declarations.citations import Citation, bibtex, csl_json, ris
from tests import specimens as specimen
from tests.public_pages import element_text, read

pytestmark = pytest.mark.django_db

PATH = "declarations/vienna-declaration/"
# Everything that has a meaning in one of the formats, and letters of both scripts.
SPECIAL_CHARACTERS = r'100 % & "costs" {in} $ #1 a_b ~ ^ \ šđčćžëșț Ђурђевак – „цитат“'


@pytest.fixture
def declaration(home):
    page = specimen.declaration(
        home,
        full_title=SPECIAL_CHARACTERS,
        adopting_body="Ministers of the Brdo Process and others",
    )
    page.paragraphs = specimen.stream(page, "paragraphs", ("paragraph", {"text": "<p>Words</p>"}))
    return specimen.publish(page)


def plain_citation(**values) -> Citation:
    defaults = {
        "key": "vienna-en",
        "title": "Title",
        "author": "Ministers",
        "date": PartialDate(date(2019, 5, 6)),
        "kind": "Statement",
        "note": "",
        "language": "en",
        "url": "https://example.org/d/7",
    }
    return Citation(**{**defaults, **values})


def read_bibtex(text: str) -> dict[str, str]:
    """Return the only entry of a file, with the commands of TeX replaced."""
    (entry,) = bibtexparser.loads(text).entries
    return {name: _typeset(value) for name, value in entry.items()}


def _typeset(value: str) -> str:
    """Return what TeX prints: characters in place of commands, and no grouping braces."""
    names = {"textbackslash": "\\", "textbraceleft": "{", "textbraceright": "}"}
    names |= {"textasciitilde": "~", "textasciicircum": "^"}
    pattern = r"\\(?P<name>[a-z]+)\{\}|\\(?P<sign>[$&%#_])|[{}]"
    return re.sub(pattern, lambda found: names.get(found["name"], found["sign"] or ""), value)


def read_ris(text: str) -> dict:
    (entry,) = rispy.loads(text)
    return entry


def read_csl(text: str) -> dict:
    (item,) = json.loads(text)
    return item


def export(client, name: str, code: str = "en"):
    response = client.get(f"/{code}/{PATH}citation/{name}/")
    assert response.status_code == 200
    return response


# On the page


def test_a_paragraph_is_cited_in_the_language_of_the_reader(client, declaration):
    shown = read(client, f"/en/{PATH}").select_one("#p-1 details.cite .citation")
    address = f"http://testserver/d/{declaration.pk}/1"
    assert element_text(shown).startswith(
        f"Ministers of the Brdo Process and others , {SPECIAL_CHARACTERS} , 6 May"
    )
    assert "paragraph 1" in element_text(shown)
    assert shown.a.get_text() == shown.a["href"]
    assert shown.a["href"].endswith(address.removeprefix("http://testserver"))


@pytest.mark.parametrize(
    ("text_kind", "number", "name", "cited"),
    [
        ("full", 7, "Paragraph 7", ", paragraph 7,"),
        ("full", None, "Paragraph 1", ", paragraph 1 as numbered on this site,"),
        ("summary", None, "Point 1 of this summary", ", point 1 of this summary,"),
    ],
)
def test_a_number_is_cited_as_that_of_the_document_of_this_site_or_of_a_summary(
    client, home, text_kind, number, name, cited
):
    page = specimen.declaration(home, text_kind=text_kind)
    block = {"text": "<p>Words</p>", "number": number}
    page.paragraphs = specimen.stream(page, "paragraphs", ("paragraph", block))
    specimen.publish(page)
    paragraph = read(client, f"/en/{PATH}").select_one(".paragraph")
    assert paragraph.select_one(".paragraph__number")["aria-label"] == name
    citation = element_text(paragraph.select_one(".citation")).replace(" ,", ",")
    assert cited in citation
    note = f"[Summary by {settings.WAGTAIL_SITE_NAME}, not the text of the document]"
    assert (note in citation) == (text_kind == "summary")


def test_the_document_is_cited_with_its_status(client, home):
    specimen.declaration(home, authentic_language="en")
    shown = element_text(read(client, f"/en/{PATH}").select_one(".citation-section .citation"))
    assert shown.startswith("Vienna Declaration [Authentic text], 6 May 2019 ,")
    assert "paragraph" not in shown


def test_a_title_in_another_language_than_the_readers_is_marked(client, declaration):
    shown = read(client, f"/mk/{PATH}").select_one("#p-1 .citation")
    assert shown.cite["lang"] == "en"
    assert "2019" in element_text(shown)
    assert "May" not in element_text(shown)


def test_a_title_in_cyrillic_letters_is_in_quotation_marks(client, declaration):
    specimen.translate(declaration.get_parent().specific, "mk")
    specimen.translate(declaration, "mk")
    shown = read(client, f"/mk/{PATH}").select_one("#p-1 .citation")
    assert not shown.cite
    assert f"„mk {SPECIAL_CHARACTERS}“" in element_text(shown)


# Files


def test_the_page_offers_every_format_and_each_answers_with_a_file(client, declaration):
    links = read(client, f"/en/{PATH}").select(".citation-section a[rel=nofollow]")
    assert [link.get_text() for link in links] == ["BibTeX", "RIS", "CSL-JSON"]
    for link, ending in zip(links, ("bib", "ris", "json"), strict=True):
        response = client.get(link["href"])
        disposition = response.headers["Content-Disposition"]
        assert disposition == f'attachment; filename="vienna-declaration-en.{ending}"'
        assert response.headers["X-Robots-Tag"] == "noindex"
        assert not response.cookies


def test_bibtex_is_read_back_as_it_was(client, declaration):
    entry = read_bibtex(export(client, "bibtex").content.decode())
    assert (entry["ENTRYTYPE"], entry["ID"]) == ("misc", "vienna-declaration-en")
    assert entry["title"] == SPECIAL_CHARACTERS
    assert entry["author"] == declaration.adopting_body
    assert (entry["year"], entry["date"]) == ("2019", "2019-05-06")
    assert entry["url"].endswith(f"/d/{declaration.pk}")
    assert entry["language"] == "en"


def test_ris_is_read_back_as_it_was(client, declaration):
    text = export(client, "ris").content.decode()
    assert all(len(line) > 5 and line[2:6] == "  - " for line in text.split("\r\n")[:-1])
    entry = read_ris(text)
    assert entry["title"] == SPECIAL_CHARACTERS
    assert entry["authors"] == [declaration.adopting_body]
    assert (entry["year"], entry["date"]) == ("2019", "2019/05/06/")
    assert entry["urls"] == [read_csl(export(client, "csl-json").content)["URL"]]


def test_csl_json_is_read_back_as_it_was(client, declaration):
    item = read_csl(export(client, "csl-json").content)
    assert (item["type"], item["title"]) == ("document", SPECIAL_CHARACTERS)
    assert item["author"] == [{"literal": declaration.adopting_body}]
    assert item["issued"] == {"date-parts": [[2019, 5, 6]]}
    assert item["URL"].endswith(f"/d/{declaration.pk}")


def test_each_language_has_its_own_title_and_the_same_address(client, declaration):
    specimen.translate(declaration.get_parent().specific, "mk")
    specimen.translate(declaration, "mk")
    english, macedonian = (
        read_csl(export(client, "csl-json", code).content) for code in ("en", "mk")
    )
    assert macedonian["title"] == f"mk {SPECIAL_CHARACTERS}"
    assert (english["language"], macedonian["language"]) == ("en", "mk")
    assert english["URL"] == macedonian["URL"]
    assert english["id"] != macedonian["id"]


def test_a_fallback_is_cited_in_the_language_that_it_is_in(client, declaration):
    assert read_csl(export(client, "csl-json", "mk").content)["language"] == "en"


def test_a_summary_is_cited_as_the_one_of_this_site(client, home):
    specimen.declaration(home, text_kind="summary")
    note = f"Summary by {settings.WAGTAIL_SITE_NAME}, not the text of the document"
    assert read_csl(export(client, "csl-json").content)["note"] == note
    assert read_ris(export(client, "ris").content.decode())["notes"] == [note]


@pytest.mark.parametrize("rest", ["citation/", "citation/endnote/", "citation/ris/x/", "x/ris/"])
def test_there_is_nothing_else_below_a_declaration(client, declaration, rest):
    assert client.get(f"/en/{PATH}{rest}").status_code == 404


def test_a_restricted_document_and_a_draft_have_no_citation(client, declaration):
    specimen.restrict(declaration)
    assert client.get(f"/en/{PATH}citation/ris/").status_code == 302
    declaration.unpublish()
    assert client.get(f"/en/{PATH}citation/ris/").status_code == 404


# The formats


@pytest.mark.parametrize(
    ("known", "bibtex_date", "ris_date", "csl_date"),
    [
        (
            PartialDate(date(2018, 3, 1), precision=DatePrecision.MONTH),
            "2018-03",
            "2018/03//",
            [2018, 3],
        ),
        (PartialDate(date(2018, 1, 1), precision=DatePrecision.YEAR), "2018", "2018///", [2018]),
    ],
)
def test_a_date_is_as_precise_as_it_is_known(known, bibtex_date, ris_date, csl_date):
    citation = plain_citation(date=known)
    assert read_bibtex(bibtex(citation))["date"] == bibtex_date
    assert read_ris(ris(citation))["date"] == ris_date
    assert read_csl(csl_json(citation))["issued"]["date-parts"] == [csl_date]


def test_a_range_of_days_has_two_ends():
    citation = plain_citation(date=PartialDate(date(2019, 5, 6), date(2019, 5, 8)))
    assert read_bibtex(bibtex(citation))["date"] == "2019-05-06/2019-05-08"
    assert read_csl(csl_json(citation))["issued"]["date-parts"] == [[2019, 5, 6], [2019, 5, 8]]


def test_what_is_not_known_is_left_out():
    citation = plain_citation(author="", note="")
    assert not {"author", "note"} & set(read_bibtex(bibtex(citation)))
    assert not {"authors", "notes"} & set(read_ris(ris(citation)))
    assert not {"author", "note"} & set(read_csl(csl_json(citation)))


LETTERS = st.characters(exclude_categories=("C", "Z"))
TITLES = st.lists(st.text(LETTERS, min_size=1), min_size=1, max_size=8)


@given(TITLES, st.sampled_from([" ", "\n", "\r\nER  - ", "\t"]))
def test_no_title_breaks_the_lines_of_ris_or_the_brackets_of_json(title, between):
    citation = plain_citation(title=between.join(title))
    expected = " ".join(between.join(title).split())
    assert read_ris(ris(citation))["title"] == expected
    assert read_csl(csl_json(citation))["title"] == expected


@given(TITLES)
def test_no_title_breaks_the_braces_of_bibtex(title):
    written = bibtex(plain_citation(title=" ".join(title)))
    assert written.count("{") == written.count("}")
    assert read_bibtex(written)["title"] == " ".join(" ".join(title).split())
