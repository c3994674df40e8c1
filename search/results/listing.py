"""What is displayed of the pages found, on one page of results."""

import re
from collections.abc import Iterable, Set
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import F, QuerySet
from django.utils.safestring import SafeString, mark_safe
from wagtail.models import Page

from core.languages import Language, active_language, all_languages
from core.localization import live_and_public
from core.localized_urls import localized_url
from core.models import BasePage
from core.page_types import found_pages
from core.prepared_queries import prepared_query
from search.query.facet_filters import kind_label, page_types_of

from .excerpt_sources import choose_excerpt_source, texts_of_attached_files
from .highlighting import Highlighter
from .page_versions import PageVersion

INDEXED_TEXTS = ("title", "summary", "text")
# Rows with a ``url_path``, by language code.
VersionRows = dict[str, Any]


@dataclass(frozen=True)
class ResultVersion:
    """The page in another language."""

    language: Language
    url: str


@dataclass(frozen=True)
class SearchResult:
    """One page, in the language in which it was found.

    The matching words of ``title`` and ``excerpt`` are highlighted. ``excerpt_language`` is the
    language of the excerpt. ``from_file``: the excerpt is from a file attached to the page.
    ``own`` is the version in the reader's language, if the page was found in another one.
    ``others`` are the versions in all further languages.
    """

    page: BasePage
    url: str
    title: SafeString
    excerpt: SafeString
    excerpt_language: Language
    from_file: bool = False
    own: ResultVersion | None = None
    others: list[ResultVersion] = field(default_factory=list)

    @property
    def kind(self) -> str:
        return kind_label(self.page)


def list_results(
    versions: list[PageVersion], by_file_alone: Set[int], highlighter: Highlighter
) -> list[SearchResult]:
    """Return the results for these versions; two queries, or four if files have to be read."""
    with_files = {item.page_id for item in versions if item.entry_id in by_file_alone}
    pages = _pages(versions, with_texts=bool(with_files))
    languages = _public_versions(page.translation_key for page in pages)
    texts = texts_of_attached_files(page for page in pages if page.pk in with_files)
    return [
        _result(
            page,
            languages.get(page.translation_key, {}),
            texts if page.pk in with_files else {},
            highlighter,
        )
        for page in pages
    ]


def _pages(versions: list[PageVersion], *, with_texts: bool) -> list[BasePage]:
    """Return the pages that are still there, with the index's texts as attributes ``indexed_…``.

    The texts of the pages themselves are loaded only if their files are needed.
    """
    found = found_pages(
        [version.page_id for version in versions],
        page_types_of(version.kind for version in versions),
        with_texts=with_texts,
        **{f"indexed_{name}": f"search_record__{name}" for name in INDEXED_TEXTS},
    )
    pages = {page.pk: page for page in found}
    return [pages[version.page_id] for version in versions if version.page_id in pages]


def _result(
    page: BasePage,
    versions: VersionRows,
    texts: dict[int, str],
    highlighter: Highlighter,
) -> SearchResult:
    indexed = [getattr(page, f"indexed_{name}") for name in INDEXED_TEXTS]
    source = choose_excerpt_source(indexed, page, texts, highlighter)
    others = {
        language.code: ResultVersion(language, localized_url(versions[language.code], language))
        for language in all_languages()
        if language.code in versions and language is not page.text_language
    }
    return SearchResult(
        page=page,
        url=_url(page, versions),
        title=highlighter.highlight(page.listing_title, page.text_language.vocabulary),
        excerpt=_on_one_line(source.snippet(highlighter)),
        excerpt_language=source.language,
        from_file=source.from_file,
        own=others.pop(active_language().code, None),
        others=list(others.values()),
    )


def _on_one_line(excerpt: SafeString) -> SafeString:
    """Set apart the paragraphs, names and places in an excerpt that no mark ends."""
    return mark_safe(re.sub(r"(?<![.!?…:;,])\n", " · ", excerpt))


def _public_versions(keys: Iterable[UUID]) -> dict[UUID, VersionRows]:
    """Return the public versions of these pages by translation key and language.

    They are rows instead of models, as there are many.
    """
    found: dict[UUID, VersionRows] = {}
    for row in live_and_public(_version_rows(list(keys))):
        found.setdefault(row.translation_key, {})[row.language] = row
    return found


@prepared_query
def _version_rows(keys: list[UUID]) -> QuerySet:
    pages = Page.objects.order_by().filter(translation_key__in=keys)
    rows = pages.annotate(language=F("locale__language_code"))
    return rows.values_list(
        *("translation_key", "language", "url_path", "path", "live", "expire_at"), named=True
    )


def _url(page: BasePage, versions: VersionRows) -> str:
    """Return the URL in the reader's language if this version is served there, else its own."""
    served = next(
        (item for item in active_language().fallback_chain if item.code in versions), None
    )
    return localized_url(page, None if served == page.text_language else page.text_language)
