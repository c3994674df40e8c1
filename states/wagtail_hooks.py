from wagtail import hooks

from .designations import state_designations, state_titles
from .open_data import STATE_DATA_SET
from .tasks import help_tasks
from .views import CONTACTS_ROUTE
from .viewsets import StateListingViewSet

hooks.register("register_designations", state_designations)
hooks.register("register_territory_names", state_titles)
hooks.register("register_editorial_tasks", help_tasks)


@hooks.register("register_icons")
def register_flag(icons):
    return [*icons, "states/icons/flag.svg"]


@hooks.register("register_non_page_routes")
def register_contacts():
    return [CONTACTS_ROUTE]


@hooks.register("register_data_sets")
def register_states():
    return [STATE_DATA_SET]


@hooks.register("register_admin_viewset")
def register_state_listing():
    return StateListingViewSet("state_pages")
