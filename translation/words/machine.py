"""Machine translation as a plug-in: the setting ``TRANSLATION_MACHINE`` names a class.

Whatever a machine says stays unconfirmed until a person stands behind it.
"""

import re
from abc import ABC, abstractmethod
from dataclasses import dataclass

from bs4 import BeautifulSoup, NavigableString
from django.conf import settings
from django.db import transaction
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _
from wagtail_localize.models import StringTranslation

from core.languages import Language
from translation.actions.write import text_error
from translation.choices import Origin, TermStatus
from translation.models import Assignment, SegmentChange, TermForm
from translation.policies import policy_for
from translation.words.segments import Segment, load_segments, plain

MOST_PHRASES = 5000
LONGEST_PHRASE = 80


class MachineTranslator(ABC):
    """What a plug-in has to offer. It is made anew for every request.

    ``ask`` and ``fill`` stand on the buttons for one text and for all that are empty: whole
    sentences, since a name alone cannot be put into a sentence in every language.
    """

    ask = _("Ask for a machine translation")
    fill = _("Fill the empty texts by machine translation")

    def can_translate(self, source: Language, target: Language) -> bool:
        """Whether the machine knows this pair of languages."""
        return True

    @abstractmethod
    def translate(self, texts: list[str], source: Language, target: Language) -> list[str | None]:
        """Translate HTML strings with inline tags only, keeping the tags; ``None`` if unable."""


class PhraseBook(MachineTranslator):
    """A machine without a network: it puts in the terms and short texts that the site knows.

    What it does not know stays in the source language, so a person has to finish every text.
    """

    ask = _("Look it up in the phrase book")
    fill = _("Fill the empty texts from the phrase book")

    def translate(self, texts: list[str], source: Language, target: Language) -> list[str | None]:
        phrases = self._phrases(source, target)
        if not phrases:
            return [None] * len(texts)
        longest_first = sorted(phrases, key=len, reverse=True)
        pattern = re.compile(
            rf"(?<!\w)(?:{'|'.join(re.escape(phrase) for phrase in longest_first)})(?!\w)",
            re.IGNORECASE,
        )
        return [self._translate(text, pattern, phrases) for text in texts]

    def _phrases(self, source: Language, target: Language) -> dict[str, str]:
        known = StringTranslation.objects.filter(
            translation_of__locale__language_code=source.code,
            locale__language_code=target.code,
            translation_type=StringTranslation.TRANSLATION_TYPE_MANUAL,
            has_error=False,
        ).order_by("updated_at")
        pairs = list(known.values_list("translation_of__data", "data")[:MOST_PHRASES])
        forms = TermForm.objects.filter(
            locale__language_code=target.code, status=TermStatus.APPROVED
        )
        pairs += forms.values_list("term__text", "text")
        return {
            plain(before).lower(): plain(after)
            for before, after in pairs
            if 2 < len(plain(before)) <= LONGEST_PHRASE
        }

    def _translate(self, text: str, pattern: re.Pattern, phrases: dict[str, str]) -> str | None:
        soup = BeautifulSoup(text, "html.parser")
        for node in [item for item in soup.descendants if isinstance(item, NavigableString)]:
            node.replace_with(pattern.sub(lambda found: phrases[found[0].lower()], node))
        translated = str(soup)
        return translated if translated != text else None


def machine_for(assignment: Assignment) -> MachineTranslator | None:
    """The machine of this site, if there is one and it knows the languages."""
    path = getattr(settings, "TRANSLATION_MACHINE", "")
    machine = import_string(path)() if path else None
    languages = assignment.source_language, assignment.language
    return machine if machine and machine.can_translate(*languages) else None


def suggest(assignment: Assignment, segments: list[Segment]) -> list[str | None]:
    """What the machine makes of these texts; nothing is stored."""
    machine = machine_for(assignment)
    if not machine or not segments:
        return [None] * len(segments)
    texts = [segment.source for segment in segments]
    return machine.translate(texts, assignment.source_language, assignment.language)


@dataclass
class FillByMachine:
    """Put the machine's words into every text that has none, unconfirmed; return how many."""

    user: object
    assignment: Assignment

    @transaction.atomic
    def execute(self) -> int:
        policy_for(self.user).check("edit", self.assignment)
        translation = self.assignment.translation
        empty = [segment for segment in load_segments(translation) if not segment.words]
        found = [
            (segment, text)
            for segment, text in zip(empty, suggest(self.assignment, empty), strict=True)
            if text
        ]
        StringTranslation.objects.bulk_create(
            [self._words(segment, text) for segment, text in found], ignore_conflicts=True
        )
        SegmentChange.objects.bulk_create(
            [
                SegmentChange(
                    translation=translation,
                    string_id=segment.string_id,
                    context_id=segment.context_id,
                    after=text,
                    origin=Origin.MACHINE,
                    changed_by=self.user,
                )
                for segment, text in found
            ]
        )
        return len(found)

    def _words(self, segment: Segment, text: str) -> StringTranslation:
        error = text_error(segment, text)
        return StringTranslation(
            translation_of_id=segment.string_id,
            context_id=segment.context_id,
            locale_id=self.assignment.translation.target_locale_id,
            data=text,
            translation_type=StringTranslation.TRANSLATION_TYPE_MACHINE,
            tool_name=Origin.MACHINE,
            last_translated_by=self.user,
            has_error=bool(error),
            field_error=error,
        )
