"""What the reports of the admin have in common: switches, periods of days, and menu items."""

from datetime import date, timedelta

import django_filters
from django.forms import RadioSelect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.reports import ReportView
from wagtail.contrib.settings.models import BaseGenericSetting

from .dates import PartialDate
from .languages import active_language


def first_day(days: int) -> date:
    """Return the first day of a period of so many days that ends today."""
    return timezone.localdate() - timedelta(days=days - 1)


class PeriodFilter(django_filters.ChoiceFilter):
    """The days before today that a report covers, by the field ``day``; 30 unless one chooses."""

    default_days = 30

    def __init__(self, **kwargs):
        choices = [("7", _("The last 7 days")), ("90", _("The last 90 days"))]
        kwargs |= {"label": _("Period"), "empty_label": _("The last 30 days")}
        super().__init__(choices=choices, widget=RadioSelect, **kwargs)

    def filter(self, queryset, value):
        return queryset.filter(day__gte=first_day(int(value or self.default_days)))


class SwitchedReportView(ReportView):
    """A report of data that are gathered only while a setting is switched on.

    ``switch`` is the boolean field of ``switch_model``. The template, which extends
    ``core/reports/switched_report_results.html``, says whether it is on, and links to it.
    """

    any_permission_required = ["view"]
    search_backend_name = None
    is_searchable = True
    switch_model: type[BaseGenericSetting]
    switch: str

    def get_context_data(self, *args, **kwargs):
        context = super().get_context_data(*args, **kwargs)
        context["is_on"] = self.switch_model.objects.filter(**{self.switch: True}).exists()
        meta = self.switch_model._meta
        if self.request.user.has_perm(f"{meta.app_label}.change_{meta.model_name}"):
            arguments = (meta.app_label, meta.model_name)
            context["switch_url"] = reverse("wagtailsettings:edit", args=arguments)
        return context


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
