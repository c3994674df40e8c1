"""The board: the progress of every page and snippet in every language."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from django.contrib.contenttypes.models import ContentType
from django.db.models import F, QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
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
    source_locale_id,
    words_left_by_locale,
)
from translation.board.rows import BoardRow, BoardRows, board_rows_for
from translation.models import Assignment
from translation.views import TranslationAccessMixin

from .export import BoardExportMixin

# No template: it would take most of the time of the page, for all its cells. The addresses are of
# views of this site, in which nothing has to be escaped.
CELL = '<td><span class="translation-cell">%s</span></td>'
LINKED_CELL = '<td><a class="translation-cell" href="%s">%s</a></td>'


@dataclass(frozen=True)
class BoardMatrixRow:
    """One row of the matrix: an object with a cell for each language.

    ``key`` is its translation key, and ``words`` the number of words of the source: 0 until it was
    sent to one of the languages.
    """

    row: BoardRow
    key: str
    words: int
    cells: SafeString


class BoardCellContents:
    """The contents of cells as HTML: the same for all cells that look alike, which are many.

    They are kept by the process, for each language of the admin.
    """

    MAX_CELLS = 5_000

    def __init__(self):
        self._by_look: dict[tuple, SafeString] = {}

    def html(self, cell: ProgressCell, is_linked: bool) -> SafeString:
        key = get_language(), is_linked, cell.look
        found = self._by_look.get(key)
        if found is None:
            if len(self._by_look) >= self.MAX_CELLS:
                self._by_look.clear()
            context = {"cell": cell, "is_linked": is_linked}
            found = render_to_string("translation/board/cell.html", context)
            self._by_look[key] = found
        return found


_contents = BoardCellContents()


class BoardListView(TranslationAccessMixin, BaseListingView):
    """The rows that the filters leave, with the totals of each language."""

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

    @cached_property
    def work(self) -> QuerySet[Assignment]:
        return active_assignments().filter(
            self.object_list.key_condition("translation__source__object_id")
        )

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        context["totals"] = language_totals(context["items_count"], self.work, self.chosen_locales)
        return context


class BoardTotalsView(BoardListView):
    """The table of the totals, which the board loads when somebody opens it.

    It is closed at first, and on a large site the words to translate take a while to count.
    """

    results_only = True
    results_template_name = "translation/board/totals.html"

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        words = words_left_by_locale(self.work)
        totals = [(total, words.get(total.locale.pk, 0)) for total in context["totals"]]
        return {**context, "totals": totals, "states": TOTALLED_STATES}


class BoardView(BoardExportMixin, BoardListView):
    template_name = "translation/board/board.html"
    results_template_name = "translation/board/results.html"

    @cached_property
    def _editor_url_prefix(self) -> str:
        """The address of the editor without its last part: to reverse each takes much longer."""
        return reverse("translation:edit", args=[0]).removesuffix("0/")

    @cached_property
    def _visible_locale_ids(self) -> set[int]:
        return self.policy.visible_locale_ids

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        total_in = {total.language: total for total in context["totals"]}
        languages = [site_language(locale.language_code) for locale in self.chosen_locales]
        error = _("The totals could not be loaded. Reload the page to try again.")
        context.update(
            source_tag=source_language().tag,
            columns=[(language, total_in.get(language)) for language in languages],
            matrix_rows=self._matrix_rows(list(context["object_list"])),
            totals_messages=json.dumps({"error": str(error)}),
            may_assign=self.policy.may("assign"),
            orderings=[(key, label) for key, (label, _columns) in self.orderings.items()],
        )
        return context

    def _matrix_rows(self, rows: list[BoardRow]) -> list[BoardMatrixRow]:
        keys = [row.key for row in rows]
        cells = progress_cells(keys, self.chosen_locales)
        send_urls = self._send_urls(rows)
        return [
            self._matrix_row(
                row,
                [cells[row.key, locale.pk] for locale in self.chosen_locales],
                send_urls.get(row.key, ""),
            )
            for row in rows
        ]

    def _matrix_row(
        self, row: BoardRow, cells: list[ProgressCell], send_url: str
    ) -> BoardMatrixRow:
        words = max((cell.total.words for cell in cells), default=0)
        html = "".join(self._cell_html(cell, send_url) for cell in cells)
        return BoardMatrixRow(row, str(row.key), words, mark_safe(html))

    def _cell_html(self, cell: ProgressCell, send_url: str) -> str:
        """Return a cell with a link to the editor or to sending, if the person may open it."""
        # A derived script has no assignment of its own: the link leads to that of its origin.
        assignment = (cell.origin_cell or cell).assignment
        if assignment is None:
            url = send_url
        elif assignment.locale in self._visible_locale_ids:
            url = f"{self._editor_url_prefix}{assignment.pk}/"
        else:
            url = ""
        content = _contents.html(cell, bool(url))
        return LINKED_CELL % (url, content) if url else CELL % content

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
    return instances.filter(translation_key__in=keys, locale=source_locale_id()).values_list(
        "translation_key", "pk"
    )
