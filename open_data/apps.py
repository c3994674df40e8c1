from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OpenDataConfig(AppConfig):
    name = "open_data"
    verbose_name = _("Data")

    def ready(self):
        from core.non_page_routes import register_non_page_routes

        from .views import DATA_ROUTE

        register_non_page_routes(lambda: [DATA_ROUTE])
