"""Release sets: a page, its documents and its languages go live together, or not at all."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Collection, Locale, Page, PageLogEntry
from wagtail.test.utils.form_data import nested_form_data, streamfield

from core.models import SiteDocument
from home.models import ContentPage
from tests import specimens as specimen
from translation.actions import release as release_actions
from translation.actions.release import (
    CancelRelease,
    NotReadyError,
    PlanRelease,
    Release,
    readiness_of,
)
from translation.actions.review import Approve, SubmitForReview
from translation.choices import State
from translation.models import Assignment, ReleaseSet
from translation.policies import Refusal

from .conftest import write

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(home):
    """A page that readers do not have yet."""
    page = ContentPage(title="A new report", slug="report", locale=home.locale, live=False)
    home.add_child(instance=page)
    page.save_revision()
    return page


@pytest.fixture
def document():
    belongs = Collection.get_first_root_node().add_child(name="Reports")
    return SiteDocument.objects.create(
        title="Report",
        file=ContentFile(b"%PDF-1.7\n%%EOF\n", "report.pdf"),
        file_size=15,
        collection=belongs,
    )


@pytest.fixture
def planned(editor, draft):
    """Plan the release of the draft in some languages; ``waivers`` by code."""

    def plan(*codes: str, page=None, documents=(), waivers=None, release_at=None) -> ReleaseSet:
        locales = list(Locale.objects.filter(language_code__in=codes))
        known = ReleaseSet.objects.filter(page=page or draft, released_at=None).first()
        return PlanRelease(
            editor,
            known or ReleaseSet(page=Page.objects.get(pk=(page or draft).pk)),
            locales,
            list(documents),
            {
                locale.pk: (waivers or {})[locale.language_code]
                for locale in locales
                if locale.language_code in (waivers or {})
            },
            release_at,
        ).execute()

    return plan


@pytest.fixture
def approved(sent, translator, reviewer):
    """Send a page's latest draft, translate it, have it approved."""

    def approve(code: str, page) -> Assignment:
        assignment, person = sent(code, page, from_draft=True), translator(code)
        write(person, assignment)
        SubmitForReview(person, assignment, despite_warnings=True).execute()
        return Approve(reviewer(code), assignment).execute()

    return approve


def is_live(page) -> bool:
    return Page.objects.get(pk=page.pk).live


def target_of(assignment: Assignment):
    return assignment.translation.get_target_instance()


def opens(document) -> bool:
    """Whether somebody without an account gets the file."""
    return Client().get(document.url).status_code == 200


def soon() -> "timezone.datetime":
    return timezone.now() + timedelta(hours=1)


def its_time_has_come(release_set: ReleaseSet) -> None:
    ReleaseSet.objects.filter(pk=release_set.pk).update(
        release_at=timezone.now() - timedelta(minutes=1)
    )


# Together


def test_everything_goes_live_together(editor, draft, planned, approved, document):
    release_set = planned("sl", "mk", documents=[document])
    work = [approved("sl", draft), approved("mk", draft)]
    assert not is_live(draft)
    assert not any(is_live(target_of(assignment)) for assignment in work)
    assert not opens(SiteDocument.objects.get())
    Release(editor, release_set).execute()
    assert is_live(draft)
    assert all(is_live(target_of(assignment)) for assignment in work)
    assert target_of(work[0]).title == "Prevod A new report"
    assert opens(SiteDocument.objects.get())
    assert SiteDocument.objects.get().collection.name == "Reports"
    assert set(Assignment.objects.values_list("state", flat=True)) == {State.PUBLISHED}
    assert PageLogEntry.objects.filter(action="translation.release", page=draft.pk).exists()
    assert not any(Page.find_problems())


def test_an_update_of_a_live_page_goes_live_together_with_its_translation(
    editor, home, planned, approved
):
    page = specimen.content(home, summary="Who we are.")
    release_set = planned("sl", page=page)
    page.summary = "What we do."
    page.save_revision()
    assignment = approved("sl", page)
    Release(editor, release_set).execute()
    assert ContentPage.objects.get(pk=page.pk).summary == "What we do."
    assert target_of(assignment).summary == "Prevod What we do."


