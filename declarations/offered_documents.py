"""The declarations among the documents of the site: their pages as PDF, and their versions."""

from collections import defaultdict
from uuid import UUID

from django.utils.translation import gettext as _

from core.languages import Language, active_language, reader_first, site_language
from core.localization import live_public_pages
from core.localized_urls import localized_url, reverse_in_language
from core.offered_documents import OfferedDocument, OfferedFile, documents_of_page
from core.views import PDF_FILE_NAME

from .choices import DeclarationKind, LanguageVersionStatus, TextKind
from .models import DeclarationPage


def documents_of_declarations() -> list[OfferedDocument]:
    """Return the declarations, what else their texts link to, and all of them as one file."""
    pages = list(DeclarationPage.objects.for_reader().prefetch_related("signatories"))
    languages = _languages_by_key()
    found = [_document(page, languages[page.translation_key]) for page in pages]
    for page in pages:
        found += documents_of_page(page, _territories(page))
    return [*found, _collection()] if pages else []


def _languages_by_key() -> dict[UUID, list[Language]]:
    """Return the languages in which each declaration is published: one query."""
    languages = defaultdict(list)
    pages = live_public_pages(DeclarationPage.objects.order_by("locale"))
    for key, code in pages.values_list("translation_key", "locale__language_code"):
        languages[key].append(site_language(code))
    return languages


def _document(page: DeclarationPage, languages: list[Language]) -> OfferedDocument:
    made = [
        OfferedFile(
            f"{localized_url(page, language)}{PDF_FILE_NAME}",
            language,
            format="PDF",
            status=str(TextKind.SUMMARY.label) if page.is_summary else "",
            is_alternative=language != page.text_language,
        )
        for language in languages
    ]
    recorded = [
        OfferedFile(
            value.get("url") or "",
            site_language(value["language"]) if value.get("language") else None,
            value.get("document"),
            status=str(LanguageVersionStatus(value["status"]).label),
        )
        for value in (item["value"] for item in page.language_versions.raw_data)
        if value.get("document") or value.get("url")
    ]
    files = reader_first([*made, *recorded], language=lambda file: file.language)
    return OfferedDocument(
        title=page.title,
        text_language=page.text_language,
        kind=page.kind,
        kind_label=str(DeclarationKind(page.kind).label),
        files=tuple(files),
        url=localized_url(page),
        date=page.listing_date,
        rank=page.listing_rank,
        territories=_territories(page),
    )


def _territories(page: DeclarationPage) -> frozenset[str]:
    signatories = [item.territory for item in page.listed_signatories]
    return frozenset(filter(None, [page.country, *signatories]))


def _collection() -> OfferedDocument:
    url = reverse_in_language("declarations_collection")
    language = active_language()
    return OfferedDocument(
        title=_("All declarations"),
        text_language=language,
        kind="declaration",
        kind_label=_("Declaration"),
        files=(OfferedFile(url, language, format="PDF"),),
    )
