from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey

from core.models import AbstractRecordedState


class MeetingParticipant(AbstractRecordedState):
    """A state that took part."""

    meeting = ParentalKey(
        "meetings.MeetingPage", on_delete=models.CASCADE, related_name="participants"
    )

    class Meta(AbstractRecordedState.Meta):
        verbose_name = _("participating state")
        verbose_name_plural = _("participating states")
