"""What the site answers to a question: strictly first, and more freely where that finds nothing."""

from dataclasses import dataclass, field

from core.languages import Language

from .corrections import corrected
from .expressions import All, Expression
from .hits import MOST_RESULTS, Group, Scored, Search, are_public, find
from .matching import EVERYWHERE, PAGE, Manner, exactly, matching
from .narrowing import Narrowing
from .questions import Question
from .tokens import Part


@dataclass(frozen=True)
class Answer:
    """The pages found for a question, and how freely it had to be taken.

    ``asked`` is the question as the reader put it, ``question`` the one that was answered: another
    if mistyped words were put right. ``groups`` are in order; ``has_more`` says that there are more
    than these.
    """

    asked: Question
    question: Question
    manner: Manner = Manner.ALL_WORDS
    groups: list[Group] = field(default_factory=list)
    has_more: bool = False

    @property
    def is_corrected(self) -> bool:
        return self.question is not self.asked

    @property
    def is_any_word(self) -> bool:
        return self.manner is Manner.ANY_WORD


def answer(
    question: Question,
    language: Language,
    narrowing: Narrowing,
    *,
    by_date: bool = False,
    literally: bool = False,
) -> Answer:
    """Return what is found: all words, else all words put right, else any of the words.

    ``literally`` spares the reader the correction. A narrowed question is only taken more freely
    if the same is needed without the narrowing: a facet that leaves nothing is no mistyped word.
    """
    if question.is_empty:
        return Answer(question, question)
    for wording, manner in _ways(question, language, literally):
        groups, has_more = _find(wording, manner, language, narrowing)
        if groups or (narrowing and any(are_public([matching(wording, EVERYWHERE, manner)]))):
            return Answer(
                question,
                wording,
                manner,
                _ordered(groups, language, by_date)[:MOST_RESULTS],
                has_more or len(groups) > MOST_RESULTS,
            )
    return Answer(question, question)


def _ways(question: Question, language: Language, literally: bool):
    yield question, Manner.ALL_WORDS
    if not literally:
        better = corrected(question, language)
        if better:
            yield better, Manner.ALL_WORDS
    if len(question.terms) > 1:
        yield question, Manner.ANY_WORD


def _find(
    question: Question, manner: Manner, language: Language, narrowing: Narrowing
) -> tuple[list[Group], bool]:
    """Matches are worth most in the title, then in the very form that was asked."""

    def narrowed(expression: Expression) -> Expression:
        return All((expression, *narrowing.marks())) if narrowing else expression

    search = Search(
        expression=narrowed(matching(question, EVERYWHERE, manner)),
        in_page=matching(question, PAGE, manner),
        scores=(
            Scored(16, matching(question, (Part.TITLE,))),
            Scored(8, matching(question, (Part.TITLE,), Manner.ANY_WORD)),
            Scored(4, exactly(question)),
            Scored(2, matching(question, (Part.SUMMARY,))),
        ),
    )
    return find(search, language)


def _ordered(groups: list[Group], language: Language, by_date: bool) -> list[Group]:
    """The reader's language first, in either script, then by worth; ties by date and number.

    The order is complete, so that no page of results repeats or skips one.
    """
    own = {language.code, language.twin.code if language.twin else ""}

    def place(group: Group):
        best = group.best
        relevance = (best.language not in own, -best.score)
        date = (-best.date_rank,)
        return (*date, *relevance, best.page_id) if by_date else (*relevance, *date, best.page_id)

    return sorted(groups, key=place)
