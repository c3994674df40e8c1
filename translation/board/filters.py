"""The filters of the board. They filter ``BoardRows``, not a queryset.

State, translator and deadline have to match in the same assignment, so they are one condition.
"""

from datetime import timedelta

import django_filters
from django import forms
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.utils import get_user_display_name
from wagtail.models import Locale, Page

from core.languages import site_language
from translation.board.progress import (
    IS_OPEN,
    StateWithoutAssignment,
    TranslationFlag,
    active_assignments,
    condition_for,
    origin_locales,
)
from translation.board.rows import BoardRows
from translation.choices import TranslationState
from translation.models import Team
from translation.team_members import members_by_team

ME, NOBODY = "me", "nobody"


class DeadlineRange(models.TextChoices):
    OVERDUE = "overdue", _("overdue")
    SOON = "soon", _("in the next seven days")
    NONE = "none", _("no deadline")


class BoardSectionFilter(django_filters.ModelChoiceFilter):
    """A filter for the pages of one section, labelled with their titles."""

    class field_class(django_filters.fields.ModelChoiceField):  # noqa: N801 - django-filter's name
        def label_from_instance(self, page: Page) -> str:
            return page.title


class BoardFilterSet(WagtailFilterSet):
    """Filters of the board.

    ``queryset`` is a ``BoardRows``; ``locales`` are those whose translations the person may see.
    """

    section = BoardSectionFilter(
        label=_("Section"), queryset=Page.objects.none(), empty_label=_("All")
    )
    kind = django_filters.ChoiceFilter(label=_("Kind"), empty_label=_("All"))
    language = django_filters.MultipleChoiceFilter(
        label=_("Languages"), widget=forms.CheckboxSelectMultiple
    )
    state = django_filters.ChoiceFilter(
        label=pgettext_lazy("of a translation", "State"),
        empty_label=_("All"),
        choices=[
            (value, capfirst(label))
            for value, label in [
                (StateWithoutAssignment.MISSING, StateWithoutAssignment.MISSING.label),
                *TranslationState.choices,
                *TranslationFlag.choices,
            ]
        ],
    )
    assignee = django_filters.ChoiceFilter(label=_("Translator"), empty_label=_("All"))
    due = django_filters.ChoiceFilter(
        label=_("Deadline"),
        empty_label=_("All"),
        choices=[(value, capfirst(label)) for value, label in DeadlineRange.choices],
    )

    def __init__(self, data=None, queryset=None, *, request, locales: list[Locale]):
        super().__init__(data, queryset, request=request)
        self.locales = locales
        self.filters["section"].queryset = _sections(queryset, self.data.get("section", ""))
        self.filters["kind"].extra["choices"] = _kinds(queryset)
        self.filters["language"].extra["choices"] = [
            (locale.language_code, site_language(locale.language_code).name) for locale in locales
        ]
        self.filters["assignee"].extra["choices"] = _people(locales)

    @property
    def chosen_locales(self) -> list[Locale]:
        codes = self.form.cleaned_data["language"] if self.is_valid() else []
        return [locale for locale in self.locales if not codes or locale.language_code in codes]

    def filter_queryset(self, rows: BoardRows) -> BoardRows:
        chosen = self.form.cleaned_data
        if chosen["section"]:
            rows = rows.filter(Q(place__startswith=chosen["section"].path))
        if chosen["kind"]:
            rows = rows.filter(Q(kind=chosen["kind"]))
        if chosen["state"] == StateWithoutAssignment.MISSING:
            rows = rows.filter(~Q(key__in=self._sent_everywhere()))
        conditions = self._conditions(chosen)
        if conditions:
            assignments = active_assignments().filter(
                *conditions, translation__target_locale__in=self._translated_locales()
            )
            rows = rows.filter(Q(key__in=assignments.values("translation__source__object_id")))
        return rows

    def _conditions(self, chosen: dict) -> list[Q]:
        """The conditions for an assignment in at least one of the chosen languages."""
        today = timezone.localdate()
        conditions = []
        if chosen["state"] and chosen["state"] != StateWithoutAssignment.MISSING:
            conditions.append(condition_for(chosen["state"]))
        if chosen["assignee"]:
            person = {ME: self.request.user.pk, NOBODY: None}.get(
                chosen["assignee"], chosen["assignee"]
            )
            conditions.append(Q(assignee=person))
        if chosen["due"]:
            conditions.append(
                IS_OPEN
                & {
                    DeadlineRange.OVERDUE: Q(deadline__lt=today),
                    DeadlineRange.SOON: Q(deadline__range=(today, today + timedelta(days=7))),
                    DeadlineRange.NONE: Q(deadline=None),
                }[chosen["due"]]
            )
        return conditions

    def _translated_locales(self) -> set[int]:
        """The ids of the chosen locales, with the origin in place of each derived one."""
        origins = origin_locales(self.chosen_locales)
        return {origins.get(locale.pk, locale).pk for locale in self.chosen_locales}

    def _sent_everywhere(self):
        """The keys of the objects that have an assignment in all chosen languages."""
        locales = self._translated_locales()
        return (
            active_assignments()
            .filter(translation__target_locale__in=locales)
            .order_by()
            .values("translation__source__object_id")
            .annotate(languages=Count("pk"))
            .filter(languages=len(locales))
            .values("translation__source__object_id")
        )


def _sections(rows: BoardRows, chosen: str):
    """The pages below the home page that have pages, and the chosen one: a link may set any."""
    is_chosen = Q(pk=chosen) if chosen.isdecimal() else Q()
    return rows.pages.filter(Q(depth=3, numchild__gt=0) | is_chosen).order_by("path")


def _kinds(rows: BoardRows) -> list[tuple[int, str]]:
    used = Q(pk__in=rows.pages.values("kind")) | Q(pk__in=rows.snippets.values("kind"))
    models = [(kind.pk, kind.model_class()) for kind in ContentType.objects.filter(used)]
    labels = [(pk, str(capfirst(model._meta.verbose_name))) for pk, model in models if model]
    return sorted(labels, key=lambda label: label[1])


def _people(locales: list[Locale]) -> list[tuple]:
    teams = members_by_team(Team.objects.filter(locale__in=locales)).values()
    people = {person.pk: get_user_display_name(person) for members in teams for person in members}
    names = sorted(people.items(), key=lambda item: item[1])
    return [(ME, _("Me")), (NOBODY, _("Nobody yet")), *names]
