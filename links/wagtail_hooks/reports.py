"""The reports on links in the reports menu of the admin."""

from django.contrib.auth.models import Permission
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from core.editorial_tasks import MAX_ROWS, EditorialTask, EditorialTaskRow
from core.reports import ReportMenuItem
from links.models import ExternalAddress
from links.reports import BrokenLinkReport, NotFoundReport
from links.views import RecheckView

PERMISSIONS = ("view_notfoundaddress", "view_externaladdress")
REPORTS = {
    "reports/addresses-not-found/": NotFoundReport,
    "reports/broken-links/": BrokenLinkReport,
}


@hooks.register("register_admin_urls")
def register_reports():
    urls = [
        path("reports/broken-links/<int:pk>/check/", RecheckView.as_view(), name="recheck_link")
    ]
    for url, report in REPORTS.items():
        results = report.as_view(results_only=True)
        urls += [
            path(url, report.as_view(), name=report.index_url_name),
            path(f"{url}results/", results, name=report.index_results_url_name),
        ]
    return urls


@hooks.register("register_reports_menu_item")
def register_not_found_menu_item():
    return ReportMenuItem(
        _("Addresses not found"),
        reverse("not_found_report"),
        name="not-found-report",
        icon_name="warning",
        order=1310,
        permission="links.view_notfoundaddress",
    )


@hooks.register("register_reports_menu_item")
def register_broken_link_menu_item():
    return ReportMenuItem(
        _("Links to other sites"),
        reverse("broken_link_report"),
        name="broken-link-report",
        icon_name="link-external",
        order=1320,
        permission="links.view_externaladdress",
    )


@hooks.register("register_editorial_tasks")
def register_broken_links(user) -> list[EditorialTask]:
    if not user.has_perm("links.view_externaladdress"):
        return []
    url, broken = reverse("broken_link_report"), ExternalAddress.objects.broken()
    addresses = list(broken.order_by("failing_since", "pk").values_list("url", flat=True))
    rows = tuple(EditorialTaskRow(address, url) for address in addresses[:MAX_ROWS])
    label = _("Links to other sites that no longer answer")
    return [EditorialTask("broken_links", label, rows, len(addresses), url)]


@hooks.register("register_permissions")
def register_permissions():
    return Permission.objects.filter(content_type__app_label="links", codename__in=PERMISSIONS)
