"""Translations in the recycle bin whose page has moved or was deleted meanwhile."""

from wagtail.actions.move_page import MovePageAction
from wagtail.models import Page

from core.languages import Language, site_language, source_language
from core.site_tree import objects_of_site
from recycle_bin.bin_tree import add_container
from recycle_bin.models import RecycleBinEntry, RecycledPage


def page_in_language(translation_key, language: Language) -> Page | None:
    """Return the page of the site with this key in a language, if it has it."""
    pages = objects_of_site(Page).filter(translation_key=translation_key)
    return pages.filter(locale__language_code=language.code).first()


def missing_origin(page: Page) -> Language | None:
    """Return a language that the page is made from, and in which the site does not have it."""
    for origin in site_language(page.locale.language_code).origins:
        if page_in_language(page.translation_key, origin) is None:
            return origin
    return None


class SeparateStrayTranslations:
    """Separate from a deleted translation the pages below it that no longer belong there.

    A page of the source language may have moved elsewhere, or have been deleted itself, while its
    translation was in the bin below another page. Such a translation becomes a page of the entry by
    itself, or belongs to the entry of the page that it is made from.
    """

    def __init__(self, entry: RecycleBinEntry, page: Page, root: Page, user=None):
        self.entry, self.page, self.root, self.user = entry, page, root, user

    def execute(self) -> list[RecycledPage]:
        """Return those that stay in this entry."""
        separated = []
        while stray := self._stray():
            pages = list(stray.get_descendants(inclusive=True).values_list("pk", flat=True))
            container = add_container(self.root, stray)
            stray = Page.objects.get(pk=stray.pk)
            MovePageAction(stray, container, pos="last-child", user=self.user).execute(
                skip_permission_checks=True
            )
            entry = self._entry_of_origin(stray) or self.entry
            RecycledPage.objects.filter(page_id__in=pages).update(entry=entry)
            RecycledPage.objects.filter(page_id=stray.pk).update(is_top=True)
            if entry == self.entry:
                separated.append(RecycledPage.objects.get(page_id=stray.pk))
        return separated

    def _stray(self) -> Page | None:
        """Return the next page below that is not where its source is; ``None`` if all are."""
        if site_language(self.page.locale.language_code).is_source:
            return None
        top = Page.objects.get(pk=self.page.pk)
        for page in top.get_descendants().select_related("locale"):
            source = page_in_language(page.translation_key, source_language())
            if missing_origin(page) or (
                source.get_parent().translation_key != page.get_parent().translation_key
            ):
                return page
        return None

    def _entry_of_origin(self, page: Page) -> RecycleBinEntry | None:
        """Return the entry that contains the deleted page that this one is made from."""
        missing = missing_origin(page)
        rows = RecycledPage.objects.filter(translation_key=page.translation_key)
        row = missing and rows.filter(language_code=missing.code, entry__purged_at=None).first()
        return row and row.entry
