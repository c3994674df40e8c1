from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DeclarationsConfig(AppConfig):
    name = "declarations"
    verbose_name = _("Declarations")

    def ready(self):
        from core.subjects import register_pages_about

        from .models import DeclarationPage

        register_pages_about(DeclarationPage.objects.about)
