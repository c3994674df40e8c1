from django.utils import timezone
from wagtail.admin.panels import Panel

from states.policies import reasons_withheld


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
