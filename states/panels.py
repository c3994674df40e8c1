from django.utils import timezone
from wagtail.admin.panels import Panel

from states.policies import reasons_hidden_by_contact, reasons_unconfirmed


class ShownHelpPanel(Panel):
    """Shows editors what readers see of the help in a state, and why they do not see the rest."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "states/panels/shown_help.html"

        def is_shown(self):
            return bool(self.instance.pk) and super().is_shown()

        def get_context_data(self, parent_context=None):
            context, state = super().get_context_data(parent_context), self.instance
            today = timezone.localdate()
            context["help"] = reasons_hidden_by_contact(state, today)
            context["office"] = state.institution
            context["office_reasons"] = reasons_unconfirmed(state.sources, state.checked_on, today)
            return context
