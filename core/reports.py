"""What the reports of the admin have in common: periods of days, and menu items by permission."""

from datetime import date, timedelta

import django_filters
from django.utils import timezone
from wagtail.admin.menu import MenuItem

from .dates import PartialDate
from .languages import active_language


def first_day(days: int) -> date:
    """Return the first day of a period of so many days that ends today."""
    return timezone.localdate() - timedelta(days=days - 1)


class PeriodFilter(django_filters.ChoiceFilter):
    """The days before today that a report covers, by the field ``day``."""

    def __init__(self, default_days: int, **kwargs):
        super().__init__(**kwargs)
        self.default_days = default_days

    def filter(self, queryset, value):
        return queryset.filter(day__gte=first_day(int(value or self.default_days)))


def last_day_of(row: dict) -> str:
    """Format as a date: Wagtail's ``DateColumn`` shows a time of day, which is not stored."""
    return day_in_words(row["last_day"])


def day_in_words(day: date) -> str:
    """Format a day as on the other screens, in the person's language."""
    return PartialDate(day).format(active_language().babel)


class ReportMenuItem(MenuItem):
    """An item of the reports menu that is shown with a permission."""

    def __init__(self, *args, permission: str, **kwargs):
        super().__init__(*args, **kwargs)
        self.permission = permission

    def is_shown(self, request):
        return request.user.has_perm(self.permission)
