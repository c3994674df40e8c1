"""What is stored of a page and its translations, to be compared where it is stored in two ways."""

from collections.abc import Iterable
from datetime import datetime

from django.contrib.auth import get_user_model
from wagtail.models import Page, PageLogEntry, ReferenceIndex, Revision, TaskState, WorkflowState
from wagtail_localize.models import StringTranslation

from search.models import KnownWord, PageRecord
from translation.models import Assignment, TargetVersion

# What differs each time that something is stored.
ALWAYS_NEW = {"pk", "meeting", "live_revision", "latest_revision", "content_type", "path"} | {
    *("first_published_at", "last_published_at", "latest_revision_created_at", "translation_key"),
}


def stored_about(pages: list[Page]) -> dict:
    """Return what lists, histories, searches, notices and the editor are made of, without ids."""
    ids = [page.pk for page in pages]
    languages = {page.pk: page.locale.language_code for page in pages}
    own = {str(page.pk): page.locale.language_code for page in pages}
    history = PageLogEntry.objects.filter(page__in=ids).order_by("page__locale", "pk")
    references = ReferenceIndex.objects.filter(
        object_id__in=map(str, ids), base_content_type__model="page"
    )
    return {
        "pages": {
            page.locale.language_code: without_ids(page.serializable_data()) for page in pages
        },
        "history": [
            (languages[page], *values)
            for page, *values in history.values_list(
                "page", "action", "label", "user__username", "content_changed"
            )
        ],
        "references": sorted(
            (own[page], *values)
            for page, *values in references.values_list("object_id", "model_path", "to_object_id")
        ),
        "revisions": sorted(
            [
                # A title is also the one of the draft as soon as somebody has typed it.
                (own[revision.object_id], without_ids(revision.content) | {"draft_title": ""})
                for revision in Revision.objects.filter(object_id__in=own).order_by("pk")
            ],
            key=lambda item: item[0],
        ),
        "records": sorted(
            PageRecord.objects.filter(page__in=ids).values_list(
                "language", "is_draft", "title", "text", "themes", "territories", "date_rank"
            )
        ),
        "words": sorted(KnownWord.objects.values_list("language", "form")),
        **stored_about_reviews(own),
        **stored_about_translations(pages[0].translation_key),
    }


def stored_about_reviews(ids: Iterable[str]) -> dict:
    workflows = WorkflowState.objects.filter(object_id__in=ids).order_by("pk")
    tasks = TaskState.objects.filter(workflow_state__in=workflows).order_by("pk")
    return {
        "workflows": list(workflows.values_list("status", "requested_by__username")),
        "tasks": list(tasks.values_list("status", "task__name", "finished_by__username")),
    }


def stored_about_translations(key) -> dict:
    """Return what the translation app has of the translations of a page."""
    language = "translation__target_locale__language_code"
    of_page = {"translation__source__object_id": key}
    assignments = Assignment.objects.filter(**of_page).order_by(language)
    versions = TargetVersion.objects.filter(**of_page).order_by(language)
    texts = StringTranslation.objects.filter(context__object_id=key)
    people = dict(get_user_model().objects.values_list("pk", "username"))
    return {
        "assignments": [
            {name: bool(value) if isinstance(value, datetime) else value}
            for values in assignments.values(
                *("assignee__username", "requested_by__username", "submitted_by__username"),
                *("approved_by__username", "deadline", "priority", "note", "state", "publish_at"),
                *("covered_version__fingerprint", "published_version__fingerprint"),
                *("requested_at", "approved_at", "source_changed_at", "outdated_since"),
            )
            for name, value in values.items()
        ],
        "versions": [
            (code, [(*text, people.get(author)) for *text, author in texts], overrides, bool(time))
            for code, texts, overrides, time in versions.values_list(
                language, "texts", "overrides", "approved_at"
            )
        ],
        "texts": list(
            texts.order_by("locale", "context__path", "translation_of__data").values_list(
                *("locale", "context__path", "translation_of__data", "data", "translation_type"),
                *("tool_name", "last_translated_by__username", "has_error", "field_error"),
            )
        ),
    }


def without_ids(content) -> object:
    if isinstance(content, list):
        return [without_ids(item) for item in content]
    if isinstance(content, dict):
        return {
            name: without_ids(value) for name, value in content.items() if name not in ALWAYS_NEW
        }
    return content
