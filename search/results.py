"""A page of results: what a reader is shown of the pages found."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from django.utils.safestring import SafeString
from wagtail.models import Page

from core.addresses import address
from core.languages import Language, all_languages, current
from core.localization import is_private, with_their_types
from core.models import BasePage

from .documents import readable_texts
from .highlighting import Highlighter
from .hits import Group
from .models import PageRecord


@dataclass(frozen=True)
class Version:
    """The page in another language."""

    language: Language
    address: str


@dataclass
class Result:
    """One page, in the language in which it was found.

    ``title`` and ``excerpt`` have the matching words marked; ``from_file`` says that the excerpt is
    that of a file of the page, in the language ``excerpt_language``.
    """

    page: BasePage
    title: SafeString
    excerpt: SafeString
    excerpt_language: Language
    address: str
    from_file: bool = False
    also_in: list[Version] = field(default_factory=list)


def results(groups: Iterable[Group], highlighter: Highlighter) -> list[Result]:
    """Return what to show of these pages: a number of queries that does not grow with them."""
    groups = list(groups)
    records = PageRecord.objects.in_bulk([group.best.entry_id for group in groups])
    versions = _public_versions(group.best.translation_key for group in groups)
    pages = {
        page.pk: page
        for page in with_their_types(
            page
            for found in versions.values()
            for page in found.values()
            if page.pk in {group.best.page_id for group in groups}
        )
    }
    return [
        _result(
            pages[group.best.page_id],
            records[group.best.entry_id],
            versions[group.best.translation_key],
            highlighter,
        )
        for group in groups
        if group.best.page_id in pages and group.best.entry_id in records
    ]


def _result(
    page: BasePage, record: PageRecord, versions: dict[str, Page], highlighter: Highlighter
) -> Result:
    language = page.text_language
    shown = Result(
        page=page,
        title=highlighter.marked(page.listing_title, language.vocabulary),
        excerpt=SafeString(""),
        excerpt_language=language,
        address=_address(page, versions),
        also_in=[
            Version(item, address(versions[item.code], item))
            for item in all_languages()
            if item.code in versions and item != language
        ],
    )
    _add_excerpt(shown, record, highlighter)
    return shown


def _add_excerpt(shown: Result, record: PageRecord, highlighter: Highlighter) -> None:
    """The summary, unless the text or else a file has more of the words."""
    name = shown.page.text_language.vocabulary
    in_summary = highlighter.matched(record.summary, name)
    in_text = highlighter.matched(record.text, name)
    if in_text - in_summary and len(in_text) >= len(in_summary):
        shown.excerpt = highlighter.snippet(record.text, name)
        return
    shown.excerpt = highlighter.snippet(record.summary or record.text, name)
    in_title = highlighter.matched(record.title, name)
    if in_summary or in_title or not record.documents:
        return
    _add_excerpt_of_file(shown, highlighter)


def _add_excerpt_of_file(shown: Result, highlighter: Highlighter) -> None:
    by_code = {language.code: language for language in all_languages()}
    for code, text in readable_texts(shown.page.attached_files):
        language = by_code.get(code, shown.page.text_language)
        if highlighter.matched(text, language.vocabulary):
            shown.excerpt = highlighter.snippet(text, language.vocabulary)
            shown.excerpt_language, shown.from_file = language, True
            return


def _public_versions(keys: Iterable[UUID]) -> dict[UUID, dict[str, Page]]:
    """The versions of these pages that everybody may see, by language."""
    found: dict[UUID, dict[str, Page]] = {}
    pages = Page.objects.filter(translation_key__in=list(keys), live=True)
    for page in pages.select_related("locale"):
        if not is_private(page):
            versions = found.setdefault(page.translation_key, {})
            versions[page.locale.language_code] = page
    return found


def _address(page: BasePage, versions: dict[str, Page]) -> str:
    """In the reader's frame, if this very version is served there; in its own otherwise."""
    served = next((item for item in current().chain if item.code in versions), None)
    return address(page, None if served == page.text_language else page.text_language)
