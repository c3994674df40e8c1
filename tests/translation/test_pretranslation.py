"""The job that fills the empty texts of a translation by machine translation."""

from collections.abc import Callable

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.urls import reverse
from wagtail_localize.machine_translators.dummy import DummyTranslator

from tests import specimens as specimen
from translation.actions import pretranslate
from translation.actions.pretranslate import RequestPretranslation
from translation.actions.review import SubmitForReview
from translation.actions.write import WriteSegment
from translation.choices import JobKind, JobState, SegmentState, TranslationOrigin, TranslationState
from translation.models import (
    Assignment,
    GlossaryTerm,
    GlossaryTermForm,
    SegmentChange,
    TranslationJob,
)
from translation.policies import TranslationPermissionDenied
from translation.segments.text import load_segments
from translation.tasks import run_job

pytestmark = pytest.mark.django_db


class ObservedTranslator(DummyTranslator):
    """The dummy of wagtail-localize, which calls ``observe`` before each answer."""

    asked: list[list[str]] = []
    in_transaction: list[bool] = []

    @staticmethod
    def observe(call: int) -> None:
        """Replaced by tests; ``call`` counts from 1."""

    def translate(self, source_locale, target_locale, strings):
        self.asked.append([string.data for string in strings])
        self.in_transaction.append(connection.in_atomic_block)
        self.observe(len(self.asked))
        return super().translate(source_locale, target_locale, strings)


@pytest.fixture(autouse=True)
def machine(settings, monkeypatch) -> type[ObservedTranslator]:
    """The machine of the site, which is asked for one text at a time."""
    monkeypatch.setattr(ObservedTranslator, "asked", [])
    monkeypatch.setattr(ObservedTranslator, "in_transaction", [])
    monkeypatch.setattr(pretranslate, "MAX_CHUNK_TEXTS", 1)
    settings.WAGTAILLOCALIZE_MACHINE_TRANSLATOR = {"CLASS": f"{__name__}.ObservedTranslator"}
    return ObservedTranslator


@pytest.fixture
def observe(monkeypatch) -> Callable:
    """Have a function called before each answer of the machine."""
    return lambda function: monkeypatch.setattr(
        ObservedTranslator, "observe", staticmethod(function)
    )


@pytest.fixture
def page(home):
    page = specimen.content(home, summary="The help line is free.")
    page.body = specimen.stream(page, "body", ("text", "<p>Call the <b>help line</b>.</p>"))
    return specimen.publish(page)


def pretranslate_as(person, assignment: Assignment) -> TranslationJob:
    """Request the job and run it, as a worker does."""
    job = RequestPretranslation(person, assignment).execute().jobs.get()
    return run(job)


def run(job: TranslationJob) -> TranslationJob:
    run_job.call(job.pk)
    job.refresh_from_db()
    return job


def repeat(job: TranslationJob) -> TranslationJob:
    TranslationJob.objects.filter(pk=job.pk).update(state=JobState.WAITING)
    return run(job)


def targets(assignment: Assignment) -> list[str]:
    return [segment.target for segment in load_segments(assignment.translation)]


def fail(call: int) -> None:
    raise ConnectionError("secret")


def test_every_empty_text_is_filled_and_none_is_confirmed(send_to_translation, translator, page):
    assignment, person = send_to_translation("sl", page), translator("sl")
    title, *others = load_segments(assignment.translation)
    WriteSegment(person, assignment, title, "O nas").execute()
    job = pretranslate_as(person, assignment)
    assert (job.kind, job.state) == (JobKind.PRETRANSLATE, JobState.DONE)
    assert job.result_messages == [f"{len(others)} texts were filled in."]
    kept, *filled = load_segments(assignment.translation)
    assert (kept.target, kept.state) == ("O nas", SegmentState.CONFIRMED)
    assert {item.state for item in filled} == {SegmentState.UNCONFIRMED}
    assert {item.origin for item in filled} == {TranslationOrigin.MACHINE}
    assert "free. is line help The" in targets(assignment)
    changes = SegmentChange.objects.filter(origin=TranslationOrigin.MACHINE, changed_by=person)
    assert {change.after for change in changes} == {item.target for item in filled}
    assert len(changes) == len(filled)


def test_what_the_machine_translated_is_not_submitted_before_it_is_confirmed(
    send_to_translation, translator, page
):
    assignment, person = send_to_translation("sl", page), translator("sl")
    pretranslate_as(person, assignment)
    with pytest.raises(ValidationError):
        SubmitForReview(person, assignment, despite_warnings=True).execute()


def test_the_glossary_is_neither_used_nor_changed(send_to_translation, translator, page, locale):
    term = GlossaryTerm.objects.create(text="help line")
    GlossaryTermForm.objects.create(term=term, locale=locale("sl"), text="telefon za pomoč")
    pretranslate_as(translator("sl"), send_to_translation("sl", page))
    forms = GlossaryTermForm.objects.filter(term=term).values_list("text", "status")
    assert list(forms) == [("telefon za pomoč", "approved")]


