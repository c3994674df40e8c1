from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DeclarationsConfig(AppConfig):
    name = "declarations"
    verbose_name = _("Declarations")

    def ready(self):
        from core.fixed_addresses import register_fixed_addresses
        from core.open_data.data_sets import register_data_set
        from core.subjects import register_pages_about

        from .models import DeclarationPage
        from .open_data import DECLARATIONS, PARAGRAPHS
        from .threads import THEMES, theme_addresses

        register_pages_about(DeclarationPage.objects.about)
        register_fixed_addresses(lambda: [THEMES, *theme_addresses()])
        register_data_set(DECLARATIONS, PARAGRAPHS)
