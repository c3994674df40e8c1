"""Pages that are loaded together are the same as those that people make one by one."""

import pytest
from django.db import transaction
from wagtail.models import Page, PageLogEntry, ReferenceIndex, Revision, TaskState

from cms.demonstration.loading import loading_pages
from search.models import KnownWord, PageRecord
from tests import specimens as specimen
from tests.translators import send_to_translation, translate_and_publish
from translation.models import TranslationJob
from translation.tasks import run_job

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]
# What differs each time that something is stored.
ALWAYS_NEW = {"pk", "meeting", "live_revision", "latest_revision", "content_type", "path"} | {
    *("first_published_at", "last_published_at", "latest_revision_created_at"),
}


@pytest.fixture
def theme(home):
    return specimen.theme()


def publish_and_translate(home, editor, theme) -> list[Page]:
    """Publish a meeting with a participant and a theme, and translations, one of them derived."""
    meeting = specimen.meeting(home, summary="It was here.")
    meeting.participants = [specimen.MeetingParticipant(territory="MK")]
    meeting.themes = [theme]
    specimen.publish(meeting)
    for code in ("sl", "sr-cyrl"):
        translate_and_publish(send_to_translation(editor, meeting, code))
    for pk in TranslationJob.objects.filter(state="waiting").values_list("pk", flat=True):
        run_job.call(pk)
    return [page.specific for page in meeting.get_translations(inclusive=True)]


def stored_about(pages: list[Page]) -> dict:
    """Return what lists, histories, searches and notices are made of, without ids."""
    ids = [page.pk for page in pages]
    languages = {page.pk: page.locale.language_code for page in pages}
    own = {str(page.pk): page.locale.language_code for page in pages}
    history = PageLogEntry.objects.filter(page__in=ids).order_by("pk")
    references = ReferenceIndex.objects.filter(
        object_id__in=map(str, ids), base_content_type__model="page"
    )
    tasks = TaskState.objects.filter(workflow_state__object_id__in=map(str, ids)).order_by("pk")
    return {
        "pages": {
            page.locale.language_code: without_ids(page.serializable_data()) for page in pages
        },
        "history": [
            (languages[page], *values)
            for page, *values in history.values_list("page", "action", "label", "user__username")
        ],
        "references": sorted(
            (own[page], *values)
            for page, *values in references.values_list("object_id", "model_path", "to_object_id")
        ),
        "tasks": list(tasks.values_list("status", "finished_by__username")),
        "revisions": [
            (own[revision.object_id], without_ids(revision.content))
            for revision in Revision.objects.filter(object_id__in=own).order_by("pk")
        ],
        "records": sorted(
            PageRecord.objects.filter(page__in=ids).values_list(
                "language", "is_draft", "title", "text", "themes", "territories", "date_rank"
            )
        ),
        "words": sorted(KnownWord.objects.values_list("language", "form")),
    }


def without_ids(content) -> object:
    if isinstance(content, list):
        return [without_ids(item) for item in content]
    if isinstance(content, dict):
        return {
            name: without_ids(value)
            for name, value in content.items()
            if name not in ALWAYS_NEW and name != "translation_key"
        }
    return content


def test_loaded_pages_are_those_that_people_make(home, editor, theme, updated_indexes):
    with transaction.atomic():
        made = stored_about(publish_and_translate(home, editor, theme))
        transaction.set_rollback(True)
    with transaction.atomic(), loading_pages():
        pages = publish_and_translate(home, editor, theme)
    loaded = stored_about(pages)
    assert len(pages) == 4
    assert all(made.values())
    for part, expected in made.items():
        assert loaded[part] == expected, part
