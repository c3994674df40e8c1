"""Counting what readers searched for in vain: the words and the day, and nothing of the reader.

Nothing is counted until somebody switches it on in the admin (``SearchSettings``).
"""

import re
import unicodedata
from datetime import date, timedelta

from django.db.models import F
from django.utils import timezone

from core.languages import Language
from core.writing.folding import find_words
from search.models import SearchSettings, UnansweredQuestion
from search.models.unanswered import LONGEST_QUESTION

MOST_WORDS = 6
KEPT_DAYS = 90
MOST_QUESTIONS_A_DAY = 1000
"""More different questions than readers ask in vain: what comes then is a machine's."""

# Telephone numbers, dates of birth, case numbers and addresses are somebody's.
_PERSONAL = re.compile(r"[\d@]")


def count_unanswered(question: str, language: Language) -> None:
    """Count a question, as it was typed, that found nothing for a reader of this language."""
    words = countable_words(question)
    if not words or not SearchSettings.objects.filter(counts_unanswered=True).exists():
        return
    today = UnansweredQuestion.objects.filter(day=timezone.localdate())
    same = {"language": language.code, "words": words}
    if today.filter(**same).update(count=F("count") + 1):
        return
    if today.count() < MOST_QUESTIONS_A_DAY:
        row = UnansweredQuestion(day=timezone.localdate(), **same)
        # Two readers may ask the same at once: the row is made once, and both are counted.
        UnansweredQuestion.objects.bulk_create([row], ignore_conflicts=True)
        today.filter(**same).update(count=F("count") + 1)


def countable_words(question: str) -> str:
    """The words of a question in lower case, without signs; "" if they may not be stored."""
    question = unicodedata.normalize("NFKC", question)
    found = find_words(question)
    if _PERSONAL.search(question) or len(found) > MOST_WORDS or len(question) > LONGEST_QUESTION:
        return ""
    words = " ".join(question[word.start : word.end] for word in found).lower()
    return words if len(words) <= LONGEST_QUESTION else ""


def first_day(days: int) -> date:
    """The first of so many days, today being the last."""
    return timezone.localdate() - timedelta(days=days - 1)


def forget_old_questions() -> int:
    """Delete what was counted more than ``KEPT_DAYS`` days ago; return how many rows that were."""
    return UnansweredQuestion.objects.filter(day__lt=first_day(KEPT_DAYS)).delete()[0]
