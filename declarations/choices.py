from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class DeclarationKind(models.TextChoices):
    JOINT_DECLARATION = "joint-declaration", _("Joint declaration")
    MINISTERIAL_DECLARATION = "ministerial-declaration", _("Ministerial declaration")
    STATEMENT = "statement", _("Statement")
    STRATEGY = "strategy", _("Strategy")


class LanguageVersionStatus(models.TextChoices):
    """The legal status of a language version; only the official text is binding."""

    OFFICIAL_TEXT = "official-text", _("Official text")
    OFFICIAL_TRANSLATION = "official-translation", _("Official translation")
    UNOFFICIAL_TRANSLATION = "unofficial-translation", _("Unofficial translation")
    DRAFT = "draft", pgettext_lazy("language version", "Draft")


class SignatureStatus(models.TextChoices):
    """Whether the signatories are recorded. "Not recorded" does not mean that nobody signed."""

    LISTED = "listed", _("The signatories are listed")
    NONE = "none", _("The document was not signed")
    NOT_RECORDED = "not-recorded", _("The sources do not name the signatories")


class TextKind(models.TextChoices):
    """Whether a page contains the text of the document, or a summary of it."""

    FULL = "full", _("The text of the document")
    SUMMARY = "summary", _("A summary in our own words")
