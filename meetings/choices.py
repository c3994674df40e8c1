from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class MeetingKind(models.TextChoices):
    COORDINATORS = "coordinators", _("Coordinators’ meeting")
    MINISTERIAL = "ministerial", _("Ministerial meeting")
    OTHER = "other", _("Other meeting")


class MeetingStatus(models.TextChoices):
    PLANNED = "planned", pgettext_lazy("meeting", "Planned")
    HELD = "held", pgettext_lazy("meeting", "Held")
    POSTPONED = "postponed", pgettext_lazy("meeting", "Postponed")
    CANCELLED = "cancelled", pgettext_lazy("meeting", "Cancelled")


CALLED_OFF_STATUSES = (MeetingStatus.POSTPONED, MeetingStatus.CANCELLED)


class ParticipationStatus(models.TextChoices):
    """Whether the participants are recorded. "Not recorded" does not mean that there were none."""

    LISTED = "listed", _("The states are listed")
    NONE = "none", _("No state took part")
    NOT_RECORDED = "not-recorded", _("The sources do not list the states")
