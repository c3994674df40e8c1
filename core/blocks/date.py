"""Dates and times in blocks, typed as in all other forms (``core/date_fields.py``)."""

from django.utils.functional import cached_property
from wagtail import blocks

from core.date_fields import PartialDateFormField, TypedDateField, TypedTimeField


class TypedDateBlock(blocks.DateBlock):
    """A day."""

    form_field_class = TypedDateField

    @cached_property
    def field(self):
        return self.form_field_class(**self.field_options)


class PartialDateBlock(TypedDateBlock):
    """A day, a month or a year.

    The block that contains it stores the day, and the precision in another child: it replaces the
    day by a :class:`core.dates.PartialDate` before the form and before ``clean``, which returns
    one.
    """

    form_field_class = PartialDateFormField


class TypedTimeBlock(blocks.TimeBlock):
    """A time of the day."""

    @cached_property
    def field(self):
        return TypedTimeField(**self.field_options)