def test_a_text_that_is_too_long_is_stored_with_its_error(
    send_to_translation, translator, page, monkeypatch
):
    assignment = send_to_translation("sl", page)
    title = load_segments(assignment.translation)[0]
    monkeypatch.setattr(
        "wagtail_localize.machine_translators.dummy.translate_html",
        lambda html: "x" * (title.limit + 1) if html == title.source else html,
    )
    pretranslate_as(translator("sl"), assignment)
    title = load_segments(assignment.translation)[0]
    assert title.error.startswith("Too long")
    assert title.state == SegmentState.UNCONFIRMED


def test_texts_that_lost_their_markup_or_have_no_translation_stay_empty_and_are_counted(
    send_to_translation, translator, page, monkeypatch
):
    monkeypatch.setattr(
        "wagtail_localize.machine_translators.dummy.translate_html",
        lambda html: {"About us": "O nas", "The help line is free.": ""}.get(html, "Pokličite."),
    )
    assignment = send_to_translation("sl", page)
    job = pretranslate_as(translator("sl"), assignment)
    assert job.state == JobState.DONE
    assert "1 text stays empty: the machine had no translation of it." in job.result_messages
    assert "1 text stays empty: the machine lost its formatting or links." in job.result_messages
    filled = [text for text in targets(assignment) if text]
    assert filled
    assert set(filled) <= {"O nas", "Pokličite."}


# Interruptions


@pytest.mark.postgresql
def test_an_error_keeps_the_chunks_before_it_and_a_repetition_continues(
    send_to_translation, translator, page, machine, observe
):
    assignment = send_to_translation("sl", page)
    observe(lambda call: fail(call) if call == 2 else None)
    job = pretranslate_as(translator("sl"), assignment)
    assert job.state == JobState.FAILED
    assert "The machine translation did not work (ConnectionError)." in job.error
    assert "secret" not in job.error
    assert job.result_messages == ["1 text was filled in."]
    assert sum(bool(text) for text in targets(assignment)) == 1
    [first, refused] = machine.asked
    job = repeat(job)
    assert job.state == JobState.DONE
    assert all(targets(assignment))
    assert machine.asked[2] == refused
    assert machine.asked.count(first) == 1
    assert job.result["filled"] == len(targets(assignment))


@pytest.mark.postgresql
def test_a_chunk_of_a_killed_worker_is_not_stored_after_another_attempt_has_begun(
    send_to_translation, translator, page, observe
):
    assignment = send_to_translation("sl", page)

    def begin_another(call: int) -> None:
        TranslationJob.objects.update(attempts=2)

    observe(begin_another)
    job = pretranslate_as(translator("sl"), assignment)
    assert job.state == JobState.RUNNING
    assert not any(targets(assignment))


def test_nothing_is_stored_into_a_translation_that_was_submitted_meanwhile(
    send_to_translation, translator, page, observe
):
    assignment = send_to_translation("sl", page)

    def submit(call: int) -> None:
        Assignment.objects.update(state=TranslationState.IN_REVIEW)

    observe(submit)
    job = pretranslate_as(translator("sl"), assignment)
    assert job.state == JobState.FAILED
    assert "This translation is being reviewed." in job.error
    assert not any(targets(assignment))


def test_a_text_that_a_person_wrote_meanwhile_is_kept(
    send_to_translation, translator, page, observe
):
    assignment, person = send_to_translation("sl", page), translator("sl")
    title = load_segments(assignment.translation)[0]

    def write(call: int) -> None:
        if call == 1:
            WriteSegment(person, assignment, title, "O nas").execute()

    observe(write)
    job = pretranslate_as(person, assignment)
    assert targets(assignment)[0] == "O nas"
    assert job.result["filled"] == len(targets(assignment)) - 1


def test_the_job_of_a_deleted_account_stores_nothing(send_to_translation, translator, page):
    assignment, person = send_to_translation("sl", page), translator("sl")
    job = RequestPretranslation(person, assignment).execute().jobs.get()
    person.delete()
    job = run(job)
    assert job.state == JobState.FAILED
    assert "You are not in the team of this language." in job.error
    assert not any(targets(assignment))


def test_nothing_is_stored_for_a_person_who_has_left_the_team_meanwhile(
    send_to_translation, translator, page, observe
):
    assignment, person = send_to_translation("sl", page), translator("sl")
    observe(lambda call: person.groups.clear())
    job = pretranslate_as(person, assignment)
    assert job.state == JobState.FAILED
    assert "You are not in the team of this language." in job.error
    assert not any(targets(assignment))


