from django.apps import AppConfig
from django.db.backends.signals import connection_created
from django.db.models.signals import post_migrate, pre_migrate


class PageCacheConfig(AppConfig):
    name = "page_cache"

    def ready(self) -> None:
        """Connect the creation of the triggers, and the announcement of changes."""
        from .changes import watch_connection
        from .triggers import create_triggers, drop_page_trigger

        pre_migrate.connect(drop_page_trigger, sender=self, dispatch_uid="page cache page trigger")
        post_migrate.connect(create_triggers, sender=self, dispatch_uid="page cache triggers")
        connection_created.connect(watch_connection, dispatch_uid="page cache changes")
