"""The form that requests translations, for one page, several pages or a snippet."""

from dataclasses import dataclass

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.utils import get_user_display_name
from wagtail.models import DraftStateMixin, Locale, Page

from core.date_fields import TypedDateField
from core.languages import Language, all_languages
from translation.actions.send import SendToTranslation, TranslationRequest, missing_ancestors
from translation.board.progress_by_language import LanguageProgress, progress_by_language
from translation.choices import TranslationPriority
from translation.desk.forms.deadline import DeadlineFieldMixin
from translation.models import Team
from translation.policies import TranslationPermissionDenied, policy_for
from translation.team_members import members_by_team


class BulkCheckboxSelectMultiple(forms.CheckboxSelectMultiple):
    """Checkboxes that Wagtail's ``w-bulk`` controller can select all at once."""

    def create_option(self, *args, **kwargs):
        option = super().create_option(*args, **kwargs)
        option["attrs"] |= {"data-action": "w-bulk#toggle", "data-w-bulk-target": "item"}
        return option


@dataclass(frozen=True)
class SendLanguageRow:
    """One language of the form; a derived one (with ``origin``) has no fields."""

    language: Language
    checkbox: forms.boundfield.BoundWidget | None = None
    assignee: forms.BoundField | None = None
    progress: LanguageProgress | None = None
    origin: Language | None = None


class SendToTranslationForm(DeadlineFieldMixin, forms.Form):
    languages = forms.ModelMultipleChoiceField(
        Locale.objects.none(),
        label=_("Languages"),
        widget=BulkCheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one language.")},
    )
    with_descendants = forms.BooleanField(label=_("Send the pages below, too"), required=False)
    with_ancestors = forms.BooleanField(label=_("Send these pages, too"), required=False)
    from_draft = forms.BooleanField(
        label=_("Translate the latest draft"),
        required=False,
        help_text=_(
            "There is a newer draft than what readers see. Translations of a draft are published "
            "once the draft itself is."
        ),
    )
    deadline = TypedDateField(
        label=_("Deadline"),
        required=False,
        help_text=_("Three days before it, the translators are reminded."),
    )
    priority = forms.TypedChoiceField(
        label=_("Priority"),
        choices=TranslationPriority.choices,
        coerce=int,
        initial=TranslationPriority.NORMAL,
    )
    note = forms.CharField(
        label=_("Note to the translators"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("What they should know: the occasion, the readers, whom to ask."),
    )

    def __init__(self, *args, user, instances: list, **kwargs):
        super().__init__(*args, **kwargs)
        self.user, self.instances = user, instances
        self.send_action: SendToTranslation | None = None
        derived = {item.code for item in all_languages() if item.derived_from}
        self.teams = [
            team
            for team in Team.objects.select_related("locale", "translators", "reviewers")
            if team.locale.language_code not in derived
        ]
        self.fields["languages"].queryset = Locale.objects.filter(
            pk__in=[team.locale_id for team in self.teams]
        )
        self.fields["languages"].choices = [
            (team.locale_id, team.language.name) for team in self.teams
        ]
        self._add_assignees()
        self._remove_unneeded_fields()

    def _add_assignees(self) -> None:
        members = members_by_team(self.teams)
        for team in self.teams:
            self.fields[f"assignee_{team.locale_id}"] = forms.ChoiceField(
                label=_("Translator for %(language)s") % {"language": team.language.name},
                required=False,
                choices=[
                    ("", _("whoever in the team")),
                    *((account.pk, get_user_display_name(account)) for account in members[team.pk]),
                ],
            )
        self.members = {
            str(account.pk): account for accounts in members.values() for account in accounts
        }

    def _remove_unneeded_fields(self) -> None:
        if not self.descendant_pages:
            del self.fields["with_descendants"]
        if not self.missing_ancestor_pages:
            del self.fields["with_ancestors"]
        if not self.has_newer_draft:
            del self.fields["from_draft"]

    # What can be sent

    @cached_property
    def descendant_pages(self) -> list[Page]:
        """Descendants of the chosen pages that this person may send."""
        chosen = [item for item in self.instances if isinstance(item, Page) and item.numchild]
        if not chosen:
            return []
        below = Q()
        for page in chosen:
            below |= Q(path__startswith=page.path)
        known = {page.pk for page in self.instances}
        policy = policy_for(self.user)
        pages = Page.objects.filter(below, alias_of=None).select_related("locale").order_by("path")
        return [page for page in pages if page.pk not in known and policy.may("send", page)]

    @cached_property
    def missing_ancestor_pages(self) -> list[Page]:
        """Ancestors that are missing in at least one language."""
        return list(missing_ancestors(self.instances, [team.locale for team in self.teams]))

    @cached_property
    def has_newer_draft(self) -> bool:
        """Whether a published object has unpublished changes, which may be sent instead."""
        return any(
            isinstance(item, DraftStateMixin) and item.live and item.has_unpublished_changes
            for item in [*self.instances, *self.descendant_pages]
        )

    @property
    def has_only_drafts(self) -> bool:
        """Whether an object is not live, so that only its draft can be translated."""
        return any(isinstance(item, DraftStateMixin) and not item.live for item in self.instances)

    @cached_property
    def rows(self) -> list[SendLanguageRow]:
        """The languages in the order of the settings."""
        checkboxes = {str(box.data["value"]): box for box in self["languages"]}
        progress = progress_by_language(self.instances)
        teams = {team.locale.language_code: team for team in self.teams}
        rows = []
        for language in all_languages():
            if team := teams.get(language.code):
                rows.append(
                    SendLanguageRow(
                        language,
                        checkboxes[str(team.locale_id)],
                        self[f"assignee_{team.locale_id}"],
                        progress[team.locale_id],
                    )
                )
            elif language.derived_from:
                rows.append(SendLanguageRow(language, origin=language.other_script))
        return rows

    # Validation

    def clean(self):
        cleaned = super().clean()
        if self.errors:
            return cleaned
        instances = list(self.instances)
        if cleaned.get("with_descendants"):
            instances += self.descendant_pages
        self.send_action = SendToTranslation(
            self.user, instances, self._translation_request(cleaned)
        )
        try:
            self.send_action.check()
        except TranslationPermissionDenied as refusal:
            self.add_error(None, str(refusal))
        except ValidationError as error:
            is_about_ancestors = getattr(error, "code", "") == "ancestors"
            self.add_error("with_ancestors" if is_about_ancestors else None, error)
        return cleaned

    def _translation_request(self, cleaned: dict) -> TranslationRequest:
        locales = list(cleaned["languages"])
        return TranslationRequest(
            locales=locales,
            assignees={
                locale.language_code: self.members.get(cleaned.get(f"assignee_{locale.pk}"))
                for locale in locales
            },
            deadline=cleaned.get("deadline"),
            priority=cleaned["priority"],
            note=cleaned.get("note", ""),
            from_draft=cleaned.get("from_draft", False),
            with_ancestors=cleaned.get("with_ancestors", False),
        )
