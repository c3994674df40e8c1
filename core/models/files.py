"""The site's image and document models."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument, Document
from wagtail.images.models import AbstractImage, AbstractRendition, Image


class SiteImage(AbstractImage):
    """An uploaded image. Its alternative text is part of the block that uses it."""

    credit = models.CharField(
        _("credit"),
        max_length=200,
        blank=True,
        help_text=_("Who made the picture, as it should be printed below it."),
    )

    admin_form_fields = (*Image.admin_form_fields, "credit")


class SiteRendition(AbstractRendition):
    image = models.ForeignKey(SiteImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=("image", "filter_spec", "focal_point_key"), name="one_rendition_per_filter"
            )
        ]


class SiteDocument(AbstractDocument):
    """An uploaded file, such as an agenda or a strategy."""

    admin_form_fields = Document.admin_form_fields

    @property
    def kind(self) -> str:
        """The file's format as readers know it, e.g. ``PDF``."""
        return self.file_extension.upper()
