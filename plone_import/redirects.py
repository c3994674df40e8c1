"""Redirects from the addresses of the old site."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from core.languages import Language
from core.localized_urls import localized_url
from links.addresses import split_language

from .choices import ImportResult, ObjectVisibility
from .convert.links import PloneLinks
from .convert.targets import SiteObjects
from .plan import ImportPlan, PlannedObject

MAX_PATH = 255  # of Wagtail's redirects
# What readers have after the address of a file: Plone's own links lead to ``/view``.
FILE_ENDINGS = ("", "/view", "/@@download/file")
PICTURE_ENDINGS = ("", "/view", "/@@images/image")


@dataclass(frozen=True)
class PlannedRedirect:
    """From an old path to a ``page`` or an ``address``."""

    path: str
    page: Page | None = None
    address: str = ""

    @property
    def leads_to_itself(self) -> bool:
        address = self.address or (self.page.url if self.page else "") or ""
        return Redirect.normalise_path(address) == self.path


class RedirectWriter:
    """Creates the redirects for what was public on the old site, and those that it had itself.

    ``translations``: the pages of translations by UID.
    """

    def __init__(
        self, plan: ImportPlan, links: PloneLinks, site: SiteObjects, translations: dict[str, Page]
    ):
        self.plan, self.links, self.site = plan, links, site
        self.translations = translations

    def write(self) -> list[Redirect]:
        planned: dict[str, PlannedRedirect] = {}
        for redirect in self._redirects():
            if redirect.path not in planned and not redirect.leads_to_itself:
                planned[redirect.path] = redirect
        taken = set(
            Redirect.objects.filter(old_path__in=planned).values_list("old_path", flat=True)
        )
        return [
            Redirect.objects.create(
                old_path=path, redirect_page=redirect.page, redirect_link=redirect.address
            )
            for path, redirect in planned.items()
            if path not in taken
        ]

    def _redirects(self) -> Iterator[PlannedRedirect]:
        for planned in self.plan.objects.values():
            # What was hidden has no readers who know its address.
            was_public = planned.visibility in (ObjectVisibility.LIVE, ObjectVisibility.EXPIRED)
            if was_public and self.plan.is_new(planned):
                yield from self._from(planned, planned.item.path)
        for old, new in self.plan.export.redirects.items():
            item = None if "://" in new else self.links.at_path(new)
            planned = self.plan.objects.get(item.uid) if item else None
            if planned and self.plan.is_new(planned):
                yield from self._from(planned, old)
            elif "://" in new:
                yield from self._to_address(old, new)

    def _to_address(self, old: str, address: str) -> Iterator[PlannedRedirect]:
        if len(address) <= MAX_PATH and address.startswith(("http://", "https://")):
            for path in self.plan.export.old_paths(old):
                yield PlannedRedirect(Redirect.normalise_path(path), address=address)

    def _from(self, planned: PlannedObject, old: str) -> Iterator[PlannedRedirect]:
        page, address, endings = self._target(planned)
        if not (page or address) or not old:
            return
        if len(address) > MAX_PATH:
            planned.note(_("The address is too long for a redirect."))
            return
        for path in self.plan.export.old_paths(old):
            for ending in endings:
                normal = Redirect.normalise_path(f"{path}{ending}")
                if len(normal) > MAX_PATH:
                    planned.note(_("The old address is too long for a redirect."))
                    return
                yield self._redirect(normal, page, address, planned.language)

    def _redirect(
        self, path: str, page: Page | None, address: str, language: Language | None
    ) -> PlannedRedirect:
        """Return the redirect from a stored path.

        A redirect to a page leads to it in the language of the path. If the path has none, such as
        those that begin with the id of the old site, it would be the language of the reader, and
        not that of the old page. The address is followed when the page is moved.
        """
        if page and language and split_language(path)[0] is None:
            return PlannedRedirect(path, address=localized_url(page, language))
        return PlannedRedirect(path, page, "" if page else address)

    def _target(self, planned: PlannedObject) -> tuple[Page | None, str, tuple[str, ...]]:
        uid = planned.item.uid
        if planned.result == ImportResult.MERGED and planned.source:
            uid = planned.source.item.uid
        page = self.translations.get(uid) or self.site.pages.get(uid)
        if page:
            return self._in_language(page, planned), "", ("",)
        if document := self.site.documents.get(uid):
            return None, document.url, FILE_ENDINGS
        if picture := self.site.pictures.get(uid):
            return None, picture.file.url, PICTURE_ENDINGS
        return None, self.site.addresses.get(uid, ""), ("",)

    def _in_language(self, page: Page, planned: PlannedObject) -> Page:
        """Return the page in the language of the old one, if it exists there."""
        if planned.language is None or planned.language.is_source:
            return page
        translations = Page.objects.filter(translation_key=page.translation_key)
        return translations.filter(locale__language_code=planned.language.code).first() or page
