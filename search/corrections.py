"""Mistyped words put right, if a public page has the right ones."""

from django.db.models import Q
from rapidfuzz.distance import OSA

from core.languages import Language, all_languages

from .hits import are_public
from .matching import word_expression
from .models import KnownWord
from .questions import Question, Term, parse

MOST_CORRECTIONS = 4  # words of one question
MOST_CANDIDATES = 6  # for one word


def corrected(question: Question, language: Language) -> Question | None:
    """Return the question with its unknown words put right, or ``None`` if that is impossible.

    A word is known if a public page has it: what only a draft or a private page holds must not be
    told from what nobody has ever written. Phrases are left as they were quoted.
    """
    terms = [term for term in question.terms if not term.is_phrase]
    known = are_public([word_expression(term.words[0]) for term in terms])
    unknown = [term for term, is_known in zip(terms, known, strict=True) if not is_known]
    if not unknown or len(unknown) > MOST_CORRECTIONS:
        return None
    candidates = [
        (term, word, form) for term in unknown for word, form in _candidates(term, language)
    ]
    shown = are_public([word_expression(word) for _, word, _ in candidates])
    best: dict[Term, str] = {}
    for (term, _, form), is_shown in zip(candidates, shown, strict=True):
        if is_shown:
            best.setdefault(term, form)
    if len(best) < len(unknown):
        return None
    return parse(" ".join(best.get(term) or _as_typed(term) for term in question.terms))


def _as_typed(term: Term) -> str:
    return f'"{term.text}"' if term.is_phrase else term.text


def _candidates(term: Term, language: Language) -> list[tuple[str, str]]:
    """The nearest known words and the forms to show, the reader's own language before others.

    A slip seldom hits the first letter; where it seems to, a word of another vocabulary is hardly
    the one that was meant, as the Albanian *kopje* by who types *Skopje*.
    """
    typed = term.words[0]
    if not typed.isalpha():
        return []
    farthest = 1 if len(typed) < 6 else 2
    kindred = {item.code for item in all_languages() if item.vocabulary == language.vocabulary}
    neighbours = KnownWord.objects.filter(Q(head=typed[:2]) | Q(tail=typed[-2:]))
    ranked = []
    for word, code, form in neighbours.values_list("word", "language", "form"):
        begins_alike = word[0] == typed[0]
        distance = OSA.distance(typed, word, score_cutoff=farthest)
        if distance <= farthest and (begins_alike or code in kindred):
            ranked.append((distance, code != language.code, not begins_alike, word, form))
    found: dict[str, str] = {}
    for *_, word, form in sorted(ranked):
        found.setdefault(word, form)
    return list(found.items())[:MOST_CANDIDATES]
