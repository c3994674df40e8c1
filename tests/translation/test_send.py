"""Sending to translation: the form, and the translation request that it creates."""

from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Locale, Page

from core.models import Theme
from home.models import ContentPage
from tests import specimens as specimen
from translation.actions.send import SendToTranslation, TranslationRequest
from translation.choices import JobState, TranslationState
from translation.models import Assignment, JobBatch, TranslationJob
from translation.policies import TranslationPermissionDenied

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(home):
    return specimen.content(home, summary="Who we are.")


@pytest.fixture
def child(page):
    """A page whose parent has no translations."""
    below = ContentPage(title="Our history", slug="our-history", locale=page.locale)
    page.add_child(instance=below)
    return specimen.publish(below)


@pytest.fixture
def run_jobs_on_commit(django_capture_on_commit_callbacks):
    """Run the jobs of the request after the commit, as a worker would."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


def send_url(page) -> str:
    return reverse("translation:send_page", args=[page.pk])


def form_data(*codes: str, **values) -> dict:
    ids = Locale.objects.filter(language_code__in=codes).values_list("pk", flat=True)
    return {"languages": list(ids), "priority": 2, **values}


def in_language(page, code: str):
    return Page.objects.filter(
        translation_key=page.translation_key, locale__language_code=code
    ).first()


def errors_of(response) -> dict:
    return response.context["form"].errors


def test_a_request_creates_one_job_per_page_and_language_and_shows_its_progress(
    editor_client, page, run_jobs_on_commit
):
    with run_jobs_on_commit():
        response = editor_client.post(send_url(page), form_data("sl", "mk"))
    batch = JobBatch.objects.get()
    assert response.url == reverse("translation:job_batch", args=[batch.pk])
    assert {job.locale.language_code for job in batch.jobs.all()} == {"sl", "mk"}
    assert set(batch.jobs.values_list("state", flat=True)) == {JobState.DONE}
    assert not in_language(page, "sl").live
    assert not any(Page.find_problems())


def test_no_job_runs_before_the_request_is_committed(editor_client, page):
    editor_client.post(send_url(page), form_data("sl"))
    assert TranslationJob.objects.get().state == JobState.WAITING
    assert in_language(page, "sl") is None


def test_the_values_of_the_request_are_saved_in_the_assignment(
    editor_client, page, translator, locale, run_jobs_on_commit
):
    person, deadline = translator("sl"), timezone.localdate() + timedelta(days=7)
    chosen = {f"assignee_{locale('sl').pk}": person.pk}
    with run_jobs_on_commit():
        data = form_data("sl", deadline=deadline.isoformat(), note="For the ministerial.", **chosen)
        editor_client.post(send_url(page), data | {"priority": 3})
    assignment = Assignment.objects.get()
    assert assignment.assignee == person
    assert assignment.deadline == deadline
    assert assignment.note == "For the ministerial."
    assert assignment.priority == 3


def test_only_team_members_can_be_assigned(editor_client, page, translator, locale):
    translator("sl")
    outsider = translator("mk")
    form = editor_client.get(send_url(page)).context["form"]
    offered = {value for value, _name in form.fields[f"assignee_{locale('sl').pk}"].choices}
    assert outsider.pk not in offered
    chosen = {f"assignee_{locale('sl').pk}": outsider.pk}
    response = editor_client.post(send_url(page), form_data("sl", **chosen))
    assert f"assignee_{locale('sl').pk}" in errors_of(response)
    assert not JobBatch.objects.exists()


def test_a_derived_language_is_shown_and_cannot_be_chosen(editor_client, page, locale):
    response = editor_client.get(send_url(page))
    rows = {row.language.code: row for row in response.context["form"].rows}
    assert rows["sr-latn"].origin.code == "sr-cyrl"
    assert rows["sr-latn"].checkbox is None
    assert "en" not in rows
    response = editor_client.post(send_url(page), form_data("sr-latn"))
    assert "languages" in errors_of(response)


def test_the_form_shows_the_progress_of_each_language(editor_client, page, send_to_translation):
    send_to_translation("sl", page)
    Assignment.objects.update(state=TranslationState.IN_REVIEW)
    form = editor_client.get(send_url(page)).context["form"]
    rows = {row.language.code: str(row.progress) for row in form.rows if row.progress}
    assert rows["sl"] == "in review"
    assert rows["mk"] == "not sent yet"


def test_a_deadline_in_the_past_is_refused_and_the_form_keeps_its_values(editor_client, page):
    yesterday = timezone.localdate() - timedelta(days=1)
    data = form_data("sl", deadline=yesterday.isoformat(), note="Please hurry.")
    response = editor_client.post(send_url(page), data)
    assert "deadline" in errors_of(response)
    assert response.context["form"]["note"].value() == "Please hurry."
    assert "Please hurry." in response.content.decode()


def test_a_request_without_a_language_is_refused(editor_client, page):
    response = editor_client.post(send_url(page), form_data())
    assert "languages" in errors_of(response)


def test_descendants_can_be_included(editor_client, page, child, run_jobs_on_commit):
    with run_jobs_on_commit():
        editor_client.post(send_url(page), form_data("sl", with_descendants="on"))
    assert in_language(child, "sl").get_parent() == in_language(page, "sl")
    assert JobBatch.objects.get().jobs.count() == 2
    assert not any(Page.find_problems())


def test_a_missing_ancestor_is_listed_and_can_be_included(
    editor_client, page, child, run_jobs_on_commit
):
    assert page.title in editor_client.get(send_url(child)).content.decode()
    response = editor_client.post(send_url(child), form_data("sl", note="Keep me."))
    assert "with_ancestors" in errors_of(response)
    assert response.context["form"]["note"].value() == "Keep me."
    with run_jobs_on_commit():
        editor_client.post(send_url(child), form_data("sl", with_ancestors="on"))
    assert in_language(child, "sl").get_parent() == in_language(page, "sl")
    assert in_language(page, "sl").alias_of is None
    assert Assignment.objects.count() == 2


def test_an_existing_ancestor_is_not_sent_again(
    editor_client, page, child, send_to_translation, run_jobs_on_commit
):
    send_to_translation("sl", page)
    with run_jobs_on_commit():
        editor_client.post(send_url(child), form_data("sl"))
    assert JobBatch.objects.get().jobs.count() == 1


def test_an_ancestor_is_only_sent_into_the_languages_in_which_it_is_missing(
    editor_client, page, child, send_to_translation, run_jobs_on_commit
):
    send_to_translation("sl", page)
    with run_jobs_on_commit():
        editor_client.post(send_url(child), form_data("sl", "mk", with_ancestors="on"))
    jobs = JobBatch.objects.get().jobs.values_list("translation_key", "locale__language_code")
    assert set(jobs) == {
        (page.translation_key, "mk"),
        (child.translation_key, "sl"),
        (child.translation_key, "mk"),
    }
    assert not any(Page.find_problems())


def test_the_latest_draft_is_sent_if_requested(editor_client, page, run_jobs_on_commit):
    page.title = "About our network"
    page.save_revision()
    assert "from_draft" in editor_client.get(send_url(page)).context["form"].fields
    with run_jobs_on_commit():
        editor_client.post(send_url(page), form_data("sl", from_draft="on"))
    source = Assignment.objects.get().translation.source
    assert source.stringsegment_set.filter(string__data="About our network").exists()


def test_a_page_without_a_newer_draft_has_no_draft_option(editor_client, page):
    assert "from_draft" not in editor_client.get(send_url(page)).context["form"].fields


def test_a_snippet_is_sent_by_the_same_form(editor_client, run_jobs_on_commit):
    theme = specimen.theme()
    url = reverse("translation:send_snippet", args=["core", "theme", theme.pk])
    assert editor_client.get(url).status_code == 200
    with run_jobs_on_commit():
        editor_client.post(url, form_data("sl"))
    assert TranslationJob.objects.get().state == JobState.DONE
    assert Theme.objects.filter(
        translation_key=theme.translation_key, locale__language_code="sl"
    ).exists()


def test_a_snippet_is_sent_by_those_who_may_change_it(editor, locale):
    data, theme = TranslationRequest([locale("sl")]), specimen.theme()
    SendToTranslation(editor, [theme], data).check()
    sender = get_user_model().objects.create_user("sender")
    sender.user_permissions.add(Permission.objects.get(codename="send_to_translation"))
    with pytest.raises(TranslationPermissionDenied):
        SendToTranslation(sender, [theme], data).check()


@pytest.mark.parametrize("model", ["core/user", "nothing/atall"])
def test_only_translatable_snippets_have_the_form(editor_client, model):
    url = reverse("translation:send_snippet", args=[*model.split("/"), 1])
    assert editor_client.get(url).status_code == 404


def test_a_translator_cannot_send(client_for, translator, page):
    response = client_for(translator("sl")).post(send_url(page), form_data("sl"))
    assert response.status_code == 302
    assert not JobBatch.objects.exists()


def test_a_translation_is_not_sent_to_translation(editor, page, send_to_translation, locale):
    target = send_to_translation("sl", page).translation.get_target_instance()
    with pytest.raises(TranslationPermissionDenied):
        SendToTranslation(editor, [target], TranslationRequest([locale("mk")])).execute()


def test_the_number_of_queries_does_not_depend_on_the_number_of_pages_and_users(
    editor_client, home, translator, django_assert_max_num_queries
):
    parent = specimen.content(home, summary="Who we are.")
    editor_client.get(send_url(parent))
    with django_assert_max_num_queries(60) as few:
        editor_client.get(send_url(parent))
    for number in range(5):
        translator("sl", f"person{number}")
        parent.add_child(
            instance=ContentPage(title=f"Page {number}", slug=f"page-{number}", locale=home.locale)
        )
    with django_assert_max_num_queries(len(few) + 3):
        editor_client.get(send_url(parent))
