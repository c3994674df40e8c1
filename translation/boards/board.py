"""What the board lists: source pages and snippets that a person may see, in one order."""

from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from django.contrib.contenttypes.models import ContentType
from django.db.models import F, OuterRef, Q, QuerySet, Subquery, Value
from wagtail.models import Page, TranslatableMixin
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permission_policies.pages import PagePermissionPolicy
from wagtail.snippets.models import get_snippet_models
from wagtail_localize.models import TranslationSource

from core.languages import source
from translation.boards.progress import OPEN, running
from translation.policies import policy_for

COLUMNS = ("key", "name", "place", "kind", "due")
# Sorts after every place in the tree.
AFTER_THE_TREE = "z"


@dataclass(frozen=True)
class Row:
    """One object of the source language; ``place`` is its path in the tree of pages, or none."""

    key: UUID
    name: str
    place: str
    kind: int
    due: object = None

    @property
    def is_page(self) -> bool:
        return self.place != AFTER_THE_TREE

    @property
    def level(self) -> int:
        """How deep below the home page."""
        return len(self.place) // Page.steplen - 2 if self.is_page else 0

    @cached_property
    def type_label(self) -> str:
        model = ContentType.objects.get_for_id(self.kind).model_class()
        return str(model._meta.verbose_name) if model else ""


class Rows:
    """Pages and snippets as one list that filters, sorts, counts and slices as a queryset does."""

    model = Page

    def __init__(self, pages: QuerySet, snippets: QuerySet, ordering: tuple[str, ...] = ()):
        self.pages, self.snippets, self.ordering = pages, snippets, ordering

    def filter(self, *conditions: Q) -> "Rows":
        """Keep rows by what every row has: ``key``, ``name``, ``place``, ``kind`` and ``due``."""
        return Rows(
            self.pages.filter(*conditions), self.snippets.filter(*conditions), self.ordering
        )

    def named(self, text: str) -> "Rows":
        """Keep rows whose title contains a text."""
        return self.filter(Q(name__icontains=text))

    def with_due_dates(self, locales) -> "Rows":
        """Give each row the next deadline of its unfinished work in these locales."""
        next_due = (
            running()
            .filter(
                OPEN,
                translation__source__object_id=OuterRef("key"),
                translation__target_locale__in=locales,
            )
            .order_by("deadline")
            .values("deadline")
        )
        due = Subquery(next_due.filter(deadline__isnull=False)[:1])
        pages, snippets = (part.annotate(due=due) for part in (self.pages, self.snippets))
        return Rows(pages, snippets, self.ordering)

    def order_by(self, *ordering) -> "Rows":
        return Rows(self.pages, self.snippets, ordering)

    def holding(self, field: str) -> Q:
        """The condition that a field holds the key of one of these rows."""
        return Q(**{f"{field}__in": self.pages.values("key")}) | Q(
            **{f"{field}__in": self.snippets.values("key")}
        )

    def count(self) -> int:
        return self.pages.count() + self.snippets.count()

    def __len__(self) -> int:
        return self.count()

    def __getitem__(self, position: slice) -> list[Row]:
        return [Row(*values) for values in self._joined()[position]]

    def __iter__(self):
        return (Row(*values) for values in self._joined().iterator())

    def _joined(self) -> QuerySet:
        pages, snippets = (
            part.order_by().values_list(*COLUMNS) for part in (self.pages, self.snippets)
        )
        return pages.union(snippets, all=True).order_by(*self.ordering)


def rows_for(user) -> Rows:
    """Everything that the person may see.

    A page is seen by who finds it in the explorer, in the source language or in a language of
    theirs; a snippet that was sent, by who may edit its kind or sees all translations.
    """
    pages = visible_pages(user).annotate(
        key=F("translation_key"), name=F("title"), place=F("path"), kind=F("content_type")
    )
    snippets = TranslationSource.objects.filter(
        locale__language_code=source().code, specific_content_type__in=_visible_kinds(user)
    ).annotate(
        key=F("object_id"),
        name=F("object_repr"),
        place=Value(AFTER_THE_TREE),
        kind=F("specific_content_type"),
    )
    return Rows(pages, snippets)


def visible_pages(user) -> QuerySet[Page]:
    explorable = PagePermissionPolicy().explorable_instances(user)
    in_their_languages = explorable.filter(locale__in=policy_for(user).seen_locales)
    return Page.objects.filter(
        Q(pk__in=explorable.values("pk"))
        | Q(translation_key__in=in_their_languages.values("translation_key")),
        locale__language_code=source().code,
        depth__gt=1,
    )


def _visible_kinds(user) -> list[int]:
    models = [
        model
        for model in get_snippet_models()
        if issubclass(model, TranslatableMixin)
        and (
            policy_for(user).sees_all
            or ModelPermissionPolicy(model).user_has_any_permission(user, ["change"])
        )
    ]
    return [kind.pk for kind in ContentType.objects.get_for_models(*models).values()]
