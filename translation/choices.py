"""The states and types that translations, segments, jobs, terms and notifications have."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class TranslationState(models.TextChoices):
    """The state of the translation of one page or snippet into one language."""

    IN_PROGRESS = "in-progress", _("in progress")
    IN_REVIEW = "in-review", _("in review")
    RETURNED = "returned", _("returned")
    APPROVED = "approved", _("approved, not yet published")
    PUBLISHED = "published", _("published")


class TranslationPriority(models.IntegerChoices):
    LOW = 1, _("low")
    NORMAL = 2, _("normal")
    HIGH = 3, _("high")


class TranslationOrigin(models.TextChoices):
    """Where the target text of a segment comes from; stored as ``StringTranslation.tool_name``.

    Whether a person has confirmed it is stored separately: ``translation_type`` is *manual* for
    confirmed texts and *machine* for all others. Only confirmed texts are published.
    """

    TYPED = "", _("typed")
    MEMORY = "memory", _("from the translation memory")
    MACHINE = "machine", _("machine translation")
    IMPORTED = "import", _("imported")
    DERIVED = "derived", _("derived from the other script")
    KEPT = "kept", _("kept as in the source")
    REPLACED = "replaced", _("find and replace")
    RESTORED = "restored", _("restored")
    SUGGESTED = "suggested", _("suggested by another person")


class SegmentState(models.TextChoices):
    """The state of a segment as the translation editor shows it."""

    UNTRANSLATED = "untranslated", _("untranslated")
    CHANGED = "changed", _("source changed")
    UNCONFIRMED = "unconfirmed", _("to confirm")
    CONFIRMED = "confirmed", _("confirmed")


class JobKind(models.TextChoices):
    SEND = "send", _("send to translation")
    DERIVE = "derive", _("derive the other script")
    SYNCHRONISE = "follow", _("synchronise with the source")
    PRETRANSLATE = "machine", _("fill in by machine translation")
    IMPORT = "import", _("import translations")


class JobState(models.TextChoices):
    WAITING = "waiting", _("waiting")
    RUNNING = "running", _("running")
    DONE = "done", _("done")
    FAILED = "failed", _("failed")
    # The object was deleted before the job ran: nothing is left to do.
    DELETED = "deleted", _("page deleted")


class TermCategory(models.TextChoices):
    INSTITUTION = "institution", _("institution")
    DESIGNATION = "designation", _("state designation")
    TITLE = "title", pgettext_lazy("of a person", "title")
    TREATY = "treaty", _("treaty")
    SUBJECT = "subject", _("subject")


class TermStatus(models.TextChoices):
    """Status of a form of a term: in TBX (ISO 30042), *preferred*, *deprecated* or *proposed*."""

    APPROVED = "approved", _("approved")
    FORBIDDEN = "forbidden", _("forbidden")
    PROPOSED = "proposed", _("proposed")


class NotificationEvent(models.TextChoices):
    """What a person can be notified of."""

    ASSIGNED = "assigned", _("A page was sent to you for translation")
    SOURCE_CHANGED = "source-changed", _("The source of your translation changed")
    SUBMITTED = "submitted", _("A translation is waiting for your review")
    RETURNED = "returned", _("Your translation was returned with a comment")
    PUBLISHED = "published", _("Your translation was published")
    DUE = "due", _("A translation is due in three days")
    OVERDUE = "overdue", _("A translation is overdue")


class NotificationDelivery(models.TextChoices):
    """How a person wants to be notified."""

    AT_ONCE = "at-once", _("by e-mail at once")
    DIGEST = "digest", _("once a day by e-mail")
    DASHBOARD = "dashboard", _("only on the start page")
