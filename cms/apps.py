from django.apps import AppConfig

from .wagtail_internals import replace_modules

replace_modules()


class CmsConfig(AppConfig):
    name = "cms"
    verbose_name = "Website"

    def ready(self):
        from . import system_checks  # noqa: F401 - registers the checks
