from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting

from core.blocks.choices import language_choices

MAX_COUNTED_LENGTH = 60  # characters; a longer one is not counted


@register_setting(icon="search", order=800)
class SearchSettings(BaseGenericSetting):
    """Which data about searches are stored; none by default."""

    counts_unanswered = models.BooleanField(
        _("count searches without a result"),
        default=False,
        help_text=_(
            "When a search finds nothing, the site then stores its words, the language of the "
            "page, the day and how often they were asked that day, for 90 days. It stores "
            "nothing of the reader: no address, no account, no time of day. Searches with a "
            "digit or an @, with more than six words or more than 60 characters are never stored; "
            "names that somebody searches for may be. When you switch this off, what was stored "
            "is deleted."
        ),
    )

    panels = [FieldPanel("counts_unanswered")]

    class Meta:
        verbose_name = _("search settings")

    def save(self, *args, **kwargs):
        """Delete what was counted when counting is disabled, as the help text promises."""
        super().save(*args, **kwargs)
        if not self.counts_unanswered:
            UnansweredQuestion.objects.all().delete()


class UnansweredQuestion(models.Model):
    """The number of searches for the same words without a result, by day and language."""

    day = models.DateField(_("day"), db_index=True)
    language = models.CharField(_("language"), max_length=20, choices=language_choices)
    words = models.CharField(_("words"), max_length=MAX_COUNTED_LENGTH)
    count = models.PositiveIntegerField(_("times"), default=0)

    class Meta:
        verbose_name = _("search without a result")
        verbose_name_plural = _("searches without a result")
        # Only readers' searches write rows.
        default_permissions = ("view",)
        constraints = [
            models.UniqueConstraint(
                fields=("day", "language", "words"), name="one_row_per_question_and_day"
            )
        ]

    def __str__(self):
        return self.words
