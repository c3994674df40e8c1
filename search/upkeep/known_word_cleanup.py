"""Delete words that no live page contains any more from the dictionary of corrections."""

from search.index.known_words import words_by_language
from search.models import KnownWord, PageRecord

PAGES_PER_CHUNK = 500
WORDS_PER_DELETION = 500


def delete_unused_words() -> int:
    """Delete the words that no live page contains, and return their number."""
    live = PageRecord.objects.filter(page__live=True, is_draft=False)
    records = live.only("title", "summary", "text", "language")
    used = words_by_language(records.iterator(chunk_size=PAGES_PER_CHUNK))
    unused = [
        pk
        for pk, word, language in KnownWord.objects.values_list("pk", "word", "language")
        if word not in used.get(language, ())
    ]
    for start in range(0, len(unused), WORDS_PER_DELETION):
        KnownWord.objects.filter(pk__in=unused[start : start + WORDS_PER_DELETION]).delete()
    return len(unused)
