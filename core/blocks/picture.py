from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail import blocks
from wagtail.images.blocks import ImageChooserBlock


class PictureBlock(blocks.StructBlock):
    """An image with its text alternative (WCAG 2.2, 1.1.1)."""

    image = ImageChooserBlock(
        label=_("Picture"),
        help_text=_(
            "Show places, meetings and documents. Never show victims, chains or staged suffering."
        ),
    )
    alternative_text = blocks.CharBlock(
        label=_("Alternative text"),
        max_length=250,
        help_text=_("What the picture shows, for people who cannot see it."),
    )
    caption = blocks.CharBlock(
        label=pgettext_lazy("of a picture", "Caption"), max_length=250, required=False, default=""
    )

    def get_searchable_content(self, value):
        """Add the credit, which belongs to the image, to the texts of the block."""
        image = value.get("image")
        credit = [image.credit] if image and image.credit else []
        return [*super().get_searchable_content(value), *credit]

    class Meta:
        icon = "image"
        label = _("Picture")
        description = _("A picture with alternative text and an optional caption.")
        template = "core/blocks/picture.html"
