"""The machine translator of the demonstration, which needs no network."""

import re

from bs4 import BeautifulSoup, NavigableString
from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale
from wagtail_localize.machine_translators.base import BaseMachineTranslator
from wagtail_localize.models import StringTranslation
from wagtail_localize.strings import StringValue

from translation.choices import TermStatus
from translation.models import GlossaryTermForm
from translation.segments.markup import plain_text

MAX_PHRASES = 5000
MAX_PHRASE_LENGTH = 80  # characters


class PhraseBookTranslator(BaseMachineTranslator):
    """Replaces glossary terms and short texts that were translated before.

    Everything else stays in the source language, so that a person has to complete every text.
    """

    display_name = _("Phrase book")
    suggest_label = _("Translate with the phrase book")
    pretranslate_label = _("Fill the empty texts from the phrase book")

    def can_translate(self, source_locale: Locale, target_locale: Locale) -> bool:
        return source_locale.language_code != target_locale.language_code

    def translate(
        self, source_locale: Locale, target_locale: Locale, strings: list[StringValue]
    ) -> dict[StringValue, StringValue]:
        """Return the translations; a text without a known phrase has none."""
        phrases = self._phrases(source_locale, target_locale)
        if not phrases:
            return {}
        longest_first = sorted(phrases, key=len, reverse=True)
        pattern = re.compile(
            rf"(?<!\w)(?:{'|'.join(re.escape(phrase) for phrase in longest_first)})(?!\w)",
            re.IGNORECASE,
        )
        translated = {string: self._replace(string, pattern, phrases) for string in strings}
        return {string: text for string, text in translated.items() if text != string}

    def _phrases(self, source_locale: Locale, target_locale: Locale) -> dict[str, str]:
        confirmed = StringTranslation.objects.filter(
            translation_of__locale=source_locale,
            locale=target_locale,
            translation_type=StringTranslation.TRANSLATION_TYPE_MANUAL,
            has_error=False,
        ).order_by("updated_at")
        pairs = list(confirmed.values_list("translation_of__data", "data")[:MAX_PHRASES])
        forms = GlossaryTermForm.objects.filter(locale=target_locale, status=TermStatus.APPROVED)
        pairs += forms.values_list("term__text", "text")
        return {
            plain_text(before).lower(): plain_text(after)
            for before, after in pairs
            if 2 < len(plain_text(before)) <= MAX_PHRASE_LENGTH
        }

    def _replace(
        self, string: StringValue, pattern: re.Pattern, phrases: dict[str, str]
    ) -> StringValue:
        soup = BeautifulSoup(string.data, "html.parser")
        for node in [item for item in soup.descendants if isinstance(item, NavigableString)]:
            node.replace_with(pattern.sub(lambda found: phrases[found[0].lower()], node))
        return StringValue(str(soup))
