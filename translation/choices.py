"""The words of the workshop: how far a translation is, where a text comes from."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class State(models.TextChoices):
    """How far the work on one page in one language is."""

    IN_PROGRESS = "in-progress", _("in progress")
    IN_REVIEW = "in-review", _("in review")
    RETURNED = "returned", _("returned")
    APPROVED = "approved", _("approved, not yet published")
    PUBLISHED = "published", _("published")


class Priority(models.IntegerChoices):
    LOW = 1, _("low")
    NORMAL = 2, _("normal")
    HIGH = 3, _("high")


class Origin(models.TextChoices):
    """Where the words of a segment come from; kept as ``StringTranslation.tool_name``.

    Whether a person stands behind them is another question: ``translation_type`` is *manual* for
    confirmed words and *machine* for all others. Only confirmed words are ever published.
    """

    TYPED = "", _("typed")
    MEMORY = "memory", _("from the memory")
    MACHINE = "machine", _("machine translation")
    IMPORTED = "import", _("imported")
    DERIVED = "derived", _("derived from the other script")
    KEPT = "kept", _("kept as in the source")
    RESTORED = "restored", _("restored")


class SegmentState(models.TextChoices):
    """What a translator sees of a segment."""

    UNTRANSLATED = "untranslated", _("untranslated")
    CHANGED = "changed", _("source changed")
    UNCONFIRMED = "unconfirmed", _("to confirm")
    CONFIRMED = "confirmed", _("confirmed")


class JobKind(models.TextChoices):
    SEND = "send", _("send to translation")
    DERIVE = "derive", _("derive the other script")
    FOLLOW = "follow", _("follow the source")


class JobState(models.TextChoices):
    WAITING = "waiting", _("waiting")
    RUNNING = "running", _("running")
    DONE = "done", _("done")
    FAILED = "failed", _("failed")


class TermCategory(models.TextChoices):
    INSTITUTION = "institution", _("institution")
    DESIGNATION = "designation", _("state designation")
    TITLE = "title", pgettext_lazy("of a person", "title")
    TREATY = "treaty", _("treaty")
    SUBJECT = "subject", _("subject")


class TermStatus(models.TextChoices):
    """Status of a form, as TBX (ISO 30042) has it: preferred or deprecated."""

    APPROVED = "approved", _("approved")
    FORBIDDEN = "forbidden", _("forbidden")


class Event(models.TextChoices):
    """What a person can be told of."""

    ASSIGNED = "assigned", _("A page was sent to you for translation")
    SOURCE_CHANGED = "source-changed", _("The source of your translation changed")
    SUBMITTED = "submitted", _("A translation waits for your review")
    RETURNED = "returned", _("Your translation came back with a comment")
    PUBLISHED = "published", _("Your translation was published")
    DUE = "due", _("A translation is due in three days")
    OVERDUE = "overdue", _("A translation is overdue")


class Delivery(models.TextChoices):
    """How a person wants to be told."""

    AT_ONCE = "at-once", _("by e-mail at once")
    DIGEST = "digest", _("once a day by e-mail")
    DASHBOARD = "dashboard", _("only on the start page")
