"""Spelling correction, with the words of public pages as dictionary."""

from django.db.models import Q

from core.languages import Language, all_languages
from search.models import KnownWord
from search.query.matching import word_expression
from search.query.parsing import ParsedQuery, QueryTerm, parse_query

from .page_search import have_public_matches

MAX_CORRECTIONS = 4  # words of one query
MAX_CORRECTION_CANDIDATES = 6  # for one word


def correct_query(query: ParsedQuery, language: Language) -> ParsedQuery | None:
    """Return the query with its unknown words corrected, or ``None`` if that is impossible.

    A word is known if a public page contains it. Words of drafts and private pages are treated
    like unknown words, so that a correction reveals nothing about them. Phrases are not corrected.
    """
    terms = [term for term in query.terms if not term.is_phrase]
    known = have_public_matches([word_expression(term.words[0]) for term in terms])
    unknown = [term for term, is_known in zip(terms, known, strict=True) if not is_known]
    if not unknown or len(unknown) > MAX_CORRECTIONS:
        return None
    candidates = [
        (term, word, form) for term in unknown for word, form in _candidates(term, language)
    ]
    shown = have_public_matches([word_expression(word) for _, word, _ in candidates])
    best: dict[QueryTerm, str] = {}
    for (term, _, form), is_shown in zip(candidates, shown, strict=True):
        if is_shown:
            best.setdefault(term, form)
    if len(best) < len(unknown):
        return None
    return parse_query(" ".join(best.get(term) or _as_typed(term) for term in query.terms))


def _as_typed(term: QueryTerm) -> str:
    return f'"{term.text}"' if term.is_phrase else term.text


def _candidates(term: QueryTerm, language: Language) -> list[tuple[str, str]]:
    """Return the most similar known words with their forms, the reader's language first.

    Candidates are words of the languages that the reader is shown: a word of another one would lead
    to pages about something else. The first letter of a word is seldom mistyped. A candidate with
    another one therefore differs in nothing else, and is of the reader's vocabulary: *online* is no
    correction of *hotline*.
    """
    from rapidfuzz.distance import OSA

    typed = term.words[0]
    if not typed.isalpha():
        return []
    max_distance = 1 if len(typed) < 6 else 2
    same_vocabulary = {
        item.code for item in all_languages() if item.vocabulary == language.vocabulary
    }
    shown_codes = same_vocabulary | {item.code for item in language.fallback_chain}
    similar = KnownWord.objects.filter(
        Q(prefix=typed[:2]) | Q(suffix=typed[-2:]), language__in=shown_codes
    )
    ranked = []
    for word, code, form in similar.values_list("word", "language", "form"):
        same_initial = word[0] == typed[0]
        distance = OSA.distance(typed, word, score_cutoff=max_distance)
        is_near = distance <= max_distance if same_initial else distance <= 1
        if is_near and (same_initial or code in same_vocabulary):
            ranked.append((distance, code != language.code, not same_initial, word, form))
    found: dict[str, str] = {}
    for *_, word, form in sorted(ranked):
        found.setdefault(word, form)
    return list(found.items())[:MAX_CORRECTION_CANDIDATES]
