from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class StatesConfig(AppConfig):
    name = "states"
    verbose_name = _("States")

    def ready(self):
        from core.fixed_addresses import register_fixed_addresses
        from core.open_data.data_sets import register_data_set
        from core.subjects import Kind, register_names
        from core.territories import register_designations

        from .designations import state_designations, state_titles
        from .open_data import STATES
        from .views import CONTACTS

        register_designations(state_designations)
        register_names(Kind.TERRITORY, state_titles)
        register_fixed_addresses(lambda: [CONTACTS])
        register_data_set(STATES)
