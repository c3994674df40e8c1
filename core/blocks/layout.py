"""What editors put around the pages: names of the site, links of menu and footer, a notice."""

import re

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError

from core.languages import all_languages, source_language

from .choices import LanguageChoiceBlock
from .language_rows import LanguageRowsBlock
from .text import INLINE_FEATURES

_OWN_PATH = re.compile(r"/([\w.~%-]+/)*[\w.~%-]*(\?[\w=&%.~+-]*)?(#[\w-]*)?")


def validate_link_address(address: str) -> None:
    """Accept a path of this site without its language, or the complete URL of another site."""
    if _OWN_PATH.fullmatch(address):
        first = address.split("/", 2)[1]
        if first in {language.code for language in all_languages()}:
            raise ValidationError(
                _("Leave out the language: write %(path)s. Each reader stays in their own.")
                % {"path": address.removeprefix(f"/{first}") or "/"}
            )
    else:
        message = _("Write an address such as /data/ or https://www.example.org/.")
        URLValidator(schemes=["https", "http"], message=message)(address)


class SiteNamesBlock(blocks.StructBlock):
    """The names of the site in one language."""

    language = LanguageChoiceBlock()
    short_name = blocks.CharBlock(label=gettext_lazy("Short name"), max_length=40, required=False)
    name = blocks.CharBlock(label=gettext_lazy("Full name"), max_length=150, required=False)
    description = blocks.CharBlock(
        label=gettext_lazy("Description in one line"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Shown at the foot of every page."),
    )

    class Meta:
        icon = "globe"
        label = gettext_lazy("Names in one language")
        label_format = "{language}"


class LabelBlock(blocks.StructBlock):
    """A short text in one language."""

    language = LanguageChoiceBlock()
    text = blocks.CharBlock(label=gettext_lazy("Text"), max_length=60)

    class Meta:
        icon = "globe"
        label = gettext_lazy("Text in one language")
        label_format = "{language}: {text}"


class NoticeTextBlock(blocks.StructBlock):
    """A notice in one language."""

    language = LanguageChoiceBlock()
    text = blocks.RichTextBlock(
        label=gettext_lazy("Text"), features=INLINE_FEATURES, max_length=500
    )

    class Meta:
        icon = "globe"
        label = gettext_lazy("Text in one language")
        label_format = "{language}"


class LayoutLinkBlock(blocks.StructBlock):
    """A link to a page or an address, with a text for each language."""

    page = blocks.PageChooserBlock(label=gettext_lazy("Page"), required=False)
    address = blocks.CharBlock(
        label=gettext_lazy("or address"),
        required=False,
        max_length=300,
        help_text=gettext_lazy(
            "On this site without the language, such as /data/, or of another site, such as "
            "https://www.example.org/."
        ),
    )
    labels = LanguageRowsBlock(
        [("label", LabelBlock())],
        label=gettext_lazy("Texts of the link"),
        required=False,
        help_text=gettext_lazy("A page without a text here is named by its title."),
    )

    class Meta:
        icon = "link"
        label = gettext_lazy("Link")

    def clean(self, value):
        cleaned, errors = super().clean(value), {}
        page, address = cleaned["page"], cleaned["address"]
        if bool(page) == bool(address) and not self.is_deferred_validation:
            errors["page"] = ValidationError(_("Choose either a page or an address."))
        elif page and page.locale.language_code != source_language().code:
            errors["page"] = ValidationError(
                _("Choose the page in %(language)s. Readers are led to it in their own language.")
                % {"language": source_language().name}
            )
        elif address:
            try:
                validate_link_address(address)
            except ValidationError as error:
                errors["address"] = error
            if not cleaned["labels"] and not self.is_deferred_validation:
                errors["labels"] = ValidationError(_("Write at least one text for this address."))
        if errors:
            raise StructBlockValidationError(errors)
        return cleaned


class LinkGroupBlock(blocks.StructBlock):
    """Links below a heading."""

    headings = LanguageRowsBlock([("label", LabelBlock())], label=gettext_lazy("Heading"))
    links = blocks.ListBlock(LayoutLinkBlock(), label=gettext_lazy("Links"))

    class Meta:
        icon = "list-ul"
        label = gettext_lazy("Group of links")
