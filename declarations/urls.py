"""Permalinks of documents and paragraphs, without the prefix of a language."""

from django.urls import re_path

from . import views

urlpatterns = [
    re_path(r"^(?P<number>[0-9]{1,9})/?$", views.permalink, name="declaration"),
    re_path(
        r"^(?P<number>[0-9]{1,9})/(?P<paragraph>[0-9]{1,6})/?$",
        views.permalink,
        name="declaration-paragraph",
    ),
]
