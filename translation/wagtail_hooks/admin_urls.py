"""The URLs of this app in Wagtail's admin."""

from django.urls import include, path
from wagtail import hooks
from wagtail.utils.urlpatterns import decorate_urlpatterns

from translation import urls
from translation.refusals import explain_permission_denied

decorate_urlpatterns(urls.urlpatterns, explain_permission_denied)


@hooks.register("register_admin_urls")
def register_admin_urls():
    return [path("translation/", include((urls, "translation"), namespace="translation"))]
