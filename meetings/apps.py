from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MeetingsConfig(AppConfig):
    name = "meetings"
    verbose_name = _("Meetings")

    def ready(self):
        from core.subjects import register_pages_about

        from .models import MeetingPage

        register_pages_about(MeetingPage.objects.about)
