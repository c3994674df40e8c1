"""Checks of texts in easy language, by rules that hold in every language.

Those of Inclusion Europe ("Information for all") and DIN SPEC 33429: short sentences with one idea
each, few of them in a paragraph. WCAG 2.2, 3.1.5, asks for such a version of a text.
"""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from core.writing.sentences import sentences, word_count
from editorial.checks.checked_page import CheckedPage
from editorial.checks.findings import ContentFinding

MOST_WORDS = 15  # of a sentence
MOST_SENTENCES = 3  # of a paragraph or an item of a list


def long_sentences(checked: CheckedPage) -> Iterator[ContentFinding]:
    if not checked.page.is_easy_to_read:
        return
    for item in checked.texts:
        for sentence in sentences(item.text):
            if (words := word_count(sentence)) > MOST_WORDS:
                message = _(
                    "Words in this sentence: %(count)d. Easy language has %(most)d at most."
                )
                counts = {"count": words, "most": MOST_WORDS}
                yield ContentFinding(message % counts, item, item.text.find(sentence))


def long_paragraphs(checked: CheckedPage) -> Iterator[ContentFinding]:
    if not checked.page.is_easy_to_read:
        return
    for item in checked.texts:
        if (count := len(sentences(item.text))) > MOST_SENTENCES:
            message = _(
                "Sentences in this paragraph: %(count)d. Easy language has %(most)d at most."
            )
            yield ContentFinding(message % {"count": count, "most": MOST_SENTENCES}, item)
