from django.conf import settings
from django.utils import timezone
from wagtail.admin.panels import Panel
from wagtail.admin.ui.components import Component
from wagtail.permissions import policy_registry

from states.policies import is_shown, reasons_withheld


class HelpLineStatusPanel(Panel):
    """Shows editors which help lines readers see, and why the others are not shown."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "states/panels/help_line_status.html"

        def is_shown(self):
            return bool(self.instance.pk and len(self.instance.help_lines)) and super().is_shown()

        def get_context_data(self, parent_context=None):
            context = super().get_context_data(parent_context)
            today = timezone.localdate()
            context["lines"] = [
                {
                    "number": block.value["number"],
                    "operator": block.value["operator"],
                    "reasons": reasons_withheld(block.value, today),
                }
                for block in self.instance.help_lines
            ]
            return context


class HelpLineTasksPanel(Component):
    """Lists, on the admin's dashboard, the states with help lines that have to be confirmed."""

    name = "help_line_tasks"
    template_name = "states/panels/help_line_tasks.html"
    order = 250

    def __init__(self, states):
        self.states = states

    def get_context_data(self, parent_context):
        user, today = parent_context["request"].user, timezone.localdate()
        policy = policy_registry.get_by_type(self.states.model)
        editable = policy.instances_user_has_permission_for(user, "change")
        states = self.states.filter(
            pk__in=editable.values("pk"), locale__language_code=settings.LANGUAGE_CODE
        )
        tasks = [
            {
                "state": state,
                "count": sum(not is_shown(block.value, today) for block in state.help_lines),
            }
            for state in states.order_by("title")
        ]
        return {"tasks": [task for task in tasks if task["count"]]}
