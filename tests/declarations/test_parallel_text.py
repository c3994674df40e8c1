"""A declaration in two or three languages side by side, paragraph beside paragraph."""

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import specimens as specimen
from tests import translators
from tests.declarations.parallel_texts import columns, into, preamble, row, set_paragraphs
from tests.public_pages import element_text, interface_text, problem_messages, read

pytestmark = pytest.mark.django_db

PATH = "declarations/vienna-declaration/"
MISSING = "This language version has no paragraph of this number."
NO_PREAMBLE = "This language version has no preamble."
CHANGED_PREAMBLE = "The preamble of the original has changed since it was translated."
CHANGED = "This paragraph of the original has changed since it was translated."
MOST_QUERIES = 10


@pytest.fixture
def declaration(home):
    page = specimen.declaration(home, preamble="<p>Preamble</p>")
    set_paragraphs(page, (1, "First"), (2, "Second"))
    return page


# Columns


def test_two_languages_are_shown_paragraph_beside_paragraph(client, declaration):
    into(declaration, "mk")
    soup = read(client, f"/en/{PATH}?with=mk")
    assert columns(soup) == ["English", "Македонски"]
    assert preamble(soup) == {"en": "Preamble", "mk": "mk Preamble"}
    assert row(soup, "p-1") == {"en": "First", "mk": "mk First"}
    assert row(soup, "p-2") == {"en": "Second", "mk": "mk Second"}
    assert len(soup.select(".paragraph")) == 2
    assert problem_messages(soup) == ""


def test_three_languages_are_shown_in_the_order_of_the_parameter(client, declaration):
    into(declaration, "mk", "bg")
    soup = read(client, f"/mk/{PATH}?with=bg,en")
    assert columns(soup) == ["Македонски", "Български", "English"]
    assert list(row(soup, "p-1")) == ["mk", "bg", "en"]


def test_two_scripts_of_one_language_are_shown_side_by_side(client, declaration):
    into(declaration, "sr-cyrl", "sr-latn")
    soup = read(client, f"/sr-cyrl/{PATH}?with=sr-latn")
    assert columns(soup) == ["Српски", "Srpski"]
    assert list(row(soup, "p-1")) == ["sr-Cyrl", "sr-Latn"]


def test_a_fallback_is_read_beside_another_language_than_its_own(client, declaration):
    into(declaration, "mk")
    soup = read(client, f"/hr/{PATH}?with=mk")
    assert columns(soup) == ["English", "Македонски"]
    assert "already: English" in problem_messages(read(client, f"/en/{PATH}?with=en"))
    assert columns(read(client, f"/hr/{PATH}?with=en")) == []


def test_every_part_is_marked_with_its_language(client, declaration):
    into(declaration, "mk", "sr-cyrl", "sr-latn")
    soup = read(client, f"/mk/{PATH}?with=en,sr-latn")
    for part in soup.select(".parallel .text"):
        assert part.find_parent(lang=True)["lang"] in {"mk", "en", "sr-Latn"}
        assert part.find_parent(lang=True).name == "div"
    headings = soup.select(".parallel__heads h3")
    assert [heading["lang"] for heading in headings] == ["mk", "en", "sr-Latn"]


def test_each_column_links_to_its_page(client, declaration):
    into(declaration, "mk")
    links = read(client, f"/en/{PATH}?with=mk").select(".parallel__heads a")
    assert [link["href"] for link in links] == [f"/en/{PATH}", f"/mk/{PATH}"]
    assert links[1]["hreflang"] == "mk"
    for link in links:
        assert columns(read(client, link["href"])) == []


# Missing and outdated texts


def test_a_paragraph_that_a_translation_does_not_have_is_marked_as_missing(client, declaration):
    into(declaration, "mk")
    set_paragraphs(declaration, (1, "First"), (3, "Between"), (2, "Second"))
    soup = read(client, f"/mk/{PATH}?with=en")
    assert [item["id"] for item in soup.select(".paragraph")] == ["p-1", "p-3", "p-2"]
    assert row(soup, "p-3")["en"] == "Between"
    assert row(soup, "p-3")["mk"] != "Between"
    assert soup.select_one("#p-3 .caveat")["lang"] == "mk"
    assert row(read(client, f"/en/{PATH}?with=mk"), "p-3") == {"en": "Between", "mk": MISSING}


def test_a_paragraph_that_only_a_translation_still_has_keeps_its_place(client, declaration):
    into(declaration, "mk")
    set_paragraphs(declaration, (2, "Second"))
    soup = read(client, f"/en/{PATH}?with=mk")
    assert [item["id"] for item in soup.select(".paragraph")] == ["p-1", "p-2"]
    assert row(soup, "p-1") == {"en": MISSING, "mk": "mk First"}


def test_a_preamble_that_only_one_version_has_is_marked_as_missing(client, declaration):
    into(declaration, "mk")
    declaration.refresh_from_db()
    declaration.preamble = ""
    specimen.publish(declaration)
    soup = read(client, f"/en/{PATH}?with=mk")
    assert preamble(soup) == {"en": NO_PREAMBLE, "mk": "mk Preamble"}


@pytest.fixture
def outdated(declaration):
    """Serbian in both scripts is published; then the second paragraph of the original changes."""
    user = get_user_model().objects.create_superuser("sender")
    translators.translate_and_publish(translators.send_to_translation(user, declaration, "sr-cyrl"))
    translators.run_waiting_jobs()
    set_paragraphs(declaration, (1, "First"), (2, "Another second"))
    translators.run_waiting_jobs()
    return declaration


