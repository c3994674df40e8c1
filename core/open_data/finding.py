"""Which page a row of a file is about, and that page as readers and as editors have it."""

from collections.abc import Iterable
from functools import cached_property
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from core.languages import source
from core.models import BasePage

from .data_sets import DataSet


class Found:
    """One page: as readers see it (``public``), and the draft that is written to."""

    def __init__(self, page: BasePage, is_new: bool = False):
        self.page = page
        self.is_new = is_new
        self.compared_with = None if is_new else page.latest_revision_id
        self.revision = None

    @cached_property
    def draft(self) -> BasePage:
        """The latest revision, on top of which nothing is lost."""
        if self.is_new or not self.page.latest_revision_id:
            return self.page
        return self.page.get_latest_revision_as_object()

    @property
    def versions(self) -> list[BasePage]:
        """The page as readers see it and as its draft is, where there is one and where it differs.

        What either of them says already is no change: a file that was taken from the public pages
        must not undo what somebody has been working on since.
        """
        if self.page.live and not self.page.has_unpublished_changes:
            return [self.page]
        return [self.page, self.draft] if self.page.live else [self.draft]

    @property
    def has_other_changes(self) -> bool:
        """Whether publishing would publish more than what the file says."""
        return not self.is_new and self.page.has_unpublished_changes

    def save(self, user) -> None:
        """Save a revision, as the editor does; a new page also in its own row."""
        self.draft.full_clean()
        if self.is_new:
            self.draft.save()
        self.revision = self.draft.save_revision(user=user, log_action=True, clean=False)


class Pages:
    """The pages of the rows of a file, found at once for any number of rows."""

    def __init__(self, data_set: DataSet, records: Iterable):
        self.data_set = data_set
        self._by_id, self._by_slug = data_set.page_columns
        values = [record.values for record in records]
        ids = [one[self._by_id] for one in values if one.get(self._by_id)]
        slugs = [one[self._by_slug] for one in values if one.get(self._by_slug)]
        mine = data_set.model.objects.filter(locale__language_code=source().code)
        known = data_set.complete(mine.filter(Q(translation_key__in=ids) | Q(slug__in=slugs)))
        self._keys = {str(page.translation_key): Found(page) for page in known}
        self._slugs = {found.page.slug: found for found in self._keys.values()}
        others = Page.objects.filter(translation_key__in=ids, locale__language_code=source().code)
        self._others = {str(key) for key in others.values_list("translation_key", flat=True)}

    def _of(self, values: dict[str, Any]) -> Found | None:
        key = values.get(self._by_id)
        return self._keys.get(key) if key else self._slugs.get(values.get(self._by_slug))

    def find(self, values: dict[str, Any]) -> Found | None:
        """The page of a row; ``None`` if it has to be made."""
        key = values.get(self._by_id)
        if not key and not values.get(self._by_slug):
            raise ValidationError(_("Nothing in the row says which record it is about."))
        if key and key not in self._keys and key in self._others:
            raise ValidationError({self._by_id: _("This identifies something else on the site.")})
        return self._of(values)

    def key(self, values: dict[str, Any]) -> tuple:
        """What no two rows may have in common."""
        found = self._of(values)
        page = found.page.pk if found else values.get(self._by_id) or values.get(self._by_slug)
        return (page, *(values.get(name) for name in self.data_set.key_columns[1:]))

    def missing(self, values: dict[str, Any]) -> list[str]:
        """The columns that would tell which part of its page a row is about."""
        return [name for name in self.data_set.key_columns[1:] if values.get(name) is None]

    def add(self, values: dict[str, Any], page: BasePage) -> None:
        found = Found(page, is_new=True)
        self._keys[str(page.translation_key)] = self._slugs[page.slug] = found

    def grouped(self, records: Iterable) -> list[tuple[Found, list]]:
        """The rows of each page together, in the order of the file."""
        groups: dict[int, tuple[Found, list]] = {}
        for record in records:
            found = self._of(record.values)
            if found and not self.missing(record.values):
                groups.setdefault(found.page.pk, (found, []))[1].append(record)
        return list(groups.values())

    def revision(self, values: dict[str, Any]) -> int | None:
        """The revision that a row was compared with."""
        found = self._of(values)
        return found.compared_with if found else None
