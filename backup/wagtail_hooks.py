from django.conf import settings
from wagtail import hooks

from .models import Backup
from .panels import BackupPanel


@hooks.register("construct_homepage_panels")
def add_age_of_backup(request, panels):
    if request.user.is_superuser:
        backup = Backup.objects.first()
        if backup or not settings.DEMONSTRATION:
            panels.append(BackupPanel(backup))
