from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LinksConfig(AppConfig):
    name = "links"
    verbose_name = _("Links")

    def ready(self):
        from . import signal_handlers, wagtail_internals

        signal_handlers.register()
        wagtail_internals.protect_required_references()
