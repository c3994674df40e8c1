"""Choices that are not words to translate: they are the same on every language version."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from core.languages import all_languages
from core.territories import territory_choices


def language_choices() -> list[tuple[str, str]]:
    return [(language.code, language.name) for language in all_languages()]


class LanguageChoiceBlock(blocks.ChoiceBlock):
    """One of the site's languages."""

    def __init__(self, **kwargs):
        kwargs.setdefault("label", _("Language"))
        super().__init__(choices=language_choices, **kwargs)


class TerritoryChoiceBlock(blocks.ChoiceBlock):
    """A state or territory, by its code; its name and footnote are looked up when it is shown."""

    def __init__(self, **kwargs):
        kwargs.setdefault("label", _("State"))
        super().__init__(choices=territory_choices, **kwargs)
