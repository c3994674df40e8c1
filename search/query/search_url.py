"""The URL of a search: its query string contains the query, the filters and the order."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Self
from urllib.parse import quote_plus, urlencode

from django.http import QueryDict

from .facet_filters import FACETS, FacetFilters
from .parsing import MAX_QUERY_LENGTH, ParsedQuery, parse_query

# All parameters, also that of the page of results, which is not a part of ``SearchURL``.
SEARCH_PARAMETERS = ("q", *FACETS, "order", "literally", "page")
# Characters of the parameter ``q`` that are read; the rest of an overlong request is ignored.
MAX_RAW_LENGTH = 10 * MAX_QUERY_LENGTH


def raw_query(parameters: QueryDict) -> str:
    """Return the query as it was typed, from the parameter ``q``."""
    return parameters.get("q", "")[:MAX_RAW_LENGTH]


@dataclass(frozen=True)
class SearchURL:
    """The parameters of one search, and the URLs of searches that differ in one parameter.

    ``by_date``: the latest pages first, instead of the most relevant ones.
    ``literally``: without spelling correction.
    """

    query: ParsedQuery
    filters: FacetFilters
    by_date: bool = False
    literally: bool = False

    @classmethod
    def from_parameters(cls, parameters: QueryDict) -> tuple[Self, list[str]]:
        """Read the parameters of a request; also return messages about invalid ones."""
        filters, problems = FacetFilters.from_parameters(parameters)
        search_url = cls(
            query=parse_query(raw_query(parameters)),
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
        return urlencode({name: value for name, value in values.items() if value})

    def query_strings(self, facet: str, values: Iterable[str]) -> dict[str, str]:
        """Return by value the query string of the search with this value of a facet."""
        # No query has a control character, so that it marks the place of the value.
        filters = self.filters.with_value(facet, "\0")
        before, after = self.with_filters(filters).query_string.split("%00")
        return {value: f"{before}{quote_plus(value)}{after}" for value in values}

    def with_filters(self, filters: FacetFilters) -> Self:
        return replace(self, filters=filters)

    @property
    def without_filters(self) -> Self:
        return self.with_filters(FacetFilters())

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
