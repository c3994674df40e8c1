"""The list of meetings for editors."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_filters.filters import ChoiceFilter
from wagtail.admin.ui.tables import Column

from editorial.columns import LocalDateColumn, PlaceColumn
from editorial.filters import PageListingFilterSet, country_filter, year_filter
from editorial.viewsets import EditorialListingViewSet
from meetings.choices import MeetingKind, MeetingStatus
from meetings.models import MeetingPage


class NeedsOutcomeFilter(ChoiceFilter):
    """Meetings that are over, and still planned or without an outcome."""

    def filter(self, qs, value):
        return qs.needing_outcome(timezone.localdate()) if value else qs


class MeetingListingFilterSet(PageListingFilterSet):
    year = year_filter(MeetingPage)
    kind = ChoiceFilter(label=_("Kind"), choices=MeetingKind.choices, empty_label=_("All kinds"))
    status = ChoiceFilter(
        label=_("Status"), choices=MeetingStatus.choices, empty_label=_("Every status")
    )
    country = country_filter(MeetingPage)
    needs_outcome = NeedsOutcomeFilter(
        label=_("What is missing"),
        choices=[("true", _("Over, without an outcome"))],
        empty_label=_("All meetings"),
    )

    class Meta(PageListingFilterSet.Meta):
        model = MeetingPage


class MeetingListingViewSet(EditorialListingViewSet):
    model = MeetingPage
    icon = "group"
    menu_label = _("Meetings")
    menu_order = 110
    ordering = "-date_rank"
    filterset_class = MeetingListingFilterSet
    own_columns = (
        LocalDateColumn("date", label=_("Date"), sort_key="date_rank"),
        PlaceColumn("place", label=_("Place"), sort_key="place"),
        Column(
            "meeting_status", label=_("Status"), accessor="get_status_display", sort_key="status"
        ),
    )
