"""Every page type can be created, previewed and published in the admin by an editor."""

import pytest
from django.urls import reverse
from wagtail.models import Page
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from declarations.models import DeclarationPage
from home.models import ContentPage
from meetings.models import MeetingPage
from states.models import StatePage

pytestmark = [pytest.mark.django_db]

COMMON = {"title": "A page of its own", "slug": "own", "summary": "In a sentence."}
DATED = {"start_date": "2021-03-04", "date_precision": "day", "date_note": ""}
SOURCED = {"sources": streamfield([]), "source_note": ""}

BODY = [("heading", "Ours"), ("text", rich_text("<p>Hi</p>"))]

FORMS = {
    ContentPage: (
        "",
        {**SOURCED, "body": streamfield(BODY)},
    ),
    MeetingPage: (
        "meetings",
        {
            **DATED,
            **SOURCED,
            "kind": "coordinators",
            "status": "planned",
            "participation": "listed",
            "participants": inline_formset([{"territory": "AL", "name_used": ""}]),
            "outcome": rich_text("<p>Agreed.</p>"),
            "agenda": streamfield([]),
            "documents": streamfield([]),
            "pictures": streamfield([]),
            "related_declarations": streamfield([]),
        },
    ),
    DeclarationPage: (
        "declarations",
        {
            **DATED,
            **SOURCED,
            "kind": "statement",
            "signature": "listed",
            "text_kind": "full",
            "signatories": inline_formset(
                [{"territory": "AL", "name_used": "", "capacity": "Minister"}]
            ),
            "reaffirmations": inline_formset([]),
            "preamble": rich_text("<p>Recalling.</p>"),
            "paragraphs": streamfield(
                [
                    (
                        "paragraph",
                        {"text": rich_text("<p>One.</p>"), "number": "", "themes": []},
                    )
                ]
            ),
            "language_versions": streamfield([]),
        },
    ),
    StatePage: (
        "states",
        {**SOURCED, "territory": "AL", "institution": "An office", "help_lines": streamfield([])},
    ),
}


@pytest.mark.parametrize("model", FORMS, ids=lambda model: model.__name__)
def test_an_editor_creates_and_publishes_it_through_the_form(editor_client, client, home, model):
    section, fields = FORMS[model]
    parent = home.get_children().get(slug=section) if section else home
    data = nested_form_data({**COMMON, **fields, "action-publish": "on"})
    add = reverse(
        "wagtailadmin_pages:add", args=[model._meta.app_label, model._meta.model_name, parent.pk]
    )
    response = editor_client.post(add, data)
    assert response.status_code == 302, response.context["form"].errors
    path = f"/en/{section}/own/" if section else "/en/own/"
    shown = client.get(path)
    assert shown.status_code == 200
    assert COMMON["title"] in shown.content.decode() or model is StatePage


def test_every_page_type_has_a_form_and_a_preview(editor_client, specimens):
    for page in specimens.pages.values():
        edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
        assert editor_client.get(edit).status_code == 200, page
        preview = page.make_preview_request()
        assert preview.status_code == 200, page
        assert page.title in preview.content.decode()


def test_a_preview_of_a_translation_is_in_its_own_language(specimens):
    translated = Page.objects.get(
        translation_key=specimens.pages["MeetingPage"].translation_key,
        locale__language_code="sr-cyrl",
    ).specific
    assert 'lang="sr-Cyrl"' in translated.make_preview_request().content.decode()


@pytest.mark.parametrize(
    ("section", "offered"),
    [
        ("", {"ContentPage"}),
        ("meetings", {"MeetingPage"}),
        ("declarations", {"DeclarationPage"}),
        ("states", {"StatePage"}),
        ("history", set()),
    ],
)
def test_an_editor_is_offered_only_what_fits(home, section, offered):
    parent = home.get_children().get(slug=section).specific if section else home
    models = {
        model.__name__ for model in parent.creatable_subpage_models() if model.can_create_at(parent)
    }
    assert models == offered


@pytest.mark.parametrize(
    ("model", "rows"), [(MeetingPage, "participants"), (DeclarationPage, "signatories")]
)
def test_a_list_that_is_said_to_be_recorded_must_not_be_empty(editor_client, home, model, rows):
    section, fields = FORMS[model]
    data = {**COMMON, **fields, rows: inline_formset([])}
    parent = home.get_children().get(slug=section)
    target = [model._meta.app_label, model._meta.model_name, parent.pk]
    add = reverse("wagtailadmin_pages:add", args=target)
    refused = editor_client.post(add, nested_form_data({**data, "action-publish": "on"}))
    assert "another answer" in str(refused.context["form"].errors)
    assert editor_client.post(add, nested_form_data(data)).status_code == 302, "a draft may be"
