"""A page of results: what a reader is shown of the pages found."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import F
from django.utils.safestring import SafeString
from wagtail.models import Page

from core.addresses import address
from core.languages import Language, all_languages, current
from core.localization import public, unexpired
from core.models import BasePage
from core.page_types import listed

from .highlighting import Highlighter
from .hits import Group
from .narrowing import kind_label, types_of
from .passages import passage, texts_of_files

INDEXED = ("title", "summary", "text")
# By language, rows that have a ``url_path``.
Versions = dict[str, Any]


@dataclass(frozen=True)
class Version:
    """The page in another language."""

    language: Language
    address: str


@dataclass(frozen=True)
class Result:
    """One page, in the language in which it was found.

    ``title`` and ``excerpt`` have the matching words marked; ``from_file`` says that the excerpt is
    that of a file of the page, in the language ``excerpt_language``. ``own`` is the version in the
    reader's language, if another one was found; ``others`` are in the languages that are neither
    the reader's nor the result's.
    """

    page: BasePage
    address: str
    title: SafeString
    excerpt: SafeString
    excerpt_language: Language
    from_file: bool = False
    own: Version | None = None
    others: list[Version] = field(default_factory=list)

    @property
    def kind(self) -> str:
        return kind_label(self.page)


def results(groups: Iterable[Group], highlighter: Highlighter) -> list[Result]:
    """Return what to show of these pages: two queries, or four if files are to be looked into."""
    groups = list(groups)
    pages = _pages(groups)
    found = [(group, pages[number]) for group in groups if (number := group.best.page_id) in pages]
    versions = _public_versions(group.best.translation_key for group in groups)
    texts = texts_of_files(page for group, page in found if not group.best.in_page)
    return [
        _result(
            page,
            versions.get(page.translation_key, {}),
            {} if group.best.in_page else texts,
            highlighter,
        )
        for group, page in found
    ]


def _pages(groups: list[Group]) -> dict[int, BasePage]:
    """The pages with the words that the index has of them, as ``indexed_…``; their own texts are
    read only to find their files.
    """
    found = Page.objects.order_by().filter(pk__in=[group.best.page_id for group in groups])
    pages = listed(
        found.annotate(**{f"indexed_{name}": F(f"search_record__{name}") for name in INDEXED}),
        types_of(group.best.kind for group in groups),
        with_texts=not all(group.best.in_page for group in groups),
    )
    return {page.pk: page for page in pages}


def _result(
    page: BasePage,
    versions: Versions,
    texts: dict[int, str],
    highlighter: Highlighter,
) -> Result:
    indexed = [getattr(page, f"indexed_{name}") for name in INDEXED]
    shown = passage(indexed, page, texts, highlighter)
    others = {
        language.code: Version(language, address(versions[language.code], language))
        for language in all_languages()
        if language.code in versions and language is not page.text_language
    }
    return Result(
        page=page,
        address=_address(page, versions),
        title=highlighter.marked(page.listing_title, page.text_language.vocabulary),
        excerpt=shown.snippet(highlighter),
        excerpt_language=shown.language,
        from_file=shown.from_file,
        own=others.pop(current().code, None),
        others=list(others.values()),
    )


def _public_versions(keys: Iterable[UUID]) -> dict[UUID, Versions]:
    """The versions of these pages that everybody may see, by language: plain rows, as there are
    many.
    """
    found: dict[UUID, Versions] = {}
    pages = unexpired(public(Page.objects.order_by())).filter(translation_key__in=list(keys))
    rows = pages.annotate(language=F("locale__language_code"))
    for row in rows.values_list("translation_key", "language", "url_path", named=True):
        found.setdefault(row.translation_key, {})[row.language] = row
    return found


def _address(page: BasePage, versions: Versions) -> str:
    """In the reader's frame, if this very version is served there; in its own otherwise."""
    served = next((item for item in current().chain if item.code in versions), None)
    return address(page, None if served == page.text_language else page.text_language)
