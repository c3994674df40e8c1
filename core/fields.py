from django import forms
from django.db import models
from django.utils.text import capfirst
from modelcluster.fields import ParentalManyToManyField

from .territories import territory_choices, territory_code


class TerritoryField(models.CharField):
    """The code of a state or territory (ISO 3166-1 alpha-2, or XK); CLDR supplies the names.

    The choices belong to the form field alone, so that a change of CLDR needs no migration.
    """

    def __init__(self, *args, **kwargs):
        kwargs["max_length"] = 2
        kwargs.setdefault("validators", [territory_code])
        super().__init__(*args, **kwargs)

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        kwargs.pop("max_length")
        kwargs.pop("validators", None)
        return name, path, args, kwargs

    def formfield(self, **kwargs):
        return forms.ChoiceField(
            choices=lambda: [("", "—"), *territory_choices()],
            required=not self.blank,
            label=capfirst(self.verbose_name),
            help_text=self.help_text,
        )


class PartialDateField(models.DateField):
    """The first day of a date that may be known to the month or the year only.

    Forms have one field for the date. What they say of the precision is stored in the
    ``date_precision`` of the model, which is the same for the first and the last day.
    """

    def save_form_data(self, instance, data) -> None:
        setattr(instance, self.attname, data and data.start)
        if data:
            instance.date_precision = data.precision


class ReferencedManyToManyField(ParentalManyToManyField):
    """A many-to-many field that Wagtail's reference index counts, as it counts foreign keys."""

    def extract_references(self, value):
        for item in value:
            yield self.related_model, str(item.pk), "item", str(item.pk)
