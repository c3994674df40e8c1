"""Machine translation as a plug-in: the setting ``MACHINE_TRANSLATOR`` is the path of a class.

What a machine translates stays unconfirmed until a person confirms it.
"""

import re
from abc import ABC, abstractmethod

from bs4 import BeautifulSoup, NavigableString
from django.conf import settings
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _
from wagtail_localize.models import StringTranslation

from core.languages import Language
from translation.choices import TermStatus
from translation.models import Assignment, GlossaryTermForm
from translation.segments.markup import plain_text
from translation.segments.text import TranslationSegment

MAX_PHRASES = 5000
MAX_PHRASE_LENGTH = 80  # characters


class MachineTranslator(ABC):
    """The base class of plug-ins. One is created for every request, without arguments.

    ``suggest_label`` and ``pretranslate_label`` are the labels of the buttons for one text and for
    all empty texts. They are whole sentences: the name of a machine cannot be inserted into one in
    every language.
    """

    suggest_label = _("Ask for a machine translation")
    pretranslate_label = _("Fill the empty texts by machine translation")

    def can_translate(self, source: Language, target: Language) -> bool:
        """Whether the machine translates from ``source`` into ``target``."""
        return True

    @abstractmethod
    def translate(self, texts: list[str], source: Language, target: Language) -> list[str | None]:
        """Translate strings of HTML that have inline tags only, and keep these tags.

        Return one item for each text, ``None`` where the machine has no translation.
        """


class PhraseBookTranslator(MachineTranslator):
    """A machine without a network: it replaces glossary terms and short texts translated before.

    Everything else stays in the source language, so that a person has to complete every text.
    """

    suggest_label = _("Translate with the phrase book")
    pretranslate_label = _("Fill the empty texts from the phrase book")

    def translate(self, texts: list[str], source: Language, target: Language) -> list[str | None]:
        phrases = self._phrases(source, target)
        if not phrases:
            return [None] * len(texts)
        longest_first = sorted(phrases, key=len, reverse=True)
        pattern = re.compile(
            rf"(?<!\w)(?:{'|'.join(re.escape(phrase) for phrase in longest_first)})(?!\w)",
            re.IGNORECASE,
        )
        return [self._replace(text, pattern, phrases) for text in texts]

    def _phrases(self, source: Language, target: Language) -> dict[str, str]:
        confirmed = StringTranslation.objects.filter(
            translation_of__locale__language_code=source.code,
            locale__language_code=target.code,
            translation_type=StringTranslation.TRANSLATION_TYPE_MANUAL,
            has_error=False,
        ).order_by("updated_at")
        pairs = list(confirmed.values_list("translation_of__data", "data")[:MAX_PHRASES])
        forms = GlossaryTermForm.objects.filter(
            locale__language_code=target.code, status=TermStatus.APPROVED
        )
        pairs += forms.values_list("term__text", "text")
        return {
            plain_text(before).lower(): plain_text(after)
            for before, after in pairs
            if 2 < len(plain_text(before)) <= MAX_PHRASE_LENGTH
        }

    def _replace(self, text: str, pattern: re.Pattern, phrases: dict[str, str]) -> str | None:
        soup = BeautifulSoup(text, "html.parser")
        for node in [item for item in soup.descendants if isinstance(item, NavigableString)]:
            node.replace_with(pattern.sub(lambda found: phrases[found[0].lower()], node))
        translated = str(soup)
        return translated if translated != text else None


def machine_translator_for(assignment: Assignment) -> MachineTranslator | None:
    """Return the machine of this site, if there is one and it supports the languages."""
    path = getattr(settings, "MACHINE_TRANSLATOR", "")
    machine = import_string(path)() if path else None
    languages = assignment.source_language, assignment.language
    return machine if machine and machine.can_translate(*languages) else None


def suggest_translations(
    assignment: Assignment, segments: list[TranslationSegment]
) -> list[str | None]:
    """Return the machine's translations of these segments; nothing is stored."""
    machine = machine_translator_for(assignment)
    if not machine or not segments:
        return [None] * len(segments)
    texts = [segment.source for segment in segments]
    return machine.translate(texts, assignment.source_language, assignment.language)
