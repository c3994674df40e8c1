from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TranslationConfig(AppConfig):
    name = "translation"
    verbose_name = _("Translation")

    def ready(self):
        from core.outdated_translations import (
            register_changed_content_paths,
            register_source_version_date,
        )
        from core.page_permissions import register_page_permission_tester
        from translation.guards.page_permissions import TranslatedPagePermissions

        from . import (
            mirroring_signals,
            signal_handlers,
            system_checks,  # noqa: F401 - the import registers the check
        )
        from .guards import integrity
        from .outdated_translations import SOURCE_PUBLISHED_AT, changed_text_paths

        signal_handlers.register()
        mirroring_signals.register()
        integrity.register()
        register_page_permission_tester(TranslatedPagePermissions)
        register_source_version_date(SOURCE_PUBLISHED_AT)
        register_changed_content_paths(changed_text_paths)
