from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel
from wagtail.models import Locale, Orderable

from core.languages import source_language
from translation.choices import TermCategory, TermStatus


def translated_locales_filter() -> Q:
    """Limit the choice of languages to those translated into: a term has no form in its own."""
    return ~Q(language_code=source_language().code)


class GlossaryTerm(ClusterableModel):
    """A term of the glossary: an expression of the source language with agreed translations."""

    text = models.CharField(
        _("term"), max_length=200, unique=True, help_text=_("As it stands in the source language.")
    )
    category = models.CharField(
        _("category"), max_length=12, choices=TermCategory.choices, default=TermCategory.SUBJECT
    )
    note = models.CharField(
        _("note"), max_length=300, blank=True, help_text=_("Shown to translators beside the term.")
    )
    needs_footnote = models.BooleanField(
        _("needs its footnote"),
        default=False,
        help_text=_("For state designations that must never stand without their footnote mark."),
    )

    panels = [
        FieldRowPanel([FieldPanel("text"), FieldPanel("category")]),
        FieldPanel("note"),
        FieldPanel("needs_footnote"),
        InlinePanel(
            "forms",
            heading=_("Forms by language"),
            label=_("Form"),
            help_text=_(
                "The first approved form of a language is the one to use. "
                "Forms are looked for with any ending."
            ),
        ),
    ]

    class Meta:
        verbose_name = _("term")
        verbose_name_plural = _("terms")
        ordering = ("text",)

    def __str__(self):
        return self.text


class GlossaryTermForm(Orderable):
    """A translation of a term into one language, approved or forbidden."""

    term = ParentalKey(GlossaryTerm, on_delete=models.CASCADE, related_name="forms")
    locale = models.ForeignKey(
        Locale,
        verbose_name=_("language"),
        on_delete=models.CASCADE,
        related_name="+",
        limit_choices_to=translated_locales_filter,
    )
    text = models.CharField(_("form"), max_length=200)
    status = models.CharField(
        _("status"), max_length=9, choices=TermStatus.choices, default=TermStatus.APPROVED
    )

    panels = [FieldRowPanel([FieldPanel("locale"), FieldPanel("text"), FieldPanel("status")])]

    class Meta(Orderable.Meta):
        constraints = [
            models.UniqueConstraint(fields=("term", "locale", "text"), name="one_form_per_term")
        ]

    def __str__(self):
        return self.text
