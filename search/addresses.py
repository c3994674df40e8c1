"""The URL of a search: its query string contains the query, the filters and the order."""

from dataclasses import dataclass, replace
from typing import Self

from django.http import QueryDict

from .narrowing import Narrowing
from .questions import LONGEST, Question, parse

# Characters of the parameter ``q`` that are read; the rest of an overlong request is ignored.
MOST_READ = 10 * LONGEST


def typed_question(parameters: QueryDict) -> str:
    """Return the query as it was typed, from the parameter ``q``."""
    return parameters.get("q", "")[:MOST_READ]


@dataclass(frozen=True)
class SearchAddress:
    """The parameters of one search, and the URLs of searches that differ in one parameter.

    ``by_date``: the latest pages first, instead of the most relevant ones.
    ``literally``: without spelling correction.
    """

    query: Question
    filters: Narrowing
    by_date: bool = False
    literally: bool = False

    @classmethod
    def from_parameters(cls, parameters: QueryDict) -> tuple[Self, list[str]]:
        """Read the parameters of a request; also return messages about invalid ones."""
        filters, problems = Narrowing.from_parameters(parameters)
        search_url = cls(
            query=parse(typed_question(parameters)),
            filters=filters,
            by_date=parameters.get("order") == "date",
            literally="literally" in parameters,
        )
        return search_url, problems

    @property
    def query_string(self) -> str:
        """The query string of the first page of results."""
        values = {
            "q": self.query.text,
            **self.filters.selected,
            "order": "date" if self.by_date else "",
            "literally": "1" if self.literally else "",
        }
        parameters = QueryDict(mutable=True)
        parameters.update({name: value for name, value in values.items() if value})
        return parameters.urlencode()

    def with_filters(self, filters: Narrowing) -> Self:
        return replace(self, filters=filters)

    @property
    def without_filters(self) -> Self:
        return self.with_filters(Narrowing())

    @property
    def uncorrected(self) -> Self:
        """The same search without spelling correction."""
        return replace(self, literally=True)

    @property
    def best_first(self) -> Self:
        return replace(self, by_date=False)

    @property
    def latest_first(self) -> Self:
        return replace(self, by_date=True)
