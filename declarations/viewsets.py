"""The list of declarations for editors."""

from django.utils.translation import gettext_lazy as _
from django_filters.filters import ChoiceFilter
from wagtail.admin.ui.tables import Column

from declarations.choices import DeclarationKind
from declarations.models import DeclarationPage
from editorial.columns import LocalDateColumn, PlaceColumn
from editorial.filters import PageListingFilterSet, country_filter, year_filter
from editorial.viewsets import EditorialListingViewSet


class DeclarationListingFilterSet(PageListingFilterSet):
    year = year_filter(DeclarationPage)
    kind = ChoiceFilter(
        label=_("Kind"), choices=DeclarationKind.choices, empty_label=_("All kinds")
    )
    country = country_filter(DeclarationPage)

    class Meta(PageListingFilterSet.Meta):
        model = DeclarationPage


class DeclarationListingViewSet(EditorialListingViewSet):
    model = DeclarationPage
    icon = "doc-full"
    menu_label = _("Declarations")
    menu_order = 120
    ordering = "-date_rank"
    filterset_class = DeclarationListingFilterSet
    own_columns = (
        LocalDateColumn("date", label=_("Date"), sort_key="date_rank"),
        PlaceColumn("place", label=_("Place"), sort_key="place"),
        Column("kind", label=_("Kind"), accessor="get_kind_display", sort_key="kind"),
    )
