from django.conf import settings
from django.forms import CheckboxSelectMultiple
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock

from core.blocks.choices import LanguageChoiceBlock
from core.blocks.files import FileBlockValue, require_document_or_url
from core.blocks.text import TEXT_FEATURES
from core.languages import Language, site_language
from core.models import Theme
from core.models.theme import themes_for_reader
from core.request_cache import cached_for_request
from declarations.choices import LanguageVersionStatus

MAX_NUMBER = 9_999  # a longer one in a printed document would be a mistake


def theme_choices() -> list[tuple[str, str]]:
    """Return the slugs of the themes with their names in the editor's language."""
    return [(theme.slug, theme.name) for theme in themes_for_reader()]


class ThemeChoicesBlock(blocks.MultipleChoiceBlock):
    """Any number of themes, stored as slugs, which are the same in every language.

    A list of chooser blocks would need another query for readers, and a dialogue for each theme.
    """

    def __init__(self, **kwargs):
        kwargs |= {"choices": theme_choices, "widget": CheckboxSelectMultiple}
        super().__init__(search_index=False, **kwargs)

    def to_python(self, value) -> list[str]:
        """Skip the comparison of the stored slugs with the choices, which would need a query."""
        return list(value or [])

    def extract_references(self, value):
        """Yield the themes for Wagtail's reference index."""
        if value:
            ids = cached_for_request("theme ids by slug", Theme.objects.source_ids_by_slug)
            yield from ((Theme, str(ids[slug]), "", "") for slug in value if slug in ids)


def paragraph_anchor(number: int) -> str:
    """Return the id of a paragraph's HTML element, the same in every language."""
    return f"p-{number}"


class ParagraphBlock(blocks.StructBlock):
    """A paragraph. Its number is that of its block (``ParagraphNumber``), unless the document has
    numbers of its own, which the editor gives."""

    number = blocks.IntegerBlock(
        label=_("Number in the document"),
        min_value=1,
        max_value=MAX_NUMBER,
        required=False,
        search_index=False,
        help_text=_(
            "Only if the document itself numbers its paragraphs. Otherwise leave it empty: the "
            "paragraph gets the next number when it is first published, and keeps it for good."
        ),
    )
    text = blocks.RichTextBlock(label=_("Text"), features=TEXT_FEATURES)
    themes = ThemeChoicesBlock(label=_("Themes"), required=False, default=[])

    class Meta:
        icon = "list-ol"
        label = _("Paragraph")
        description = _("A numbered paragraph of the declaration, with its themes.")
        template = "declarations/blocks/paragraph.html"
        preview_value = {
            "number": 4,
            "text": _("The coordinators meet regularly."),
            "themes": [],
        }


class LanguageVersionValue(FileBlockValue):
    @property
    def shown_language(self) -> Language | None:
        return site_language(self["language"]) if self["language"] else None

    @property
    def status_label(self) -> str:
        return LanguageVersionStatus(self["status"]).label

    @property
    def is_official_text(self) -> bool:
        return self["status"] == LanguageVersionStatus.OFFICIAL_TEXT


class LanguageVersionBlock(blocks.StructBlock):
    """The document in one language: its file or URL, and its legal status."""

    language = LanguageChoiceBlock()
    status = blocks.ChoiceBlock(
        label=_("Status"), choices=LanguageVersionStatus.choices, search_index=False
    )
    is_shown_here = blocks.BooleanBlock(
        label=_("This is the text that readers see here"),
        required=False,
        default=False,
        help_text=_(
            "Tick it only if the text of this page in this language is this very version: "
            "readers are then told its status. A file or an address is not needed."
        ),
    )
    document = DocumentChooserBlock(label=_("File"), required=False)
    url = blocks.URLBlock(label=_("Address"), required=False, max_length=600)
    note = blocks.CharBlock(label=_("Note"), max_length=200, required=False, default="")

    class Meta:
        icon = "globe"
        label = _("Language version")
        value_class = LanguageVersionValue
        template = "declarations/blocks/language_version.html"
        description = _("The document in one language, as a file or at an address.")
        preview_value = {
            "language": settings.LANGUAGE_CODE,
            "status": "official-text",
            "document": None,
            "url": "https://example.org/declaration.pdf",
        }

    def clean(self, value):
        cleaned = super().clean(value)
        if not cleaned["is_shown_here"]:
            require_document_or_url(cleaned)
        return cleaned
