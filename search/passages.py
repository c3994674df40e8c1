"""Which words of a page, or of its files, show a reader why it was found."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models.functions import Left
from django.utils.safestring import SafeString

from core.languages import Language, get
from core.models import BasePage

from .documents import readable
from .highlighting import MOST_SCANNED, Highlighter


@dataclass(frozen=True)
class Passage:
    """A text and its language; ``from_file`` says that these are words of a file of the page."""

    text: str
    language: Language
    from_file: bool = False

    def matched(self, highlighter: Highlighter) -> set[int]:
        return highlighter.matched(self.text, self.language.vocabulary)

    def snippet(self, highlighter: Highlighter) -> SafeString:
        return highlighter.snippet(self.text, self.language.vocabulary)


def passage(
    indexed: Iterable[str], page: BasePage, texts: dict[int, str], highlighter: Highlighter
) -> Passage:
    """Return the summary or the text, whichever has more of the words that were asked for.

    ``indexed`` are the title, the summary and the text as the index has them. A file of the page
    takes their place if it has words that the page itself has not. ``texts`` are those of the files
    to look into, by the numbers of the documents.
    """
    language = page.text_language
    title, *own = (Passage(text, language) for text in indexed if text)
    of_page = set().union(*(item.matched(highlighter) for item in (title, *own)))
    files = [item for item in _of_files(page, texts) if item.matched(highlighter) - of_page]
    return max(
        files or own or [Passage("", language)], key=lambda item: len(item.matched(highlighter))
    )


def _of_files(page: BasePage, texts: dict[int, str]) -> list[Passage]:
    if not texts:
        return []
    return [
        Passage(
            texts[file.document_id],
            get(file.language_code) if file.language_code else page.text_language,
            from_file=True,
        )
        for file in page.attached_files
        if file.document_id in texts
    ]


def texts_of_files(pages: Iterable[BasePage]) -> dict[int, str]:
    """Return the beginnings of the files of these pages that everybody may open, by number."""
    numbers = {file.document_id for page in pages for file in page.attached_files}
    if not numbers:
        return {}
    beginnings = readable(numbers).values_list("document", Left("text", MOST_SCANNED))
    return dict(beginnings)
