"""What waits for an editor: the form in which each app tells the start page of the admin.

An app registers a function with the hook ``register_editorial_tasks``. It gets the user and returns
tasks, each made with one query. A task without anything to do is not shown.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Count, Exists, OuterRef, QuerySet, Window
from django.urls import reverse
from wagtail.models import Page
from wagtail.permissions import policy_registry

MAX_ROWS = 5


@dataclass(frozen=True)
class EditorialTaskRow:
    """One object of a task, and the URL of the view in which it is done."""

    label: str
    url: str
    detail: str = ""


@dataclass(frozen=True)
class EditorialTask:
    """Objects that wait for the same thing.

    ``rows`` are the first of them, ``count`` is their number. ``url`` is that of a list of all, if
    there is one. Tasks are shown by ``order``.
    """

    name: str
    label: str
    rows: tuple[EditorialTaskRow, ...]
    count: int
    url: str = ""
    order: int = 100

    @property
    def others(self) -> int:
        return self.count - len(self.rows)


def editable_pages(user, pages: QuerySet) -> QuerySet:
    """Narrow to the pages in the source language that this person may edit."""
    editable = policy_registry.get_by_type(Page).instances_user_has_permission_for(user, "change")
    # Not as a list of ids: each screen asks whether there is any, and SQLite would make all of it.
    return pages.filter(
        Exists(editable.order_by().filter(pk=OuterRef("pk"))),
        locale__language_code=settings.LANGUAGE_CODE,
        depth__gt=1,
    )


def page_task(
    name: str,
    label: str,
    pages: QuerySet,
    detail: Callable = lambda page: "",
    url: str = "",
    order: int = 100,
) -> EditorialTask:
    """Return a task for these pages, which leads to the form of each of them: one query.

    ``detail`` returns what is said of a page beside its title.
    """
    first = list(pages.annotate(task_count=Window(Count("pk")))[:MAX_ROWS])
    rows = tuple(
        EditorialTaskRow(
            page.get_admin_display_title(),
            reverse("wagtailadmin_pages:edit", args=[page.pk]),
            detail(page),
        )
        for page in first
    )
    return EditorialTask(name, label, rows, first[0].task_count if first else 0, url, order)
