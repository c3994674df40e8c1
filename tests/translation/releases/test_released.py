"""What the page and the list of release sets tell about every language after the release."""

from datetime import date, datetime, time, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageLogEntry

from core.languages import all_languages
from home.models import ContentPage
from tests import translators
from translation.choices import JobState
from translation.models import ReleaseSet, TranslationJob
from translation.models.jobs import STOPPED_AFTER
from translation.releases.actions import PublishReleaseSet
from translation.releases.released import ReleasedLanguage, ReleasedState, released_languages

from ..conftest import read_again
from ..derived_script import DERIVED, ORIGIN, page_in
from .conftest import create_draft, plan_release_of

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def made_set(home_of_module, sender) -> ReleaseSet:
    page = create_draft(home_of_module, "released")
    release_set = plan_release_of(sender, page, "sl", ORIGIN, "mk", waivers={"mk": "Mila is ill."})
    for code in ("sl", ORIGIN):
        assignment = translators.send_to_translation(sender, page, code, from_draft=True)
        translators.translate(assignment)
        translators.submit(assignment)
        translators.approve(assignment)
    return PublishReleaseSet(sender, release_set).execute()


@pytest.fixture
def released(db, made_set) -> ReleaseSet:
    """A set that was released in three languages, and without a fourth one."""
    return read_again(made_set)


@pytest.fixture
def language_of(released):
    """Return what is shown of one language: ``language_of("sl")``."""

    def find(code: str) -> ReleasedLanguage:
        [found] = (
            item
            for item in released_languages([released])[released.pk]
            if item.language.code == code
        )
        return found

    return find


def derive_job() -> TranslationJob:
    return TranslationJob.objects.get(kind="derive")


def listed(client) -> str:
    return client.get(reverse("translation:releases")).content.decode()


def shown(client, release_set: ReleaseSet) -> str:
    return client.get(reverse("translation:release", args=[release_set.pk])).content.decode()


def test_every_language_of_the_site_has_a_line(released, editor_client):
    url = reverse("translation:release", args=[released.pk])
    lines = editor_client.get(url).context["languages"]
    assert [line.language for line in lines] == list(all_languages())
    translators.run_waiting_jobs()
    lines = editor_client.get(url).context["languages"]
    live = {line.language.code for line in lines if line.state == ReleasedState.LIVE}
    assert live == {"en", "sl", ORIGIN, DERIVED}
    assert not any(line.missing for line in lines)
    assert "everything is live" in listed(editor_client)


@pytest.mark.postgresql
def test_a_waived_language_names_who_waived_it_and_why(released, editor_client):
    html = " ".join(shown(editor_client, released).split())
    assert "released without it. Decided by sender: Mila is ill." in html


def test_a_language_outside_the_set_says_so_and_whether_it_is_live(
    released, editor_client, language_of, translate_and_approve
):
    assert language_of("hr").membership == "not part of the set"
    assert language_of("hr").state == ReleasedState.NOT_LIVE
    translate_and_approve("hr", released.page.specific)
    assert language_of("hr").state == ReleasedState.LIVE
    assert "not part of the set" in shown(editor_client, released)


@pytest.mark.parametrize("withdraw", ["unpublish", "delete"])
@pytest.mark.parametrize("code", ["sl", ORIGIN])
def test_a_language_of_the_set_that_is_no_longer_live_says_so(
    released, editor_client, language_of, code, withdraw
):
    translators.run_waiting_jobs()
    getattr(page_in(released.page.specific, code), withdraw)()
    translators.run_waiting_jobs()
    assert language_of(code).missing == "not live any more"
    assert "not live any more" in shown(editor_client, released)
    assert "not live any more" in listed(editor_client)


def test_an_unpublished_source_is_no_longer_live(released, language_of):
    released.page.specific.unpublish()
    assert language_of("en").missing == "not live any more"