def test_nothing_goes_live_where_a_language_is_missing(editor, draft, planned, approved, document):
    release_set = planned("sl", "mk", documents=[document])
    assignment = approved("sl", draft)
    with pytest.raises(NotReadyError) as refused:
        Release(editor, release_set).execute()
    assert [item.language.code for item in refused.value.missing] == ["mk"]
    assert not is_live(draft)
    assert not is_live(target_of(assignment))
    assert not opens(SiteDocument.objects.get())
    release_set.refresh_from_db()
    assert release_set.released_at is None


def test_a_language_waived_with_a_reason_holds_nothing_back(editor, draft, planned, approved):
    release_set = planned("sl", "mk", waivers={"mk": "The translator is ill."})
    approved("sl", draft)
    Release(editor, release_set).execute()
    assert is_live(draft)
    item = release_set.items.get(locale__language_code="mk")
    assert (item.waived, item.waived_by) == (True, editor)
    entry = PageLogEntry.objects.get(action="translation.release")
    assert entry.data["waived"] == {"mk": "The translator is ill."}


def test_words_that_changed_after_the_approval_are_not_released(editor, draft, planned, approved):
    release_set = planned("sl")
    approved("sl", draft)
    assert readiness_of(release_set)[0].is_ready
    draft.title = "A newer report"
    draft.save_revision()
    readiness = readiness_of(ReleaseSet.objects.get())
    assert not readiness[0].is_ready
    with pytest.raises(NotReadyError):
        Release(editor, release_set).execute()
    assert not is_live(draft)


def test_a_translation_published_for_these_words_is_ready(editor, home, planned, approved):
    page = specimen.content(home, summary="Who we are.")
    approved("sl", page)
    assert readiness_of(planned("sl", page=page))[0].is_ready


def test_a_time_of_its_own_does_not_tear_a_translation_from_its_set(
    editor, draft, planned, approved
):
    release_set, assignment = planned("sl"), approved("sl", draft)
    Assignment.objects.update(publish_at=soon())
    Release(editor, release_set).execute()
    assert is_live(target_of(assignment))


def test_a_release_that_breaks_off_leaves_everything_as_it_was(
    editor, draft, planned, approved, document, monkeypatch
):
    release_set, assignment = planned("sl", documents=[document]), approved("sl", draft)

    def break_off(self):
        raise ConnectionError

    monkeypatch.setattr(Release, "_log", break_off)
    with pytest.raises(ConnectionError):
        Release(editor, release_set).execute()
    assert not is_live(draft)
    assert not is_live(target_of(assignment))
    assert not opens(SiteDocument.objects.get())
    assert ReleaseSet.objects.get().released_at is None


def test_a_schedule_in_the_draft_does_not_tear_the_source_from_its_set(
    editor, draft, planned, approved
):
    release_set = planned("sl")
    draft.go_live_at = soon()
    draft.save_revision()
    assignment = approved("sl", draft)
    Release(editor, release_set).execute()
    assert is_live(draft)
    assert is_live(target_of(assignment))


def test_a_set_is_released_once(editor, draft, planned, approved):
    release_set = planned("sl")
    approved("sl", draft)
    Release(editor, release_set).execute()
    with pytest.raises(ValidationError, match="has been released"):
        Release(editor, ReleaseSet.objects.get()).execute()


# Documents


def test_a_document_taken_out_of_the_set_is_public_again(planned, document):
    planned("sl", documents=[document])
    planned("sl", documents=[])
    assert opens(SiteDocument.objects.get())


def test_planning_again_remembers_where_a_document_belongs(planned, document):
    planned("sl", documents=[document])
    release_set = planned("sl", "mk", documents=[SiteDocument.objects.get()])
    reports = Collection.objects.get(name="Reports")
    assert release_set.collections == {str(document.pk): reports.pk}


def test_a_document_moved_by_hand_stays_where_it_is(editor, draft, planned, approved, document):
    release_set = planned("sl", documents=[document])
    approved("sl", draft)
    elsewhere = Collection.get_first_root_node().add_child(name="Elsewhere")
    SiteDocument.objects.update(collection=elsewhere)
    Release(editor, release_set).execute()
    assert SiteDocument.objects.get().collection == elsewhere


