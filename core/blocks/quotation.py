from django.utils.translation import gettext_lazy as _
from wagtail import blocks


class QuotationBlock(blocks.StructBlock):
    """A quotation from a document or an institution."""

    text = blocks.TextBlock(label=_("Quotation"))
    attribution = blocks.CharBlock(
        label=_("Where it is from"),
        max_length=200,
        help_text=_("A document or an institution, never a person."),
    )

    class Meta:
        icon = "openquote"
        label = _("Quotation")
        description = _("A short quotation with its origin.")
        template = "core/blocks/quotation.html"
        preview_value = {
            "text": _("The coordinators take the decisions and set the agenda."),
            "attribution": _("The network’s secretariat"),
        }
