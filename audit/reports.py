"""The audit log as a screen: all entries of Wagtail's logs, for administrators."""

from functools import reduce
from operator import or_

import django_filters
from django.apps import apps
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet, TextChoices
from django.forms import CheckboxSelectMultiple
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views.reports.audit_logging import (
    LogEntriesView,
    SiteHistoryReportFilterSet,
    get_users_for_filter,
)
from wagtail.contrib.redirects.models import Redirect
from wagtail.contrib.settings.models import BaseGenericSetting
from wagtail.models import Collection, Locale, ModelLogEntry, Site, Task, Workflow

from .models import AuditLogEntry


class AuditKind(TextChoices):
    """What an entry is about. Other entries are drafts and other work on content."""

    SIGN_IN = "sign-in", _("Sign-ins")
    ACCESS = "access", _("Accounts and permissions")
    PUBLICATION = "publication", _("Publications and deletions")
    REVIEW = "review", _("Reviews")
    EXCHANGE = "exchange", _("Exports and imports")
    SETTINGS = "settings", _("Settings of the site")


# The beginnings of the names of their actions.
ACTIONS = {
    AuditKind.SIGN_IN: ["accounts.sign_"],
    AuditKind.ACCESS: [
        *("audit.account", "audit.groups", "audit.permissions", "wagtail.view_restriction"),
        "wagtail.apitoken",
        *("accounts.second_factor", "accounts.invite", "accounts.end_sessions"),
    ],
    AuditKind.PUBLICATION: [
        *("wagtail.publish", "wagtail.unpublish", "wagtail.schedule", "wagtail.move"),
        *("wagtail.delete", "recycle_bin.", "translation.release"),
    ],
    AuditKind.REVIEW: [
        *("wagtail.workflow", "editorial.review", "translation.submit", "translation.withdraw"),
        *("translation.approve", "translation.return"),
    ],
    AuditKind.EXCHANGE: ["audit.export", "core.import"],
    AuditKind.SETTINGS: [],
}
# Base classes of models whose creation, change and deletion is of this kind.
MODELS = {
    AuditKind.ACCESS: (get_user_model(), Group),
    AuditKind.SETTINGS: (BaseGenericSetting, Collection, Locale, Redirect, Site, Task, Workflow),
}


def entries_of_kind(kind: str) -> Q:
    models = [model for model in apps.get_models() if issubclass(model, MODELS.get(kind, ()))]
    types = ContentType.objects.get_for_models(*models).values()
    named = (Q(action__startswith=beginning) for beginning in ACTIONS[kind])
    return reduce(or_, named, Q(content_type__in=types, action__startswith="wagtail."))


class AuditLogFilterSet(SiteHistoryReportFilterSet):
    kind = django_filters.MultipleChoiceFilter(
        label=_("Kind"),
        choices=AuditKind.choices,
        method="filter_kind",
        widget=CheckboxSelectMultiple,
    )
    is_commenting_action = None  # the site has no comments beside texts

    class Meta(SiteHistoryReportFilterSet.Meta):
        pass

    def get_users_queryset(self):
        return get_users_for_filter(self.request.user)

    def filter_kind(self, queryset: QuerySet, name: str, values: list[str]) -> QuerySet:
        return queryset.filter(reduce(or_, map(entries_of_kind, values), Q()))


class AuditLogReport(LogEntriesView):
    """Wagtail's history of the site, with sign-ins, addresses of clients and kinds of entries."""

    page_title = _("Audit log")
    filterset_class = AuditLogFilterSet
    index_url_name = "audit_log"
    index_results_url_name = "audit_log_results"
    results_template_name = "audit/audit_log_results.html"
    list_export = [*LogEntriesView.list_export, "message", "address"]
    export_headings = {
        **LogEntriesView.export_headings,
        # The words of Wagtail's screen, which are in every language.
        "action": AuditLogFilterSet.base_filters["action"].label,
        "timestamp": AuditLogFilterSet.base_filters["timestamp"].label,
        "message": _("Note"),
        "address": _("IP address"),
    }

    def dispatch(self, request, *args, **kwargs):
        if not request.user.is_superuser:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def decorate_paginated_queryset(self, queryset):
        """Add the address of the client to the entries that have one."""
        entries = super().decorate_paginated_queryset(queryset)
        of_models = [entry.pk for entry in entries if isinstance(entry, ModelLogEntry)]
        stored = AuditLogEntry.objects.filter(pk__in=of_models).values_list("pk", "address")
        addresses = dict(stored)
        for entry in entries:
            is_of_model = isinstance(entry, ModelLogEntry)
            entry.address = (is_of_model and addresses.get(entry.pk)) or ""
        return entries

    def get_context_data(self, **kwargs):
        return super().get_context_data(retention_days=settings.AUDIT_LOG_RETENTION_DAYS, **kwargs)
