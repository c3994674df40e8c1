"""What the operator of the site adds to its accessibility statement.

The template of the statement describes the software. The rest depends on the operator, so none of
these fields has a default.
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
from core.forms import ConcurrentSettingsForm
from core.language_texts import code_of_text
from core.languages import Language, site_language
from core.writing.transliteration import transliterate


def validate_past(day: date) -> None:
    if day > timezone.localdate():
        raise ValidationError(_("This day is still to come."))


@register_setting(icon="view", order=860)
class AccessibilitySettings(ClusterableModel, BaseGenericSetting):
    """The operator's part of the accessibility statement."""

    contact_email = models.EmailField(
        _("e-mail address for accessibility"),
        blank=True,
        help_text=_(
            "Where readers report what they cannot use, for example with a screen reader. Of an "
            "institution, never of a person; somebody has to read and answer what arrives there. "
            "Mistakes in a text have an address of their own, under “Name, menu, footer and "
            "notice”."
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

    base_form_class = ConcurrentSettingsForm
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
    """The operator's texts in one language."""

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

    class Meta:
        verbose_name_plural = _("Texts for single languages")

    def __str__(self):
        return self.get_language_display()

    @property
    def text_language(self) -> Language:
        return site_language(self.language)


def accessibility_text(language: Language) -> AccessibilityText | None:
    """Return the operator's texts in this language or in its first fallback with one: one query.

    The texts of a derived script are transliterated, unless it has its own.
    """
    texts = {text.language: text for text in AccessibilityText.objects.all()}
    text = texts.get(code_of_text(texts, language))
    if text and text.language == language.derived_from:
        text.language = language.code
        text.limits = transliterate(text.limits)
        text.enforcement = transliterate(text.enforcement)
    return text
