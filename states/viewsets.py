"""The list of participating states for editors."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column

from editorial.viewsets import EditorialListingViewSet
from states.models import StatePage


class StateListingViewSet(EditorialListingViewSet):
    model = StatePage
    icon = "flag"
    menu_label = _("States")
    menu_order = 130
    ordering = "title"
    own_columns = (Column("institution", label=_("Coordinating office"), sort_key="institution"),)