def test_the_file_of_a_waiting_document_has_no_other_address(planned, document):
    planned("sl", documents=[document])
    shown = SiteDocument.objects.get()
    assert Client().get(shown.file.url).status_code == 404
    assert Client().get(f"/media//{shown.file.name}").status_code == 404
    assert Client().get(f"/media/images/../{shown.file.name}").status_code == 404


def test_a_document_of_another_set_is_refused(editor_client, home, draft, planned, document):
    planned("sl", documents=[document])
    page = specimen.content(home)
    page.body = specimen.stream(page, "body", ("file", _file(document)))
    specimen.publish(page)
    sl = Locale.objects.get(language_code="sl").pk
    response = editor_client.post(
        reverse("translation:release_add", args=[page.pk]),
        {"languages": [sl], "documents": [document.pk]},
    )
    assert "documents" in response.context["form"].errors


def _file(document) -> dict:
    return {
        "title": "Report",
        "kind": "agenda",
        "language": "",
        "document": document.pk,
        "url": "",
    }


# Giving up


def test_a_cancelled_set_lets_everything_go_its_own_way(editor, home, planned, approved, document):
    page = specimen.content(home, summary="Who we are.")
    release_set = planned("sl", page=page, documents=[document])
    assignment = approved("sl", page)
    assert assignment.state == State.APPROVED
    CancelRelease(editor, release_set).execute()
    assert not ReleaseSet.objects.exists()
    assert opens(SiteDocument.objects.get())
    assignment.refresh_from_db()
    assert assignment.state == State.PUBLISHED


def test_a_cancelled_set_publishes_no_translation_of_a_draft(editor, draft, planned, approved):
    release_set, assignment = planned("sl"), approved("sl", draft)
    CancelRelease(editor, release_set).execute()
    assert not is_live(target_of(assignment))


# The clock


def test_the_clock_releases_what_is_complete(draft, planned, approved):
    release_set, assignment = planned("sl", release_at=soon()), approved("sl", draft)
    call_command("publish_releases")
    assert not is_live(draft)
    its_time_has_come(release_set)
    call_command("publish_releases")
    assert is_live(draft)
    assert is_live(target_of(assignment))


def test_the_clock_releases_once_on_several_nodes(draft, planned, approved, monkeypatch):
    """A node whose clock struck a moment later finds nothing left to do, and no failure."""
    release_set = planned("sl", release_at=soon())
    approved("sl", draft)
    its_time_has_come(release_set)
    first_look = release_actions.Release(None, ReleaseSet.objects.get())
    call_command("publish_releases")
    with pytest.raises(ValidationError):
        first_look.execute()
    assert PageLogEntry.objects.filter(action="translation.release").count() == 1
    call_command("publish_releases")


def test_coordinators_are_told_once_what_a_late_release_waits_for(
    draft, planned, approved, coordinator
):
    release_set = planned("sl", "mk", release_at=soon())
    approved("sl", draft)
    its_time_has_come(release_set)
    mail.outbox.clear()
    call_command("publish_releases")
    call_command("publish_releases")
    assert not is_live(draft)
    letters = [letter for letter in mail.outbox if letter.to == [coordinator.email]]
    assert len(letters) == 1
    assert "Македонски: not sent to translation" in letters[0].body
    assert reverse("translation:release", args=[release_set.pk]) in letters[0].body


def test_a_late_release_goes_live_as_soon_as_it_is_complete(draft, planned, approved):
    release_set = planned("sl", release_at=soon())
    its_time_has_come(release_set)
    call_command("publish_releases")
    assert not is_live(draft)
    approved("sl", draft)
    call_command("publish_releases")
    assert is_live(draft)


# The screens


