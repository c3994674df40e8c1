"""Translators and reviewers who do their work in a moment, with words nobody can take for others.

Their words are the source's in another spelling: every letter is another one of the alphabet of
the language, so none of the source's words is left, lengths, tags, numbers and addresses stay.
"""

import re
import string

from django.contrib.auth import get_user_model
from django.db import models
from wagtail.fields import StreamField
from wagtail.models import Locale
from wagtail_localize.fields import TranslatableField, get_translatable_fields

from core.languages import get
from translation.actions.review import Approve, SubmitForReview
from translation.actions.start import StartTranslation
from translation.actions.write import WriteSegment
from translation.models import Assignment, Job, Team
from translation.tasks import run_job
from translation.words.segments import load_segments

LATIN = "bcdefghijklmnoprstuvzabcde"
CYRILLIC = "бцдефгхијклмнопрстувзабцде"
# What stays: tags, entities, addresses, numbers and everything that is no plain Latin letter.
KEPT = re.compile(r"(<[^>]*>|&\w+;|\S+(?:://|@)\S+)")


def in_other_words(text: str, code: str) -> str:
    """Write a text of the source in other letters, in the script of the language."""
    letters = CYRILLIC if get(code).script == "Cyrl" else LATIN
    table = str.maketrans(
        string.ascii_lowercase + string.ascii_uppercase, letters + letters.upper()
    )
    parts = KEPT.split(text)
    return "".join(
        part if position % 2 else part.translate(table) for position, part in enumerate(parts)
    )


def fill(instance) -> None:
    """Give words to every field that can have some and is translated."""
    for translatable in get_translatable_fields(type(instance)):
        name = translatable.field_name
        field = instance._meta.get_field(name)
        is_text = isinstance(field, models.CharField | models.TextField) and not field.choices
        is_text = is_text and not isinstance(field, StreamField | models.URLField)
        if type(translatable) is TranslatableField and is_text and not getattr(instance, name):
            setattr(instance, name, f"Words about {name.replace('_', ' ')}"[: field.max_length])


def person(code: str, role: str):
    """The translator or the reviewer of a language: ``person("sl", "reviewers")``."""
    account, is_fresh = get_user_model().objects.get_or_create(
        username=f"{role}-{code}", email=f"{role}-{code}@example.org"
    )
    if is_fresh:
        account.groups.add(getattr(Team.objects.get(locale__language_code=code), role))
    return account


def send(user, instance, code: str, **order) -> Assignment:
    """Send a page, those above it that the language does not have, or a snippet."""
    locale = Locale.objects.get(language_code=code)
    return StartTranslation(user, instance, locale, order).execute()


def translate(assignment: Assignment) -> None:
    """Write every text that nobody has confirmed yet."""
    code = assignment.language.code
    for segment in load_segments(assignment.translation):
        if not segment.is_confirmed:
            words = in_other_words(segment.source, code)
            WriteSegment(person(code, "translators"), assignment, segment, words).execute()


def submit(assignment: Assignment) -> None:
    assignment.refresh_from_db()
    translator = person(assignment.language.code, "translators")
    SubmitForReview(translator, assignment, despite_warnings=True).execute()


def approve(assignment: Assignment) -> None:
    assignment.refresh_from_db()
    Approve(person(assignment.language.code, "reviewers"), assignment).execute()


def finish(assignment: Assignment) -> None:
    """Take a translation that was sent all the way to its readers."""
    translate(assignment)
    submit(assignment)
    approve(assignment)
    assignment.refresh_from_db()


def do_waiting_jobs() -> None:
    """Do what the worker would do once the transaction ends."""
    while waiting := list(Job.objects.filter(state="waiting").values_list("pk", flat=True)):
        for pk in waiting:
            run_job.call(pk)
    assert not Job.objects.filter(state="failed").values_list("kind", "title", "error")
