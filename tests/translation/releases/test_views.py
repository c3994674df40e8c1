"""The views of release sets: plan, show readiness, release, cancel."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.test.utils.form_data import nested_form_data, streamfield

from tests import specimens as specimen
from translation.models import ReleaseSet
from translation.policies import TranslationPermissionDenied
from translation.releases.actions import PlanRelease, PublishReleaseSet

from .conftest import in_one_hour, is_live

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]


def test_a_set_is_planned_from_its_page(editor_client, draft, locale, document):
    draft.body = specimen.stream(draft, "body", ("file", specimen.file_block(document)))
    draft.save_revision()
    url = reverse("translation:release_add", args=[draft.pk])
    assert "Report" in editor_client.get(url).content.decode()
    form_data = {
        "languages": [locale("sl").pk, locale("mk").pk],
        f"waiver_{locale('mk').pk}": "It follows in May.",
        "documents": [document.pk],
        "release_at": (timezone.localtime() + timedelta(days=1)).strftime("%Y-%m-%d %H:%M"),
    }
    response = editor_client.post(url, form_data)
    release_set = ReleaseSet.objects.get()
    assert response.url == reverse("translation:release", args=[release_set.pk])
    assert release_set.items.get(locale=locale("mk")).waiver_reason == "It follows in May."
    assert list(release_set.documents.all()) == [document]
    assert release_set.release_at
    html = editor_client.get(response.url).content.decode()
    assert "not sent to translation" in html
    assert "It follows in May." in html
    assert (
        "not sent to translation"
        in editor_client.get(reverse("translation:releases")).content.decode()
    )


def test_a_page_with_an_open_set_redirects_to_it(editor_client, draft, plan_release):
    release_set = plan_release("sl")
    response = editor_client.get(reverse("translation:release_add", args=[draft.pk]))
    assert response.url == reverse("translation:release", args=[release_set.pk])


def test_a_time_in_the_past_is_refused(editor_client, draft, locale):
    form_data = {"languages": [locale("sl").pk], "release_at": "2020-01-01 10:00"}
    url = reverse("translation:release_add", args=[draft.pk])
    assert "release_at" in editor_client.post(url, form_data).context["form"].errors


def test_a_waiver_for_a_language_outside_the_set_is_refused(editor_client, draft, locale):
    form_data = {"languages": [locale("sl").pk], f"waiver_{locale('mk').pk}": "Later."}
    url = reverse("translation:release_add", args=[draft.pk])
    assert f"waiver_{locale('mk').pk}" in editor_client.post(url, form_data).context["form"].errors


def test_it_is_released_and_cancelled_by_buttons(
    editor_client, draft, plan_release, translate_and_approve
):
    release_set = plan_release("sl")
    now = reverse("translation:release_now", args=[release_set.pk])
    editor_client.post(now)
    assert not is_live(draft)
    translate_and_approve("sl", draft)
    assert editor_client.get(now).status_code == 405
    editor_client.post(now)
    assert is_live(draft)
    editor_client.post(reverse("translation:release_cancel", args=[release_set.pk]))
    assert ReleaseSet.objects.exists()


def test_publishing_manually_saves_a_draft_and_redirects_to_the_set(
    admin_client, home, draft, plan_release
):
    release_set = plan_release("sl")
    form_data = {
        "title": "Typed at last",
        "slug": "report",
        "summary": "",
        "body": streamfield([]),
        "sources": streamfield([]),
        "source_note": "",
        "action-publish": "on",
    }
    edit = reverse("wagtailadmin_pages:edit", args=[draft.pk])
    response = admin_client.post(edit, nested_form_data(form_data))
    assert response.url == reverse("translation:release", args=[release_set.pk])
    draft.refresh_from_db()
    assert not draft.live
    assert draft.get_latest_revision_as_object().title == "Typed at last"


def test_a_coordinator_may_plan_but_not_publish_a_release(
    coordinator, draft, plan_release, translate_and_approve, locale
):
    release_set = plan_release("sl")
    translate_and_approve("sl", draft)
    PlanRelease(coordinator, release_set, [locale("sl")], [], {}).execute()
    with pytest.raises(TranslationPermissionDenied):
        PlanRelease(coordinator, release_set, [locale("sl")], [], {}, in_one_hour()).execute()
    with pytest.raises(TranslationPermissionDenied):
        PublishReleaseSet(coordinator, release_set).execute()
    assert not is_live(draft)


def test_a_translator_neither_sees_nor_changes_a_set(client_for, translator, plan_release):
    release_set, client = plan_release("sl"), client_for(translator("sl"))
    assert client.get(reverse("translation:releases")).status_code == 302
    assert client.get(reverse("translation:release", args=[release_set.pk])).status_code == 302
    client.post(reverse("translation:release_now", args=[release_set.pk]))
    client.post(reverse("translation:release_cancel", args=[release_set.pk]))
    release_set.refresh_from_db()
    assert release_set.released_at is None
