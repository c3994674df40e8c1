from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.languages import Language, site_language


class Team(models.Model):
    """The team of one language: a group of translators and a group of reviewers."""

    locale = models.OneToOneField(
        "wagtailcore.Locale", verbose_name=_("language"), on_delete=models.CASCADE
    )
    translators = models.OneToOneField(
        Group, verbose_name=_("translators"), on_delete=models.PROTECT, related_name="+"
    )
    reviewers = models.OneToOneField(
        Group, verbose_name=_("reviewers"), on_delete=models.PROTECT, related_name="+"
    )
    waives_four_eyes = models.BooleanField(
        _("one person may translate and approve"),
        default=False,
        help_text=_(
            "Nobody approves a text that they wrote last. Where a language has only one "
            "person, the Secretariat may waive this rule; every such approval is marked in "
            "the history."
        ),
    )
    waiver_reason = models.CharField(
        _("why"), max_length=200, blank=True, help_text=_("Shown in the history.")
    )

    class Meta:
        verbose_name = _("team")
        verbose_name_plural = _("teams")
        ordering = ("locale",)

    def __str__(self):
        return self.language.name

    @property
    def language(self) -> Language:
        return site_language(self.locale.language_code)

    def clean(self):
        super().clean()
        if self.waives_four_eyes and not self.waiver_reason.strip():
            raise ValidationError({"waiver_reason": _("Give the reason for the waiver.")})
