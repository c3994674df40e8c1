"""Which languages are another one in a second script, made from it and never translated by hand.

The table of languages says so (``Language.derived_from``); nothing here knows which they are.
"""

from wagtail.models import Locale

from core.languages import Language, all_languages, get


def derived_languages(origin: Language) -> list[Language]:
    """The languages whose text is the text of this one in another script."""
    return [language for language in all_languages() if language.derived_from == origin.code]


def derived_locales(origin: Language) -> list[Locale]:
    codes = [language.code for language in derived_languages(origin)]
    return list(Locale.objects.filter(language_code__in=codes)) if codes else []


def is_derived(locale: Locale) -> bool:
    return bool(get(locale.language_code).derived_from)
