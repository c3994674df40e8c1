"""Another site in place of the one that this process uses, also on another kind of database."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.utils import load_backend


@contextmanager
def other_site(media: Path, **database) -> Iterator[None]:
    """Use this database and the uploaded files in this folder within the block.

    ``database`` has the settings that differ from those of the database in use.
    """
    former, root = connections[DEFAULT_DB_ALIAS], Path(settings.MEDIA_ROOT)
    former_media = root.readlink()
    changed = {**former.settings_dict, **database}
    used = load_backend(changed["ENGINE"]).DatabaseWrapper(changed, DEFAULT_DB_ALIAS)
    try:
        _use(used, media)
        yield
    finally:
        used.close()
        _use(former, former_media)


def _use(connection, media: Path) -> None:
    connections[DEFAULT_DB_ALIAS] = connection
    root = Path(settings.MEDIA_ROOT)
    root.unlink()
    root.symlink_to(media)
    cache.clear()
    ContentType.objects.clear_cache()
