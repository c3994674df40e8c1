"""Choice blocks for languages, with the same value in every translation of a page."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from core.languages import all_languages


def language_choices() -> list[tuple[str, str]]:
    return [(language.code, language.name) for language in all_languages()]


class LanguageChoiceBlock(blocks.ChoiceBlock):
    """One of the site's languages; its name is not indexed as text of the page."""

    def __init__(self, **kwargs):
        kwargs.setdefault("label", _("Language"))
        super().__init__(choices=language_choices, search_index=False, **kwargs)
