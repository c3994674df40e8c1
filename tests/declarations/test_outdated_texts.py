"""Parts of a declaration whose original has changed since they were translated are marked."""

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.test.utils import CaptureQueriesContext

from declarations.models import DeclarationPage
from tests import specimens as specimen
from tests import translators
from tests.declarations.parallel_texts import row, set_paragraphs
from tests.public_pages import element_text, interface_text, read

pytestmark = pytest.mark.django_db

PATH = "declarations/vienna-declaration/"
CHANGED_PREAMBLE = "The preamble of the original has changed since it was translated."
CHANGED = "This paragraph of the original has changed since it was translated."
MOST_QUERIES = 10


@pytest.fixture(scope="module")
def outdated_of_module(home_of_module) -> int:
    """Serbian in both scripts is published; then the second paragraph of the original changes."""
    declaration = specimen.declaration(home_of_module, preamble="<p>Preamble</p>")
    set_paragraphs(declaration, (1, "First"), (2, "Second"))
    user = get_user_model().objects.create_superuser("sender")
    translators.translate_and_publish(translators.send_to_translation(user, declaration, "sr-cyrl"))
    translators.run_waiting_jobs()
    set_paragraphs(declaration, (1, "First"), (2, "Another second"))
    translators.run_waiting_jobs()
    return declaration.pk


@pytest.fixture
def outdated(outdated_of_module, db) -> DeclarationPage:
    return DeclarationPage.objects.get(pk=outdated_of_module)


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
