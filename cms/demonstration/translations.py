"""Loads the translations of the demonstration, with the actions of the translation app.

The catalogues contain one translation for each source text, wherever the text is used. A page whose
texts are all in the catalogue is published in that language, as if its translator and its reviewer
had finished it: all such languages of a page at once. One that is planned to be in review or
returned is sent, submitted and decided about by the accounts with these roles. A page with some
texts in the catalogue stays a translation in progress. A page without its title in the catalogue is
not sent. The second script of a language is derived by the same jobs as on a real site.

``translation_tasks.toml`` lists the pages that are not published and up to date in every language.
"""

from datetime import timedelta
from functools import cache
from pathlib import Path

import polib
from django.utils import timezone
from wagtail.models import Locale

from core.languages import Language, all_languages
from core.request_cache import new_request_cache
from translation.actions.prepare import PrepareSource, SentSource
from translation.actions.publish_reviewed import PublishReviewedTranslations, ReviewedTranslation
from translation.actions.review import ApproveTranslation, ReturnTranslation, SubmitForReview
from translation.actions.start import StartTranslation
from translation.choices import JobState
from translation.models import Assignment, TranslationJob
from translation.notifications.notify import nobody_notified
from translation.segments.string_translations import (
    manual_translation,
    store_string_translations,
)
from translation.tasks import run_job

from . import accounts
from .content import read_content, typographic

CATALOGUE_FOLDER = Path(__file__).parent / "translations"

# Fields of which one has to be in the catalogue; a text that several pages share is not enough.
REQUIRED_FIELDS = ("title", "name")


@cache
def catalogue(language: Language) -> dict[str, str]:
    """Return the translations by source text; empty for a language that has none yet."""
    path = CATALOGUE_FOLDER / f"{language.code}.po"
    if not path.exists():
        return {}
    entries = polib.pofile(str(path))
    return {
        typographic(entry.msgid): typographic(entry.msgstr)
        for entry in entries.translated_entries()
    }


def translate_objects(objects: list) -> None:
    """Translate snippets and pages, parents before children, into every language."""
    teams = [
        LanguageTeam(language)
        for language in all_languages()
        if not language.is_source and not language.derived_from
    ]
    with nobody_notified(), new_request_cache():
        for instance in objects:
            ready = [team for team in teams if team.has_title_of(instance)]
            if ready:
                translate_object(instance, ready)
    run_waiting_jobs()


def translate_object(instance, teams: list["LanguageTeam"]) -> None:
    """Publish the finished translations of an object at once; do the others one by one."""
    editor = accounts.editor_user()
    sent = PrepareSource(editor, instance).execute()
    finished = [team for team in teams if team.has_finished(instance, sent)]
    reviewed = [team.reviewed_translation() for team in finished]
    PublishReviewedTranslations(editor, instance, sent, reviewed).execute()
    for team in teams:
        if team not in finished:
            team.translate(instance, sent)


def run_waiting_jobs() -> None:
    """Run the waiting jobs, as a worker would after the transaction; raise if one has failed."""
    waiting = TranslationJob.objects.filter(state=JobState.WAITING).order_by("pk")
    with new_request_cache():
        for pk in waiting.values_list("pk", flat=True):
            run_job.call(pk)
    failed = TranslationJob.objects.filter(state=JobState.FAILED).first()
    if failed:
        raise RuntimeError(f"{failed.get_kind_display()}, {failed}: {failed.error}")


class LanguageTeam:
    """Translates with the catalogue and the accounts of one language."""

    def __init__(self, language: Language):
        self.locale = Locale.objects.get(language_code=language.code)
        self.language = language
        self.translations = catalogue(language)
        self.editor = accounts.editor_user()
        self.translator = accounts.find_user(accounts.translator_username(language))
        self.reviewer = accounts.find_user(accounts.reviewer_username(language))

    def has_title_of(self, instance) -> bool:
        """Return whether the title or name of an object is in the catalogue."""
        return any(getattr(instance, name, None) in self.translations for name in REQUIRED_FIELDS)

    def has_finished(self, instance, sent: SentSource) -> bool:
        """Return whether all texts are in the catalogue, and nothing else is planned for them."""
        texts = {row.string.data for row in sent.rows}
        return texts <= self.translations.keys() and not self._plan(instance)

    def reviewed_translation(self) -> ReviewedTranslation:
        return ReviewedTranslation(self.locale, self.translations, self.translator, self.reviewer)

    def translate(self, instance, sent: SentSource) -> None:
        """Send and translate an object; ``sent`` is what its translations have in common."""
        request = {"assignees": {self.language.code: self.translator.pk}, **self._request(instance)}
        start = StartTranslation(self.editor, instance, self.locale, request, sent)
        assignment = start.execute()
        translated = [text for text in sent.rows if text.string.data in self.translations]
        store_string_translations(
            manual_translation(
                text, self.locale, self.translations[text.string.data], self.translator
            )
            for text in translated
        )
        if len(translated) == len(sent.rows):
            self._review(assignment, self._plan(instance))

    def _review(self, assignment: Assignment, plan: dict) -> None:
        SubmitForReview(self.translator, assignment, despite_warnings=True).execute()
        if plan.get("state") == "in-review":
            return
        if plan.get("state") == "returned":
            ReturnTranslation(self.reviewer, assignment, plan["comment"]).execute()
            return
        ApproveTranslation(self.reviewer, assignment, assignment.revision_id).execute()

    def _plan(self, instance) -> dict:
        """Return the configured state of this object in this language, or an empty dictionary."""
        for page in read_content("translation_tasks")["page"]:
            if page["key"] == getattr(instance, "slug", ""):
                for plan in page.get("translations", []):
                    if self.language.code in plan["languages"]:
                        return plan
        return {}

    def _request(self, instance) -> dict:
        """Return the note and the deadline of the translation request."""
        plan = self._plan(instance)
        request = {"note": plan.get("note", "")}
        if "due_in_days" in plan:
            day = timezone.localdate() + timedelta(days=plan["due_in_days"])
            request["deadline"] = day.isoformat()
        return request
