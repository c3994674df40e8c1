from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DeclarationsConfig(AppConfig):
    name = "declarations"
    verbose_name = _("Declarations")

    def ready(self):
        from core.non_page_routes import register_non_page_routes
        from core.subjects import register_pages_about
        from open_data.data_sets import register_data_sets

        from .models import DeclarationPage
        from .open_data import DECLARATION_DATA_SET, PARAGRAPH_DATA_SET
        from .theme_timelines import THEMES_ROUTE, theme_routes

        register_pages_about(DeclarationPage.objects.about)
        register_non_page_routes(lambda: [THEMES_ROUTE, *theme_routes()])
        register_data_sets(DECLARATION_DATA_SET, PARAGRAPH_DATA_SET)
