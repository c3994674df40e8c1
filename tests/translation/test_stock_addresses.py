"""Every address of wagtail-localize's own screens: closed, or the way to ours; nothing changes."""

import json

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.core import serializers
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
from translation.models import Assignment, Team
from translation.wagtail_hooks.guards import INSTEAD
from translation.words.segments import load_segments

pytestmark = pytest.mark.django_db

[STOCK] = wagtail_hooks.register_admin_urls()
# The addresses of release 1.14. Another one has to be thought about before it is added here.
KNOWN = {
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
KEPT_ROWS = (ContentPage, Page, Revision, WorkflowState, Translation, TranslationSource)
each_address = pytest.mark.parametrize(
    "pattern", STOCK.url_patterns, ids=lambda pattern: str(pattern.pattern)
)
METHODS = ("get", "post", "put", "delete")


@pytest.fixture(scope="module")
def number(home_of_module) -> int:
    """Of a published translation, with words under way, of a page with a link and a sent theme."""
    sender = get_user_model().objects.create_superuser("sender")
    source = specimen.content(home_of_module, summary="Who we are.")
    link = '<p>See <a href="https://example.org/">us</a>.</p>'
    source.body = specimen.stream(source, "body", ("text", link))
    specimen.publish(source)
    assignment = translators.send(sender, source, "sl")
    author = translators.person("sl", "translators")
    for segment in load_segments(assignment.translation)[:2]:
        WriteSegment(author, assignment, segment, f"Prevod {segment.source}").execute()
    page = assignment.translation.get_target_instance()
    page.live = True
    page.save(update_fields=["live"])
    translators.send(sender, specimen.theme(), "sl")
    return assignment.pk


@pytest.fixture
def work(db, number) -> Assignment:
    return Assignment.objects.get(pk=number)


def address(pattern, work) -> str:
    """The stock address of what the pattern is about."""
    source = work.translation.source
    target = work.translation.get_target_instance()
    theme = apps.get_model("core", "theme").objects.get(locale=source.locale)
    values = {
        "page_id": target.pk if "alias" in pattern.name else source.get_source_instance().pk,
        "app_label": "core",
        "model_name": "theme",
        "pk": str(theme.pk),
        "translation_source_id": source.pk,
        "translation_id": work.translation.pk,
        "string_segment_id": StringSegment.objects.filter(source=source).first().pk,
        "overridable_segment_id": OverridableSegment.objects.filter(source=source).first().pk,
        "mode": "",
    }
    wanted = {name: values[name] for name in pattern.pattern.converters}
    if "mode" in wanted:
        wanted["mode"] = "default"
    return reverse(f"wagtail_localize:{pattern.name}", kwargs=wanted)


def rows() -> str:
    """Everything that a stock screen could change, byte by byte."""
    models = [*KEPT_ROWS, *apps.get_app_config("wagtail_localize").get_models()]
    return "\n".join(
        serializers.serialize("json", model.objects.order_by("pk")) for model in models
    )


def ask(client, method: str, path: str):
    if method == "get":
        return client.get(path)
    if method == "post":
        fields = {"locales": [1, 2, 3], "include_subtree": "on", "publish_translations": "on"}
        return client.post(path, {**fields, "value": "Stolen"})
    return getattr(client, method)(path, data=json.dumps({"value": "Stolen"}))


def assert_nothing_happens(client, path: str) -> None:
    """Whatever is asked of the address, it is refused or leads to a screen of ours."""
    before = rows()
    for method in METHODS:
        response = ask(client, method, path)
        assert response.status_code in (302, 403), method
        if response.status_code == 302:
            assert "/localize/" not in response.url
        else:
            assert response.json()["error"]
    assert rows() == before


def test_every_address_of_the_installed_release_is_known():
    assert {pattern.name for pattern in STOCK.url_patterns} == KNOWN
    assert set(INSTEAD) <= KNOWN


@each_address
def test_every_address_is_answered_by_the_workshop(pattern, work):
    view = resolve(address(pattern, work)).func
    while hasattr(view, "__wrapped__"):
        view = view.__wrapped__
    assert view.__module__ == "translation.views.guards"


@each_address
def test_an_address_is_no_use_to_a_translator_of_another_language(
    pattern, work, translator, browser
):
    assert_nothing_happens(browser(translator("bg")), address(pattern, work))


@each_address
def test_an_address_changes_nothing_for_a_translator_without_the_right_to_publish(
    pattern, work, translator, browser
):
    assert_nothing_happens(browser(translator("sl")), address(pattern, work))


@each_address
def test_an_address_changes_nothing_on_a_locked_page(pattern, work, translator, browser):
    page = work.translation.get_target_instance()
    page.locked, page.locked_by = True, work.requested_by
    page.save()
    assert_nothing_happens(browser(translator("sl")), address(pattern, work))


@each_address
def test_an_address_changes_nothing_for_somebody_who_cannot_see_the_page(
    pattern, work, browser, django_user_model
):
    outsider = django_user_model.objects.create_user("outsider")
    outsider.user_permissions.add(
        *Team.objects.first().translators.permissions.filter(codename="access_admin")
    )
    assert_nothing_happens(browser(outsider), address(pattern, work))


@each_address
def test_not_even_an_administrator_gets_past_the_workshop(pattern, work, admin_client):
    assert_nothing_happens(admin_client, address(pattern, work))


def test_a_refusal_says_why(work, translator, browser):
    path = reverse("wagtail_localize:edit_string_translation", args=[work.translation.pk, 1])
    response = browser(translator("bg")).put(path)
    assert response.json() == {"error": "You are not in the team of this language."}


@pytest.mark.parametrize(
    ("stock", "own"),
    [
        ("submit_page_translation", "send_page"),
        ("update_translations", "send_page"),
        ("submit_snippet_translation", "send_snippet"),
    ],
)
def test_the_stock_ways_to_send_lead_an_editor_to_ours(stock, own, work, editor_client):
    [pattern] = [pattern for pattern in STOCK.url_patterns if pattern.name == stock]
    response = editor_client.get(address(pattern, work))
    source = work.translation.source.get_source_instance()
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
def test_the_stock_addresses_of_a_translation_lead_its_team_to_ours(
    stock, own, work, translator, browser
):
    path = "/admin/localize/" + stock.format(work.translation.pk)
    response = browser(translator("sl")).get(path)
    assert response.url == reverse(f"translation:{own}", args=[work.pk])


def test_no_language_can_be_filled_with_aliases(admin_client, locale):
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
def test_languages_are_not_for_translators(name, translator, browser):
    response = browser(translator("sl")).get(reverse(f"wagtaillocales:{name}"))
    assert response.status_code == 302


@pytest.mark.parametrize("name", ["index", "add"])
def test_languages_are_for_coordinators(name, coordinator, browser):
    assert browser(coordinator).get(reverse(f"wagtaillocales:{name}")).status_code == 200
