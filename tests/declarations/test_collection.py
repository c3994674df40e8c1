"""All declarations as one file: which documents, in which language, and its structure."""

from datetime import date

import pytest

from tests import specimens as specimen
from tests.pdf_structure import bookmarks, heading_levels, structure_faults
from tests.pdfs import text_of
from tests.public_pages import read

pytestmark = pytest.mark.django_db
PATH = "/declarations/all.pdf"


def collection(client, code: str = "en") -> bytes:
    response = client.get(f"/{code}{PATH}")
    assert response.status_code == 200
    assert response["Content-Type"] == "application/pdf"
    assert not response.cookies
    return b"".join(response)


def declared(home, year: int, **values):
    values = {"title": f"Of {year}", "start_date": date(year, 5, 6), **values}
    return specimen.declaration(home, f"of-{year}", **values)


def test_the_file_has_every_document_the_latest_first_and_its_contents(client, home):
    for year in (2010, 2018):
        declared(home, year, preamble=f"<p>Text of {year}.</p>")
    pdf = collection(client)
    assert structure_faults(pdf, "en") == []
    parts = [title for title in bookmarks(pdf) if not title.startswith(" ")]
    assert parts == ["All declarations", "Of 2018", "Of 2010"]
    assert heading_levels(pdf)[:3] == [1, 2, 1]
    text = text_of(pdf)
    listed = text.partition("Contents")[2]
    assert listed.index("Of 2018") < listed.index("Of 2010") < listed.index("Text of 2018.")
    assert "2 documents" in text


def test_each_document_is_in_the_language_of_the_reader_or_names_its_own(client, home):
    specimen.translate(home.get_children().get(slug="declarations").specific, "mk")
    specimen.translate(declared(home, 2018), "mk")
    declared(home, 2010)
    pdf = collection(client, "mk")
    assert structure_faults(pdf, "mk") == []
    parts = [title for title in bookmarks(pdf) if not title.startswith(" ")]
    assert parts[1:] == ["mk Of 2018", "Of 2010 (English)"]


def test_private_and_unpublished_documents_are_not_in_it(client, home):
    assert client.get(f"/en{PATH}").status_code == 404
    specimen.restrict(declared(home, 2010))
    declared(home, 2011).unpublish()
    assert client.get(f"/en{PATH}").status_code == 404
    page = declared(home, 2018)
    page.title = "A draft"
    page.save_revision()
    text = text_of(collection(client))
    assert "Of 2018" in text
    assert not [word for word in ("Of 2010", "Of 2011", "A draft") if word in text]


def test_the_list_leads_to_it_with_its_size_once_it_is_made(client, home):
    assert not read(client, "/mk/declarations/").select(f'[href="/mk{PATH}"]')
    declared(home, 2018)
    link = read(client, "/mk/declarations/").select_one(f'[href="/mk{PATH}"]')
    assert "(PDF)" in link.get_text()
    collection(client, "mk")
    link = read(client, "/mk/declarations/").select_one(f'[href="/mk{PATH}"]')
    assert "kB" in link.get_text()
