"""Form fields for dates, typed as in the language of the person (``core/date_parsing.py``)."""

from datetime import date, datetime, time

from django import forms
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from .date_parsing import parse_date, parse_day, parse_moment, typed_moment
from .dates import DatePrecision, PartialDate, format_datetime
from .languages import active_language
from .widgets import TypedDateInput


class TypedDateField(forms.DateField):
    """A day."""

    widget = TypedDateInput("day")

    def to_python(self, value) -> date | None:
        if value in self.empty_values or isinstance(value, date):
            return super().to_python(value)
        return parse_day(value, active_language().babel)

    def prepare_value(self, value):
        """Return the text in the field: what was typed, or the day as readers see it."""
        return self.words(value) if isinstance(value, date) else value

    def words(self, value: date) -> str:
        """Return how readers see the value."""
        return PartialDate(value).format(active_language().babel)

    def calendar_value(self, value: date) -> str:
        """Return the value for the calendar of the browser, an input of HTML."""
        return value.isoformat()


class TypedDateTimeField(forms.DateTimeField):
    """A day and a time, in the time zone of the site."""

    widget = TypedDateInput("moment")

    def to_python(self, value) -> datetime | None:
        if value in self.empty_values or isinstance(value, date):
            return super().to_python(value)
        # Django's own conversion refuses a time that does not exist when the clocks change.
        return super().to_python(parse_moment(value, active_language().babel))

    def prepare_value(self, value):
        if not isinstance(value, datetime):
            return value
        return typed_moment(super().prepare_value(value), active_language().babel)

    def words(self, value: datetime) -> str:
        return format_datetime(timezone.localtime(value), active_language().babel)

    def calendar_value(self, value: datetime) -> str:
        return timezone.localtime(value).strftime("%Y-%m-%dT%H:%M")


class PartialDateBoundField(forms.BoundField):
    """The date of a record in its form: a model stores the precision in another field."""

    @cached_property
    def initial(self) -> PartialDate | None:
        start = super().initial
        return start and PartialDate(start, precision=self.form.instance.date_precision)


class PartialDateFormField(forms.Field):
    """A day, a month or a year; its value is a :class:`core.dates.PartialDate`."""

    widget = TypedDateInput("partial")

    def get_bound_field(self, form, field_name):
        return PartialDateBoundField(form, self, field_name)

    def to_python(self, value) -> PartialDate | None:
        if value in self.empty_values or isinstance(value, PartialDate):
            return value or None
        return parse_date(value, active_language().babel)

    def prepare_value(self, value):
        return self.words(value) if isinstance(value, PartialDate) else value

    def words(self, value: PartialDate) -> str:
        return value.format(active_language().babel)

    def calendar_value(self, value: PartialDate) -> str:
        return value.isoformat() if value.precision == DatePrecision.DAY else ""


class TypedTimeField(forms.TimeField):
    """A time of the day; Wagtail's widget would replace a text that it cannot read."""

    widget = forms.TextInput({"autocomplete": "off", "inputmode": "numeric"})
    input_formats = ("%H:%M", "%H.%M", "%H:%M:%S")
    default_error_messages = {"invalid": _("Write the time as in 9:30 or 14:30.")}

    def prepare_value(self, value):
        return value.strftime("%H:%M") if isinstance(value, time) else value


DATE_FIELDS = {
    "day": TypedDateField,
    "moment": TypedDateTimeField,
    "partial": PartialDateFormField,
}

UNEQUALLY_PRECISE = _("Write the last day as precisely as the first: both with a day, or neither.")
