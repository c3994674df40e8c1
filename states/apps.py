from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class StatesConfig(AppConfig):
    name = "states"
    verbose_name = _("States")

    def ready(self):
        from core.non_page_routes import register_non_page_routes
        from core.subjects import SubjectKind, register_subject_names
        from core.territories import register_designations
        from open_data.data_sets import register_data_sets

        from .designations import state_designations, state_titles
        from .open_data import STATE_DATA_SET
        from .views import CONTACTS_ROUTE

        register_designations(state_designations)
        register_subject_names(SubjectKind.TERRITORY, state_titles)
        register_non_page_routes(lambda: [CONTACTS_ROUTE])
        register_data_sets(STATE_DATA_SET)
