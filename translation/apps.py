from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TranslationConfig(AppConfig):
    name = "translation"
    verbose_name = _("Translation")

    def ready(self):
        from core.page_permissions import register_page_permissions
        from core.versions import register_changed_parts, register_earlier_texts

        from . import (
            signal_handlers,
            system_checks,  # noqa: F401 - the import registers the check
        )
        from .reading import PUBLISHED_AT, changed_parts
        from .tree import integrity, mirroring
        from .tree.page_permissions import TranslatedPagePermissions

        signal_handlers.register()
        mirroring.register()
        integrity.register()
        register_page_permissions(TranslatedPagePermissions)
        register_earlier_texts(PUBLISHED_AT)
        register_changed_parts(changed_parts)
