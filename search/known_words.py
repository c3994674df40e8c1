"""Words are learned with each page; once a night, those that are gone are forgotten."""

from collections.abc import Iterator

from .descriptions import known_words
from .models import KnownWord, PageRecord

AT_ONCE = 500  # pages or words


def rebuild_known_words() -> tuple[int, int]:
    """Learn the words that pages have and forget those that none has: how many of each."""
    wanted = {(item.word, item.language): item for item in _words_of_pages()}
    known = dict.fromkeys(KnownWord.objects.values_list("word", "language"))
    gone = [pair for pair in known if pair not in wanted]
    missing = [item for pair, item in wanted.items() if pair not in known]
    KnownWord.objects.bulk_create(missing, batch_size=AT_ONCE, ignore_conflicts=True)
    for word, language in gone:
        KnownWord.objects.filter(word=word, language=language).delete()
    return len(missing), len(gone)


def _words_of_pages() -> Iterator[KnownWord]:
    records = PageRecord.objects.only("title", "summary", "text", "language")
    for record in records.iterator(chunk_size=AT_ONCE):
        yield from known_words(record)
