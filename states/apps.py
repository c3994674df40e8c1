from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class StatesConfig(AppConfig):
    name = "states"
    verbose_name = _("States")

    def ready(self):
        from core.territories import register_designations

        from .designations import state_designations

        register_designations(state_designations)
