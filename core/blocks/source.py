from django.utils.translation import gettext_lazy as _
from wagtail import blocks


class SourceBlock(blocks.StructBlock):
    """A published page that the data of a record are taken from."""

    title = blocks.CharBlock(
        label=_("Publisher or title"),
        max_length=200,
        help_text=_("As the source calls itself; it is not translated."),
    )
    url = blocks.URLBlock(label=_("Address"), max_length=600, required=False)
    language = blocks.CharBlock(
        label=_("Language of the source"),
        max_length=20,
        required=False,
        default="",
        search_index=False,
        help_text=_(
            "Its short code, such as mk for Macedonian or cnr-Cyrl for Montenegrin in Cyrillic."
        ),
    )

    class Meta:
        icon = "link-external"
        label = _("Source")
        description = _("A published page that the facts are taken from.")
        template = "core/blocks/source.html"
        preview_value = {"title": "ICMPD", "url": "https://www.icmpd.org/", "language": ""}
