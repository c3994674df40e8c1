"""The URLs of wagtail-localize's own views: refused or redirected, without any change."""

import json

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.urls import resolve, reverse
from wagtail.models import Page, Revision, WorkflowState
from wagtail_localize import wagtail_hooks
from wagtail_localize.models import (
    LocaleSynchronization,
    OverridableSegment,
    StringSegment,
    Translation,
    TranslationSource,
)

from home.models import ContentPage
from tests import specimens as specimen
from tests import translators
from translation.actions.write import WriteSegment
from translation.guards.hooks import REPLACEMENT_VIEWS
from translation.models import Assignment, Team
from translation.segments.text import load_segments

pytestmark = pytest.mark.django_db

[STOCK_URLS] = wagtail_hooks.register_admin_urls()
# The URLs of release 1.14. A new one needs a decision before it is added here.
STOCK_URL_NAMES = {
    "javascript_catalog",
    "submit_page_translation",
    "submit_snippet_translation",
    "update_translations",
    "edit_string_translation",
    "edit_override",
    "download_pofile",
    "upload_pofile",
    "machine_translate",
    "preview_translation",
    "stop_translation",
    "convert_to_alias",
    "translations_report",
    "snippets_api_listing",
    "snippets_api_detail",
    "translations_report_results",
}
UNCHANGED_MODELS = (ContentPage, Page, Revision, WorkflowState, Translation, TranslationSource)
for_each_url = pytest.mark.parametrize(
    "pattern", STOCK_URLS.url_patterns, ids=lambda pattern: str(pattern.pattern)
)
METHODS = ("get", "post", "put", "delete")


@pytest.fixture(scope="module")
def assignment_id(home_of_module) -> int:
    """The id of a published, partly translated assignment of a page with a link."""
    sender = get_user_model().objects.create_superuser("sender")
    source = specimen.content(home_of_module, summary="Who we are.")
    link = '<p>See <a href="https://example.org/">us</a>.</p>'
    source.body = specimen.stream(source, "body", ("text", link))
    specimen.publish(source)
    assignment = translators.send_to_translation(sender, source, "sl")
    author = translators.team_member("sl", "translators")
    for segment in load_segments(assignment.translation)[:2]:
        WriteSegment(author, assignment, segment, f"Prevod {segment.source}").execute()
    page = assignment.translation.get_target_instance()
    page.live = True
    page.save(update_fields=["live"])
    translators.send_to_translation(sender, specimen.theme(), "sl")
    return assignment.pk


@pytest.fixture
def assignment(db, assignment_id) -> Assignment:
    return Assignment.objects.get(pk=assignment_id)


def stock_url(pattern, assignment) -> str:
    """Return the URL of a pattern, with arguments for the objects of the tests."""
    source = assignment.translation.source
    target = assignment.translation.get_target_instance()
    theme = apps.get_model("core", "theme").objects.get(locale=source.locale)
    values = {
        "page_id": target.pk if "alias" in pattern.name else source.get_source_instance().pk,
        "app_label": "core",
        "model_name": "theme",
        "pk": str(theme.pk),
        "translation_source_id": source.pk,
        "translation_id": assignment.translation.pk,
        "string_segment_id": StringSegment.objects.filter(source=source).first().pk,
        "overridable_segment_id": OverridableSegment.objects.filter(source=source).first().pk,
        "mode": "",
    }
    wanted = {name: values[name] for name in pattern.pattern.converters}
    if "mode" in wanted:
        wanted["mode"] = "default"
    return reverse(f"wagtail_localize:{pattern.name}", kwargs=wanted)


def database_rows() -> list[list[tuple]]:
    """Return everything that a stock view could change."""
    models = [*UNCHANGED_MODELS, *apps.get_app_config("wagtail_localize").get_models()]
    return [list(model.objects.order_by("pk").values_list()) for model in models]


def request(client, method: str, path: str):
    if method == "get":
        return client.get(path)
    if method == "post":
        fields = {
            "locales": [1, 2, 3],
            "include_subtree": "on",
            "publish_translations": "on",
            "use_machine_translation": "on",
        }
        return client.post(path, {**fields, "value": "Stolen"})
    return getattr(client, method)(path, data=json.dumps({"value": "Stolen"}))


def assert_nothing_happens(client, path: str) -> None:
    """Check that each HTTP method is refused or redirected to a view of this app."""
    before = database_rows()
    for method in METHODS:
        response = request(client, method, path)
        assert response.status_code in (302, 403), method
        if response.status_code == 302:
            assert "/localize/" not in response.url
        else:
            assert response.json()["error"]
    assert database_rows() == before


def test_every_url_of_the_installed_release_is_listed():
    assert {pattern.name for pattern in STOCK_URLS.url_patterns} == STOCK_URL_NAMES
    assert set(REPLACEMENT_VIEWS) <= STOCK_URL_NAMES


