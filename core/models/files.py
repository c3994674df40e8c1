"""The site's image and document models."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument, Document
from wagtail.images.models import AbstractImage, AbstractRendition, Image, SourceImageIOError

from core.full_disk import is_disk_full

logger = logging.getLogger(__name__)


class SiteImage(AbstractImage):
    """An uploaded image. Its alternative text is part of the block that uses it."""

    credit = models.CharField(
        _("credit"),
        max_length=200,
        blank=True,
        help_text=_("Who made the picture, as it should be printed below it."),
    )

    licence = models.CharField(
        _("licence"),
        max_length=60,
        blank=True,
        default="",
        db_default="",
        help_text=_("Its short name, as its author writes it. Empty for pictures of your own."),
    )
    licence_url = models.URLField(
        _("address of the licence"), blank=True, default="", db_default=""
    )

    admin_form_fields = (*Image.admin_form_fields, "credit", "licence", "licence_url")

    class Meta:
        # A request for a file has nothing but its name.
        indexes = [models.Index(fields=["file"], name="image_by_file_name")]

    def create_rendition(self, filter):
        with _full_disk_as_missing_picture():
            return super().create_rendition(filter)

    def create_renditions(self, *filters):
        with _full_disk_as_missing_picture():
            return super().create_renditions(*filters)


@contextmanager
def _full_disk_as_missing_picture() -> Iterator[None]:
    """Have pages show the alternative text of a picture that cannot be stored in their size."""
    try:
        yield
    except OSError as error:
        if is_disk_full(error):
            logger.error("The disk is full: a picture could not be stored.")
            raise SourceImageIOError(str(error)) from error
        raise


class SiteRendition(AbstractRendition):
    image = models.ForeignKey(SiteImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        indexes = [models.Index(fields=["file"], name="rendition_by_file_name")]
        constraints = [
            models.UniqueConstraint(
                fields=("image", "filter_spec", "focal_point_key"), name="one_rendition_per_filter"
            )
        ]


class SiteDocument(AbstractDocument):
    """An uploaded file, such as an agenda or a strategy."""

    admin_form_fields = Document.admin_form_fields

    def clean(self):
        """Check the extension, unless a form has refused the file for another reason."""
        if self.file:
            super().clean()

    @property
    def kind(self) -> str:
        """The file's format as readers know it, e.g. ``PDF``."""
        return self.file_extension.upper()
