from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TranslationConfig(AppConfig):
    name = "translation"
    verbose_name = _("Translation")

    def ready(self):
        from . import (
            mirroring_signals,
            signal_handlers,
            system_checks,  # noqa: F401 - the import registers the check
        )
        from .guards import integrity

        signal_handlers.register()
        mirroring_signals.register()
        integrity.register()