@pytest.mark.postgresql
def test_a_language_is_live_since_it_was_last_put_online(released, editor_client, language_of):
    """A later change of a live page does not matter."""
    page = page_in(released.page.specific, "sl")
    days = [date(2026, 3, day) for day in range(1, 5)]
    actions = ["publish", "unpublish", "publish.scheduled", "publish"]
    PageLogEntry.objects.filter(page=page.pk).delete()
    for day, action in zip(days, actions, strict=True):
        PageLogEntry.objects.log_action(page, f"wagtail.{action}")
        latest = PageLogEntry.objects.filter(page=page.pk).order_by("-pk")[:1]
        PageLogEntry.objects.filter(pk__in=latest.values("pk")).update(
            timestamp=datetime.combine(day, time(12), tzinfo=timezone.get_current_timezone())
        )
    assert language_of("sl").page.live_since.date() == date(2026, 3, 3)
    assert "since 3 March 2026" in " ".join(shown(editor_client, released).split())


def test_a_language_that_was_never_unpublished_is_live_since_its_first_publication(
    released, language_of
):
    page = page_in(released.page.specific, "sl")
    assert language_of("sl").page.live_since == page.first_published_at


@pytest.mark.postgresql
def test_a_derived_script_waits_for_its_job(released, editor_client, language_of):
    derived = language_of(DERIVED)
    assert (derived.state, derived.missing) == (ReleasedState.WAITING, "waiting for its job")
    assert reverse("translation:job_batch", args=[derived.job.batch_id]) in shown(
        editor_client, released
    )
    assert "waiting for its job" in listed(editor_client)


def test_a_failed_job_of_a_derived_script_is_repeated_from_the_set(
    released, coordinator, client_for, language_of, django_capture_on_commit_callbacks
):
    TranslationJob.objects.filter(pk=derive_job().pk).update(state=JobState.FAILED)
    assert language_of(DERIVED).missing == "its job failed"
    client, job = client_for(coordinator), derive_job()
    repeat = reverse("translation:job_batch_repeat_job", args=[job.batch_id, job.pk])
    assert f'action="{repeat}"' in shown(client, released)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(repeat)
    assert language_of(DERIVED).state == ReleasedState.LIVE


def test_a_stopped_job_of_a_derived_script_says_so(released, language_of):
    job = derive_job()
    long_ago = timezone.now() - STOPPED_AFTER - timedelta(seconds=1)
    TranslationJob.objects.filter(pk=job.pk).update(
        state=JobState.RUNNING, state_changed_at=long_ago, attempts=1
    )
    assert language_of(DERIVED).missing == "its job stopped"


def test_a_derived_script_that_could_not_be_published_is_not_live(released, language_of):
    """Its job ends without an error, if a text does not fit into its field in this script."""
    TranslationJob.objects.filter(pk=derive_job().pk).update(state=JobState.DONE)
    assert language_of(DERIVED).missing == "not live"


@pytest.mark.postgresql
def test_a_script_derived_from_a_waived_language_is_not_missing(
    editor, draft, plan_release, translate_and_approve
):
    release_set = plan_release("sl", ORIGIN, waivers={ORIGIN: "Later."})
    translate_and_approve("sl", draft)
    PublishReleaseSet(editor, release_set).execute()
    languages = released_languages([ReleaseSet.objects.get(pk=release_set.pk)])[release_set.pk]
    assert not any(language.missing for language in languages)


def test_a_language_that_was_left_out_is_live_as_soon_as_it_follows(
    released, language_of, translate_and_approve
):
    assert language_of("mk").state == ReleasedState.NOT_LIVE
    translate_and_approve("mk", released.page.specific)
    assert language_of("mk").state == ReleasedState.LIVE
    assert language_of("mk").item.waived


@pytest.mark.postgresql
def test_the_list_takes_the_same_queries_for_any_number_of_released_sets(
    editor, editor_client, home, plan_release
):
    counts = []
    for number in range(3):
        page = ContentPage(
            title=f"Report {number}", slug=f"report-{number}", locale=home.locale, live=False
        )
        home.add_child(instance=page)
        page.save_revision()
        release_set = plan_release("mk", page=page, waivers={"mk": "Later."})
        PublishReleaseSet(editor, release_set).execute()
        listed(editor_client)
        with CaptureQueriesContext(connection) as queries:
            listed(editor_client)
        counts.append(len(queries))
    assert counts[0] == counts[2]
