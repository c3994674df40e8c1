"""The board: the progress of every page and snippet in every language."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from django.contrib.contenttypes.models import ContentType
from django.db.models import F
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views.generic.base import BaseListingView
from wagtail.models import Page
from wagtail.permissions import policy_registry

from core.languages import site_language, source_language
from translation.board.filters import BoardFilterSet
from translation.board.progress import (
    TOTALLED_STATES,
    ProgressCell,
    active_assignments,
    language_totals,
    progress_cells,
)
from translation.board.rows import BoardRow, BoardRows, board_rows_for
from translation.views import TranslationAccessMixin

from .export import BoardExportMixin

# No template: it would take most of the time of the page, for all its cells.
CELL = '<span class="translation-cell">{}</span>'
LINKED_CELL = '<a class="translation-cell" href="{}">{}</a>'


@dataclass(frozen=True)
class LinkedBoardCell:
    """A cell as HTML, with a link to the editor or to sending, if the person may open it."""

    cell: ProgressCell
    html: SafeString


@dataclass(frozen=True)
class BoardMatrixRow:
    """One row of the matrix: an object with a cell for each language."""

    row: BoardRow
    cells: list[LinkedBoardCell]

    @property
    def words(self) -> int:
        """Number of words of the source; 0 until the object was sent to one of the languages."""
        return max((linked.cell.total.words for linked in self.cells), default=0)


class BoardView(TranslationAccessMixin, BoardExportMixin, BaseListingView):
    template_name = "translation/board/board.html"
    results_template_name = "translation/board/results.html"
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
    def _editor(self) -> str:
        """The address of the editor without its last part: to reverse each takes much longer."""
        return reverse("translation:edit", args=[0]).removesuffix("0/")

    @cached_property
    def _html_by_look(self) -> dict[tuple, SafeString]:
        """What is in a cell: the same for all cells that look alike, which are many."""
        return {}

    @cached_property
    def _visible_locale_ids(self) -> set[int]:
        return self.policy.visible_locale_ids

    @cached_property
    def all_rows(self) -> BoardRows:
        return board_rows_for(self.request.user)

    def get_filterset_kwargs(self):
        return {
            **super().get_filterset_kwargs(),
            "queryset": self.all_rows,
            "locales": self.locales,
        }

    @cached_property
    def chosen_locales(self):
        return self.filters.chosen_locales

    def get_base_queryset(self) -> BoardRows:
        rows = self.all_rows
        return rows.with_due_dates(self.chosen_locales) if self.ordering == "due" else rows

    def get_valid_orderings(self):
        return list(self.orderings)

    def order_queryset(self, rows: BoardRows) -> BoardRows:
        return rows.order_by(*self.orderings[self.ordering][1])

    def search_queryset(self, rows: BoardRows) -> BoardRows:
        return rows.search_titles(self.search_query) if self.is_searching else rows

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        assignments = active_assignments().filter(
            self.object_list.key_condition("translation__source__object_id")
        )
        totals = language_totals(context["items_count"], assignments, self.chosen_locales)
        total_in = {total.language: total for total in totals}
        languages = [site_language(locale.language_code) for locale in self.chosen_locales]
        context.update(
            source_tag=source_language().tag,
            columns=[(language, total_in.get(language)) for language in languages],
            matrix_rows=self._matrix_rows(list(context["object_list"])),
            states=TOTALLED_STATES,
            totals=totals,
            may_assign=self.policy.may("assign"),
            orderings=[(key, label) for key, (label, _columns) in self.orderings.items()],
        )
        return context

    def _matrix_rows(self, rows: list[BoardRow]) -> list[BoardMatrixRow]:
        keys = [row.key for row in rows]
        cells = progress_cells(keys, self.chosen_locales)
        send_urls = self._send_urls(rows)
        return [
            BoardMatrixRow(
                row,
                [
                    self._linked(cells[row.key, locale.pk], send_urls.get(row.key, ""))
                    for locale in self.chosen_locales
                ],
            )
            for row in rows
        ]

    def _linked(self, cell: ProgressCell, send_url: str) -> LinkedBoardCell:
        # A derived script has no assignment of its own: the link leads to that of its origin.
        assignment = (cell.origin_cell or cell).assignment
        if assignment is None:
            url = send_url
        elif assignment.target_locale_id in self._visible_locale_ids:
            url = f"{self._editor}{assignment.pk}/"
        else:
            url = ""
        look = cell.look, bool(url)
        if look not in self._html_by_look:
            context = {"cell": cell, "url": url}
            self._html_by_look[look] = render_to_string("translation/board/cell.html", context)
        content = self._html_by_look[look]
        if not url:
            return LinkedBoardCell(cell, format_html(CELL, content))
        return LinkedBoardCell(cell, format_html(LINKED_CELL, url, content))

    def _send_urls(self, rows: list[BoardRow]) -> dict:
        """URLs of sending by translation key; the view there checks the permission again."""
        if not self.policy.can_send:
            return {}
        editable = policy_registry.get_by_type(Page).instances_user_has_permission_for(
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


def _in_source_language(instances, rows: list[BoardRow]) -> Iterator[tuple]:
    keys = [row.key for row in rows]
    return instances.filter(
        translation_key__in=keys, locale__language_code=source_language().code
    ).values_list("translation_key", "pk")
