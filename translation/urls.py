"""URLs of the translation app, below ``admin/translation/``."""

from django.urls import include, path

from translation.board.views import BoardTotalsView, BoardView
from translation.desk.views.assign import ChangeAssignmentsView
from translation.desk.views.checks import CheckTranslationsView
from translation.desk.views.history import TranslationHistoryView
from translation.desk.views.jobs import (
    JobBatchListView,
    JobBatchView,
    RepeatAllJobsView,
    RepeatJobsView,
)
from translation.desk.views.my_translations import MyTranslationsView
from translation.desk.views.send import SendPageView, SendSnippetView
from translation.desk.views.teams import TeamListView, TeamView
from translation.editor.views.source_changes import SourceChangesView
from translation.exchange.memory.views import (
    ImportMemoryView,
    MemoryView,
    RemoveMemoryFileView,
)
from translation.exchange.views import (
    ExportArchiveView,
    ExportTranslationView,
    ImportTranslationsView,
)
from translation.glossary.views import GlossaryExportView, GlossaryImportView, GlossaryView
from translation.notifications.preferences import redirect_to_preferences
from translation.notifications.views import (
    MarkNotificationsAsReadView,
    NotificationListView,
    OpenNotificationView,
)
from translation.releases.confirmation import CancelReleaseView, ReleaseNowView
from translation.releases.views import PlanReleaseView, ReleaseListView, ReleaseView

urlpatterns = [
    path("edit/<int:pk>/", include("translation.editor.urls")),
    path("exchange/<int:pk>/", ExportTranslationView.as_view(), name="exchange_export"),
    path("exchange/", ExportArchiveView.as_view(), name="exchange_export_archive"),
    path("exchange/import/", ImportTranslationsView.as_view(), name="exchange_import"),
    path("memory/", MemoryView.as_view(), name="memory"),
    path("memory/import/", ImportMemoryView.as_view(), name="memory_import"),
    path("memory/<int:pk>/remove/", RemoveMemoryFileView.as_view(), name="memory_remove"),
    path("mine/", MyTranslationsView.as_view(), name="my_translations"),
    path("checks/", CheckTranslationsView.as_view(), name="check_translations"),
    path("board/", BoardView.as_view(), name="board"),
    path("board/results/", BoardView.as_view(results_only=True), name="board_results"),
    path("board/totals/", BoardTotalsView.as_view(), name="board_totals"),
    path("assignments/", ChangeAssignmentsView.as_view(), name="change_assignments"),
    path("<int:pk>/history/", TranslationHistoryView.as_view(), name="history"),
    path("<int:pk>/changes/", SourceChangesView.as_view(), name="source_changes"),
    path("news/", NotificationListView.as_view(), name="notifications"),
    path("news/read/", MarkNotificationsAsReadView.as_view(), name="notifications_mark_read"),
    path("news/<int:pk>/", OpenNotificationView.as_view(), name="open_notification"),
    path("news/preferences/", redirect_to_preferences, name="notification_preferences"),
    path("send/page/<int:page_id>/", SendPageView.as_view(), name="send_page"),
    path(
        "send/<slug:app_label>/<slug:model_name>/<str:pk>/",
        SendSnippetView.as_view(),
        name="send_snippet",
    ),
    path("orders/", JobBatchListView.as_view(), name="job_batches"),
    path(
        "orders/results/",
        JobBatchListView.as_view(results_only=True),
        name="job_batches_results",
    ),
    path("orders/repeat/", RepeatAllJobsView.as_view(), name="job_batches_repeat"),
    path("orders/<int:pk>/", JobBatchView.as_view(), name="job_batch"),
    path(
        "orders/<int:pk>/progress/",
        JobBatchView.as_view(progress_only=True),
        name="job_batch_progress",
    ),
    path("orders/<int:pk>/repeat/", RepeatJobsView.as_view(), name="job_batch_repeat"),
    path(
        "orders/<int:pk>/repeat/<int:job_id>/",
        RepeatJobsView.as_view(),
        name="job_batch_repeat_job",
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
    path("terms/", GlossaryView.as_view(), name="glossary"),
    path("terms/results/", GlossaryView.as_view(results_only=True), name="glossary_results"),
    path("terms/export/", GlossaryExportView.as_view(), name="glossary_export"),
    path("terms/import/", GlossaryImportView.as_view(), name="glossary_import"),
    path("teams/", TeamListView.as_view(), name="teams"),
    path("teams/<int:pk>/", TeamView.as_view(), name="team"),
]
