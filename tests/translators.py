"""Translates and reviews with the accounts of team members, in pseudo-translations.

A pseudo-translation is the source text with every Latin letter replaced by another letter of the
language's script. No word of the source remains; the length, tags, numbers and URLs stay the same.
"""

import re
import string

from django.contrib.auth import get_user_model
from django.db import models
from wagtail.fields import StreamField
from wagtail.models import Locale
from wagtail_localize.fields import TranslatableField, get_translatable_fields

from core.languages import site_language
from translation.actions.review import ApproveTranslation, SubmitForReview
from translation.actions.start import StartTranslation
from translation.actions.write import WriteSegment
from translation.models import Assignment, Team, TranslationJob
from translation.segments.text import load_segments
from translation.tasks import run_job

LATIN_LETTERS = "bcdefghijklmnoprstuvzabcde"
CYRILLIC_LETTERS = "бцдефгхијклмнопрстувзабцде"
# Parts of a text that are not changed: tags, entities, URLs and e-mail addresses.
PROTECTED = re.compile(r"(<[^>]*>|&\w+;|\S+(?:://|@)\S+)")


def pseudo_translation(text: str, code: str) -> str:
    """Return the pseudo-translation of a source text in the script of the language."""
    letters = CYRILLIC_LETTERS if site_language(code).script == "Cyrl" else LATIN_LETTERS
    table = str.maketrans(
        string.ascii_lowercase + string.ascii_uppercase, letters + letters.upper()
    )
    parts = PROTECTED.split(text)
    return "".join(
        part if position % 2 else part.translate(table) for position, part in enumerate(parts)
    )


def fill_text_fields(instance) -> None:
    """Fill every empty translatable text field."""
    for translatable in get_translatable_fields(type(instance)):
        name = translatable.field_name
        field = instance._meta.get_field(name)
        is_text = isinstance(field, models.CharField | models.TextField) and not field.choices
        is_text = is_text and not isinstance(field, StreamField | models.URLField)
        if type(translatable) is TranslatableField and is_text and not getattr(instance, name):
            setattr(instance, name, f"Words about {name.replace('_', ' ')}"[: field.max_length])


def team_member(code: str, role: str):
    """Return the translator or the reviewer of a language: ``team_member("sl", "reviewers")``."""
    account, created = get_user_model().objects.get_or_create(
        username=f"{role}-{code}", email=f"{role}-{code}@example.org"
    )
    if created:
        account.groups.add(getattr(Team.objects.get(locale__language_code=code), role))
    return account


def send_to_translation(user, instance, code: str, **request) -> Assignment:
    """Send a snippet, or a page with its missing ancestors, to translation."""
    locale = Locale.objects.get(language_code=code)
    return StartTranslation(user, instance, locale, request).execute()


def translate(assignment: Assignment) -> None:
    """Translate every segment that is not confirmed."""
    code = assignment.language.code
    for segment in load_segments(assignment.translation):
        if not segment.is_confirmed:
            text = pseudo_translation(segment.source, code)
            WriteSegment(team_member(code, "translators"), assignment, segment, text).execute()


def submit(assignment: Assignment) -> None:
    assignment.refresh_from_db()
    translator = team_member(assignment.language.code, "translators")
    SubmitForReview(translator, assignment, despite_warnings=True).execute()


def approve(assignment: Assignment) -> None:
    assignment.refresh_from_db()
    ApproveTranslation(
        team_member(assignment.language.code, "reviewers"), assignment, assignment.revision_id
    ).execute()


def translate_and_publish(assignment: Assignment) -> None:
    """Translate, submit and approve a translation, which publishes it."""
    translate(assignment)
    submit(assignment)
    approve(assignment)
    assignment.refresh_from_db()


def run_waiting_jobs() -> None:
    """Run the waiting jobs, as a worker does after a transaction; fail if one of them fails."""
    while waiting := list(
        TranslationJob.objects.filter(state="waiting").values_list("pk", flat=True)
    ):
        for pk in waiting:
            run_job.call(pk)
    assert not TranslationJob.objects.filter(state="failed").values_list("kind", "title", "error")