def test_an_outdated_version_is_marked_in_its_heading(client, outdated):
    for path in (f"/en/{PATH}?with=sr-latn", f"/en/{PATH}?with=sr-cyrl"):
        first, second = read(client, path).select(".parallel__heads > div")
        assert "reflects an earlier version" not in element_text(first)
        assert "reflects an earlier version of the original (English" in element_text(second)


def test_only_the_changed_paragraph_is_marked_as_outdated(client, outdated):
    soup = read(client, f"/en/{PATH}?with=sr-cyrl,sr-latn")
    second = row(soup, "p-2")
    assert second["en"] == "Another second"
    assert [text.endswith(CHANGED) for text in second.values()] == [False, True, True]
    assert not any(CHANGED in text for text in row(soup, "p-1").values())


def test_the_page_itself_is_marked_if_it_is_outdated(client, outdated):
    soup = read(client, f"/sr-latn/{PATH}?with=en")
    assert len(soup.select("#p-2 .caveat")) == 1
    assert soup.select_one("#p-2 [lang='sr-Latn'] .caveat")
    assert not soup.select("#p-1 .caveat")


def test_a_single_text_marks_its_outdated_paragraphs(client, outdated):
    for code in ("sr-cyrl", "sr-latn"):
        soup = read(client, f"/{code}/{PATH}")
        assert [element_text(remark) for remark in soup.select("#p-2 .caveat")] == [
            interface_text(code, CHANGED)
        ]
        assert len(soup.select(".caveat")) == 1
    assert not read(client, f"/en/{PATH}").select(".caveat")


def test_a_single_text_marks_its_outdated_preamble(client, outdated):
    outdated.refresh_from_db()
    outdated.preamble = "<p>Another preamble</p>"
    specimen.publish(outdated)
    translators.run_waiting_jobs()
    remarks = read(client, f"/sr-cyrl/{PATH}").select("section:not(.paragraphs) > .caveat")
    assert [element_text(remark) for remark in remarks] == [
        interface_text("sr-cyrl", CHANGED_PREAMBLE)
    ]


def test_a_version_that_is_up_to_date_again_is_not_marked(client, outdated):
    set_paragraphs(outdated, (1, "First"), (2, "Second"))
    translators.run_waiting_jobs()
    soup = read(client, f"/en/{PATH}?with=sr-cyrl,sr-latn")
    assert not soup.select(".caveat")
    assert "earlier version" not in element_text(soup.main)


# The form, and invalid parameters


def test_the_form_offers_the_other_published_languages(client, declaration):
    into(declaration, "mk", "bg")
    soup = read(client, f"/mk/{PATH}?with=bg")
    offered = {box["value"]: box.has_attr("checked") for box in soup.select(".parallel-form input")}
    assert offered == {"en": False, "bg": True}
    assert soup.select_one(".parallel-form form").get("method", "get") == "get"


def test_where_there_is_one_language_there_is_no_form(client, declaration):
    assert not read(client, f"/en/{PATH}").select(".parallel-form")
    assert not read(client, f"/mk/{PATH}").select(".parallel-form")


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
    into(declaration, "mk", "bg", "hr")
    assert problem_messages(read(client, f"/en/{PATH}?with={asked}")) == message


def test_valid_languages_are_shown_nevertheless(client, declaration):
    into(declaration, "mk", "bg", "hr")
    assert columns(read(client, f"/en/{PATH}?with=xx,MK")) == ["English", "Македонски"]
    assert len(columns(read(client, f"/en/{PATH}?with=mk,bg,hr"))) == 3
    plain = read(client, f"/en/{PATH}?with=xx")
    assert columns(plain) == []
    assert plain.select(".paragraph .text")


def test_a_draft_cannot_be_shown_side_by_side(client, declaration):
    into(declaration, "mk")
    declaration.get_translations().get().unpublish()
    soup = read(client, f"/en/{PATH}?with=mk")
    assert "no published text" in problem_messages(soup)
    assert "mk First" not in element_text(soup)


def test_a_restricted_document_cannot_be_shown_side_by_side(admin_client, client, declaration):
    into(declaration, "mk")
    specimen.restrict(declaration)
    assert client.get(f"/en/{PATH}?with=mk").status_code == 302
    assert columns(read(admin_client, f"/en/{PATH}?with=mk")) == []


# The layout


def test_search_engines_index_the_page_without_parameters_only(client, declaration):
    into(declaration, "mk")
    soup = read(client, f"/en/{PATH}?with=mk")
    assert soup.find("meta", {"name": "robots"})["content"] == "noindex"
    assert soup.find("link", {"rel": "canonical"})["href"].endswith(f"/en/{PATH}")
    assert read(client, f"/en/{PATH}").find("meta", {"name": "robots"}) is None


def test_the_choice_is_kept_when_the_language_changes(client, declaration):
    into(declaration, "mk", "bg")
    links = read(client, f"/en/{PATH}?with=mk").select(".language-menu a")
    assert {link["href"].partition("?")[2] for link in links} == {"with=mk"}


def test_outdated_versions_take_few_queries(client, outdated):
    for path in (
        f"/sr-latn/{PATH}",
        f"/en/{PATH}?with=sr-cyrl,sr-latn",
        f"/sr-latn/{PATH}?with=en,sr-cyrl",
    ):
        client.get(path)
        with CaptureQueriesContext(connection) as queries:
            client.get(path)
        assert len(queries) <= MOST_QUERIES, [query["sql"] for query in queries]
