from wagtail import hooks

from .models import StatePage
from .panels import HelpLineTasksPanel


@hooks.register("construct_homepage_panels")
def add_help_line_tasks(request, panels):
    panels.append(HelpLineTasksPanel(StatePage.objects.all()))
