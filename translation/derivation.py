"""Languages that are derived from another one: the same text in a second script, transliterated.

Which languages these are is set in the table of languages (``Language.derived_from``).
"""

from wagtail.models import Locale

from core.languages import Language, all_languages, site_language


def derived_languages(origin: Language) -> list[Language]:
    """Return the languages whose text is the text of ``origin`` in another script."""
    return [language for language in all_languages() if language.derived_from == origin.code]


def derived_locales(origin: Language) -> list[Locale]:
    codes = [language.code for language in derived_languages(origin)]
    return list(Locale.objects.filter(language_code__in=codes)) if codes else []


def is_derived(locale: Locale) -> bool:
    return bool(site_language(locale.language_code).derived_from)
