"""The permalinks of a document and of its paragraphs, the same for all languages."""

import pytest
from bs4 import BeautifulSoup

from declarations.models import DeclarationPage
from tests import grids
from tests import specimens as specimen
from tests.public_pages import read

pytestmark = pytest.mark.django_db

PATH = "declarations/vienna-declaration/"


@pytest.fixture(scope="module")
def declaration_of_module(home_of_module) -> int:
    page = specimen.declaration(home_of_module)
    texts = [("paragraph", {"number": number, "text": "<p>Words</p>"}) for number in (1, 4)]
    page.paragraphs = specimen.stream(page, "paragraphs", *texts)
    return specimen.publish(page).pk


@pytest.fixture
def declaration(declaration_of_module, db):
    """The declaration of the module, with the paragraphs 1 and 4."""
    return DeclarationPage.objects.get(pk=declaration_of_module)


def into(page, *codes: str) -> None:
    specimen.translate(page.get_parent().specific, *codes)
    specimen.translate(page, *codes)


def redirect_url(client, path: str, language: str = "en") -> str:
    response = client.get(path, headers={"accept-language": language})
    assert response.status_code == 302, (path, response.status_code)
    return response.headers["Location"]


def is_not_found(client, path: str) -> bool:
    return client.get(path).status_code == 404


@pytest.mark.postgresql
def test_a_document_is_found_in_every_language_a_browser_asks_for(client, declaration):
    for language in grids.languages():
        target = redirect_url(client, f"/d/{declaration.pk}", language.tag)
        assert target == f"/{language.code}/{PATH}"
        assert client.get(target).status_code == 200


def test_a_paragraph_is_found_with_its_anchor(client, declaration):
    into(declaration, "mk")
    target = redirect_url(client, f"/d/{declaration.pk}/4", "mk")
    assert target == f"/mk/{PATH}#p-4"
    assert read(client, target.partition("#")[0]).find(id="p-4")


def test_a_slash_at_the_end_makes_no_difference(client, declaration):
    assert redirect_url(client, f"/d/{declaration.pk}/") == f"/en/{PATH}"
    assert redirect_url(client, f"/d/{declaration.pk}/4/") == f"/en/{PATH}#p-4"


def test_a_browser_with_none_of_the_languages_is_redirected_to_the_source(client, declaration):
    assert redirect_url(client, f"/d/{declaration.pk}", "fi") == f"/en/{PATH}"


def test_the_response_varies_by_accept_language(client, declaration):
    response = client.get(f"/d/{declaration.pk}")
    assert "Accept-Language" in response.headers["Vary"]
    assert not response.cookies


def test_it_takes_few_queries(client, declaration, django_assert_max_num_queries):
    into(declaration, "mk", "sr-cyrl", "sr-latn")
    with django_assert_max_num_queries(3):
        redirect_url(client, f"/d/{declaration.pk}/4", "sr-Latn")


def test_a_permalink_stays_valid_if_title_and_slug_change(client, declaration):
    into(declaration, "mk")
    declaration.refresh_from_db()
    declaration.title, declaration.slug = "Declaration of Vienna", "declaration-of-vienna"
    specimen.publish(declaration)
    assert (
        redirect_url(client, f"/d/{declaration.pk}/4")
        == "/en/declarations/declaration-of-vienna/#p-4"
    )


def test_pages_in_all_languages_have_the_same_permalink(client, declaration):
    into(declaration, "mk", "sr-cyrl", "sr-latn")
    for code in ("en", "mk", "sr-latn", "hr"):
        soup = read(client, f"/{code}/{PATH}")
        address = soup.select_one("#p-4 .citation a")["href"]
        assert address.endswith(f"/d/{declaration.pk}/4")
        assert soup.select_one(".citation-section .citation a")["href"].endswith(
            f"/d/{declaration.pk}"
        )


def test_the_id_of_a_translation_redirects_to_the_same_document(client, declaration):
    into(declaration, "mk")
    translation = declaration.get_translations().get()
    assert redirect_url(client, f"/d/{translation.pk}") == f"/en/{PATH}"


def test_a_paragraph_that_only_a_translation_still_has_is_found(client, declaration):
    into(declaration, "mk")
    declaration.refresh_from_db()
    declaration.paragraphs = declaration.paragraphs.stream_block.to_python(
        [declaration.paragraphs[0].get_prep_value()]
    )
    specimen.publish(declaration)
    assert redirect_url(client, f"/d/{declaration.pk}/4", "mk") == f"/mk/{PATH}#p-4"


@pytest.mark.postgresql
def test_a_removed_paragraph_is_gone_and_the_reader_is_told_in_the_own_language(
    client, declaration
):
    into(declaration, "mk")
    translation = declaration.get_translations().get()
    for page in (declaration, translation):
        page.refresh_from_db()
        kept = page.paragraphs[0].get_prep_value()
        page.paragraphs = page.paragraphs.stream_block.to_python([kept])
        specimen.publish(page)
    for code in ("en", "mk"):
        response = client.get(f"/d/{declaration.pk}/4", headers={"accept-language": code})
        assert response.status_code == 410
        assert "Accept-Language" in response.headers["Vary"]
        soup = BeautifulSoup(response.content, "html.parser")
        assert soup.html["lang"] == code
        assert soup.main.find("a", href=f"/{code}/{PATH}")
        assert "4" in soup.h1.get_text()
    assert redirect_url(client, f"/d/{declaration.pk}/1") == f"/en/{PATH}#p-1"
    assert is_not_found(client, f"/d/{declaration.pk}/5")


@pytest.mark.postgresql
@pytest.mark.parametrize("close", [specimen.restrict, DeclarationPage.unpublish])
def test_a_removed_paragraph_of_what_is_not_public_is_not_found(client, declaration, close):
    declaration.paragraphs = []
    specimen.publish(declaration)
    assert client.get(f"/d/{declaration.pk}/4").status_code == 410
    close(declaration)
    assert is_not_found(client, f"/d/{declaration.pk}/4")


@pytest.mark.postgresql
@pytest.mark.parametrize(
    "rest", ["0", "2", "4/4", "p-4", "4;", "999999", "9" * 30, "-4", "4.5", "%00", "४"]
)
def test_an_unknown_paragraph_is_not_found(client, declaration, rest):
    assert is_not_found(client, f"/d/{declaration.pk}/{rest}")


@pytest.mark.postgresql
@pytest.mark.parametrize(
    "path", ["/d/", "/d/0", "/d/999999999", "/d/" + "9" * 30, "/d/x", "/d/%00"]
)
def test_an_unknown_document_is_not_found(client, declaration, path):
    assert is_not_found(client, path)


def test_a_page_that_is_no_declaration_has_no_permalink(client, home):
    assert is_not_found(client, f"/d/{specimen.content(home).pk}")


@pytest.mark.postgresql
@pytest.mark.parametrize("close", [specimen.restrict, DeclarationPage.unpublish])
def test_what_is_not_public_is_not_found(client, declaration, close):
    into(declaration, "mk")
    close(declaration)
    for path in (f"/d/{declaration.pk}", f"/d/{declaration.pk}/4"):
        assert is_not_found(client, path)


def test_a_permalink_is_read_only(client, declaration):
    assert client.post(f"/d/{declaration.pk}").status_code == 405
    assert client.head(f"/d/{declaration.pk}").status_code == 302
