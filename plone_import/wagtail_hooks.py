from django.contrib.auth.models import Permission
from django.urls import include, path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from . import urls
from .policies import PERMISSION, may_import_plone


class PloneImportMenuItem(MenuItem):
    def is_shown(self, request):
        return may_import_plone(request.user)


@hooks.register("register_admin_urls")
def register_plone_import_urls():
    return [path("plone-import/", include((urls, "plone_import"), namespace="plone_import"))]


@hooks.register("register_settings_menu_item")
def register_plone_import_menu_item():
    return PloneImportMenuItem(
        _("Import from Plone"),
        reverse_lazy("plone_import:imports"),
        name="plone-import",
        icon_name="upload",
        order=900,
    )


@hooks.register("register_permissions")
def register_plone_import_permission():
    app_label, _dot, codename = PERMISSION.partition(".")
    return Permission.objects.filter(content_type__app_label=app_label, codename=codename)
