from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail import blocks
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    HelpPanel,
    InlinePanel,
    MultiFieldPanel,
)
from wagtail.fields import StreamField
from wagtail.models import Locale, Orderable

from core.blocks.choices import LanguageChoiceBlock
from core.blocks.language_rows import LanguageRowsBlock, texts_by_language
from core.languages import source_language
from translation.choices import TermCategory, TermStatus

NO_FOOTNOTES_MESSAGE = _("The glossary of the site shows no footnotes, which this term needs.")


def translated_locales_filter() -> Q:
    """Limit the choice of languages to those translated into: a term has no form in its own."""
    return ~Q(language_code=source_language().code)


MAX_DEFINITION_LENGTH = 500  # characters


class TermDefinitionBlock(blocks.StructBlock):
    """What a term means, in one language."""

    language = LanguageChoiceBlock()
    text = blocks.TextBlock(label=_("Definition"), max_length=MAX_DEFINITION_LENGTH, rows=3)

    class Meta:
        icon = "globe"
        label = _("Definition in one language")
        label_format = "{language}"


class GlossaryTermQuerySet(models.QuerySet):
    def agreed(self):
        """Return the terms that are more than a proposal: not all of their forms are proposed.

        A term without forms is agreed, too: it has no form yet in any language.
        """
        forms = GlossaryTermForm.objects.filter(term=OuterRef("pk"))
        others = forms.exclude(status=TermStatus.PROPOSED)
        return self.filter(~Exists(forms) | Exists(others))

    def for_readers(self):
        """Return the public terms, with their forms: two queries."""
        forms = GlossaryTermForm.objects.select_related("locale")
        return self.filter(is_public=True).prefetch_related(models.Prefetch("forms", forms))


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
    is_public = models.BooleanField(
        _("public"),
        default=False,
        db_default=False,
        help_text=_(
            "Readers see the term, its approved forms and its definition in the glossary of the "
            "site, and texts may link to it. The note and other forms are never shown to them."
        ),
    )
    definitions = StreamField(
        LanguageRowsBlock([("definition", TermDefinitionBlock())], required=False),
        verbose_name=_("definition"),
        blank=True,
        default=list,
        db_default=models.Value([], models.JSONField()),
        help_text=_(
            "One or two plain sentences in each language. Readers of a language without a "
            "definition here are shown the one in the language they are shown instead."
        ),
    )

    objects = GlossaryTermQuerySet.as_manager()

    panels = [
        FieldRowPanel([FieldPanel("text"), FieldPanel("category")]),
        FieldPanel("note"),
        FieldPanel("needs_footnote"),
        MultiFieldPanel(
            [FieldPanel("is_public"), FieldPanel("definitions")],
            heading=_("In the glossary of the site"),
        ),
        InlinePanel(
            "forms",
            heading=_("Forms by language"),
            label=_("Form"),
            help_text=_(
                "The first approved form of a language is the one to use. "
                "Forms are looked for with any ending. A proposed form is used nowhere: approve "
                "it, or delete it. If it is the only one, delete the term instead."
            ),
        ),
    ]

    class Meta:
        verbose_name = _("term")
        verbose_name_plural = _("terms")
        ordering = ("text",)

    def __str__(self):
        return self.text

    def clean(self):
        super().clean()
        if self.is_public and self.needs_footnote:
            raise ValidationError({"is_public": NO_FOOTNOTES_MESSAGE})

    @cached_property
    def definition_texts(self) -> dict[str, str]:
        """The definitions by language code."""
        return texts_by_language(self.definitions.raw_data, "text")

    @cached_property
    def names(self) -> dict[str, str]:
        """What to call the term, by language code: itself, and its first approved forms."""
        names = {source_language().code: self.text}
        for form in self.forms.all():
            if form.status == TermStatus.APPROVED:
                names.setdefault(form.locale.language_code, form.text)
        return names


class TermProposalPanel(HelpPanel):
    """Who proposed a form, and why; shown only where somebody has proposed it."""

    class BoundPanel(HelpPanel.BoundPanel):
        def is_shown(self):
            return bool(self.instance.proposed_by_id or self.instance.proposal_note)


class GlossaryTermForm(Orderable):
    """A translation of a term into one language: approved, forbidden, or only proposed.

    Checks and lookups ignore a proposed form. ``proposed_by`` and ``proposal_note`` are those of
    the proposal, also after its approval.
    """

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

    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
    )
    proposal_note = models.CharField(max_length=300, blank=True, editable=False)

    panels = [
        FieldRowPanel([FieldPanel("locale"), FieldPanel("text"), FieldPanel("status")]),
        TermProposalPanel(template="translation/glossary/proposal.html"),
    ]

    class Meta(Orderable.Meta):
        constraints = [
            models.UniqueConstraint(fields=("term", "locale", "text"), name="one_form_per_term")
        ]

    def __str__(self):
        return self.text
