from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CoreConfig(AppConfig):
    name = "core"
    verbose_name = _("Foundations")

    def ready(self):
        from .fixed_addresses import register_fixed_addresses
        from .models import Theme
        from .open_data.views import DATA
        from .places import cldr_city_names, place_names_on_pages
        from .subjects import Kind, register_names
        from .territories import cldr_names
        from .views import ACCESSIBILITY, SAFETY

        register_names(Kind.TERRITORY, cldr_names)
        register_names(Kind.THEME, Theme.objects.names_of)
        register_names(Kind.PLACE, cldr_city_names)
        register_names(Kind.PLACE, place_names_on_pages)
        register_fixed_addresses(lambda: [SAFETY, ACCESSIBILITY, DATA])
