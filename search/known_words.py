"""Words are learned with each live page; once a night, those that are gone are forgotten."""

from collections.abc import Iterable

from .descriptions import Description, can_be_known, known_words
from .engines import engine
from .models import KnownWord, PageRecord

AT_ONCE = 500  # pages or words


def learn(descriptions: Iterable[Description]) -> None:
    """Keep the words of these pages that were not known.

    Most words of a page are known already: they are asked for before anything is written, and only
    where one is missing is the page looked through for the forms to show.
    """
    by_language: dict[str, list[Description]] = {}
    for description in descriptions:
        by_language.setdefault(description.record.language, []).append(description)
    for language, found in by_language.items():
        folds = filter(can_be_known, frozenset().union(*(one.folds for one in found)))
        if missing := _unknown(language, set(folds)):
            forms = _words_of(one.record for one in found if one.folds & missing)[language]
            _write(language, {fold: forms[fold] for fold in sorted(missing & forms.keys())})


def forget_gone_words() -> int:
    """Forget the words that no live page has any more, and return how many."""
    live = PageRecord.objects.filter(page__live=True, of_draft=False)
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


def _unknown(language: str, folds: set[str]) -> set[str]:
    asked = KnownWord.objects.filter(language=language, word__in=engine().texts(folds))
    return folds - set(asked.values_list("word", flat=True))


def _write(language: str, forms: dict[str, str]) -> None:
    words = [
        KnownWord(word=word, language=language, form=form, head=word[:2], tail=word[-2:])
        for word, form in forms.items()
    ]
    # Another page may have taught the same word in this moment.
    KnownWord.objects.bulk_create(words, batch_size=AT_ONCE, ignore_conflicts=True)
