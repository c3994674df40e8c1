"""The panel of the editorial tasks on the start page of the admin."""

from wagtail import hooks
from wagtail.admin.ui.components import Component
from wagtail.admin.views.home import WorkflowObjectsToModeratePanel

from core.editorial_tasks import EditorialTask

# Before Wagtail's other panels and those of the translations: decisions that others wait for.
MODERATION_ORDER, TASKS_ORDER = 90, 100


def tasks_for(user) -> list[EditorialTask]:
    """Return the tasks of a person that are not empty, as all apps have registered them."""
    found = [
        task
        for register in hooks.get_hooks("register_editorial_tasks")
        for task in register(user)
        if task.count
    ]
    return sorted(found, key=lambda task: task.order)


class EditorialTasksPanel(Component):
    """What waits for an editor, or that nothing does."""

    name = "editorial_tasks"
    template_name = "editorial/tasks_panel.html"
    order = TASKS_ORDER

    def get_context_data(self, parent_context):
        return {"tasks": tasks_for(parent_context["request"].user)}


def arrange_start_page(panels: list) -> None:
    """Add the tasks, and move the pages that wait for an approval above them."""
    panels.append(EditorialTasksPanel())
    for panel in panels:
        if panel.name == WorkflowObjectsToModeratePanel.name:
            panel.order = MODERATION_ORDER
