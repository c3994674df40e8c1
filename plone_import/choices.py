from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ImportTarget(models.TextChoices):
    """What an object of the old site becomes, as a mapping file names it."""

    PAGE = "page", _("a plain page")
    MEETING = "meeting", _("a meeting")
    DECLARATION = "declaration", _("a declaration")
    MILESTONE = "milestone", _("a milestone of the history")
    FILE = "file", _("a document or a picture")
    REDIRECT = "redirect", _("a redirect")
    NOTHING = "nothing", pgettext_lazy("an imported object becomes", "nothing")


class ImportResult(models.TextChoices):
    """What an import does with one object of the old site."""

    PAGE = "page", _("plain page")
    MEETING = "meeting", _("meeting")
    DECLARATION = "declaration", _("declaration")
    MILESTONE = "milestone", _("milestone")
    TRANSLATION = "translation", _("translation")
    DOCUMENT = "document", pgettext_lazy("file", "document")
    PICTURE = "picture", _("picture")
    REDIRECT = "redirect", pgettext_lazy("from an old address", "redirect")
    MERGED = "merged", _("part of another page")
    LEFT_OUT = "left-out", _("left out")
    NOT_MAPPED = "not-mapped", _("cannot be mapped")
    UNCHANGED = "unchanged", _("here already")
    CHANGED = "changed", _("here already, changed in the export since")


class ObjectVisibility(models.TextChoices):
    """Whether readers see what an object becomes."""

    LIVE = "live", _("published")
    SCHEDULED = "scheduled", pgettext_lazy("a page", "to be published")
    EXPIRED = "expired", _("expired")
    DRAFT = "draft", pgettext_lazy("a page", "draft")


class PloneImportState(models.TextChoices):
    WAITING = "waiting", pgettext_lazy("an import", "waiting")
    RUNNING = "running", pgettext_lazy("an import", "running")
    CHECKED = "checked", _("checked, nothing imported yet")
    IMPORTED = "imported", pgettext_lazy("an export", "imported")
    UNDONE = "undone", _("undone")
    FAILED = "failed", pgettext_lazy("an import", "failed")
