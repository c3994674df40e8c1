"""An editor can create, preview and publish a page of every type in the admin."""

import pytest
from django.urls import reverse
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.test.utils.form_data import (
    inline_formset,
    nested_form_data,
    querydict_from_html,
    rich_text,
    streamfield,
)

from core.languages import all_languages
from core.page_types import page_types
from declarations.models import DeclarationPage
from home.models import ContentPage, EasyReadPage
from meetings.models import MeetingPage
from news.models import NewsIndexPage, NewsPage
from states.models import StatePage
from tests import specimens as specimen

pytestmark = pytest.mark.django_db

COMMON = {"title": "A page of its own", "slug": "own", "summary": "In a sentence."}

# By page type: the slug of the parent page, and the values of the form besides ``COMMON``.
FORMS = {
    ContentPage: (
        "",
        {"body": streamfield([("heading", "Ours"), ("text", rich_text("<p>Hi</p>"))])},
    ),
    EasyReadPage: (
        "",
        {
            "view_name": "accessibility",
            "body": streamfield([("text", rich_text("<p>You can read this.</p>"))]),
        },
    ),
    MeetingPage: (
        "meetings",
        {
            "start_date": "2021-03-04",
            "participation": "listed",
            "participants": inline_formset([{"territory": "AL", "name_used": ""}]),
            "outcome": rich_text("<p>Agreed.</p>"),
        },
    ),
    DeclarationPage: (
        "declarations",
        {
            "start_date": "2021-03-04",
            "kind": "statement",
            "signature": "listed",
            "signatories": inline_formset(
                [{"territory": "AL", "name_used": "", "capacity": "Minister"}]
            ),
            "preamble": rich_text("<p>Recalling.</p>"),
            "paragraphs": streamfield(
                [("paragraph", {"text": rich_text("<p>One.</p>"), "number": "", "themes": []})]
            ),
        },
    ),
    StatePage: ("states", {"territory": "AL", "institution": "An office"}),
    NewsIndexPage: ("", {"introduction": rich_text("<p>Hi</p>")}),
    NewsPage: ("news", {"reported_on": "2021-03-04", "text": rich_text("<p>Agreed.</p>")}),
}


def add_url(home, model) -> str:
    section, _values = FORMS[model]
    if model is NewsPage and not NewsIndexPage.objects.exists():
        specimen.news(home)
    parent = home.get_children().get(slug=section) if section else home
    return reverse(
        "wagtailadmin_pages:add", args=[model._meta.app_label, model._meta.model_name, parent.pk]
    )


def creatable_types(home) -> set[type[Page]]:
    parents = [home, *(page.specific for page in home.get_children())]
    return {model for model in page_types() if any(map(model.can_create_at, parents))}


def form_data(editor_client, home, model, **values) -> dict:
    """Return the data that the form sends: its initial values, the streams and the new values."""
    form = editor_client.get(add_url(home, model)).content.decode()
    fields = model._meta.get_fields()
    # In a browser, JavaScript creates the fields of a stream.
    streams = {field.name: streamfield([]) for field in fields if isinstance(field, StreamField)}
    filled = nested_form_data({**streams, **COMMON, **FORMS[model][1], **values})
    return {**querydict_from_html(form, form_id="page-edit-form").dict(), **filled}


def test_every_page_type_that_editors_can_create_has_its_values(home):
    """All others are made with the site, each of them once."""
    creatable = creatable_types(home)
    specimen.news(home)
    assert creatable | creatable_types(home) == set(FORMS)


@pytest.mark.parametrize("model", FORMS, ids=lambda model: model.__name__)
def test_an_editor_creates_and_publishes_a_page_with_the_form(editor_client, client, home, model):
    section = FORMS[model][0]
    data = form_data(editor_client, home, model) | {"action-publish": "on"}
    response = editor_client.post(add_url(home, model), data)
    assert response.status_code == 302, response.context["form"].errors
    path = f"/en/{section}/own/" if section else "/en/own/"
    published = client.get(path)
    assert published.status_code == 200
    assert COMMON["title"] in published.content.decode() or model is StatePage


@pytest.mark.parametrize("model", FORMS, ids=lambda model: model.__name__)
def test_a_page_has_a_preview_before_it_is_saved_for_the_first_time(editor_client, home, model):
    add, data = add_url(home, model), form_data(editor_client, home, model)
    preview = f"{add}preview/"
    assert editor_client.post(preview, data).json()["is_valid"]
    shown = editor_client.get(preview)
    assert shown.status_code == 200
    assert COMMON["title"] in shown.content.decode() or model is StatePage


def test_every_page_type_has_an_editing_form_and_a_preview(editor_client, specimens):
    for page in specimens.pages.values():
        edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
        assert editor_client.get(edit).status_code == 200, page
        preview = page.make_preview_request()
        assert preview.status_code == 200, page
        assert page.title in preview.content.decode()


def test_a_preview_of_a_translation_is_in_the_language_of_the_translation(specimens):
    translated = Page.objects.get(
        translation_key=specimens.pages["MeetingPage"].translation_key,
        locale__language_code="sr-cyrl",
    ).specific
    assert 'lang="sr-Cyrl"' in translated.make_preview_request().content.decode()


@pytest.mark.parametrize(
    ("section", "allowed"),
    [
        ("", {"ContentPage", "EasyReadPage"}),
        ("meetings", {"MeetingPage"}),
        ("declarations", {"DeclarationPage"}),
        ("states", {"StatePage"}),
        ("history", set()),
        ("news", {"NewsPage"}),
    ],
)
def test_an_editor_can_create_only_the_page_types_that_the_parent_allows(home, section, allowed):
    specimen.news(home, slug="further")
    parent = home.get_children().get(slug=section).specific if section else home
    models = {
        model.__name__ for model in parent.creatable_subpage_models() if model.can_create_at(parent)
    }
    assert models == allowed


@pytest.mark.parametrize(
    ("model", "rows"), [(MeetingPage, "participants"), (DeclarationPage, "signatories")]
)
def test_an_empty_list_is_rejected_if_its_status_is_listed(editor_client, home, model, rows):
    data = form_data(editor_client, home, model, **{rows: inline_formset([])})
    add = add_url(home, model)
    rejected = editor_client.post(add, data | {"action-publish": "on"})
    assert "another answer" in str(rejected.context["form"].errors)
    assert editor_client.post(add, data).status_code == 302, "a draft may have an empty list"


def test_a_page_is_previewed_as_readers_of_each_language_will_see_it(specimens):
    """As the published translation, or as the fallback with its notice, also unsaved."""
    page = specimens.pages["MeetingPage"]
    versions = MeetingPage.objects.filter(translation_key=page.translation_key, live=True)
    published = {version.text_language.code: version for version in versions}
    page.title = "A title that is not saved"
    others = [language.code for language in all_languages() if not language.is_source]
    assert [code for code, _name in page.preview_modes] == ["", *others]
    translated, untranslated = "sr-cyrl", "sl"
    published[untranslated].unpublish()
    preview = page.make_preview_request(preview_mode=translated).content.decode()
    assert published[translated].title in preview
    assert page.title not in preview
    preview = page.make_preview_request(preview_mode=untranslated).content.decode()
    assert page.title in preview
    assert '<html lang="sl"' in preview
    assert 'data-print="notice"' in preview
    assert 'data-print="notice"' not in page.make_preview_request().content.decode()
    assert len(published[translated].preview_modes) == 1
