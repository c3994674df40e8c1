"""Brings the demonstration's translations in, through the doors of the translators' workshop.

The catalogues hold one translation per source text, so a sentence is translated alike wherever
it stands. A page whose texts are all in the catalogue is sent, translated, submitted, approved and
published in that language, each by the account whose task it is; one that is there in part stays a
translation in progress; one that is not there at all is not begun. The second script of a language
is derived by the same jobs as on a real site.
"""

from datetime import timedelta
from functools import cache
from pathlib import Path

import polib
from django.utils import timezone
from wagtail.models import Locale
from wagtail_localize.models import StringTranslation

from core.languages import Language, all_languages
from translation.actions.review import Approve, Return, SubmitForReview
from translation.actions.start import StartTranslation
from translation.choices import JobState
from translation.models import Assignment, Job, Notification
from translation.tasks import run_job
from translation.words.segments import Segment, load_segments

from . import accounts
from .content import read

FOLDER = Path(__file__).parent / "translations"

# A translation counts as begun when its name is there; a shared word such as a place is not enough.
BEGUN_BY = ("title", "name")


@cache
def catalogue(language: Language) -> dict[str, str]:
    """Return the translations by source text."""
    entries = polib.pofile(str(FOLDER / f"{language.code}.po"))
    return {entry.msgid: entry.msgstr for entry in entries.translated_entries()}


def translate_everything(objects: list) -> None:
    """Translate snippets and pages, parents before children, into every language."""
    written = [item for item in all_languages() if not item.is_source and not item.derived_from]
    teams = [TeamOfOneLanguage(language) for language in written]
    for instance in objects:
        for team in teams:
            team.translate(instance)
    # What happened before the site opens is history, not news, and mailed to nobody.
    Notification.objects.all().delete()
    run_waiting_jobs()


def run_waiting_jobs() -> None:
    """Do at once what a worker would do after the transaction; raise if any of it failed."""
    waiting = Job.objects.filter(state=JobState.WAITING).order_by("pk")
    for pk in waiting.values_list("pk", flat=True):
        run_job.call(pk)
    failed = Job.objects.filter(state=JobState.FAILED).first()
    if failed:
        raise RuntimeError(f"{failed.get_kind_display()}, {failed}: {failed.error}")


class TeamOfOneLanguage:
    """The accounts of one language at work."""

    def __init__(self, language: Language):
        self.locale = Locale.objects.get(language_code=language.code)
        self.language = language
        self.words = catalogue(language)
        self.editor = accounts.editor()
        self.translator = accounts.find(accounts.translator_name(language))
        self.reviewer = accounts.find(accounts.reviewer_name(language))

    def translate(self, instance) -> None:
        """Translate what the catalogue has; leave an object alone that it does not know."""
        if not self._is_begun(instance):
            return
        order = {"assignees": {self.language.code: self.translator.pk}, **self._order(instance)}
        assignment = StartTranslation(self.editor, instance, self.locale, order).execute()
        segments = load_segments(assignment.translation)
        known = [segment for segment in segments if segment.source in self.words]
        self._write(known)
        if len(known) == len(segments):
            self._review(assignment, self._plan(instance))

    def _is_begun(self, instance) -> bool:
        return any(getattr(instance, name, None) in self.words for name in BEGUN_BY)

    def _write(self, segments: list[Segment]) -> None:
        """All at once: saving each segment by itself would keep a newcomer waiting for minutes."""
        StringTranslation.objects.bulk_create(
            [
                StringTranslation(
                    locale=self.locale,
                    translation_of_id=segment.string_id,
                    context_id=segment.context_id,
                    data=self.words[segment.source],
                    translation_type=StringTranslation.TRANSLATION_TYPE_MANUAL,
                    last_translated_by=self.translator,
                )
                for segment in segments
            ],
            update_conflicts=True,
            unique_fields=["locale", "translation_of", "context"],
            update_fields=["data", "translation_type", "tool_name", "last_translated_by"],
        )

    def _review(self, assignment: Assignment, plan: dict) -> None:
        SubmitForReview(self.translator, assignment, despite_warnings=True).execute()
        if plan.get("state") == "in-review":
            return
        if plan.get("state") == "returned":
            Return(self.reviewer, assignment, plan["comment"]).execute()
            return
        Approve(self.reviewer, assignment).execute()

    def _plan(self, instance) -> dict:
        """What the demonstration wants to show of this object in this language, if anything."""
        for plan in read("workshop")["translation"]:
            is_meant = plan["key"] == getattr(instance, "slug", "")
            if is_meant and self.language.code in plan["languages"]:
                return plan
        return {}

    def _order(self, instance) -> dict:
        plan = self._plan(instance)
        order = {"note": plan.get("note", "")}
        if "due_in_days" in plan:
            day = timezone.localdate() + timedelta(days=plan["due_in_days"])
            order["deadline"] = day.isoformat()
        return order
