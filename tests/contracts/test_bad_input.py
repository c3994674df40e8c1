"""Nothing typed into a form of the editors is a server error."""

import json
from dataclasses import dataclass

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from wagtail.blocks import ChooserBlock, ListBlock, RichTextBlock, StreamBlock, StructBlock
from wagtail.fields import StreamField
from wagtail.test.utils.form_data import (
    inline_formset,
    nested_form_data,
    querydict_from_html,
    rich_text,
    streamfield,
)

from core.models import BasePage, Theme
from core.page_types import page_types
from tests import grids
from tests import specimens as specimen
from tests.easy_pages import easy_version_of_help
from translation.roles import SECRETARIAT_EDITOR

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
    "EasyReadPage": easy_version_of_help,
    "NewsPage": specimen.news,
}
MODELS = {model.__name__: model for model in page_types()}
PAGE_TYPES = sorted(MODELS)
PUBLISH = {"action-publish": "1"}
ACTIONS = [PUBLISH, {}]


def types_with_field(name: str) -> list[str]:
    """The page types that have a field of this name."""
    fields = {kind: MODELS[kind]._meta.get_fields() for kind in PAGE_TYPES}
    return [kind for kind in PAGE_TYPES if name in {field.name for field in fields[kind]}]


def fields_to_fill_in(kind: str) -> list[str]:
    """The fields of ``BAD_VALUES`` that a type has; in a sample, each is filled in in one type."""
    types = {name: types_with_field(name) for name in BAD_VALUES}
    return [name for name in types if kind in (types[name] if grids.is_full else types[name][:1])]


@dataclass
class OpenForm:
    """The form of a page that an editor has opened, and the values that it would send."""

    page: BasePage
    client: Client
    values: dict

    def post(self, values: dict):
        url = reverse("wagtailadmin_pages:edit", args=[self.page.pk])
        return self.client.post(url, self.values | values)

    def is_answered(self, values: dict) -> bool:
        """Whether the answer is no server error."""
        return self.post(values).status_code in (200, 302)


@pytest.fixture(scope="module")
def pages(home_of_module) -> dict:
    """A page of every type."""
    specimen.theme()
    children = [home_of_module, *home_of_module.get_children().specific()]
    found = {type(page).__name__: page for page in children}
    made = {kind: make(home_of_module) for kind, make in KINDS.items()}
    return found | made | {"NewsIndexPage": made["NewsPage"].get_parent().specific}


@pytest.fixture(scope="module", params=PAGE_TYPES)
def form(request, pages) -> OpenForm:
    page = pages[request.param]
    client = Client(raise_request_exception=False)
    user, _ = get_user_model().objects.get_or_create(username="typist", email="typist@example.org")
    user.groups.add(Group.objects.get(name=SECRETARIAT_EDITOR.name))
    client.force_login(user)
    html = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    values = querydict_from_html(html, form_id="page-edit-form").dict()
    # In a browser, JavaScript creates the fields of a stream.
    fields = page._meta.get_fields()
    streams = {field.name: streamfield([]) for field in fields if isinstance(field, StreamField)}
    return OpenForm(page, client, values | nested_form_data(streams))


def test_what_a_form_sends_unchanged_is_published(form):
    assert form.post(PUBLISH).status_code == 302


@pytest.mark.parametrize("form", filter(fields_to_fill_in, PAGE_TYPES), indirect=True)
def test_no_value_of_a_field_is_a_server_error(form):
    broken = [
        (name, bad[:40])
        for name in fields_to_fill_in(type(form.page).__name__)
        for bad in BAD_VALUES[name]
        if not form.is_answered({name: bad} | PUBLISH)
    ]
    assert not broken


def test_no_key_of_a_chosen_object_is_a_server_error(form):
    """Post it in every chooser of the form, of its streams and of blocks within blocks."""
    fields = form.page._meta.get_fields()
    broken = []
    keys_and_actions = grids.combinations(BAD_KEYS, ACTIONS)
    for key, action in grids.one_of(keys_and_actions, type(form.page).__name__, PAGE_TYPES):
        chosen = {
            field.name: key for field in fields if field.is_relation and field.name in form.values
        }
        streams = {field.name: blocks_with_choosers(field, key) for field in fields}
        posted = nested_form_data(
            {name: streamfield(items) for name, items in streams.items() if items}
        )
        if not form.is_answered(chosen | posted | action):
            broken.append((key, *action))
    assert not broken


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


def test_no_block_is_a_server_error(form):
    broken = []
    for name, blocks in STREAMS.items():
        if f"{name}-count" in form.values:
            shared = grids.share(blocks, type(form.page).__name__, types_with_field(name))
            broken += [
                (name, str(block)[:80], *action)
                for block, action in grids.combinations(shared, ACTIONS)
                if not form.is_answered(nested_form_data({name: streamfield([block])}) | action)
            ]
    assert not broken


@pytest.mark.parametrize("form", ["MeetingPage"], indirect=True)
def test_no_participating_state_is_a_server_error(form):
    rows = [
        {"territory": territory, "name_used": "x" * 500}
        for territory in ("", "ZZ", "a\0b", "x" * 500)
    ]
    posted = nested_form_data({"participants": inline_formset(rows)})
    response = form.post(posted | PUBLISH)
    assert response.status_code == 200
    assert all(response.context["form"].formsets["participants"].errors)


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
