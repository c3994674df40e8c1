from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class DeclarationKind(models.TextChoices):
    JOINT_DECLARATION = "joint-declaration", _("Joint declaration")
    MINISTERIAL_DECLARATION = "ministerial-declaration", _("Ministerial declaration")
    STATEMENT = "statement", _("Statement")
    STRATEGY = "strategy", _("Strategy")


class VersionStatus(models.TextChoices):
    """What a language version is, legally: only one kind can be relied upon."""

    OFFICIAL_TEXT = "official-text", _("Official text")
    OFFICIAL_TRANSLATION = "official-translation", _("Official translation")
    UNOFFICIAL_TRANSLATION = "unofficial-translation", _("Unofficial translation")
    DRAFT = "draft", pgettext_lazy("language version", "Draft")


class Signature(models.TextChoices):
    """Unknown is not none: signatories may be listed, known to be none, or not recorded."""

    LISTED = "listed", _("The signatories are listed")
    NONE = "none", _("The document was not signed")
    NOT_RECORDED = "not-recorded", _("The sources do not name the signatories")


class TextKind(models.TextChoices):
    """Whether readers see the document's words or ours about it."""

    FULL = "full", _("The text of the document")
    SUMMARY = "summary", _("A summary in our own words")
