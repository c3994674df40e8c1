"""Count searches without a result: their words and the day, without any data of the reader.

Nothing is counted until an administrator enables it (``SearchSettings``).
"""

import re
import unicodedata

from django.db.models import F
from django.utils import timezone

from core.languages import Language
from core.reports import first_day
from core.writing.folding import find_words
from search.models import SearchSettings, UnansweredQuestion
from search.models.unanswered import MAX_COUNTED_LENGTH

MAX_COUNTED_WORDS = 6
RETENTION_DAYS = 90
# Different queries: readers do not make more without a result, further ones are automated.
MAX_QUERIES_PER_DAY = 1000

# Phone numbers, dates of birth, case numbers and mail addresses are personal data.
_PERSONAL = re.compile(r"[\d@]")


def count_unanswered(query: str, language: Language) -> None:
    """Count a query, as it was typed, that found nothing for a reader of this language."""
    words = countable_words(query)
    if not words or not SearchSettings.objects.filter(counts_unanswered=True).exists():
        return
    today = UnansweredQuestion.objects.filter(day=timezone.localdate())
    same = {"language": language.code, "words": words}
    if today.filter(**same).update(count=F("count") + 1):
        return
    if today.count() < MAX_QUERIES_PER_DAY:
        row = UnansweredQuestion(day=timezone.localdate(), **same)
        # Concurrent requests may have the same query: one of them creates the row, all count.
        UnansweredQuestion.objects.bulk_create([row], ignore_conflicts=True)
        today.filter(**same).update(count=F("count") + 1)


def countable_words(query: str) -> str:
    """Return the words of a query in lower case; "" if they may not be stored."""
    query = unicodedata.normalize("NFKC", query)
    found = find_words(query)
    if _PERSONAL.search(query) or len(found) > MAX_COUNTED_WORDS or len(query) > MAX_COUNTED_LENGTH:
        return ""
    words = " ".join(query[word.start : word.end] for word in found).lower()
    return words if len(words) <= MAX_COUNTED_LENGTH else ""


def delete_old_queries() -> int:
    """Delete the rows that are older than ``RETENTION_DAYS`` days; return their number."""
    return UnansweredQuestion.objects.filter(day__lt=first_day(RETENTION_DAYS)).delete()[0]
