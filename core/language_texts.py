"""Texts that are kept by language, and which of them a reader is shown."""

from collections.abc import Container, Mapping
from dataclasses import dataclass

from .languages import Language, site_language
from .writing.transliteration import transliterate, transliterate_html


@dataclass(frozen=True)
class LanguageText:
    """A text, and the language that it is in."""

    text: str
    text_language: Language

    def __str__(self):
        return self.text


def code_of_text(codes: Container[str], language: Language) -> str | None:
    """Return which of the languages that have a text readers of a language are shown.

    A derived script has the text of its origin, which is to be transliterated, before the texts of
    other languages.
    """
    candidates = [language.code, language.derived_from]
    candidates += [fallback.code for fallback in language.fallback_chain]
    return next((code for code in candidates if code in codes), None)


def text_for(
    texts: Mapping[str, str], language: Language, is_html: bool = False
) -> LanguageText | None:
    """Return the text that readers of a language are shown; empty texts count as missing."""
    code = code_of_text([code for code, text in texts.items() if text], language)
    if code is None:
        return None
    if code == language.derived_from:
        convert = transliterate_html if is_html else transliterate
        return LanguageText(convert(texts[code]), language)
    return LanguageText(texts[code], site_language(code))
