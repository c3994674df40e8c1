"""No input in a form of the editors is a server error: each mistake has a message at its field."""

import json

import pytest
from django.urls import reverse
from wagtail.test.utils.form_data import (
    inline_formset,
    nested_form_data,
    querydict_from_html,
    rich_text,
    streamfield,
)

from tests import specimens as specimen

pytestmark = pytest.mark.django_db

HUGE = str(10**30)
BAD_VALUES = {
    "title": ["", "a\0b", "x" * 300, " "],
    "slug": ["", "ж", "a b", "x" * 300, "a\0b", "../x"],
    "summary": ["x" * 301, "a\0b"],
    "start_date": ["", "10.12.2026x", "99999-01-01", "0000-00-00", "a\0b"],
    "date_precision": ["", "week", "a\0b"],
    "country": ["ZZ", "a\0b", "x" * 500],
    "meeting": [HUGE, "-1", "x", "a\0b"],
    "outcome": ["{", "[]", "null", json.dumps({"blocks": 3}), json.dumps({}), "a\0b"],
    "themes": [HUGE, "x"],
    "email": ["x", "a\0b"],
    "website": ["javascript:alert(1)", "http://[", "x" * 3000],
    "go_live_at": ["yesterday", "99999-01-01 00:00", "a\0b"],
}
NUL_IN_RICH_TEXT = rich_text("<p>a</p>").replace('"a"', '"a\\u0000b"')


@pytest.fixture(params=["MeetingPage", "DeclarationPage", "StatePage", "ContentPage"])
def page(request, home):
    made = specimen.theme()
    kinds = {
        "MeetingPage": specimen.meeting,
        "DeclarationPage": specimen.declaration,
        "StatePage": specimen.state,
        "ContentPage": specimen.content,
    }
    assert made
    return kinds[request.param](home)


def form_values(client, page) -> dict:
    response = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    return querydict_from_html(response.content.decode(), form_id="page-edit-form").dict()


@pytest.mark.parametrize("action", [{}, {"action-publish": "1"}])
def test_no_value_of_a_field_is_a_server_error(editor_client, page, action):
    values = form_values(editor_client, page)
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    broken = []
    editor_client.raise_request_exception = False
    for name, bad_values in BAD_VALUES.items():
        for bad in bad_values if name in values or name == "themes" else ():
            response = editor_client.post(url, values | {name: bad} | action)
            if response.status_code >= 500:
                broken.append((name, bad[:40]))
    assert not broken


STREAMS = {
    "body": [
        ("text", "{"),
        ("text", NUL_IN_RICH_TEXT),
        ("heading", "a\0b"),
        ("picture", {"image": HUGE, "alternative_text": "", "caption": ""}),
        ("picture", {"image": "x", "alternative_text": "a\0b", "caption": ""}),
        ("file", {"title": "x", "kind": "z", "language": "zz", "document": HUGE, "url": "x"}),
    ],
    "paragraphs": [
        ("paragraph", {"text": rich_text("<p>a</p>"), "number": HUGE, "themes": []}),
        ("paragraph", {"text": rich_text("<p>a</p>"), "number": "-1", "themes": ["x\0"]}),
        ("paragraph", {"text": NUL_IN_RICH_TEXT, "number": "1", "themes": []}),
    ],
    "related_declarations": [("declaration", HUGE), ("declaration", "x")],
    "help_lines": [("help_line", {"number": "1" * 99, "operator": "\0", "checked_on": "x"})],
    "sources": [("source", {"title": "a\0b", "url": "x" * 3000, "language": "zz"})],
}


@pytest.mark.parametrize("action", [{}, {"action-publish": "1"}])
def test_no_block_is_a_server_error(editor_client, page, action):
    values = form_values(editor_client, page)
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    broken = []
    editor_client.raise_request_exception = False
    for name, blocks in STREAMS.items():
        for block in blocks if f"{name}-count" in values else ():
            posted = nested_form_data({name: streamfield([block])})
            response = editor_client.post(url, values | posted | action)
            if response.status_code >= 500:
                broken.append((name, str(block)[:80]))
    assert not broken


@pytest.mark.parametrize("territory", ["", "ZZ", "a\0b", "x" * 500])
def test_no_participating_state_is_a_server_error(editor_client, home, territory):
    page = specimen.meeting(home)
    values = form_values(editor_client, page)
    row = {"territory": territory, "name_used": "x" * 500}
    posted = nested_form_data({"participants": inline_formset([row])})
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    response = editor_client.post(url, values | posted | {"action-publish": "1"})
    assert response.status_code == 200
