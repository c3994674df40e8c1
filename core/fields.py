from django import forms
from django.core.validators import RegexValidator
from django.db import models
from django.utils.text import capfirst
from modelcluster.fields import ParentalManyToManyField

from .territories import territory_choices, territory_code


class FormChoiceField(models.CharField):
    """A code whose choices belong to the form alone: a change of them needs no migration."""

    code_length: int
    code_validator: RegexValidator

    def __init__(self, *args, **kwargs):
        kwargs["max_length"] = self.code_length
        kwargs.setdefault("validators", [self.code_validator])
        super().__init__(*args, **kwargs)

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        kwargs.pop("max_length")
        kwargs.pop("validators", None)
        return name, path, args, kwargs

    def form_choices(self) -> list[tuple[str, str]]:
        """Return the choices each time a form is shown, the empty one first."""
        raise NotImplementedError

    def formfield(self, **kwargs):
        return forms.ChoiceField(
            choices=self.form_choices,
            required=not self.blank,
            label=capfirst(self.verbose_name),
            help_text=self.help_text,
        )


class TerritoryField(FormChoiceField):
    """The code of a state or territory (ISO 3166-1 alpha-2, or XK); CLDR supplies the names."""

    code_length = 2
    code_validator = territory_code

    def form_choices(self) -> list[tuple[str, str]]:
        return [("", "—"), *territory_choices()]


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
