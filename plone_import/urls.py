"""The URLs of the import in the admin."""

from django.urls import path

from . import views

urlpatterns = [
    path("", views.PloneImportsView.as_view(), name="imports"),
    path("<int:pk>/", views.PloneImportView.as_view(), name="import"),
    path("<int:pk>/progress/", views.ImportProgressView.as_view(), name="progress"),
    path("<int:pk>/report.csv", views.ImportReportFileView.as_view(), name="report"),
    path("<int:pk>/start/", views.StartPloneImportView.as_view(), name="start"),
    path("<int:pk>/undo/", views.UndoPloneImportView.as_view(), name="undo"),
    path("<int:pk>/remove/", views.RemovePloneImportView.as_view(), name="remove"),
]
