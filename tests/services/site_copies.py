"""Copies of sites for tests: each site is built once in a run, and copied by each process.

Migrations are slow, and so is the creation of a page of every type in every language. The first
process that needs a site builds its template: a database and the uploaded files. ``make test`` has
them built before (``tests.build_sites``), since all other processes would wait for the first one.
Each process (one for each worker of pytest-xdist) uses its own copies.
"""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.db import connection

from core.content_cache import forget_content
from page_cache.freshness import content_freshness

from .databases import databases_in
from .index_updates import updated_indexes
from .once import once


@dataclass(frozen=True)
class SiteTemplate:
    """A site that tests use. ``build`` fills a copy of ``base``; without a base, an empty database.

    The argument of ``build`` is the folder that all processes of the run share.
    """

    name: str
    build: Callable[[Path], None]
    base: "SiteTemplate | None" = None


class SiteCopies:
    """The templates of a run, and the copies of one process; ``run_folder`` is shared by all."""

    def __init__(self, run_folder: Path, process: str):
        self.run_folder, self.process = run_folder, process
        self.folder = run_folder / connection.vendor
        self.folder.mkdir(exist_ok=True)
        self.databases = databases_in(self.folder)
        self._copied: set[str] = set()
        self._current: SiteTemplate | None = None
        self._linked_media: Path | None = None

    def build(self, template: SiteTemplate) -> None:
        """Build the template unless a process of this run has done so."""
        once(self.folder / template.name, lambda: self._build(template))

    @contextmanager
    def using(self, template: SiteTemplate) -> Iterator[None]:
        """Use the copy of this site within the block; committed changes remain in the copy."""
        before, self._current = self._current, template
        try:
            if template.name not in self._copied:
                self._copy(template)
            with self._at(self._name(template)):
                yield
        finally:
            self._current = before

    def renew(self) -> None:
        """Replace the copy that is in use by a new one."""
        connection.close()
        self._copy(self._current)
        _clear_caches()

    def remove(self) -> None:
        connection.close()
        for name in self._copied:
            self.databases.drop(self._name_of(name))
            shutil.rmtree(self._media(self._name_of(name)), ignore_errors=True)

    def _copy(self, template: SiteTemplate) -> None:
        self.build(template)
        self._duplicate(template.name, self._name(template))
        self._copied.add(template.name)

    def _build(self, template: SiteTemplate) -> None:
        if template.base:
            self.build(template.base)
        self._duplicate(template.base and template.base.name, template.name)
        with self._at(template.name), updated_indexes():
            template.build(self.run_folder)

    def _duplicate(self, source: str | None, target: str) -> None:
        self.databases.drop(target)
        self.databases.create(target, source)
        shutil.rmtree(self._media(target), ignore_errors=True)
        if source:
            shutil.copytree(self._media(source), self._media(target))
        else:
            self._media(target).mkdir()

    @contextmanager
    def _at(self, name: str) -> Iterator[None]:
        """Connect to the database of this name, and use its uploaded files."""
        if connection.in_atomic_block:
            raise RuntimeError("The site cannot be changed within a transaction.")
        before = connection.settings_dict["NAME"], self._linked_media
        self._connect(self.databases.setting(name), self._media(name))
        try:
            yield
        finally:
            self._connect(*before)

    def _connect(self, setting: str, media: Path | None) -> None:
        connection.close()
        connection.settings_dict["NAME"] = setting
        self._link_media(media)
        _clear_caches()

    def _link_media(self, folder: Path | None) -> None:
        """Make ``MEDIA_ROOT`` a symbolic link, since the URLs of uploaded files depend on it."""
        root = Path(settings.MEDIA_ROOT)
        if root.is_dir() and not root.is_symlink():
            shutil.rmtree(root)
        root.unlink(missing_ok=True)
        if folder:
            root.symlink_to(folder)
        self._linked_media = folder

    def _media(self, name: str) -> Path:
        return self.folder / f"{name}-media"

    def _name(self, template: SiteTemplate) -> str:
        return self._name_of(template.name)

    def _name_of(self, template_name: str) -> str:
        return f"{self.process}-{template_name}"


def _clear_caches() -> None:
    cache.clear()
    forget_content()
    content_freshness.forget()
    ContentType.objects.clear_cache()
