from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.snippets.blocks import SnippetChooserBlock

from core.blocks.choices import LanguageChoiceBlock
from core.blocks.text import TEXT_FEATURES
from declarations.choices import VersionStatus


class ParagraphBlock(blocks.StructBlock):
    """A numbered paragraph. Its number is data, so that its address outlives a rearrangement."""

    number = blocks.IntegerBlock(
        label=_("Number"),
        min_value=1,
        required=False,
        help_text=_(
            "Left empty, it is given when you save. Citations rely on it: do not reuse it."
        ),
    )
    text = blocks.RichTextBlock(label=_("Text"), features=TEXT_FEATURES)
    themes = blocks.ListBlock(
        SnippetChooserBlock("core.Theme", label=_("Theme")), label=_("Themes"), default=[]
    )

    class Meta:
        icon = "list-ol"
        label = _("Paragraph")
        description = _("A numbered paragraph of the declaration, with its themes.")
        preview_value = {
            "number": 4,
            "text": _("The coordinators meet regularly."),
            "themes": [],
        }


class LanguageVersionBlock(blocks.StructBlock):
    """The document in one language: where it is and what it is worth."""

    language = LanguageChoiceBlock()
    status = blocks.ChoiceBlock(label=_("Status"), choices=VersionStatus.choices)
    document = DocumentChooserBlock(label=_("File"), required=False)
    url = blocks.URLBlock(label=_("Address"), required=False, max_length=600)
    note = blocks.CharBlock(label=_("Note"), max_length=200, required=False, default="")

    class Meta:
        icon = "globe"
        label = _("Language version")
        description = _("The document in one language, as a file or at an address.")
        preview_value = {
            "language": "",
            "status": "official-text",
            "url": "https://example.org/declaration.pdf",
        }

    def clean(self, value):
        cleaned = super().clean(value)
        if not cleaned["document"] and not cleaned["url"]:
            error = ValidationError(_("Choose a file or give an address."))
            raise StructBlockValidationError(block_errors={"document": error})
        return cleaned
