from django.urls import include, path
from wagtail import hooks

from translation import urls


@hooks.register("register_admin_urls")
def register_admin_urls():
    return [path("translation/", include((urls, "translation"), namespace="translation"))]
