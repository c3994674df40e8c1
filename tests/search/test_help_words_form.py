"""The screen of the words that lead to help: what is saved and refused, two people at once."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from wagtail.test.utils.form_data import nested_form_data, streamfield

from search.models import HelpWordSettings
from tests.public_pages import element_text, read

pytestmark = pytest.mark.django_db


def edit_url(client) -> str:
    start = reverse("wagtailsettings:edit", args=["search", "helpwordsettings"])
    return client.get(start).url


def form(*rows: tuple[str, str], **values) -> dict:
    blocks = [("words", {"language": code, "words": words}) for code, words in rows]
    return nested_form_data({"help_words": streamfield(blocks), **values})


def opened(client) -> str:
    return read(client, edit_url(client)).select_one("[name=opened_with]")["value"]


def stored() -> list[str]:
    return [row["value"]["words"] for row in HelpWordSettings.load().help_words.raw_data]


def help_links(client, query: str) -> list[str]:
    return [link["href"] for link in read(client, "/mk/search/", q=query).select(".help-box a")]


def test_words_that_an_editor_saves_lead_to_help_at_once(editor_client, client, home):
    assert help_links(client, "kangaroo") == []
    data = form(("en", "kangaroo, stuck abroad"), opened_with=opened(editor_client))
    assert editor_client.post(edit_url(editor_client), data).status_code == 302
    assert help_links(client, "kangaroos") == ["/mk/contacts-by-country/"]
    data = form(opened_with=opened(editor_client))
    assert editor_client.post(edit_url(editor_client), data).status_code == 302
    assert help_links(client, "kangaroos") == []


def test_what_somebody_else_saved_meanwhile_is_not_replaced_unread(
    editor_client, admin_client, home
):
    url, before = edit_url(editor_client), opened(editor_client)
    theirs = form(("sq", "fjalë"), opened_with=opened(admin_client))
    assert admin_client.post(url, theirs).status_code == 302
    refused = editor_client.post(url, form(("sl", "pomagaj"), opened_with=before))
    soup = BeautifulSoup(refused.content, "html.parser")
    assert "admin saved this after you opened it" in element_text(soup)
    assert "pomagaj" in refused.content.decode()
    assert stored() == ["fjalë"]
    now = soup.select_one("[name=opened_with]")["value"]
    assert editor_client.post(url, form(("sl", "pomagaj"), opened_with=now)).status_code == 302
    assert stored() == ["pomagaj"]


@pytest.mark.parametrize(
    ("rows", "problem"),
    [
        ([("en", "one"), ("en", "two")], "There is a text in this language already."),
        ([("en", "x" * 1001)], "at most 1000 characters"),
        ([("en", "")], "This field is required."),
    ],
    ids=["a language twice", "too long", "no words"],
)
def test_invalid_words_are_refused_with_a_reason(editor_client, home, rows, problem):
    answer = editor_client.post(edit_url(editor_client), form(*rows))
    assert answer.status_code == 200
    assert problem in answer.content.decode()
    assert stored() == []


def test_the_panel_does_not_repeat_the_title_of_the_screen(editor_client, home):
    soup = read(editor_client, edit_url(editor_client))
    headings = [element_text(heading) for heading in soup.select("h1, h2")]
    assert "Words in each language" in headings
    assert len(headings) == len(set(headings))
