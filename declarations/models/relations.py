"""The signatories of a declaration, and the earlier declarations that it reaffirms."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, PageChooserPanel
from wagtail.models import Orderable, TranslatableMixin
from wagtail_localize.fields import SynchronizedField, TranslatableField

from core.models import AbstractRecordedState


class Signatory(TranslatableMixin, AbstractRecordedState):
    """A state or institution that signed, and in which capacity."""

    declaration = ParentalKey(
        "declarations.DeclarationPage", on_delete=models.CASCADE, related_name="signatories"
    )
    capacity = models.CharField(
        _("capacity"),
        max_length=200,
        blank=True,
        help_text=_("The office that signed, never a person's name."),
    )

    panels = [*AbstractRecordedState.panels, FieldPanel("capacity")]

    translatable_fields = [
        TranslatableField("capacity"),
        *(
            SynchronizedField(name, overridable=False)
            for name in ("territory", "name_used", "sort_order")
        ),
    ]

    class Meta(TranslatableMixin.Meta, AbstractRecordedState.Meta):
        verbose_name = _("signatory")
        verbose_name_plural = _("signatories")


class Reaffirmation(Orderable):
    """A relation from a declaration to an earlier one that it reaffirms."""

    page = ParentalKey(
        "declarations.DeclarationPage", on_delete=models.CASCADE, related_name="reaffirmations"
    )
    declaration = models.ForeignKey(
        "declarations.DeclarationPage",
        verbose_name=_("declaration"),
        on_delete=models.CASCADE,
        related_name="+",
    )

    panels = [PageChooserPanel("declaration")]

    class Meta(Orderable.Meta):
        verbose_name = _("reaffirmed declaration")
        verbose_name_plural = _("reaffirmed declarations")
