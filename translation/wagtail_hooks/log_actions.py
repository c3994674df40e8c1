"""Log actions of translations, shown in Wagtail's history of a page."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.log_actions import LogFormatter

# Label and message of the actions whose message does not depend on their data.
LOG_ACTIONS = {
    "translation.send": (
        gettext_lazy("Send to translation"),
        gettext_lazy("Sent to translation"),
    ),
    "translation.assign": (
        gettext_lazy("Assign translation"),
        gettext_lazy("Translator, deadline, priority or note changed"),
    ),
    "translation.submit": (
        gettext_lazy("Submit translation"),
        gettext_lazy("Translation submitted for review"),
    ),
    "translation.withdraw": (
        gettext_lazy("Withdraw translation"),
        gettext_lazy("Translation taken back from review"),
    ),
    "translation.derive": (
        gettext_lazy("Derive script"),
        gettext_lazy("Derived from the other script"),
    ),
    "translation.adopt": (
        gettext_lazy("Take over a translation"),
        gettext_lazy("Taken over as it was published on the earlier site"),
    ),
    "translation.follow": (
        gettext_lazy("Synchronise with the source"),
        gettext_lazy("Fields synchronised with the source"),
    ),
}


@hooks.register("register_log_actions")
def register_log_actions(actions):
    for name, (label, message) in LOG_ACTIONS.items():
        actions.register_action(name, label, message)

    @actions.register_action("translation.approve")
    class ApproveFormatter(LogFormatter):
        label = gettext_lazy("Approve translation")

        def format_message(self, log_entry):
            if log_entry.data.get("four_eyes_waived"):
                return _("Translation approved by the person who wrote it; the rule was waived")
            return _("Translation approved")

    @actions.register_action("translation.return")
    class ReturnFormatter(LogFormatter):
        label = gettext_lazy("Return translation")

        def format_message(self, log_entry):
            message, comment = _("Translation returned:"), log_entry.data.get("comment")
            return f"{message} {comment}" if comment else message
