"""The reports on links: addresses that readers did not find, and links to other sites that fail."""

from functools import cached_property
from urllib.parse import urlencode

from django.db.models import Max, Sum
from django.middleware.csrf import get_token
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, NumberColumn
from wagtail.contrib.redirects.models import Redirect

from core.reports import PeriodFilter, SwitchedReportView, day_in_words, last_day_of

from .models import ExternalAddress, LinkSettings, NotFoundAddress
from .usage import grouped_by_translations


class NotFoundFilterSet(WagtailFilterSet):
    period = PeriodFilter()

    class Meta:
        model = NotFoundAddress
        fields: list[str] = []


class NotFoundAddressColumn(Column):
    """The address, and below it its redirect or a button to make one."""

    cell_template_name = "links/not_found_address_cell.html"


class NotFoundReport(SwitchedReportView):
    """The addresses of a period at which nothing was found, the most frequent first."""

    model = NotFoundAddress
    switch_model = LinkSettings
    switch = "counts_not_found"
    page_title = _("Addresses that readers did not find")
    header_icon = "warning"
    index_url_name = "not_found_report"
    index_results_url_name = "not_found_report_results"
    results_template_name = "links/not_found_report_results.html"
    verbose_name_plural = _("addresses that were not found")
    filterset_class = NotFoundFilterSet
    search_fields = ["path"]
    default_ordering = "-times"
    list_export = ["path", "times", "last_day"]
    export_headings = {"path": _("Address"), "times": _("Times"), "last_day": _("Last day")}
    export_filename = "addresses-that-were-not-found"

    @cached_property
    def columns(self):
        return [
            NotFoundAddressColumn(
                "path", label=_("Address"), accessor=self.redirect_for, sort_key="path"
            ),
            NumberColumn("times", label=_("Times"), sort_key="times"),
            Column("last_day", label=_("Last day"), accessor=last_day_of, sort_key="last_day"),
        ]

    def get_base_queryset(self):
        by_path = NotFoundAddress.objects.values("path")
        return by_path.annotate(times=Sum("count"), last_day=Max("day"))

    def order_queryset(self, queryset):
        return queryset.order_by(self.ordering, "path")

    def redirect_for(self, row: dict) -> dict:
        """Return the redirect from an address, if there is one now, and the URLs to edit or add."""
        redirect_id = self._redirect_ids.get(row["path"])
        user, query = self.request.user, urlencode({"old_path": row["path"]})
        may_edit = redirect_id and user.has_perm("wagtailredirects.change_redirect")
        return {
            "exists": bool(redirect_id),
            "edit_url": reverse("wagtailredirects:edit", args=[redirect_id]) if may_edit else "",
            "add_url": f"{reverse('wagtailredirects:add')}?{query}"
            if user.has_perm("wagtailredirects.add_redirect")
            else "",
        }

    @cached_property
    def _redirect_ids(self) -> dict[str, int]:
        stored = Redirect.objects.filter(old_path__in=NotFoundAddress.objects.values("path"))
        return dict(stored.values_list("old_path", "pk"))


class ExternalAddressColumn(Column):
    """The address, the pages that link to it, and a button that checks it again."""

    cell_template_name = "links/external_address_cell.html"

    def get_cell_context_data(self, instance, parent_context):
        context = super().get_cell_context_data(instance, parent_context)
        return {**context, "csrf_token": get_token(parent_context["request"])}


class BrokenLinkReport(SwitchedReportView):
    """The addresses of other sites that no longer answer, the longest broken first."""

    model = ExternalAddress
    switch_model = LinkSettings
    switch = "checks_other_sites"
    page_title = _("Links to other sites that no longer answer")
    header_icon = "link-external"
    index_url_name = "broken_link_report"
    index_results_url_name = "broken_link_report_results"
    results_template_name = "links/broken_link_report_results.html"
    verbose_name_plural = _("links to other sites")
    search_fields = ["url"]
    default_ordering = "failing_since"
    paginate_by = 50
    list_export = ["url", "failing_since", "get_outcome_display", "status", "checked_at"]
    export_headings = {"get_outcome_display": _("Answer")}
    export_filename = "links-to-other-sites-that-no-longer-answer"

    @cached_property
    def columns(self):
        return [
            ExternalAddressColumn(
                "url", label=_("Address"), accessor=self.pages_of, sort_key="url", width="50%"
            ),
            Column("failing_since", label=_("Since"), accessor=_since, sort_key="failing_since"),
            Column("outcome", label=_("Answer"), accessor=_answer, sort_key="outcome"),
        ]

    def get_base_queryset(self):
        return ExternalAddress.objects.broken().prefetch_related("pages__locale")

    def order_queryset(self, queryset):
        return queryset.order_by(self.ordering, "url")

    def pages_of(self, address: ExternalAddress) -> list:
        places = [(page.specific_deferred, "", False) for page in address.pages.all()]
        return grouped_by_translations(places, self.request.user)


def _since(address: ExternalAddress) -> str:
    return day_in_words(timezone.localdate(address.failing_since))


def _answer(address: ExternalAddress) -> str:
    answer = address.get_outcome_display()
    return f"{answer} ({address.status})" if address.status else str(answer)
