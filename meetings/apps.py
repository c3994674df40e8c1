from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MeetingsConfig(AppConfig):
    name = "meetings"
    verbose_name = _("Meetings")

    def ready(self):
        from core.subjects import register_pages_about
        from open_data.data_sets import register_data_sets

        from .models import MeetingPage
        from .open_data import MEETING_DATA_SET

        register_pages_about(MeetingPage.objects.about)
        register_data_sets(MEETING_DATA_SET)
