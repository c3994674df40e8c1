from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CoreConfig(AppConfig):
    name = "core"
    verbose_name = _("Core")

    def ready(self):
        from .models import Theme
        from .non_page_routes import register_non_page_routes
        from .places import cldr_city_names, place_names_on_pages
        from .subjects import SubjectKind, register_subject_names
        from .territories import cldr_names_in_all_languages
        from .views import ACCESSIBILITY_ROUTE, SAFETY_ROUTE

        register_subject_names(SubjectKind.TERRITORY, cldr_names_in_all_languages)
        register_subject_names(SubjectKind.THEME, Theme.objects.names_of)
        register_subject_names(SubjectKind.PLACE, cldr_city_names)
        register_subject_names(SubjectKind.PLACE, place_names_on_pages)
        register_non_page_routes(lambda: [SAFETY_ROUTE, ACCESSIBILITY_ROUTE])
