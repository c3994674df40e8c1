from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class StatesConfig(AppConfig):
    name = "states"
    verbose_name = _("States")

    def ready(self):
        from core.subjects import Kind, register_names
        from core.territories import register_designations

        from .designations import state_designations, state_titles

        register_designations(state_designations)
        register_names(Kind.TERRITORY, state_titles)
