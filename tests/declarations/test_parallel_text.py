"""A declaration in two or three languages side by side, paragraph beside paragraph."""

import pytest

from declarations.models import DeclarationPage
from tests import specimens as specimen
from tests.declarations.parallel_texts import columns, into, preamble, row, set_paragraphs
from tests.public_pages import element_text, problem_messages, read

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("declaration_of_module")]

PATH = "declarations/vienna-declaration/"
MISSING = "This language version has no paragraph of this number."
NO_PREAMBLE = "This language version has no preamble."


@pytest.fixture(scope="module")
def declaration_of_module(home_of_module) -> int:
    page = specimen.declaration(home_of_module, preamble="<p>Preamble</p>")
    set_paragraphs(page, (1, "First"), (2, "Second"))
    into(page, "mk", "bg", "hr", "sr-cyrl", "sr-latn")
    return page.pk


@pytest.fixture
def declaration(declaration_of_module, db) -> DeclarationPage:
    """The declaration of the module; Slovene is one of the languages that it does not have."""
    return DeclarationPage.objects.get(pk=declaration_of_module)


# Columns


def test_two_languages_are_shown_paragraph_beside_paragraph(client, declaration):
    soup = read(client, f"/en/{PATH}?with=mk")
    assert columns(soup) == ["English", "Македонски"]
    assert preamble(soup) == {"en": "Preamble", "mk": "mk Preamble"}
    assert row(soup, "p-1") == {"en": "First", "mk": "mk First"}
    assert row(soup, "p-2") == {"en": "Second", "mk": "mk Second"}
    assert len(soup.select(".paragraph")) == 2
    assert problem_messages(soup) == ""


def test_three_languages_are_shown_in_the_order_of_the_parameter(client, declaration):
    soup = read(client, f"/mk/{PATH}?with=bg,en")
    assert columns(soup) == ["Македонски", "Български", "English"]
    assert list(row(soup, "p-1")) == ["mk", "bg", "en"]


def test_who_chooses_another_language_reads_the_same_languages_side_by_side(client, declaration):
    soup = read(client, f"/mk/{PATH}?with=bg,en")
    links = {link["lang"]: link["href"] for link in soup.select("header .language-list a")}
    assert links["en"] == f"/en/{PATH}?with=bg%2Cmk"
    assert links["sq"] == f"/sq/{PATH}?with=bg%2Cen"
    assert columns(read(client, links["en"])) == ["English", "Български", "Македонски"]


def test_two_scripts_of_one_language_are_shown_side_by_side(client, declaration):
    soup = read(client, f"/sr-cyrl/{PATH}?with=sr-latn")
    assert columns(soup) == ["Српски", "Srpski"]
    assert list(row(soup, "p-1")) == ["sr-Cyrl", "sr-Latn"]


def test_a_fallback_is_read_beside_another_language_than_its_own(client, declaration):
    soup = read(client, f"/sl/{PATH}?with=mk")
    assert columns(soup) == ["English", "Македонски"]
    assert "already: English" in problem_messages(read(client, f"/en/{PATH}?with=en"))
    assert columns(read(client, f"/sl/{PATH}?with=en")) == []


def test_every_part_is_marked_with_its_language(client, declaration):
    soup = read(client, f"/mk/{PATH}?with=en,sr-latn")
    for part in soup.select(".parallel .text"):
        assert part.find_parent(lang=True)["lang"] in {"mk", "en", "sr-Latn"}
        assert part.find_parent(lang=True).name == "div"
    headings = soup.select(".parallel__heads h3")
    assert [heading["lang"] for heading in headings] == ["mk", "en", "sr-Latn"]


def test_each_column_links_to_its_page(client, declaration):
    links = read(client, f"/en/{PATH}?with=mk").select(".parallel__heads a")
    assert [link["href"] for link in links] == [f"/en/{PATH}", f"/mk/{PATH}"]
    assert links[1]["hreflang"] == "mk"
    for link in links:
        assert columns(read(client, link["href"])) == []


# Missing texts


def test_a_paragraph_that_a_translation_does_not_have_is_marked_as_missing(client, declaration):
    set_paragraphs(declaration, (1, "First"), (3, "Between"), (2, "Second"))
    soup = read(client, f"/mk/{PATH}?with=en")
    assert [item["id"] for item in soup.select(".paragraph")] == ["p-1", "p-3", "p-2"]
    assert row(soup, "p-3")["en"] == "Between"
    assert row(soup, "p-3")["mk"] != "Between"
    assert soup.select_one("#p-3 .caveat")["lang"] == "mk"
    assert row(read(client, f"/en/{PATH}?with=mk"), "p-3") == {"en": "Between", "mk": MISSING}


