"""Search backend for Wagtail's own searches, in the admin and in choosers.

It is a backend of django-modelsearch, enabled by the setting ``WAGTAILSEARCH_BACKENDS``. Editors
find pages, images and documents by the same rules as readers, on SQLite and PostgreSQL.
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

from search.index.engines import ALL_MATCHES, get_engine
from search.index.expressions import AndExpression, SearchExpression
from search.index.indexing import BATCH_SIZE, delete_entry, index_objects, postpone_update
from search.index.tokens import TextPart
from search.query.matching import MatchMode, autocomplete_expression, query_expression
from search.query.parsing import ParsedQuery, parse_query

from .models import IndexEntry


class IndexBackend(BaseIndex):
    """The index, which all models share."""

    def __str__(self):
        return IndexEntry._meta.db_table

    def add_items(self, model, items):
        if postpone_update(model, items):
            return
        for start in range(0, len(items), BATCH_SIZE):
            index_objects(items[start : start + BATCH_SIZE])

    def delete_item(self, item):
        delete_entry(item)

    def reset(self):
        IndexEntry.objects.all().delete()


class IndexRebuilder:
    """Deletes entries of deleted objects after ``update_index`` has updated all others."""

    def __init__(self, index):
        self.index = index

    def start(self):
        return self.index

    def finish(self):
        for model in get_indexed_models():
            if not model._meta.parents:
                entries = IndexEntry.objects.filter(
                    content_type__in=get_descendants_content_types_pks(model)
                )
                entries.exclude(object_id__in=model._default_manager.values("pk")).delete()


class QueryCompiler(BaseSearchQueryCompiler):
    """Compiles a query of modelsearch to a queryset of the objects."""

    DEFAULT_OPERATOR = "and"
    HANDLES_ORDER_BY_EXPRESSIONS = True

    def search(self, start: int | None, stop: int | None, score_field: str | None) -> QuerySet:
        """Return the matching objects from ``start`` to before ``stop``.

        By relevance, objects with a matching title come first.
        """
        queryset = self.queryset.filter(self._condition(self.query, self._parts()))
        if self.order_by_relevance or score_field:
            in_title = self._condition(self.query, (TextPart.TITLE,))
            score = Case(When(in_title, then=2), default=1, output_field=IntegerField())
            queryset = queryset.annotate(**{score_field or "_score": score})
        if self.order_by_relevance:
            queryset = queryset.order_by(f"-{score_field or '_score'}", "-pk")
        else:
            # Without a total order, pagination might repeat or skip an object.
            queryset = queryset.order_by(*queryset.query.order_by, "-pk")
        return queryset[start:stop]

    def _parts(self) -> tuple[TextPart, ...]:
        """Return the parts to search; the index does not distinguish fields but the title."""
        return (
            (TextPart.TITLE,) if self.fields and set(self.fields) == {"title"} else (TextPart.TEXT,)
        )

    def _condition(self, query: SearchQuery, parts: tuple[TextPart, ...]) -> Q:
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
                return self._parsed_condition(parse_query(f'"{text}"'), parts, MatchMode.ALL_WORDS)
            case PlainText(query_string=text, operator=operator):
                any_word = operator.lower() == "or"
                return self._parsed_condition(
                    parse_query(text),
                    parts,
                    MatchMode.ANY_WORD if any_word else MatchMode.ALL_WORDS,
                )
            case Fuzzy(query_string=text):
                return self._parsed_condition(parse_query(text), parts, MatchMode.ALL_WORDS)
        raise NotImplementedError(f"A {type(query).__name__} query is not supported.")

    def _parsed_condition(
        self, query: ParsedQuery, parts: tuple[TextPart, ...], mode: MatchMode
    ) -> Q:
        if query.is_empty:
            return Q(pk__in=[])
        entries = IndexEntry.objects.filter(
            content_type__in=get_descendants_content_types_pks(self.queryset.model),
            pk__in=get_engine().matching_ids(self._expression(query, parts, mode), ALL_MATCHES),
        )
        return Q(pk__in=entries.values("object_id"))

    def _expression(
        self, query: ParsedQuery, parts: tuple[TextPart, ...], mode: MatchMode
    ) -> SearchExpression:
        return query_expression(query, parts, mode)


class AutocompleteQueryCompiler(QueryCompiler):
    """Compiles a query for autocompletion: words match by their prefixes, phrases completely."""

    def _expression(self, query, parts, mode):
        prefixes = autocomplete_expression(query, *parts)
        phrases = tuple(term for term in query.terms if term.is_phrase)
        if not phrases:
            return prefixes
        return AndExpression((prefixes, query_expression(replace(query, terms=phrases), parts)))


class SearchResults(BaseSearchResults):
    supports_facet = True

    def _do_search(self):
        return list(self._queryset())

    def _do_count(self):
        return self._queryset().count()

    def facet(self, field_name):
        """Count the results by the values of a field, the most frequent value first."""
        model = self.query_compiler.queryset.model
        filterable = {field.get_attname(model) for field in model.get_filterable_search_fields()}
        if field_name not in filterable:
            raise FilterFieldError(
                f'Cannot facet search results with field "{field_name}". Please add '
                f"index.FilterField('{field_name}') to {model.__name__}.search_fields.",
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
    rebuilder_class = IndexRebuilder
    query_compiler_class = QueryCompiler
    autocomplete_query_compiler_class = AutocompleteQueryCompiler
