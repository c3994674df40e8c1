"""Wagtail's own searches, in the admin and in choosers, answered by our index.

A backend of django-modelsearch, named in the setting ``WAGTAILSEARCH_BACKENDS``: editors find
pages, pictures and documents by the same rules as readers do, on both databases alike.
"""

from collections import OrderedDict
from dataclasses import replace
from functools import reduce
from operator import and_, or_

from django.db.models import BooleanField, Case, Count, IntegerField, Q, QuerySet, Value, When
from modelsearch.backends.base import (
    BaseIndex,
    BaseSearchBackend,
    BaseSearchQueryCompiler,
    BaseSearchResults,
    FilterFieldError,
)
from modelsearch.index import get_indexed_models
from modelsearch.query import And, Boost, Fuzzy, MatchAll, Not, Or, Phrase, PlainText, SearchQuery
from modelsearch.utils import get_descendants_content_types_pks

from .engines import ALL_MATCHES, engine
from .expressions import All, Expression
from .indexing import AT_ONCE, forget, index_objects
from .matching import Manner, beginnings, matching
from .models import Entry
from .questions import Question, parse
from .tokens import Part


class IndexBackend(BaseIndex):
    """The one index, for all models."""

    def __str__(self):
        return Entry._meta.db_table

    def add_items(self, model, items):
        for start in range(0, len(items), AT_ONCE):
            index_objects(items[start : start + AT_ONCE])

    def delete_item(self, item):
        forget(item)

    def reset(self):
        Entry.objects.all().delete()


class Rebuilder:
    """What ``update_index`` does around renewing all entries: it takes the orphans away."""

    def __init__(self, index):
        self.index = index

    def start(self):
        return self.index

    def finish(self):
        for model in get_indexed_models():
            if not model._meta.parents:
                known = Entry.objects.filter(
                    content_type__in=get_descendants_content_types_pks(model)
                )
                known.exclude(object_id__in=model._default_manager.values("pk")).delete()


class QueryCompiler(BaseSearchQueryCompiler):
    """A search of Wagtail's as a queryset of the objects themselves."""

    DEFAULT_OPERATOR = "and"
    HANDLES_ORDER_BY_EXPRESSIONS = True

    def search(self, start: int | None, stop: int | None, score_field: str | None) -> QuerySet:
        """The objects found, from ``start`` to before ``stop``, those with a title that matches
        first.
        """
        queryset = self.queryset.filter(self._condition(self.query, self._parts()))
        if self.order_by_relevance or score_field:
            in_title = self._condition(self.query, (Part.TITLE,))
            score = Case(When(in_title, then=2), default=1, output_field=IntegerField())
            queryset = queryset.annotate(**{score_field or "_score": score})
        if self.order_by_relevance:
            queryset = queryset.order_by(f"-{score_field or '_score'}", "-pk")
        else:
            # Without a complete order, an object might stand on two pages of a list, or on none.
            queryset = queryset.order_by(*queryset.query.order_by, "-pk")
        return queryset[start:stop]

    def _parts(self) -> tuple[Part, ...]:
        """Where to look. Fields other than the title are one text to the index."""
        return (Part.TITLE,) if self.fields and set(self.fields) == {"title"} else (Part.TEXT,)

    def _condition(self, query: SearchQuery, parts: tuple[Part, ...]) -> Q:
        match query:
            case MatchAll():
                return Q(Value(True, output_field=BooleanField()))
            case Not(subquery=subquery):
                return ~self._condition(subquery, parts)
            case Boost(subquery=subquery):
                return self._condition(subquery, parts)
            case And(subqueries=subqueries):
                return reduce(and_, (self._condition(item, parts) for item in subqueries))
            case Or(subqueries=subqueries):
                return reduce(or_, (self._condition(item, parts) for item in subqueries))
            case Phrase(query_string=text):
                return self._matching(parse(f'"{text}"'), parts, Manner.ALL_WORDS)
            case PlainText(query_string=text, operator=operator):
                any_word = operator.lower() == "or"
                return self._matching(
                    parse(text), parts, Manner.ANY_WORD if any_word else Manner.ALL_WORDS
                )
            case Fuzzy(query_string=text):
                return self._matching(parse(text), parts, Manner.ALL_WORDS)
        raise NotImplementedError(f"A {type(query).__name__} query is not supported.")

    def _matching(self, question: Question, parts: tuple[Part, ...], manner: Manner) -> Q:
        if question.is_empty:
            return Q(pk__in=[])
        return self._with_entry(self._expression(question, parts, manner))

    def _expression(
        self, question: Question, parts: tuple[Part, ...], manner: Manner
    ) -> Expression:
        return matching(question, parts, manner)

    def _with_entry(self, expression: Expression) -> Q:
        entries = Entry.objects.filter(
            content_type__in=get_descendants_content_types_pks(self.queryset.model),
            pk__in=engine().matching(expression, ALL_MATCHES),
        )
        return Q(pk__in=entries.values("object_id"))


class AutocompleteQueryCompiler(QueryCompiler):
    """The same while somebody is typing: by the beginnings of words, but of no phrase."""

    def _expression(self, question, parts, manner):
        begun = beginnings(question, *parts)
        phrases = tuple(term for term in question.terms if term.is_phrase)
        if not phrases:
            return begun
        return All((begun, matching(replace(question, terms=phrases), parts)))


class SearchResults(BaseSearchResults):
    supports_facet = True

    def _do_search(self):
        return list(self._queryset())

    def _do_count(self):
        return self._queryset().count()

    def facet(self, field_name):
        """Count the results by the values of a field, the most frequent first."""
        if self.query_compiler._get_filterable_field(field_name) is None:
            model = self.query_compiler.queryset.model.__name__
            raise FilterFieldError(
                f'Cannot facet search results with field "{field_name}". Please add '
                f"index.FilterField('{field_name}') to {model}.search_fields.",
                field_name=field_name,
            )
        found = self.query_compiler.search(None, None, None).order_by()
        counts = found.values_list(field_name).annotate(count=Count("pk"))
        return OrderedDict(counts.order_by("-count", field_name))

    def _queryset(self):
        return self.query_compiler.search(self.start, self.stop, self._score_field)


class SearchBackend(BaseSearchBackend):
    index_class = IndexBackend
    results_class = SearchResults
    rebuilder_class = Rebuilder
    query_compiler_class = QueryCompiler
    autocomplete_query_compiler_class = AutocompleteQueryCompiler
