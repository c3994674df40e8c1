"""Pauses the signal handlers that update the search index and Wagtail's reference index.

They take two fifths of the time in which a page is saved. Only tests of searches and of the usage
of objects need them: these use the fixture ``updated_indexes``. Site templates are built with both
indexes.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.db.models.signals import post_delete, post_save
from modelsearch import signal_handlers
from modelsearch.index import get_indexed_models
from wagtail.signal_handlers import (
    connect_reference_index_signal_handlers,
    disconnect_reference_index_signal_handlers,
)
from wagtail.signals import page_published

from search.upkeep.signal_handlers import register as register_search_signal_handlers


def pause() -> None:
    for model in get_indexed_models():
        post_save.disconnect(signal_handlers.post_save_signal_handler, sender=model)
        post_delete.disconnect(signal_handlers.post_delete_signal_handler, sender=model)
    disconnect_reference_index_signal_handlers()
    page_published.disconnect(dispatch_uid="search page published")
    # For updates by other code, such as background tasks.
    settings.WAGTAILSEARCH_BACKENDS["default"]["AUTO_UPDATE"] = False


def resume() -> None:
    signal_handlers.register_signal_handlers()
    connect_reference_index_signal_handlers()
    register_search_signal_handlers()
    del settings.WAGTAILSEARCH_BACKENDS["default"]["AUTO_UPDATE"]


def are_paused() -> bool:
    return "AUTO_UPDATE" in settings.WAGTAILSEARCH_BACKENDS["default"]


@contextmanager
def updated_indexes() -> Iterator[None]:
    """Keep both indexes up to date within the block."""
    were_paused = are_paused()
    if were_paused:
        resume()
    try:
        yield
    finally:
        # Migrations connect the handlers of the reference index again.
        if were_paused:
            pause()
