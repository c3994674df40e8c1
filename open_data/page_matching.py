"""The pages that the rows of an imported file are about."""

from collections.abc import Iterable
from functools import cached_property
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from core.languages import source_language
from core.models import BasePage
from core.site_tree import objects_of_site

from .data_sets import DataSet


class MatchedPage:
    """A page of the site, its draft, and the revision that the import saves.

    ``base_revision_id``: the latest revision at the time of the comparison.
    """

    def __init__(self, page: BasePage, is_new: bool = False):
        self.page = page
        self.is_new = is_new
        self.base_revision_id = None if is_new else page.latest_revision_id
        self.revision = None

    @cached_property
    def draft(self) -> BasePage:
        """The latest revision as a page object, to which the import writes."""
        if self.is_new or not self.page.latest_revision_id:
            return self.page
        return self.page.get_latest_revision_as_object()

    @property
    def published_and_draft(self) -> list[BasePage]:
        """The published page and its draft, if they exist and differ.

        A cell is a change only if it differs from both: a file exported from the published pages
        must not undo what an editor has saved as a draft since.
        """
        if self.page.live and not self.page.has_unpublished_changes:
            return [self.page]
        return [self.page, self.draft] if self.page.live else [self.draft]

    @property
    def has_other_changes(self) -> bool:
        """Whether publishing the page would publish changes that are not those of the file."""
        return not self.is_new and self.page.has_unpublished_changes

    def save(self, user) -> None:
        """Save the draft as a revision, as the page editor does; save a new page itself, too."""
        self.draft.full_clean()
        if self.is_new:
            self.draft.save()
        self.revision = self.draft.save_revision(user=user, log_action=True, clean=False)


class PageMatcher:
    """The pages of the rows of a file, fetched in a fixed number of queries."""

    def __init__(self, data_set: DataSet, records: Iterable):
        self.data_set = data_set
        self._id_column, self._slug_column = data_set.page_columns
        values = [record.values for record in records]
        ids = [item[self._id_column] for item in values if item.get(self._id_column)]
        slugs = [item[self._slug_column] for item in values if item.get(self._slug_column)]
        pages = objects_of_site(data_set.model).filter(locale__language_code=source_language().code)
        pages = data_set.fetch_pages(pages.filter(Q(translation_key__in=ids) | Q(slug__in=slugs)))
        self._by_id = {str(page.translation_key): MatchedPage(page) for page in pages}
        self._by_slug = {matched.page.slug: matched for matched in self._by_id.values()}
        others = Page.objects.filter(
            translation_key__in=ids, locale__language_code=source_language().code
        )
        self._all_ids = {str(key) for key in others.values_list("translation_key", flat=True)}

    def _match(self, values: dict[str, Any]) -> MatchedPage | None:
        key = values.get(self._id_column)
        return self._by_id.get(key) if key else self._by_slug.get(values.get(self._slug_column))

    def find(self, values: dict[str, Any]) -> MatchedPage | None:
        """Return the page of a row, or ``None`` if it has to be created.

        Raise ``ValidationError`` if the row identifies no page, or one of another type.
        """
        key = values.get(self._id_column)
        if not key and not values.get(self._slug_column):
            raise ValidationError(_("The row does not identify a record."))
        if key and key not in self._by_id and key in self._all_ids:
            message = _("This identifies something else on the site.")
            raise ValidationError({self._id_column: message})
        return self._match(values)

    def record_key(self, values: dict[str, Any]) -> tuple:
        """Return a key that is the same for rows about the same record."""
        matched = self._match(values)
        page = values.get(self._id_column) or values.get(self._slug_column)
        if matched:
            page = matched.page.pk
        return (page, *(values.get(name) for name in self.data_set.key_columns[1:]))

    def missing_key_columns(self, values: dict[str, Any]) -> list[str]:
        """Return the empty columns that would identify the record on its page."""
        return [name for name in self.data_set.key_columns[1:] if values.get(name) is None]

    def add_new_page(self, page: BasePage) -> None:
        matched = MatchedPage(page, is_new=True)
        self._by_id[str(page.translation_key)] = self._by_slug[page.slug] = matched

    def group_by_page(self, records: Iterable) -> list[tuple[MatchedPage, list]]:
        """Return each page with its rows, in the order of the file."""
        groups: dict[int, tuple[MatchedPage, list]] = {}
        for record in records:
            matched = self._match(record.values)
            if matched and not self.missing_key_columns(record.values):
                groups.setdefault(matched.page.pk, (matched, []))[1].append(record)
        return list(groups.values())

    def base_revision_id(self, values: dict[str, Any]) -> int | None:
        """Return the revision that a row was compared with."""
        matched = self._match(values)
        return matched.base_revision_id if matched else None
