from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TranslationConfig(AppConfig):
    name = "translation"
    verbose_name = _("Translation")

    def ready(self):
        from core.page_permissions import register_page_permissions
        from core.versions import register_changed_parts, register_earlier_texts

        from . import (
            reading,
            signal_handlers,
            system_checks,  # noqa: F401 - importing it registers the check
        )
        from .tree import integrity, mirroring, page_permissions

        signal_handlers.register()
        mirroring.register()
        integrity.register()
        register_page_permissions(page_permissions.TranslatedPagePermissions)
        register_earlier_texts(reading.PUBLISHED_AT)
        register_changed_parts(reading.changed_parts)
