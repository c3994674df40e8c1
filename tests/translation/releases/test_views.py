"""The views of release sets: plan, show readiness, release, cancel."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Collection, CollectionViewRestriction
from wagtail.test.utils.form_data import nested_form_data, streamfield

from core.models import SiteDocument
from recycle_bin.actions.delete import MoveToRecycleBin
from tests import specimens as specimen
from translation.models import Assignment, ReleaseSet
from translation.policies import TranslationPermissionDenied
from translation.releases.actions import PlanRelease, PublishReleaseSet
from translation.releases.editorial_tasks import release_tasks

from ..derived_script import DERIVED, ORIGIN
from .conftest import in_one_hour, is_live, target_instance_of

pytestmark = pytest.mark.django_db


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


def test_a_release_first_names_what_goes_live(
    editor_client, draft, plan_release, translate_and_approve, document
):
    codes = ["sl", ORIGIN, "mk"]
    release_set = plan_release(*codes, documents=[document], waivers={"mk": "Mila is ill."})
    now = reverse("translation:release_now", args=[release_set.pk])
    translate_and_approve("sl", draft)
    assert "not sent to translation" in editor_client.get(now, follow=True).content.decode()
    translate_and_approve(ORIGIN, draft)
    release = reverse("translation:release", args=[release_set.pk])
    assert f'href="{now}"' in editor_client.get(release).content.decode()
    confirmation = editor_client.get(now)
    assert not is_live(draft)
    shown = confirmation.context
    assert [language.code for language in shown["published"]] == ["en", "sl", ORIGIN]
    assert [language.code for language in shown["derived"]] == [DERIVED]
    assert shown["public_documents"] == [document]
    html = confirmation.content.decode()
    assert "Slovenščina" in html
    assert "Mila is ill." in html
    editor_client.post(now, {"shown": shown["shown"]})
    assert is_live(draft)
    cancel = reverse("translation:release_cancel", args=[release_set.pk])
    assert "has been released" in editor_client.get(cancel, follow=True).content.decode()


def test_a_cancellation_first_names_what_it_publishes(
    editor_client, home, plan_release, translate_and_approve, document
):
    page = specimen.content(home, summary="Who we are.")
    private = Collection.get_first_root_node().add_child(name="Private")
    CollectionViewRestriction.objects.create(collection=private, restriction_type="login")
    secret = SiteDocument.objects.create(
        title="Secret", file=document.file.name, file_size=15, collection=private
    )
    release_set = plan_release("sl", page=page, documents=[document, secret])
    assignment = translate_and_approve("sl", page)
    cancel = reverse("translation:release_cancel", args=[release_set.pk])
    assert (
        f'href="{cancel}"'
        in editor_client.get(reverse("translation:release", args=[release_set.pk])).content.decode()
    )
    shown = editor_client.get(cancel).context
    assert (shown["published"], shown["waiting"]) == ([assignment], [])
    assert shown["public_documents"] == [document]
    assert shown["other_documents"] == [secret]
    assert ReleaseSet.objects.exists()
    response = editor_client.post(cancel, {"shown": shown["shown"]})
    assert response.url == reverse("translation:releases")
    assert not ReleaseSet.objects.exists()
    assert is_live(target_instance_of(assignment))


def test_what_was_added_to_a_set_since_is_not_released(
    editor_client, draft, plan_release, translate_and_approve, document
):
    release_set = plan_release("sl")
    translate_and_approve("sl", draft)
    now = reverse("translation:release_now", args=[release_set.pk])
    shown = editor_client.get(now).context["shown"]
    plan_release("sl", documents=[document])
    response = editor_client.post(now, {"shown": shown}, follow=True)
    assert "The set has changed meanwhile" in response.content.decode()
    assert not is_live(draft)


def test_a_release_is_confirmed_with_the_reasons_that_were_shown(
    editor_client, draft, plan_release, translate_and_approve
):
    release_set = plan_release("sl", "mk", waivers={"mk": "Mila is ill."})
    translate_and_approve("sl", draft)
    now = reverse("translation:release_now", args=[release_set.pk])
    shown = editor_client.get(now).context["shown"]
    plan_release("sl", "mk", waivers={"mk": "Nobody knows why."})
    response = editor_client.post(now, {"shown": shown}, follow=True)
    assert "The set has changed meanwhile" in response.content.decode()
    assert not is_live(draft)


def test_a_cancellation_is_confirmed_with_the_dates_that_were_shown(
    editor_client, home, plan_release, translate_and_approve
):
    page = specimen.content(home, summary="Who we are.")
    release_set, assignment = plan_release("sl", page=page), translate_and_approve("sl", page)
    Assignment.objects.update(publish_at=in_one_hour())
    cancel = reverse("translation:release_cancel", args=[release_set.pk])
    shown = editor_client.get(cancel).context["shown"]
    Assignment.objects.update(publish_at=None)
    response = editor_client.post(cancel, {"shown": shown}, follow=True)
    assert "The set has changed meanwhile" in response.content.decode()
    assert not is_live(target_instance_of(assignment))


def test_a_cancellation_of_a_draft_names_what_waits_on(
    editor_client, draft, plan_release, translate_and_approve
):
    release_set, assignment = plan_release("sl"), translate_and_approve("sl", draft)
    cancel = reverse("translation:release_cancel", args=[release_set.pk])
    shown = editor_client.get(cancel).context
    assert (shown["published"], shown["waiting"]) == ([], [assignment])


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


def test_a_planned_release_of_a_page_in_the_recycle_bin_is_not_among_the_tasks(
    editor, draft, plan_release
):
    plan_release("sl", release_at=in_one_hour())
    assert [task.count for task in release_tasks(editor)] == [1]
    MoveToRecycleBin(draft, editor).execute(skip_permission_checks=True)
    assert [task.count for task in release_tasks(editor)] == [0]
