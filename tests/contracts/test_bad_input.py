"""Nothing typed into a form of the editors is a server error."""

import json

import pytest
from django.urls import reverse
from wagtail.blocks import ChooserBlock, ListBlock, RichTextBlock, StreamBlock, StructBlock
from wagtail.fields import StreamField
from wagtail.models import get_page_models
from wagtail.test.utils.form_data import (
    inline_formset,
    nested_form_data,
    querydict_from_html,
    rich_text,
    streamfield,
)

from core.models import BasePage, Theme
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
    "outcome": ["{", "[]", "null", json.dumps({"blocks": 3}), json.dumps({}), "a\0b"],
    "email": ["x", "a\0b"],
    "website": ["javascript:alert(1)", "http://[", "x" * 3000],
    "presented_on": ["x", HUGE, "a\0b"],
    "go_live_at": ["yesterday", "99999-01-01 00:00", "a\0b"],
}
NUL_IN_RICH_TEXT = rich_text("<p>a</p>").replace('"a"', '"a\\u0000b"')


# No key of the database, of nothing, or of too much.
BAD_KEYS = ["x", HUGE, "a\0b"]

KINDS = {
    "MeetingPage": specimen.meeting,
    "DeclarationPage": specimen.declaration,
    "StatePage": specimen.state,
    "ContentPage": specimen.content,
}
PAGE_TYPES = sorted(model.__name__ for model in get_page_models() if issubclass(model, BasePage))


@pytest.fixture(params=PAGE_TYPES)
def page(request, home):
    specimen.theme()
    if make := KINDS.get(request.param):
        return make(home)
    pages = [home, *home.get_children().specific()]
    return next(page for page in pages if type(page).__name__ == request.param)


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
    fields = {field.name for field in page._meta.get_fields()}
    editor_client.raise_request_exception = False
    for name, bad_values in BAD_VALUES.items():
        for bad in bad_values if name in fields else ():
            response = editor_client.post(url, values | {name: bad} | {"action-publish": "1"})
            if response.status_code >= 500:
                broken.append((name, bad[:40]))
    assert not broken


@pytest.mark.parametrize("key", BAD_KEYS)
def test_no_key_of_a_chosen_object_is_a_server_error(editor_client, page, key):
    """Post it in every chooser of the form, of its streams and of blocks within blocks."""
    values = form_values(editor_client, page)
    fields = page._meta.get_fields()
    chosen = {field.name: key for field in fields if field.is_relation and field.name in values}
    streams = {field.name: blocks_with_choosers(field, key) for field in fields}
    posted = nested_form_data(
        {name: streamfield(items) for name, items in streams.items() if items}
    )
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    for action in ({"action-publish": "1"}, {}):
        assert editor_client.post(url, values | chosen | posted | action).status_code in (200, 302)


def blocks_with_choosers(field, key: str) -> list:
    if not isinstance(field, StreamField):
        return []
    children = field.stream_block.child_blocks.items()
    return [(name, filled(block, key)) for name, block in children if has_chooser(block)]


def has_chooser(block) -> bool:
    if isinstance(block, ListBlock):
        return has_chooser(block.child_block)
    inner = getattr(block, "child_blocks", {}).values()
    return isinstance(block, ChooserBlock) or any(map(has_chooser, inner))


def filled(block, key: str):
    """Return what a form sends for a block whose choosers all have this key."""
    if isinstance(block, ChooserBlock):
        return key
    if isinstance(block, StructBlock):
        return {name: filled(child, key) for name, child in block.child_blocks.items()}
    if isinstance(block, ListBlock):
        return inline_list(filled(block.child_block, key))
    if isinstance(block, StreamBlock):
        found = [(name, child) for name, child in block.child_blocks.items() if has_chooser(child)]
        return streamfield([(name, filled(child, key)) for name, child in found])
    return rich_text("<p>a</p>") if isinstance(block, RichTextBlock) else "1"


def inline_list(value) -> dict:
    item = {"value": value, "deleted": "", "order": "0", "id": "", "type": "item"}
    return {"count": "1", "0": item}


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
        ("paragraph", {"text": rich_text("<p>a</p>"), "number": HUGE, "themes": []}),
        ("paragraph", {"text": rich_text("<p>a</p>"), "number": "1" * 5000, "themes": []}),
        ("paragraph", {"text": rich_text("<p>a</p>"), "number": "1e9", "themes": []}),
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
            posted = values | nested_form_data({name: streamfield([block])})
            for action in ({"action-publish": "1"}, {}):
                if editor_client.post(url, posted | action).status_code >= 500:
                    broken.append((name, str(block)[:80], *action))
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


@pytest.mark.parametrize("starts_with_own", [True, False], ids=["edit", "create"])
def test_two_editors_who_take_one_slug_at_the_same_moment_lose_nothing(
    editor_client, home, monkeypatch, starts_with_own
):
    own = starts_with_own and specimen.theme("own", "Own")
    validated = Theme.clean

    def validate_before_the_other_saves(theme):
        validated(theme)
        if not Theme.objects.filter(slug="taken").exclude(pk=theme.pk).exists():
            monkeypatch.setattr(Theme, "clean", validated)
            specimen.theme("taken", "The other")

    name = f"wagtailsnippets_core_theme:{'edit' if own else 'add'}"
    url = reverse(name, args=[own.pk] if own else [])
    monkeypatch.setattr(Theme, "clean", validate_before_the_other_saves)
    values = {"name": "Typed", "slug": "taken", "description": "At length.", "action-publish": "1"}
    response = editor_client.post(url, values)
    assert response.status_code == 200
    assert "“The other” has “taken” already" in str(response.context["form"].errors["slug"])
    assert response.context["form"]["description"].value() == "At length."
    assert Theme.objects.filter(slug="taken").count() == 1
