"""The address of a search: it holds everything that the reader has asked and chosen."""

from dataclasses import dataclass, replace
from typing import Self

from django.http import QueryDict

from .narrowing import Narrowing
from .questions import LONGEST, Question, parse

# Characters of a question that are looked at; a reader types fewer, a machine gets an answer.
MOST_READ = 10 * LONGEST


def typed_question(parameters: QueryDict) -> str:
    """What stands in an address as a question, as it was typed."""
    return parameters.get("q", "")[:MOST_READ]


@dataclass(frozen=True)
class SearchAddress:
    """One search; its neighbours differ from it in one thing and keep the others.

    ``by_date``: the latest first, instead of the best. ``literally``: without corrections.
    """

    question: Question
    narrowing: Narrowing
    by_date: bool = False
    literally: bool = False

    @classmethod
    def of(cls, parameters: QueryDict) -> tuple[Self, list[str]]:
        """Read an address; return what in it makes no sense in words, too."""
        narrowing, problems = Narrowing.of(parameters)
        address = cls(
            question=parse(typed_question(parameters)),
            narrowing=narrowing,
            by_date=parameters.get("order") == "date",
            literally="literally" in parameters,
        )
        return address, problems

    @property
    def query(self) -> str:
        """The query string of the search, from its first page on."""
        values = {
            "q": self.question.text,
            **self.narrowing.chosen,
            "order": "date" if self.by_date else "",
            "literally": "1" if self.literally else "",
        }
        query = QueryDict(mutable=True)
        query.update({name: value for name, value in values.items() if value})
        return query.urlencode()

    def narrowed(self, narrowing: Narrowing) -> Self:
        return replace(self, narrowing=narrowing)

    @property
    def everything(self) -> Self:
        """The same question, not narrowed."""
        return self.narrowed(Narrowing())

    @property
    def literal(self) -> Self:
        return replace(self, literally=True)

    @property
    def best_first(self) -> Self:
        return replace(self, by_date=False)

    @property
    def latest_first(self) -> Self:
        return replace(self, by_date=True)
