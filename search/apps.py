from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    name = "search"
    verbose_name = _("Search")

    def ready(self):
        from .upkeep import (
            signal_handlers,
            system_checks,  # noqa: F401 - the import registers the check
        )

        signal_handlers.register()
