from wagtail import hooks

from .designations import state_designations, state_titles
from .models import StatePage
from .open_data import STATE_DATA_SET
from .panels import HelpLineTasksPanel
from .views import CONTACTS_ROUTE

hooks.register("register_designations", state_designations)
hooks.register("register_territory_names", state_titles)


@hooks.register("register_non_page_routes")
def register_contacts():
    return [CONTACTS_ROUTE]


@hooks.register("register_data_sets")
def register_states():
    return [STATE_DATA_SET]


@hooks.register("construct_homepage_panels")
def add_help_line_tasks(request, panels):
    panels.append(HelpLineTasksPanel(StatePage.objects.all()))
