from django.apps import AppConfig
from django.db.backends.signals import connection_created
from django.db.models.signals import post_migrate


class PageCacheConfig(AppConfig):
    name = "page_cache"

    def ready(self) -> None:
        """Have the database count changes, and this process tell the others of its own."""
        from .changes import watch_connection
        from .triggers import create_triggers

        post_migrate.connect(create_triggers, sender=self, dispatch_uid="page cache triggers")
        connection_created.connect(watch_connection, dispatch_uid="page cache changes")
