"""URLs of the translation app, below ``admin/translation/``."""

from django.urls import include, path

from .views.assignments import AssignmentsView
from .views.batches import BatchListView, BatchView, RepeatView
from .views.board import BoardView
from .views.changes import ChangesView
from .views.exchange import ExportManyView, ExportView, ImportView
from .views.history import HistoryView
from .views.mine import MineView
from .views.notifications import MarkAsRead, NotificationList, OpenNotification
from .views.preferences import preferences
from .views.releases import (
    CancelReleaseView,
    PlanReleaseView,
    ReleaseListView,
    ReleaseNowView,
    ReleaseView,
)
from .views.send import SendPageView, SendSnippetView
from .views.teams import TeamListView, TeamView
from .views.terms import TermExportView, TermListView, term_import

urlpatterns = [
    path("edit/<int:pk>/", include("translation.editor_urls")),
    path("exchange/<int:pk>/", ExportView.as_view(), name="exchange_export"),
    path("exchange/", ExportManyView.as_view(), name="exchange_export_batch"),
    path("exchange/import/", ImportView.as_view(), name="exchange_import"),
    path("mine/", MineView.as_view(), name="mine"),
    path("board/", BoardView.as_view(), name="board"),
    path("board/results/", BoardView.as_view(results_only=True), name="board_results"),
    path("assignments/", AssignmentsView.as_view(), name="assignments"),
    path("<int:pk>/history/", HistoryView.as_view(), name="history"),
    path("<int:pk>/changes/", ChangesView.as_view(), name="changes"),
    path("news/", NotificationList.as_view(), name="notifications"),
    path("news/read/", MarkAsRead.as_view(), name="notifications_read"),
    path("news/<int:pk>/", OpenNotification.as_view(), name="notification"),
    path("news/preferences/", preferences, name="preferences"),
    path("send/page/<int:page_id>/", SendPageView.as_view(), name="send_page"),
    path(
        "send/<slug:app_label>/<slug:model_name>/<str:pk>/",
        SendSnippetView.as_view(),
        name="send_snippet",
    ),
    path("orders/", BatchListView.as_view(), name="batches"),
    path(
        "orders/results/",
        BatchListView.as_view(results_only=True),
        name="batches_results",
    ),
    path("orders/<int:pk>/", BatchView.as_view(), name="batch"),
    path(
        "orders/<int:pk>/progress/",
        BatchView.as_view(progress_only=True),
        name="batch_progress",
    ),
    path("orders/<int:pk>/repeat/", RepeatView.as_view(), name="batch_repeat"),
    path(
        "orders/<int:pk>/repeat/<int:job_id>/",
        RepeatView.as_view(),
        name="batch_repeat_job",
    ),
    path("releases/", ReleaseListView.as_view(), name="releases"),
    path(
        "releases/results/",
        ReleaseListView.as_view(results_only=True),
        name="releases_results",
    ),
    path("releases/add/<int:page_id>/", PlanReleaseView.as_view(), name="release_add"),
    path("releases/<int:pk>/", ReleaseView.as_view(), name="release"),
    path("releases/<int:pk>/now/", ReleaseNowView.as_view(), name="release_now"),
    path("releases/<int:pk>/cancel/", CancelReleaseView.as_view(), name="release_cancel"),
    path("terms/", TermListView.as_view(), name="terms"),
    path("terms/results/", TermListView.as_view(results_only=True), name="terms_results"),
    path("terms/export/", TermExportView.as_view(), name="terms_export"),
    path("terms/import/", term_import, name="terms_import"),
    path("teams/", TeamListView.as_view(), name="teams"),
    path("teams/<int:pk>/", TeamView.as_view(), name="team"),
]
