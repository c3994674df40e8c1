"""The panel “My translations” on Wagtail's dashboard."""

from wagtail.admin.ui.components import Component

from translation.desk.task_lists import PersonalTaskLists
from translation.policies import policy_for
from translation.workflow import review_workflows

MAX_TASKS = 8


class MyTranslationsPanel(Component):
    name = "my_translations"
    template_name = "translation/desk/my_translations_panel.html"

    def __init__(self, order: int):
        self.order = order

    def get_context_data(self, parent_context):
        request = parent_context["request"]
        is_coordinator = policy_for(request.user).is_coordinator
        return {
            "request": request,
            "task_lists": PersonalTaskLists(request.user, MAX_TASKS),
            "cannot_review": is_coordinator and not review_workflows().exists(),
        }
