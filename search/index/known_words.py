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
    found = list(descriptions)
    missing: dict[str, set[str]] = {}
    for one in found:
        words = missing.setdefault(one.record.language, set())
        words.update(filter(is_correctable, one.folds))
    rows = get_engine().as_rows(set().union(*missing.values()))
    known = KnownWord.objects.filter(language__in=missing, word__in=rows)
    for language, word in known.values_list("language", "word"):
        missing[language].discard(word)
    forms = words_by_language(
        one.record for one in found if one.folds & missing[one.record.language]
    )
    words = [
        KnownWord(word=word, language=language, form=form, prefix=word[:2], suffix=word[-2:])
        for language, forms_of_language in forms.items()
        for word, form in sorted(forms_of_language.items())
        if word in missing[language]
    ]
    # A concurrent transaction may have stored the same word.
    KnownWord.objects.bulk_create(words, batch_size=BATCH_SIZE, ignore_conflicts=True)


def words_by_language(records: Iterable[PageRecord]) -> dict[str, dict[str, str]]:
    """Return the folded words of these pages by language, each with the form to display."""
    found: dict[str, dict[str, str]] = {}
    for record in records:
        words = found.setdefault(record.language, {})
        for word, form in words_of_record(record).items():
            words.setdefault(word, form)
    return found
