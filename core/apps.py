from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CoreConfig(AppConfig):
    name = "core"
    verbose_name = _("Core")

    def ready(self):
        from wagtail.models import AbstractPage, Page
        from wagtail.permissions import register_permission_policy

        from .page_permissions import SitePagePermissionPolicy

        register_permission_policy(AbstractPage, SitePagePermissionPolicy(Page))
