"""The dictionary of spelling corrections: the words of live pages, stored when they are indexed."""

from collections.abc import Iterable

from search.models import KnownWord, PageRecord

from .descriptions import ObjectDescription, is_correctable, words_of_record
from .engines import get_engine

BATCH_SIZE = 500  # words


def store_known_words(descriptions: Iterable[ObjectDescription]) -> None:
    """Store the words of these pages that are not in the dictionary yet.

    Most of them are: what is missing is queried first, and only then are the pages searched for
    the forms to display.
    """
    by_language: dict[str, list[ObjectDescription]] = {}
    for description in descriptions:
        by_language.setdefault(description.record.language, []).append(description)
    for language, found in by_language.items():
        folds = set(filter(is_correctable, frozenset().union(*(one.folds for one in found))))
        known = KnownWord.objects.filter(language=language, word__in=get_engine().as_rows(folds))
        if missing := folds - set(known.values_list("word", flat=True)):
            records = (one.record for one in found if one.folds & missing)
            forms = words_by_language(records)[language]
            _store(language, {fold: forms[fold] for fold in sorted(missing & forms.keys())})


def words_by_language(records: Iterable[PageRecord]) -> dict[str, dict[str, str]]:
    """Return the folded words of these pages by language, each with the form to display."""
    found: dict[str, dict[str, str]] = {}
    for record in records:
        words = found.setdefault(record.language, {})
        for word, form in words_of_record(record).items():
            words.setdefault(word, form)
    return found


def _store(language: str, forms: dict[str, str]) -> None:
    words = [
        KnownWord(word=word, language=language, form=form, prefix=word[:2], suffix=word[-2:])
        for word, form in forms.items()
    ]
    # A concurrent transaction may have stored the same word.
    KnownWord.objects.bulk_create(words, batch_size=BATCH_SIZE, ignore_conflicts=True)
