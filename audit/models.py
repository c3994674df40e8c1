"""Entries of Wagtail's log that also have the address of the client."""

from allauth.account.adapter import get_adapter
from allauth.core import context
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import ModelLogEntry
from wagtail.models.audit_log import ModelLogEntryManager


class AuditLogEntryManager(ModelLogEntryManager):
    """Adds the address of the client, if the action is done in a request."""

    def log_action(self, instance, action, **kwargs):
        address = context.request and get_adapter().get_client_ip(context.request)
        return super().log_action(instance, action, address=address, **kwargs)


class AuditLogEntry(ModelLogEntry):
    """What concerns accounts, groups and settings: ``wagtail.log_actions.log`` writes these.

    It belongs to Wagtail's log, so that the history of an account shows it, too. Nobody has a
    permission to change or delete an entry.
    """

    address = models.GenericIPAddressField(_("IP address"), blank=True, null=True)

    objects = AuditLogEntryManager()

    class Meta:
        default_permissions = ()
