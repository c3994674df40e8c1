"""The bulk action “Send to translation”, and the buttons that link to the send form."""

import pytest
from django.urls import reverse
from wagtail.models import Locale, Page

from home.models import ContentPage
from tests import specimens as specimen
from translation.models import JobBatch

pytestmark = pytest.mark.django_db


@pytest.fixture
def pages(home):
    return [specimen.content(home, slug=f"page-{number}") for number in range(3)]


def bulk_action_url(model: str, *instances) -> str:
    app_label, model_name = model.split(".")
    url = reverse("wagtail_bulk_action", args=[app_label, model_name, "send_to_translation"])
    return f"{url}?next=/admin/&" + "&".join(f"id={instance.pk}" for instance in instances)


def form_data(*codes: str, **values) -> dict:
    ids = Locale.objects.filter(language_code__in=codes).values_list("pk", flat=True)
    return {"languages": list(ids), "priority": 2, **values}


def test_selected_pages_result_in_one_request(
    editor_client, pages, django_capture_on_commit_callbacks
):
    url = bulk_action_url("wagtailcore.page", *pages)
    assert editor_client.get(url).status_code == 200
    with django_capture_on_commit_callbacks(execute=True):
        response = editor_client.post(url, form_data("sl", "mk"))
    batch = JobBatch.objects.get()
    assert response.url == reverse("translation:job_batch", args=[batch.pk])
    assert batch.jobs.count() == 6
    assert set(batch.jobs.values_list("state", flat=True)) == {"done"}
    assert not any(Page.find_problems())


def test_an_invalid_bulk_request_shows_errors_in_the_form(editor_client, pages):
    response = editor_client.post(bulk_action_url("wagtailcore.page", *pages), form_data())
    assert "languages" in response.context["form"].errors
    assert not JobBatch.objects.exists()


def test_pages_of_another_language_are_listed_and_not_sent(
    editor_client, pages, send_to_translation
):
    target = send_to_translation("sl", pages[0]).translation.get_target_instance()
    response = editor_client.get(bulk_action_url("wagtailcore.page", pages[1], target))
    form = response.context["form"]
    assert [page.pk for page in form.instances] == [pages[1].pk]
    assert "These cannot be sent" in response.content.decode()


def test_a_descendant_of_several_selected_pages_is_sent_once(editor_client, pages):
    child = ContentPage(title="Below", slug="below", locale=pages[0].locale)
    pages[0].add_child(instance=child)
    url = bulk_action_url("wagtailcore.page", pages[0], child)
    editor_client.post(url, form_data("sl", with_descendants="on"))
    assert JobBatch.objects.get().jobs.count() == 2


def test_selected_snippets_result_in_one_request(editor_client, django_capture_on_commit_callbacks):
    themes = [specimen.theme(), specimen.theme("protection", "Protection")]
    with django_capture_on_commit_callbacks(execute=True):
        response = editor_client.post(bulk_action_url("core.theme", *themes), form_data("sl"))
    assert response.url == reverse("translation:job_batch", args=[JobBatch.objects.get().pk])
    assert set(JobBatch.objects.get().jobs.values_list("state", flat=True)) == {"done"}


def test_a_translator_sends_nothing_in_bulk(client_for, translator, pages):
    url = bulk_action_url("wagtailcore.page", *pages)
    client_for(translator("sl")).post(url, form_data("sl"))
    assert not JobBatch.objects.exists()


@pytest.mark.parametrize("view", ["wagtailadmin_explore", "wagtailadmin_pages:edit"])
def test_a_source_page_has_this_apps_send_button_and_not_wagtail_localizes(
    admin_client, home, pages, view
):
    html = admin_client.get(reverse(view, args=[home.pk])).content.decode()
    assert reverse("translation:send_page", args=[home.pk]) in html
    assert reverse("translation:release_add", args=[home.pk]) in html
    assert "Translate this page" not in html


def test_a_listing_has_send_buttons_for_each_page_and_for_selected_pages(
    editor_client, home, pages
):
    html = editor_client.get(reverse("wagtailadmin_explore", args=[home.pk])).content.decode()
    assert reverse("translation:send_page", args=[pages[0].pk]) in html
    assert "send_to_translation" in html


def test_a_translated_page_has_no_button_to_send_it(editor_client, pages, send_to_translation):
    target = send_to_translation("sl", pages[0]).translation.get_target_instance()
    parent = target.get_parent()
    html = editor_client.get(reverse("wagtailadmin_explore", args=[parent.pk])).content.decode()
    assert reverse("translation:send_page", args=[target.pk]) not in html


def test_a_source_snippet_has_the_send_button(editor_client):
    theme = specimen.theme()
    html = editor_client.get(reverse("wagtailsnippets_core_theme:list")).content.decode()
    assert reverse("translation:send_snippet", args=["core", "theme", theme.pk]) in html
