"""Choose the text that a result's excerpt is taken from: of the page, or of one of its files."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models.functions import Left
from django.utils.safestring import SafeString

from core.languages import Language, site_language
from core.models import BasePage
from search.index.attached_texts import public_document_texts

from .highlighting import MAX_SCANNED_LENGTH, Highlighter


@dataclass(frozen=True)
class ExcerptSource:
    """A text and its language; ``from_file``: it is the text of a file attached to the page."""

    text: str
    language: Language
    from_file: bool = False

    def matched_terms(self, highlighter: Highlighter) -> set[int]:
        return highlighter.matched_terms(self.text, self.language.vocabulary)

    def snippet(self, highlighter: Highlighter) -> SafeString:
        return highlighter.snippet(self.text, self.language.vocabulary)


def choose_excerpt_source(
    indexed: Iterable[str], page: BasePage, texts: dict[int, str], highlighter: Highlighter
) -> ExcerptSource:
    """Return the summary or the text, whichever contains more terms of the query.

    ``indexed`` are the title, the summary and the text as stored in the index. A file of the page
    is preferred if it contains terms that the page itself does not. ``texts`` are those of the
    files to consider, by the ids of the documents.
    """
    language = page.text_language
    title, *own = (ExcerptSource(text, language) for text in indexed if text)
    page_terms = set().union(*(item.matched_terms(highlighter) for item in (title, *own)))
    files = [
        item for item in _of_files(page, texts) if item.matched_terms(highlighter) - page_terms
    ]
    return max(
        files or own or [ExcerptSource("", language)],
        key=lambda item: len(item.matched_terms(highlighter)),
    )


def _of_files(page: BasePage, texts: dict[int, str]) -> list[ExcerptSource]:
    if not texts:
        return []
    return [
        ExcerptSource(
            texts[file.document_id],
            site_language(file.language_code) if file.language_code else page.text_language,
            from_file=True,
        )
        for file in page.attached_files
        if file.document_id in texts
    ]


def texts_of_attached_files(pages: Iterable[BasePage]) -> dict[int, str]:
    """Return the first characters of the unrestricted files of these pages, by document id."""
    document_ids = {file.document_id for page in pages for file in page.attached_files}
    if not document_ids:
        return {}
    return dict(
        public_document_texts(document_ids).values_list(
            "document", Left("text", MAX_SCANNED_LENGTH)
        )
    )
