from django.urls import path

from . import reports, views

urlpatterns = [
    path("pages/<int:page_id>/review/", views.PageReviewView.as_view(), name="page_review"),
    path("pages/<int:page_id>/checks/", views.ContentChecksView.as_view(), name="page_checks"),
    path("records/", reports.UncheckedRecordReport.as_view(), name="unchecked_record_report"),
    path(
        "records/results/",
        reports.UncheckedRecordReport.as_view(results_only=True),
        name="unchecked_record_report_results",
    ),
    path("reviews/", reports.DueReviewReport.as_view(), name="due_review_report"),
    path(
        "reviews/results/",
        reports.DueReviewReport.as_view(results_only=True),
        name="due_review_report_results",
    ),
]
