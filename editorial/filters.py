"""Filters of the lists of pages."""

from django.forms import Select
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django_filters.filters import ChoiceFilter
from wagtail.admin.filters import WagtailFilterSet
from wagtail.models import Page

from core.languages import active_language
from core.sorting import alphabetical
from core.territories import cldr_name


class PageListingFilterSet(WagtailFilterSet):
    """Filters for pages of every type; the language is always that of the sources."""

    live = ChoiceFilter(
        label=pgettext_lazy("a filter", "Published"),
        choices=[("True", _("Published pages")), ("False", _("Drafts only"))],
        empty_label=_("All pages"),
    )

    def _add_locale_filter(self):
        """Add none: the board of the translations has the other languages."""

    class Meta:
        model = Page
        fields = []


def year_filter(model) -> ChoiceFilter:
    """Return a filter for the years in which the model has a record."""

    def years() -> list[tuple[int, str]]:
        dates = model.objects.dates("start_date", "year", order="DESC")
        return [(day.year, str(day.year)) for day in dates]

    return ChoiceFilter(
        field_name="start_date__year",
        label=_("Year"),
        choices=years,
        empty_label=_("All years"),
        widget=Select,
    )


def country_filter(model) -> ChoiceFilter:
    """Return a filter for the countries in which the model has a record."""

    def countries() -> list[tuple[str, str]]:
        codes = model.objects.exclude(country="").order_by().values_list("country", flat=True)
        names = [(code, cldr_name(code)) for code in codes.distinct()]
        return alphabetical(names, active_language(), name=lambda pair: pair[1])

    return ChoiceFilter(
        field_name="country",
        label=_("Country"),
        choices=countries,
        empty_label=_("All countries"),
        widget=Select,
    )
