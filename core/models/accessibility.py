"""What the operator of the site adds to its accessibility statement.

What the software does for accessibility, and what it does not, stands in the statement itself, in
every language. Nobody but the operator knows the rest, so nothing of it has a default.
"""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting

from core.blocks.choices import language_choices
from core.languages import Language, get
from core.writing.transliteration import transliterate


def validate_past(day: date) -> None:
    if day > timezone.localdate():
        raise ValidationError(_("This day is still to come."))


@register_setting(icon="view", order=860)
class AccessibilitySettings(ClusterableModel, BaseGenericSetting):
    """What the Secretariat states about accessibility, beside what is true of the software."""

    contact_email = models.EmailField(
        _("e-mail address for reports"),
        blank=True,
        help_text=_(
            "Where readers report what does not work for them. Of an institution, never of a "
            "person; somebody has to read and answer what arrives there."
        ),
    )
    reviewed_on = models.DateField(
        _("last reviewed on"),
        null=True,
        blank=True,
        validators=[validate_past],
        help_text=_(
            "The day on which somebody last went through the whole statement and found it true. "
            "Do so at least once a year, and after every larger change of the site."
        ),
    )

    panels = [
        FieldPanel("contact_email"),
        FieldPanel("reviewed_on"),
        InlinePanel(
            "texts",
            heading=_("Texts for single languages"),
            label=_("Text"),
            help_text=_("Readers of a language without a text here are shown the English one."),
        ),
    ]

    class Meta:
        verbose_name = _("accessibility statement")


class AccessibilityText(models.Model):
    """What is stated in the words of one language."""

    settings = ParentalKey(AccessibilitySettings, on_delete=models.CASCADE, related_name="texts")
    language = models.CharField(_("language"), max_length=20, choices=language_choices, unique=True)
    limits = models.TextField(
        _("further content that is not accessible"),
        max_length=2000,
        blank=True,
        help_text=_(
            "What you know of that some people cannot use, why, and until when: for example a "
            "scanned document. The limits of the software are in the statement already."
        ),
    )
    enforcement = models.TextField(
        _("enforcement procedure"),
        max_length=1000,
        blank=True,
        help_text=_(
            "The body to which readers can complain about an unsatisfactory answer, if the law "
            "of your state names one. Leave it empty if there is none."
        ),
    )

    panels = [FieldPanel("language"), FieldPanel("limits"), FieldPanel("enforcement")]

    def __str__(self):
        return self.get_language_display()

    @property
    def text_language(self) -> Language:
        return get(self.language)


def accessibility_text(language: Language) -> AccessibilityText | None:
    """Return what the operator says in this language, or else in its fallback: one query.

    A derived script has the words of its origin, unless it has its own.
    """
    codes = dict.fromkeys([language.code, language.derived_from, *(c.code for c in language.chain)])
    texts = {text.language: text for text in AccessibilityText.objects.filter(language__in=codes)}
    text = next((texts[code] for code in codes if code in texts), None)
    if text and text.language == language.derived_from:
        text.language = language.code
        text.limits = transliterate(text.limits)
        text.enforcement = transliterate(text.enforcement)
    return text
