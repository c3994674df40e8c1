from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LinksConfig(AppConfig):
    name = "links"
    verbose_name = _("Links")

    def ready(self):
        from wagtail.models import ReferenceIndex

        from core.models import LayoutSettings

        from . import signal_handlers, wagtail_internals

        signal_handlers.register()
        # Wagtail has only pages and what its lists show in the index. Menu and footer link, too.
        ReferenceIndex.register_model(LayoutSettings)
        wagtail_internals.protect_required_references()
