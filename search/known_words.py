"""Words are learned with each live page; once a night, those that are gone are forgotten."""

from collections.abc import Iterable

from .descriptions import known_words
from .engines import engine
from .models import KnownWord, PageRecord

AT_ONCE = 500  # pages or words


def learn(records: Iterable[PageRecord]) -> None:
    """Keep the words of these pages that were not known.

    Most words of a page are known already: asking first is cheaper than writing all of them.
    """
    for language, forms in _words_of(records).items():
        _learn(language, forms)


def forget_gone_words() -> int:
    """Forget the words that no live page has any more, and return how many."""
    live = PageRecord.objects.filter(page__live=True)
    records = live.only("title", "summary", "text", "language")
    wanted = _words_of(records.iterator(chunk_size=AT_ONCE))
    gone = [
        number
        for number, word, language in KnownWord.objects.values_list("pk", "word", "language")
        if word not in wanted.get(language, ())
    ]
    for start in range(0, len(gone), AT_ONCE):
        KnownWord.objects.filter(pk__in=gone[start : start + AT_ONCE]).delete()
    return len(gone)


def _words_of(records: Iterable[PageRecord]) -> dict[str, dict[str, str]]:
    """The words of these pages by language, each with the form to show."""
    found: dict[str, dict[str, str]] = {}
    for record in records:
        words = found.setdefault(record.language, {})
        for word, form in known_words(record).items():
            words.setdefault(word, form)
    return found


def _learn(language: str, forms: dict[str, str]) -> None:
    asked = KnownWord.objects.filter(language=language, word__in=engine().texts(forms))
    known = set(asked.values_list("word", flat=True))
    missing = [
        KnownWord(word=word, language=language, form=form, head=word[:2], tail=word[-2:])
        for word, form in sorted(forms.items())
        if word not in known
    ]
    # Another page may have taught the same word in this moment.
    KnownWord.objects.bulk_create(missing, batch_size=AT_ONCE, ignore_conflicts=True)
