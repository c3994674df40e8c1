"""The full lists of what the start page of the admin shows the beginning of."""

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.ui.tables import DateColumn
from wagtail.admin.ui.tables.pages import PageStatusColumn, PageTitleColumn
from wagtail.admin.views.reports import PageReportView

from editorial.columns import ReviewColumn
from editorial.policies import is_editor
from editorial.tasks import due_reviews, unchecked_records


class EditorialReportView(PageReportView):
    """All pages of a task of an editor, in the order of the task."""

    results_template_name = "wagtailadmin/reports/base_report_results.html"
    paginate_by = 50
    is_searchable = False

    def dispatch(self, request, *args, **kwargs):
        if not is_editor(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def order_queryset(self, queryset):
        return queryset


class UncheckedRecordReport(EditorialReportView):
    page_title = _("Records without a source, or not checked for a year")
    header_icon = "circle-check"
    index_url_name = "unchecked_record_report"
    index_results_url_name = "unchecked_record_report_results"
    export_filename = "records-to-check"
    columns = [
        PageTitleColumn("title", label=_("Title"), classname="title"),
        DateColumn("last_published_at", label=pgettext_lazy("a date", "Published"), width="25%"),
        PageStatusColumn("status", label=_("State of the page")),
    ]

    def get_base_queryset(self):
        return unchecked_records(self.request.user).select_related("locale", "content_type")


class DueReviewReport(EditorialReportView):
    page_title = _("Pages to review")
    header_icon = "calendar-check"
    index_url_name = "due_review_report"
    index_results_url_name = "due_review_report_results"
    export_filename = "pages-to-review"
    columns = [
        PageTitleColumn("title", label=_("Title"), classname="title"),
        ReviewColumn("review_on", label=_("Review"), width="25%"),
        PageStatusColumn("status", label=_("State of the page")),
    ]

    def get_base_queryset(self):
        return due_reviews(self.request.user).select_related("locale", "content_type")
