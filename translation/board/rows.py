"""The rows of the board: source pages and snippets that a person may see, as one list."""

from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from django.contrib.contenttypes.models import ContentType
from django.db.models import F, OuterRef, Q, QuerySet, Subquery, Value
from wagtail.models import Page, TranslatableMixin
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import policy_registry
from wagtail.snippets.models import get_snippet_models
from wagtail_localize.models import TranslationSource

from core.site_tree import IN_SITE_TREE
from translation.board.progress import IS_OPEN, active_assignments, source_locale_id
from translation.policies import policy_for

ROW_FIELDS = ("key", "name", "place", "kind", "due")
# Snippets have no path: this value sorts after every path of the page tree.
PATH_OF_SNIPPETS = "z"


@dataclass(frozen=True)
class BoardRow:
    """A page or snippet of the source language.

    ``key`` is its translation key, ``place`` its path in the page tree, ``kind`` the id of its
    content type and ``due`` the next deadline, if the rows are sorted by it.
    """

    key: UUID
    name: str
    place: str
    kind: int
    due: object = None

    @property
    def is_page(self) -> bool:
        return self.place != PATH_OF_SNIPPETS

    @property
    def level(self) -> int:
        """The number of levels below the home page."""
        return len(self.place) // Page.steplen - 2 if self.is_page else 0

    @cached_property
    def type_label(self) -> str:
        model = ContentType.objects.get_for_id(self.kind).model_class()
        return str(model._meta.verbose_name) if model else ""


class BoardRows:
    """Pages and snippets as one list.

    It has the queryset methods that Wagtail's listing view needs: filter, sort, count and slice.
    """

    model = Page

    def __init__(self, pages: QuerySet, snippets: QuerySet, ordering: tuple[str, ...] = ()):
        self.pages, self.snippets, self.ordering = pages, snippets, ordering

    def filter(self, *conditions: Q) -> "BoardRows":
        """Filter by annotations of the rows: ``key``, ``name``, ``place``, ``kind`` and ``due``."""
        return BoardRows(
            self.pages.filter(*conditions), self.snippets.filter(*conditions), self.ordering
        )

    def search_titles(self, text: str) -> "BoardRows":
        """Filter by a text that the title contains."""
        return self.filter(Q(name__icontains=text))

    def with_due_dates(self, locales) -> "BoardRows":
        """Annotate the next deadline of the unfinished translations in these locales."""
        next_due = (
            active_assignments()
            .filter(
                IS_OPEN,
                translation__source__object_id=OuterRef("key"),
                translation__target_locale__in=locales,
            )
            .order_by("deadline")
            .values("deadline")
        )
        due = Subquery(next_due.filter(deadline__isnull=False)[:1])
        pages, snippets = (part.annotate(due=due) for part in (self.pages, self.snippets))
        return BoardRows(pages, snippets, self.ordering)

    def order_by(self, *ordering) -> "BoardRows":
        return BoardRows(self.pages, self.snippets, ordering)

    def key_condition(self, field: str) -> Q:
        """Return the condition that a field contains the key of one of these rows."""
        return Q(**{f"{field}__in": self.pages.values("key")}) | Q(
            **{f"{field}__in": self.snippets.values("key")}
        )

    def count(self) -> int:
        return self.pages.count() + self.snippets.count()

    def __len__(self) -> int:
        return self.count()

    def __getitem__(self, position: slice) -> list[BoardRow]:
        return [BoardRow(*values) for values in self._joined()[position]]

    def __iter__(self):
        return (BoardRow(*values) for values in self._joined().iterator())

    def _joined(self) -> QuerySet:
        names = [name for name in ROW_FIELDS if name in self.pages.query.annotations]
        pages, snippets = (
            part.order_by().values_list(*names) for part in (self.pages, self.snippets)
        )
        return pages.union(snippets, all=True).order_by(*self.ordering)


def board_rows_for(user) -> BoardRows:
    """Return every page and snippet that the user may see on the board.

    A page is listed if the user finds it in the explorer, in the source language or in one of the
    user's languages. A snippet is listed once it was sent to translation, if the user may edit its
    model or sees all translations.
    """
    pages = board_pages_for(user).annotate(
        key=F("translation_key"), name=F("title"), place=F("path"), kind=F("content_type")
    )
    snippets = TranslationSource.objects.filter(
        locale=source_locale_id(),
        specific_content_type__in=_visible_snippet_types(user),
    ).annotate(
        key=F("object_id"),
        name=F("object_repr"),
        place=Value(PATH_OF_SNIPPETS),
        kind=F("specific_content_type"),
    )
    return BoardRows(pages, snippets)


def board_pages_for(user) -> QuerySet[Page]:
    pages = Page.objects.filter(IN_SITE_TREE, locale=source_locale_id(), depth__gt=1)
    if _explores_all_of(pages, user):
        return pages
    explorable = policy_registry.get_by_type(Page).explorable_instances(user)
    translations = explorable.filter(locale__in=policy_for(user).visible_locale_ids)
    return pages.filter(
        Q(pk__in=explorable.values("pk"))
        | Q(translation_key__in=translations.values("translation_key"))
    )


def _explores_all_of(pages: QuerySet[Page], user) -> bool:
    """Whether the user finds all of these pages in the explorer: those below each home page.

    The queries of the board then need no such condition.
    """
    policy = policy_registry.get_by_type(Page)
    if user.is_active and user.is_superuser:
        return True
    parts = tuple(page.path for page in policy.instances_with_direct_explore_permission(user))
    homes = pages.filter(depth=2).values_list("path", flat=True)
    return all(path.startswith(parts) for path in homes)


def _visible_snippet_types(user) -> list[int]:
    """Return the ids of the content types whose snippets the user may see."""
    models = [
        model
        for model in get_snippet_models()
        if issubclass(model, TranslatableMixin)
        and (
            policy_for(user).can_view_all
            or ModelPermissionPolicy(model).user_has_any_permission(user, ["change"])
        )
    ]
    return [
        content_type.pk for content_type in ContentType.objects.get_for_models(*models).values()
    ]
