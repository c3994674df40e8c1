from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    name = "search"
    verbose_name = _("Search")

    def ready(self):
        from . import (
            signal_handlers,
            system_checks,  # noqa: F401 - registers the check on import
        )

        signal_handlers.register()
