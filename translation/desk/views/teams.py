"""Teams: the translators and reviewers of each language, and their open assignments."""

from django.core.exceptions import ValidationError
from django.db.models import Count, Q
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import FormView, TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from core.languages import all_languages
from translation.choices import TranslationState
from translation.desk.actions.change_team import ChangeTeam, team_log_entries
from translation.desk.forms.teams import TeamForm
from translation.models import Assignment, Team
from translation.models.assignments import open_condition
from translation.policies import policy_for
from translation.team_members import members_by_team


class CoordinatorRequiredMixin(WagtailAdminTemplateMixin):
    """A screen for translation coordinators only."""

    header_icon = "group"

    def dispatch(self, request, *args, **kwargs):
        policy_for(request.user).check("coordinate")
        return super().dispatch(request, *args, **kwargs)


class TeamListView(CoordinatorRequiredMixin, TemplateView):
    """Every language with its team and its open assignments, in three queries."""

    template_name = "translation/desk/teams.html"
    page_title = gettext_lazy("Teams")

    def get_breadcrumbs_items(self):
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs):
        return {**super().get_context_data(**kwargs), "rows": self._rows()}

    def _rows(self) -> list[dict]:
        teams = {team.locale.language_code: team for team in Team.objects.select_related("locale")}
        members, counts = members_by_team(teams.values()), self._assignment_counts()
        rows = []
        for language in all_languages():
            if (team := teams.get(language.code)) and not language.derived_from:
                people = members[team.pk]
                rows.append(
                    {
                        "team": team,
                        "language": language,
                        "translators": _in_group(people, team.translators_id),
                        "reviewers": _in_group(people, team.reviewers_id),
                        "counts": counts.get(team.locale_id, {}),
                    }
                )
        return rows

    def _assignment_counts(self) -> dict[int, dict]:
        """Numbers of open, reviewed and overdue assignments, by the id of the locale."""
        counts = (
            Assignment.objects.filter(translation__enabled=True)
            .values("translation__target_locale")
            .annotate(
                open=Count("pk", filter=open_condition()),
                in_review=Count("pk", filter=Q(state=TranslationState.IN_REVIEW)),
                overdue=Count("pk", filter=open_condition() & Q(deadline__lt=timezone.localdate())),
            )
        )
        return {row["translation__target_locale"]: row for row in counts}


class TeamView(CoordinatorRequiredMixin, FormView):
    """The members of one team, and its waiver of the four-eyes principle."""

    form_class = TeamForm
    template_name = "translation/desk/team.html"

    @cached_property
    def team(self) -> Team:
        teams = Team.objects.select_related("locale", "translators", "reviewers")
        return get_object_or_404(teams, pk=self.kwargs["pk"])

    def get_page_title(self):
        return _("Team of %(language)s") % {"language": self.team.language.name}

    def get_breadcrumbs_items(self):
        return [
            *self.breadcrumbs_items,
            {"url": reverse("translation:teams"), "label": _("Teams")},
            {"url": "", "label": self.team.language.name},
        ]

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "instance": self.team, "user": self.request.user}

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        context["media"] = context["form"].media
        context["team"] = self.team
        context["history"] = team_log_entries(self.team)
        context["action_url"] = self.request.path
        context["submit_button_label"] = _("Save")
        context["submit_button_active_label"] = _("Saving…")
        return context

    def form_valid(self, form):
        change: ChangeTeam = form.change()
        try:
            unassigned_count = change.execute()
        except ValidationError as error:
            form.add_error(None, error)
            return self.form_invalid(form)
        messages.success(self.request, _("The team is saved."))
        if unassigned_count:
            message = ngettext(
                "%d open translation has no translator of its own now.",
                "%d open translations have no translator of their own now.",
                unassigned_count,
            )
            messages.warning(self.request, message % unassigned_count)
        return redirect("translation:team", self.team.pk)


def _in_group(people: list, group_id: int) -> list:
    return [person for person in people if group_id in {group.pk for group in person.groups.all()}]