@for_each_url
def test_every_url_is_handled_by_this_app(pattern, assignment):
    view = resolve(stock_url(pattern, assignment)).func
    while hasattr(view, "__wrapped__"):
        view = view.__wrapped__
    assert view.__module__ == "translation.guards.views"


@for_each_url
def test_a_url_changes_nothing_for_a_translator_of_another_language(
    pattern, assignment, translator, client_for
):
    assert_nothing_happens(client_for(translator("bg")), stock_url(pattern, assignment))


@for_each_url
def test_a_url_changes_nothing_for_a_translator(pattern, assignment, translator, client_for):
    assert_nothing_happens(client_for(translator("sl")), stock_url(pattern, assignment))


@for_each_url
def test_a_url_changes_nothing_on_a_site_with_a_machine_translator(
    pattern, assignment, translator, client_for, settings
):
    settings.WAGTAILLOCALIZE_MACHINE_TRANSLATOR = {
        "CLASS": "wagtail_localize.machine_translators.dummy.DummyTranslator"
    }
    assert_nothing_happens(client_for(translator("sl")), stock_url(pattern, assignment))


@for_each_url
def test_a_url_changes_nothing_on_a_locked_page(pattern, assignment, translator, client_for):
    page = assignment.translation.get_target_instance()
    page.locked, page.locked_by = True, assignment.requested_by
    page.save()
    assert_nothing_happens(client_for(translator("sl")), stock_url(pattern, assignment))


@for_each_url
def test_a_url_changes_nothing_for_a_user_outside_the_teams(
    pattern, assignment, client_for, django_user_model
):
    outsider = django_user_model.objects.create_user("outsider")
    outsider.user_permissions.add(
        *Team.objects.first().translators.permissions.filter(codename="access_admin")
    )
    assert_nothing_happens(client_for(outsider), stock_url(pattern, assignment))


@for_each_url
def test_a_url_changes_nothing_for_an_administrator(pattern, assignment, admin_client):
    assert_nothing_happens(admin_client, stock_url(pattern, assignment))


def test_a_refusal_shows_its_reason(assignment, translator, client_for):
    path = reverse("wagtail_localize:edit_string_translation", args=[assignment.translation.pk, 1])
    response = client_for(translator("bg")).put(path)
    assert response.json() == {"error": "You are not in the team of this language."}


@pytest.mark.parametrize(
    ("stock", "own"),
    [
        ("submit_page_translation", "send_page"),
        ("update_translations", "send_page"),
        ("submit_snippet_translation", "send_snippet"),
    ],
)
def test_the_stock_send_views_redirect_to_this_apps_forms(stock, own, assignment, editor_client):
    [pattern] = [pattern for pattern in STOCK_URLS.url_patterns if pattern.name == stock]
    response = editor_client.get(stock_url(pattern, assignment))
    source = assignment.translation.source.get_source_instance()
    theme = apps.get_model("core", "theme").objects.get(locale=source.locale)
    expected = [source.pk] if own == "send_page" else ["core", "theme", theme.pk]
    assert response.url == reverse(f"translation:{own}", args=expected)


@pytest.mark.parametrize(
    ("stock", "own"),
    [
        ("translate/{}/preview/", "preview"),
        ("translate/{}/pofile/download/", "exchange_export"),
        ("translate/{}/machine_translate/", "edit"),
    ],
)
def test_the_stock_views_of_a_translation_redirect_its_team(
    stock, own, assignment, translator, client_for
):
    path = "/admin/localize/" + stock.format(assignment.translation.pk)
    response = client_for(translator("sl")).get(path)
    assert response.url == reverse(f"translation:{own}", args=[assignment.pk])


def test_no_locale_can_be_synchronised_with_aliases(admin_client, locale):
    [greek, source] = locale("sl"), locale("en")
    screen = admin_client.get(reverse("wagtaillocales:edit", args=[greek.pk]))
    assert screen.status_code == 200
    assert not list(screen.context["components"])
    prefix = f"component-{LocaleSynchronization._meta.db_table}"
    fields = {f"{prefix}-enabled": "on", f"{prefix}-sync_from": source.pk}
    admin_client.post(
        reverse("wagtaillocales:edit", args=[greek.pk]), {"language_code": "sl", **fields}
    )
    assert not LocaleSynchronization.objects.exists()
    assert not Page.objects.filter(alias_of__isnull=False).exists()


@pytest.mark.parametrize("name", ["index", "add"])
def test_translators_have_no_access_to_locales(name, translator, client_for):
    response = client_for(translator("sl")).get(reverse(f"wagtaillocales:{name}"))
    assert response.status_code == 302


@pytest.mark.parametrize("name", ["index", "add"])
def test_coordinators_have_access_to_locales(name, coordinator, client_for):
    assert client_for(coordinator).get(reverse(f"wagtaillocales:{name}")).status_code == 200
