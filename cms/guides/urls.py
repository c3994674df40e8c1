"""URLs of the guides, below that of the admin."""

from django.urls import path, re_path

from .views import GuideListView, GuideView, picture

app_name = "guides"
urlpatterns = [
    path("", GuideListView.as_view(), name="guides"),
    re_path(r"^pictures/(?P<name>[\w-]+\.png)$", picture, name="picture"),
    path("<slug:slug>/", GuideView.as_view(), name="guide"),
]
