"""Change deadline, translator, priority and note of several assignments at once."""

from functools import cached_property
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.generic import FormView
from wagtail.admin.utils import get_user_display_name, get_valid_next_url_from_request
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from translation.board.progress import active_assignments
from translation.desk.actions.assign import ChangeAssignments
from translation.desk.forms.assign import ChangeAssignmentsForm
from translation.models import Assignment, Team
from translation.team_members import members_by_team
from translation.views import TranslationAccessMixin


class ChangeAssignmentsView(TranslationAccessMixin, WagtailAdminTemplateMixin, FormView):
    """A form for the assignments of the objects and languages that were selected on the board."""

    template_name = "translation/desk/change_assignments.html"
    form_class = ChangeAssignmentsForm
    page_title = _("Change assignments")
    header_icon = "calendar-alt"

    def get_breadcrumbs_items(self):
        return [
            *self.breadcrumbs_items,
            {"url": self.next_url, "label": _("Board")},
            {"url": "", "label": self.page_title},
        ]

    def dispatch(self, request, *args, **kwargs):
        self.next_url = get_valid_next_url_from_request(request) or reverse("translation:board")
        return super().dispatch(request, *args, **kwargs)

    def get(self, request, *args, **kwargs):
        self.policy.check("assign")
        if not self.offered:
            messages.error(
                request,
                _("Nothing you chose has been sent to translation. Choose pages on the board."),
            )
            return HttpResponseRedirect(self.next_url)
        return super().get(request, *args, **kwargs)

    @cached_property
    def offered(self) -> list[Assignment]:
        """The assignments of the objects and languages in the query string."""
        assignments = active_assignments().filter(
            translation__target_locale__in=self.policy.visible_locale_ids,
            translation__source__object_id__in=_valid_uuids(self.request.GET.getlist("object")),
        )
        codes = self.request.GET.getlist("language")
        if codes:
            assignments = assignments.filter(translation__target_locale__language_code__in=codes)
        return list(
            assignments.select_related(
                "assignee", "translation__source__locale", "translation__target_locale"
            )
            .defer("translation__source__content_json")
            .order_by("translation__source__object_repr", "translation__target_locale")
        )

    @cached_property
    def ticked(self) -> list[Assignment]:
        if self.request.method != "POST":
            return [assignment for assignment in self.offered if assignment.is_open]
        chosen = self.request.POST.getlist("assignment")
        return [assignment for assignment in self.offered if str(assignment.pk) in chosen]

    def get_form_kwargs(self):
        locales = {assignment.translation.target_locale_id for assignment in self.offered}
        teams = members_by_team(Team.objects.filter(locale__in=locales)).values()
        people = {person for members in teams for person in members}
        return {**super().get_form_kwargs(), "people": sorted(people, key=get_user_display_name)}

    def form_valid(self, form):
        if not self.ticked:
            form.add_error(None, _("Choose at least one translation."))
            return self.form_invalid(form)
        action = ChangeAssignments(self.request.user, self.ticked, **form.values)
        try:
            changed = len(action.execute())
        except ValidationError as error:
            form.add_error(None, error)
            return self.form_invalid(form)
        messages.success(
            self.request,
            ngettext("%(count)d translation changed.", "%(count)d translations changed.", changed)
            % {"count": changed},
        )
        return HttpResponseRedirect(self.next_url)

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        context.update(
            offered=self.offered,
            ticked=self.ticked,
            next_url=self.next_url,
            media=context["form"].media,
        )
        return context


def _valid_uuids(values: list[str]) -> list[UUID]:
    """Return the valid translation keys among the values; ignore the others."""
    keys = []
    for value in values:
        try:
            keys.append(UUID(value))
        except ValueError:
            continue
    return keys