def test_a_paragraph_that_only_a_translation_still_has_keeps_its_place(client, declaration):
    set_paragraphs(declaration, (2, "Second"))
    soup = read(client, f"/en/{PATH}?with=mk")
    assert [item["id"] for item in soup.select(".paragraph")] == ["p-1", "p-2"]
    assert row(soup, "p-1") == {"en": MISSING, "mk": "mk First"}


def test_a_preamble_that_only_one_version_has_is_marked_as_missing(client, declaration):
    declaration.refresh_from_db()
    declaration.preamble = ""
    specimen.publish(declaration)
    soup = read(client, f"/en/{PATH}?with=mk")
    assert preamble(soup) == {"en": NO_PREAMBLE, "mk": "mk Preamble"}


# The form, and invalid parameters


def test_the_form_offers_the_other_published_languages(client, declaration):
    soup = read(client, f"/mk/{PATH}?with=bg")
    offered = {box["value"]: box.has_attr("checked") for box in soup.select(".parallel-form input")}
    assert offered == {
        "en": False,
        "bg": True,
        "hr": False,
        "sr-cyrl": False,
        "sr-latn": False,
    }
    assert soup.select_one(".parallel-form form").get("method", "get") == "get"
    menu = soup.select_one(".parallel-menu")
    assert "Читај споредбено" in menu.find(id=menu["aria-labelledby"]).string


def test_where_there_is_one_language_there_is_no_form(client, home):
    specimen.declaration(home, "alone")
    assert not read(client, "/en/declarations/alone/").select(".parallel-form")
    assert not read(client, "/mk/declarations/alone/").select(".parallel-form")


@pytest.mark.parametrize(
    ("sent", "canonical"),
    [
        ("?with=mk&with=bg", "?with=mk,bg"),
        ("?with=mk&with=mk", "?with=mk"),
        ("?with=", ""),
        ("?with=&with=", ""),
        ("?with=mk&with=%26x%0d%0aA:b", "?with=mk,%26x%0D%0Aa%3Ab"),
    ],
)
def test_the_parameters_of_the_form_redirect_to_a_canonical_url(
    client, declaration, sent, canonical
):
    response = client.get(f"/en/{PATH}{sent}")
    assert (response.status_code, response.headers["Location"]) == (302, f"/en/{PATH}{canonical}")
    assert client.get(response.headers["Location"]).status_code == 200


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ("xx", "“xx” is not a language of this site."),
        ("en", "The text on this page is in this language already: English."),
        ("sl", "There is no published text in this language yet: Slovenščina."),
        ("mk,mk", "This language was named twice: Македонски."),
        ("mk,bg,hr", "No more than three languages stand side by side."),
        ("<b>", "“<b>” is not a language of this site."),
        ("%00", "“\ufffd” is not a language of this site."),
        ("x" * 5000, "“xxxxxxxxxxxxxxxxxxxx” is not a language of this site."),
    ],
)
def test_an_invalid_language_is_reported(client, declaration, asked, message):
    assert problem_messages(read(client, f"/en/{PATH}?with={asked}")) == message


def test_valid_languages_are_shown_nevertheless(client, declaration):
    assert columns(read(client, f"/en/{PATH}?with=xx,MK")) == ["English", "Македонски"]
    assert len(columns(read(client, f"/en/{PATH}?with=mk,bg,hr"))) == 3
    plain = read(client, f"/en/{PATH}?with=xx")
    assert columns(plain) == []
    assert plain.select(".paragraph .text")


def test_a_draft_cannot_be_shown_side_by_side(client, declaration):
    declaration.get_translations().get(locale__language_code="mk").unpublish()
    soup = read(client, f"/en/{PATH}?with=mk")
    assert "no published text" in problem_messages(soup)
    assert "mk First" not in element_text(soup)


def test_a_restricted_document_cannot_be_shown_side_by_side(admin_client, client, declaration):
    specimen.restrict(declaration)
    assert client.get(f"/en/{PATH}?with=mk").status_code == 302
    assert columns(read(admin_client, f"/en/{PATH}?with=mk")) == []


# The layout


def test_search_engines_index_the_page_without_parameters_only(client, declaration):
    soup = read(client, f"/en/{PATH}?with=mk")
    assert soup.find("meta", {"name": "robots"})["content"] == "noindex"
    assert soup.find("link", {"rel": "canonical"})["href"].endswith(f"/en/{PATH}")
    assert read(client, f"/en/{PATH}").find("meta", {"name": "robots"}) is None


def test_the_choice_is_kept_when_the_language_changes(client, declaration):
    links = read(client, f"/en/{PATH}?with=mk").select(".language-menu a")
    queries = {link["lang"]: link["href"].partition("?")[2] for link in links}
    assert queries.pop("mk") == "with=en"
    assert set(queries.values()) == {"with=mk"}
