"""The board: the progress of every page and snippet in every language."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from django.contrib.contenttypes.models import ContentType
from django.db.models import F
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views.generic.base import BaseListingView
from wagtail.permission_policies.pages import PagePermissionPolicy

from core.languages import get, source
from translation.boards.board import Row, Rows, rows_for
from translation.boards.progress import SUMMED, Cell, cells_of, running, totals_of
from translation.forms.board import BoardFilterSet

from .board_export import BoardExportMixin
from .entrance import ParticipantsOnly


@dataclass(frozen=True)
class LinkedCell:
    """A cell with the URL that it links to: of the editor or of sending; empty for no link."""

    cell: Cell
    url: str = ""


@dataclass(frozen=True)
class Line:
    """One row of the matrix: an object with a cell for each language."""

    row: Row
    cells: list[LinkedCell]

    @property
    def words(self) -> int:
        """Number of words of the source; 0 until the object was sent to one of the languages."""
        return max((linked.cell.total.words for linked in self.cells), default=0)


class BoardView(ParticipantsOnly, BoardExportMixin, BaseListingView):
    template_name = "translation/board.html"
    results_template_name = "translation/board_results.html"
    page_title = _("Board")
    header_icon = "table"
    paginate_by = 50
    index_url_name = "translation:board"
    index_results_url_name = "translation:board_results"
    is_searchable = True
    filterset_class = BoardFilterSet
    default_ordering = "place"
    orderings = {
        "place": (_("as on the site"), ("place", "name", "key")),
        "name": (_("by title"), ("name", "key")),
        "due": (_("by deadline"), (F("due").asc(nulls_last=True), "place", "key")),
    }

    @cached_property
    def all_rows(self) -> Rows:
        return rows_for(self.request.user)

    def get_filterset_kwargs(self):
        return {
            **super().get_filterset_kwargs(),
            "queryset": self.all_rows,
            "locales": self.locales,
        }

    @cached_property
    def chosen_locales(self):
        return self.filters.chosen_locales

    def get_base_queryset(self) -> Rows:
        return self.all_rows.with_due_dates(self.chosen_locales)

    def get_valid_orderings(self):
        return list(self.orderings)

    def order_queryset(self, rows: Rows) -> Rows:
        return rows.order_by(*self.orderings[self.ordering][1])

    def search_queryset(self, rows: Rows) -> Rows:
        return rows.named(self.search_query) if self.is_searching else rows

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        assignments = running().filter(self.object_list.holding("translation__source__object_id"))
        totals = totals_of(context["items_count"], assignments, self.chosen_locales)
        total_in = {total.language: total for total in totals}
        languages = [get(locale.language_code) for locale in self.chosen_locales]
        context.update(
            source_tag=source().tag,
            columns=[(language, total_in.get(language)) for language in languages],
            matrix_rows=self._matrix_rows(list(context["object_list"])),
            states=SUMMED,
            totals=totals,
            may_assign=self.policy.may("assign"),
            orderings=[(key, label) for key, (label, _columns) in self.orderings.items()],
        )
        return context

    def _matrix_rows(self, rows: list[Row]) -> list[Line]:
        keys = [row.key for row in rows]
        cells = cells_of(keys, self.chosen_locales)
        send_urls = self._send_urls(rows)
        return [
            Line(
                row,
                [
                    self._with_link(cells[row.key, locale.pk], send_urls.get(row.key, ""))
                    for locale in self.chosen_locales
                ],
            )
            for row in rows
        ]

    def _with_link(self, cell: Cell, send_url: str) -> LinkedCell:
        # A derived script has no assignment of its own: the link leads to that of its origin.
        assignment = (cell.follows or cell).assignment
        if assignment is None:
            return LinkedCell(cell, send_url)
        if assignment.translation.target_locale_id not in self.policy.seen_locales:
            return LinkedCell(cell)
        return LinkedCell(cell, reverse("translation:edit", args=[assignment.pk]))

    def _send_urls(self, rows: list[Row]) -> dict:
        """URLs of sending by translation key; the view there checks the permission again."""
        if not self.policy.sends:
            return {}
        editable = PagePermissionPolicy().instances_user_has_permission_for(
            self.request.user, "change"
        )
        urls = {
            key: reverse("translation:send_page", args=[pk])
            for key, pk in _in_source_language(editable, rows)
        }
        for kind in {row.kind for row in rows if not row.is_page}:
            model = ContentType.objects.get_for_id(kind).model_class()
            name = (model._meta.app_label, model._meta.model_name)
            urls |= {
                key: reverse("translation:send_snippet", args=[*name, pk])
                for key, pk in _in_source_language(model.objects.all(), rows)
            }
        return urls


def _in_source_language(instances, rows: list[Row]) -> Iterator[tuple]:
    keys = [row.key for row in rows]
    return instances.filter(
        translation_key__in=keys, locale__language_code=source().code
    ).values_list("translation_key", "pk")
