from django.urls import path

from recycle_bin.views.entries import PurgePageView, RecycleBinView, RestorePageView

app_name = "recycle_bin"
urlpatterns = [
    path("", RecycleBinView.as_view(), name="list"),
    path("results/", RecycleBinView.as_view(results_only=True), name="list_results"),
    path("<int:pk>/restore/", RestorePageView.as_view(), name="restore"),
    path("<int:pk>/purge/", PurgePageView.as_view(), name="purge"),
]
