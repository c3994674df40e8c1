from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.urls import path, reverse
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.contrib.settings.models import BaseGenericSetting
from wagtail.log_actions import LogFormatter, log

from .models import AuditLogEntry
from .reports import AuditLogReport

MAX_MESSAGE_LENGTH = 300


class AuditLogMenuItem(MenuItem):
    def is_shown(self, request):
        return request.user.is_superuser


@hooks.register("register_reports_menu_item")
def register_audit_log_menu_item():
    return AuditLogMenuItem(
        _("Audit log"), reverse("audit_log"), name="audit-log", icon_name="history", order=1050
    )


@hooks.register("register_admin_urls")
def register_audit_log():
    results = AuditLogReport.as_view(results_only=True)
    return [
        path("reports/audit-log/", AuditLogReport.as_view(), name="audit_log"),
        path("reports/audit-log/results/", results, name="audit_log_results"),
    ]


# After Wagtail's registrations, which are for all models.
@hooks.register("register_log_actions", order=10)
def register_audit_log_entry(actions):
    for model in (get_user_model(), Group, BaseGenericSetting):
        actions.register_model(model, AuditLogEntry)
    # They are entries of Wagtail's log, too, and reports would show them twice.
    actions.log_entry_models.discard(AuditLogEntry)


@hooks.register("after_bulk_action")
def log_bulk_actions_on_accounts(request, action_type, objects, action):
    """Log what Wagtail does to several accounts with one statement, and without a signal."""
    if action.model is not get_user_model():
        return
    choices = action.cleaned_form.cleaned_data
    for account in objects:
        if action_type == "delete":
            log(account, "wagtail.delete", deleted=True)
        elif account.is_active != choices.get("mark_as_active", account.is_active):
            log(account, "audit.account", data={"fields": ["is_active"]})


class AccountChangeFormatter(LogFormatter):
    label = _("Account changed")

    def format_message(self, log_entry):
        fields = map(get_user_model()._meta.get_field, log_entry.data.get("fields", []))
        return f"{self.label}: {', '.join(str(field.verbose_name) for field in fields)}"


class RelatedChangeFormatter(LogFormatter):
    """Names what was added and removed."""

    def format_message(self, log_entry):
        added, removed = (log_entry.data.get(key, []) for key in ("added", "removed"))
        names = [*(f"+ {name}" for name in added), *(f"− {name}" for name in removed)]
        return Truncator(f"{self.label}: {', '.join(names)}").chars(MAX_MESSAGE_LENGTH)


class GroupChangeFormatter(RelatedChangeFormatter):
    label = _("Groups changed")


class PermissionChangeFormatter(RelatedChangeFormatter):
    label = _("Permissions changed")


class ExportFormatter(LogFormatter):
    label = _("Export")

    def format_message(self, log_entry):
        return f"{self.label}: {log_entry.data.get('name')}"


@hooks.register("register_log_actions")
def register_audit_log_actions(actions):
    actions.register_action("audit.account")(AccountChangeFormatter)
    actions.register_action("audit.groups")(GroupChangeFormatter)
    actions.register_action("audit.permissions")(PermissionChangeFormatter)
    actions.register_action("audit.export")(ExportFormatter)
