"""The report of searches without a result in the reports menu of the admin."""

from django.contrib.auth.models import Permission
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from core.reports import ReportMenuItem
from search.upkeep.reports import UnansweredReport

PERMISSION = "view_unansweredquestion"


@hooks.register("register_admin_urls")
def register_report():
    url, report = "reports/searches-without-a-result/", UnansweredReport
    results = report.as_view(results_only=True)
    return [
        path(url, report.as_view(), name=report.index_url_name),
        path(f"{url}results/", results, name=report.index_results_url_name),
    ]


@hooks.register("register_reports_menu_item")
def register_report_menu_item():
    return ReportMenuItem(
        _("Searches without a result"),
        reverse("unanswered_report"),
        name="unanswered-report",
        icon_name="search",
        order=1300,
        permission=f"search.{PERMISSION}",
    )


@hooks.register("register_permissions")
def register_permission():
    return Permission.objects.filter(content_type__app_label="search", codename=PERMISSION)