def test_a_set_is_planned_from_its_page(editor_client, draft, locale, document):
    draft.body = specimen.stream(draft, "body", ("file", _file(document)))
    draft.save_revision()
    url = reverse("translation:release_add", args=[draft.pk])
    assert "Report" in editor_client.get(url).content.decode()
    answers = {
        "languages": [locale("sl").pk, locale("mk").pk],
        f"waiver_{locale('mk').pk}": "It follows in May.",
        "documents": [document.pk],
        "release_at": (timezone.localtime() + timedelta(days=1)).strftime("%Y-%m-%d %H:%M"),
    }
    response = editor_client.post(url, answers)
    release_set = ReleaseSet.objects.get()
    assert response.url == reverse("translation:release", args=[release_set.pk])
    assert release_set.items.get(locale=locale("mk")).waiver_reason == "It follows in May."
    assert list(release_set.documents.all()) == [document]
    assert release_set.release_at
    shown = editor_client.get(response.url).content.decode()
    assert "not sent to translation" in shown
    assert "It follows in May." in shown
    assert (
        "not sent to translation"
        in editor_client.get(reverse("translation:releases")).content.decode()
    )


def test_a_page_with_an_open_set_leads_to_it(editor_client, draft, planned):
    release_set = planned("sl")
    response = editor_client.get(reverse("translation:release_add", args=[draft.pk]))
    assert response.url == reverse("translation:release", args=[release_set.pk])


def test_a_time_in_the_past_is_refused(editor_client, draft, locale):
    answers = {"languages": [locale("sl").pk], "release_at": "2020-01-01 10:00"}
    url = reverse("translation:release_add", args=[draft.pk])
    assert "release_at" in editor_client.post(url, answers).context["form"].errors


def test_a_reason_for_a_language_outside_the_set_is_not_swallowed(editor_client, draft, locale):
    answers = {"languages": [locale("sl").pk], f"waiver_{locale('mk').pk}": "Later."}
    url = reverse("translation:release_add", args=[draft.pk])
    assert f"waiver_{locale('mk').pk}" in editor_client.post(url, answers).context["form"].errors


def test_it_is_released_and_cancelled_by_buttons(editor_client, draft, planned, approved):
    release_set = planned("sl")
    now = reverse("translation:release_now", args=[release_set.pk])
    editor_client.post(now)
    assert not is_live(draft)
    approved("sl", draft)
    assert editor_client.get(now).status_code == 405
    editor_client.post(now)
    assert is_live(draft)
    editor_client.post(reverse("translation:release_cancel", args=[release_set.pk]))
    assert ReleaseSet.objects.exists()


def test_publishing_the_page_by_hand_saves_a_draft_and_leads_to_its_set(
    admin_client, home, draft, planned
):
    release_set = planned("sl")
    typed = {
        "title": "Typed at last",
        "slug": "report",
        "summary": "",
        "body": streamfield([]),
        "sources": streamfield([]),
        "source_note": "",
        "action-publish": "on",
    }
    edit = reverse("wagtailadmin_pages:edit", args=[draft.pk])
    response = admin_client.post(edit, nested_form_data(typed))
    assert response.url == reverse("translation:release", args=[release_set.pk])
    draft.refresh_from_db()
    assert not draft.live
    assert draft.get_latest_revision_as_object().title == "Typed at last"


def test_a_coordinator_plans_and_somebody_who_may_publish_releases(
    coordinator, draft, planned, approved, locale
):
    release_set = planned("sl")
    approved("sl", draft)
    PlanRelease(coordinator, release_set, [locale("sl")], [], {}).execute()
    with pytest.raises(Refusal):
        PlanRelease(coordinator, release_set, [locale("sl")], [], {}, soon()).execute()
    with pytest.raises(Refusal):
        Release(coordinator, release_set).execute()
    assert not is_live(draft)


def test_a_translator_neither_sees_nor_changes_a_set(browser, translator, planned):
    release_set, client = planned("sl"), browser(translator("sl"))
    assert client.get(reverse("translation:releases")).status_code == 302
    assert client.get(reverse("translation:release", args=[release_set.pk])).status_code == 302
    client.post(reverse("translation:release_now", args=[release_set.pk]))
    client.post(reverse("translation:release_cancel", args=[release_set.pk]))
    release_set.refresh_from_db()
    assert release_set.released_at is None
