"""The form of a team: its members and the waiver of the four-eyes principle."""

from dataclasses import dataclass

from django import forms
from django.contrib.auth import get_user_model
from django.db.models import Count, Q
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.utils import get_user_display_name

from translation.desk.actions.change_team import ChangeTeam
from translation.models import Team
from translation.models.assignments import open_condition
from translation.team_members import members_by_team


@dataclass(frozen=True)
class TeamMemberRow:
    """A member with two checkboxes and the number of their open assignments."""

    account: object
    name: str
    translates: forms.BoundField
    reviews: forms.BoundField
    open_count: int


class UserChoiceField(forms.ModelChoiceField):
    """A choice of a user, labelled with the full name and the login."""

    def label_from_instance(self, account) -> str:
        name, login = get_user_display_name(account), account.get_username()
        return name if name == login else f"{name} ({login})"


class TeamForm(forms.ModelForm):
    """A member with neither checkbox set leaves the team. One person can be added at a time."""

    new_member = UserChoiceField(
        get_user_model().objects.none(),
        label=_("Add a person"),
        required=False,
        empty_label=_("nobody"),
        help_text=_("People with an active account who are not in this team yet."),
    )
    new_translates = forms.BooleanField(label=_("translates"), required=False, initial=True)
    new_reviews = forms.BooleanField(label=_("reviews and approves"), required=False)

    class Meta:
        model = Team
        fields = ["waives_four_eyes", "waiver_reason"]

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user
        # Read before the form changes the instance.
        self.members = members_by_team([self.instance])[self.instance.pk]
        for account in self.members:
            groups = {group.pk for group in account.groups.all()}
            self.fields[f"translates_{account.pk}"] = forms.BooleanField(
                label=_("%(person)s translates") % {"person": get_user_display_name(account)},
                required=False,
                initial=self.instance.translators_id in groups,
            )
            self.fields[f"reviews_{account.pk}"] = forms.BooleanField(
                label=_("%(person)s reviews and approves")
                % {"person": get_user_display_name(account)},
                required=False,
                initial=self.instance.reviewers_id in groups,
            )
        self.fields["new_member"].queryset = (
            get_user_model()
            .objects.filter(is_active=True)
            .exclude(pk__in=[account.pk for account in self.members])
            .order_by("last_name", "first_name", "username")
        )

    @cached_property
    def rows(self) -> list[TeamMemberRow]:
        is_open = Q(
            open_condition("translation_assignments__"),
            translation_assignments__translation__target_locale=self.instance.locale_id,
        )
        counts = dict(
            get_user_model()
            .objects.filter(pk__in=[account.pk for account in self.members])
            .annotate(count=Count("translation_assignments", filter=is_open))
            .values_list("pk", "count")
        )
        return [
            TeamMemberRow(
                account,
                get_user_display_name(account),
                self[f"translates_{account.pk}"],
                self[f"reviews_{account.pk}"],
                counts[account.pk],
            )
            for account in self.members
        ]

    def clean(self):
        cleaned = super().clean()
        is_idle = not cleaned.get("new_translates") and not cleaned.get("new_reviews")
        if cleaned.get("new_member") and is_idle:
            self.add_error(
                "new_member", _("Choose what this person does: translate, review or both.")
            )
        return cleaned

    def change(self) -> ChangeTeam:
        """Return the action that saves the team."""
        cleaned = self.cleaned_data
        translators = {item for item in self.members if cleaned[f"translates_{item.pk}"]}
        reviewers = {item for item in self.members if cleaned[f"reviews_{item.pk}"]}
        if added := cleaned.get("new_member"):
            translators |= {added} if cleaned["new_translates"] else set()
            reviewers |= {added} if cleaned["new_reviews"] else set()
        return ChangeTeam(
            self.user,
            self.instance,
            translators,
            reviewers,
            cleaned["waives_four_eyes"],
            cleaned["waiver_reason"],
        )
