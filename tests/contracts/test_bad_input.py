"""Nothing typed into a form of the editors is a server error."""

import json

import pytest
from django.urls import reverse
from wagtail.fields import StreamField
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
    "date_precision": ["week", "a\0b"],
    "country": ["ZZ", "a\0b", "x" * 500],
    "outcome": ["{", "[]", "null", json.dumps({"blocks": 3}), json.dumps({}), "a\0b"],
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
    form = querydict_from_html(response.content.decode(), form_id="page-edit-form").dict()
    # In a browser, JavaScript creates the fields of a stream.
    fields = page._meta.get_fields()
    streams = {field.name: streamfield([]) for field in fields if isinstance(field, StreamField)}
    return form | nested_form_data(streams)


def test_no_value_of_a_field_is_a_server_error(editor_client, page):
    values = form_values(editor_client, page)
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    broken = []
    editor_client.raise_request_exception = False
    for name, bad_values in BAD_VALUES.items():
        for bad in bad_values if name in values else ():
            response = editor_client.post(url, values | {name: bad} | {"action-publish": "1"})
            if response.status_code >= 500:
                broken.append((name, bad[:40]))
    assert not broken


STREAMS = {
    "body": [
        ("text", "{"),
        ("text", NUL_IN_RICH_TEXT),
        ("heading", "a\0b"),
        ("picture", {"image": HUGE, "alternative_text": "", "caption": ""}),
        ("picture", {"image": "", "alternative_text": "a\0b", "caption": "x" * 500}),
        ("file", {"title": "x", "kind": "z", "language": "zz", "document": HUGE, "url": "x"}),
    ],
    "paragraphs": [
        ("paragraph", {"text": rich_text("<p>a</p>"), "number": "-1", "themes": ["x\0"]}),
        ("paragraph", {"text": NUL_IN_RICH_TEXT, "number": "1", "themes": []}),
    ],
    "help_lines": [("help_line", {"number": "1" * 99, "operator": "\0", "checked_on": "x"})],
    "sources": [("source", {"title": "a\0b", "url": "x" * 3000, "language": "zz"})],
}


def test_no_block_is_a_server_error(editor_client, page):
    values = form_values(editor_client, page)
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    broken = []
    editor_client.raise_request_exception = False
    for name, blocks in STREAMS.items():
        for block in blocks if f"{name}-count" in values else ():
            posted = nested_form_data({name: streamfield([block])})
            response = editor_client.post(url, values | posted | {"action-publish": "1"})
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
