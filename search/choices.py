"""Choices of the models of search."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ExtractionOutcome(models.TextChoices):
    """The result of extracting the text of an uploaded file."""

    READ = "read", pgettext_lazy("file", "read")
    BEGINNING = "beginning", _("read, the beginning only")
    NO_TEXT = "no-text", _("no text in it")
    PROTECTED = "protected", _("protected by a password")
    DAMAGED = "damaged", _("damaged")
    TOO_LARGE = "too-large", _("too large")
    NOT_A_PDF = "not-a-pdf", _("not a PDF")