def test_the_machine_gets_no_more_texts_of_a_page_that_became_private_meanwhile(
    send_to_translation, translator, page, observe, machine
):
    assignment = send_to_translation("sl", page)

    def make_private(call: int) -> None:
        if call == 1:
            specimen.restrict(page)

    observe(make_private)
    job = pretranslate_as(translator("sl"), assignment)
    assert job.state == JobState.FAILED
    assert len(machine.asked) == 1


def test_texts_are_asked_in_chunks_of_limited_length(
    send_to_translation, translator, page, machine, monkeypatch
):
    monkeypatch.setattr(pretranslate, "MAX_CHUNK_TEXTS", 50)
    assignment = send_to_translation("sl", page)
    sources = [segment.source for segment in load_segments(assignment.translation)]
    monkeypatch.setattr(pretranslate, "MAX_CHUNK_LENGTH", len(sources[0]) + len(sources[1]))
    pretranslate_as(translator("sl"), assignment)
    assert machine.asked[0] == sources[:2]
    assert [text for chunk in machine.asked for text in chunk] == sources


# Requests


@pytest.fixture
def press_button(client_for):
    """Press the button of the editor and return the HTML that the person sees then."""

    def press(person, assignment: Assignment) -> str:
        url = reverse("translation:machine_translate", args=[assignment.pk])
        return client_for(person).post(url, follow=True).content.decode()

    return press


def test_the_person_returns_to_the_editor_and_can_follow_the_progress(
    send_to_translation, translator, page, press_button, client_for
):
    assignment, person = send_to_translation("sl", page), translator("sl")
    html = press_button(person, assignment)
    batch = TranslationJob.objects.get().batch
    progress = reverse("translation:job_batch", args=[batch.pk])
    assert "The empty texts are being filled in." in html
    assert progress in html
    assert "Fill the empty texts by machine translation" not in html
    client = client_for(person)
    assert batch in client.get(reverse("translation:job_batches")).context["object_list"]
    run(batch.jobs.get())
    html = client.get(progress).content.decode()
    assert "1 of 1 done" in html
    assert "texts were filled in." in html


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_the_machine_is_asked_outside_of_transactions(
    send_to_translation, translator, page, press_button, machine, client_for
):
    assignment, person = send_to_translation("sl", page), translator("sl")
    segment = load_segments(assignment.translation)[0]
    url = reverse("translation:segment_machine_translate", args=[assignment.pk, segment.pk])
    client_for(person).post(url)
    html = press_button(person, assignment)  # the tests have no worker: the job runs at once
    assert "texts were filled in. Read each text that was filled in, and confirm it." in html
    assert len(machine.in_transaction) > 1
    assert not any(machine.in_transaction)
    assert all(targets(assignment))


@pytest.mark.django_db(transaction=True)
def test_the_person_is_told_if_the_service_failed(
    send_to_translation, translator, page, press_button, client_for, observe
):
    observe(fail)
    assignment, person = send_to_translation("sl", page), translator("sl")
    assert "The machine translation did not work (ConnectionError)." in press_button(
        person, assignment
    )
    # Whoever comes later sees it, too, and can try again.
    url = reverse("translation:edit", args=[assignment.pk])
    html = client_for(translator("sl", name="colleague")).get(url).content.decode()
    assert "The machine translation stopped before all empty texts were filled in." in html
    assert "Fill the empty texts by machine translation" in html


@pytest.mark.django_db(transaction=True)
def test_the_person_is_told_if_the_machine_translated_nothing(
    send_to_translation, translator, page, press_button, monkeypatch
):
    monkeypatch.setattr(
        "wagtail_localize.machine_translators.dummy.translate_html", lambda html: ""
    )
    html = press_button(translator("sl"), send_to_translation("sl", page))
    assert "texts stay empty: the machine had no translation of them." in html
    assert "Read each text that was filled in" not in html


@pytest.mark.postgresql
def test_a_second_request_waits_for_the_end_of_the_first(
    send_to_translation, translator, page, press_button
):
    assignment, person = send_to_translation("sl", page), translator("sl")
    press_button(person, assignment)
    assert "The empty texts are being filled in already." in press_button(person, assignment)
    job = run(TranslationJob.objects.get())
    assert job.state == JobState.DONE
    assert "There is no empty text." in press_button(person, assignment)


def test_only_the_team_may_fill_in_texts(send_to_translation, translator, page):
    with pytest.raises(TranslationPermissionDenied):
        RequestPretranslation(translator("mk"), send_to_translation("sl", page)).execute()
    assert not TranslationJob.objects.exists()


def test_nothing_is_requested_without_a_machine(send_to_translation, translator, page, settings):
    settings.WAGTAILLOCALIZE_MACHINE_TRANSLATOR = None
    with transaction.atomic(), pytest.raises(ValidationError):
        RequestPretranslation(translator("sl"), send_to_translation("sl", page)).execute()
    assert not TranslationJob.objects.exists()
