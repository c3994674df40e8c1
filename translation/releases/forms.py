"""The form of a release set: languages of a page, documents, time and waivers."""

from dataclasses import dataclass
from datetime import datetime

from django import forms
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.documents import get_document_model
from wagtail.models import Locale

from core.date_fields import TypedDateTimeField
from core.languages import Language, all_languages
from core.wagtail_internals import extract_references
from translation.models import Assignment, ReleaseSet, Team
from translation.policies import policy_for
from translation.releases.actions import PlanRelease
from translation.releases.embargo import embargoed_documents


@dataclass(frozen=True)
class ReleaseLanguageRow:
    """One language of the form; a derived one (with ``origin``) cannot be chosen."""

    language: Language
    checkbox: forms.boundfield.BoundWidget | None = None
    waiver: forms.BoundField | None = None
    origin: Language | None = None


class ReleaseSetForm(forms.Form):
    languages = forms.ModelMultipleChoiceField(
        Locale.objects.none(), label=_("Languages"), widget=forms.CheckboxSelectMultiple
    )
    documents = forms.ModelMultipleChoiceField(
        get_document_model().objects.none(),
        label=_("Documents"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "Nobody outside can open them before the release. A document that readers know "
            "already disappears until then."
        ),
    )
    release_at = TypedDateTimeField(
        label=_("Release at"),
        required=False,
        help_text=_("Leave empty to release manually when everything is ready."),
    )

    def __init__(self, *args, user, release_set: ReleaseSet, **kwargs):
        super().__init__(*args, **kwargs)
        self.user, self.release_set = user, release_set
        derived = {item.code for item in all_languages() if item.derived_from}
        self.teams = [
            team
            for team in Team.objects.select_related("locale")
            if team.locale.language_code not in derived
        ]
        self._init_languages()
        self._init_documents()
        if policy_for(user).may("release", release_set.page):
            self.fields["release_at"].initial = release_set.release_at or self._scheduled_at()
        else:
            del self.fields["release_at"]

    def _init_languages(self) -> None:
        locales = {team.locale_id: team.language.name for team in self.teams}
        self.fields["languages"].queryset = Locale.objects.filter(pk__in=locales)
        self.fields["languages"].choices = list(locales.items())
        self.items = (
            {item.locale_id: item for item in self.release_set.items.all()}
            if self.release_set.pk
            else {}
        )
        self.fields["languages"].initial = list(self.items) or self._assigned_locales()
        for locale_id, name in locales.items():
            item = self.items.get(locale_id)
            self.fields[f"waiver_{locale_id}"] = forms.CharField(
                label=_("Release without %(language)s, because") % {"language": name},
                required=False,
                max_length=200,
                initial=item.waiver_reason if item else "",
            )

    def _scheduled_at(self) -> datetime | None:
        """When the page is scheduled to go live by itself."""
        scheduled = self.release_set.page.scheduled_revision
        return scheduled and scheduled.approved_go_live_at

    def _assigned_locales(self) -> list[int]:
        """The initial locales of a new set: those that the page was sent to."""
        assignments = Assignment.objects.filter(
            translation__source__object=self.release_set.page.translation_key,
            translation__enabled=True,
        )
        return list(assignments.values_list("translation__target_locale", flat=True))

    def _init_documents(self) -> None:
        """Offer the documents that the latest draft refers to, and those already in the set."""
        chosen = set()
        if self.release_set.pk:
            chosen = set(self.release_set.documents.values_list("pk", flat=True))
        offered = chosen | referenced_document_ids(self.release_set.page)
        field = self.fields["documents"]
        field.queryset = get_document_model().objects.filter(pk__in=offered).order_by("title")
        field.initial = list(chosen)
        if not offered:
            del self.fields["documents"]

    @cached_property
    def rows(self) -> list[ReleaseLanguageRow]:
        """The languages in the order of the settings."""
        checkboxes = {str(box.data["value"]): box for box in self["languages"]}
        teams = {team.locale.language_code: team.locale_id for team in self.teams}
        rows = []
        for language in all_languages():
            if locale_id := teams.get(language.code):
                checkbox = checkboxes[str(locale_id)]
                rows.append(ReleaseLanguageRow(language, checkbox, self[f"waiver_{locale_id}"]))
            elif language.derived_from:
                rows.append(ReleaseLanguageRow(language, origin=language.other_script))
        return rows

    def clean_documents(self):
        chosen = list(self.cleaned_data["documents"])
        taken = set(embargoed_documents(self.release_set).values_list("pk", flat=True))
        for document in chosen:
            if document.pk in taken:
                raise ValidationError(
                    _("“%(title)s” waits for the release of another page already."),
                    params={"title": document.title},
                )
        return chosen

    def clean_release_at(self):
        release_at = self.cleaned_data["release_at"]
        is_moved = release_at != self.release_set.release_at
        if release_at and is_moved and release_at < timezone.now():
            raise ValidationError(_("This time has passed. Choose a time to come."))
        return release_at

    def clean(self):
        """Refuse a waiver for a language that is not in the set: it would be lost silently."""
        cleaned = super().clean()
        chosen = {locale.pk for locale in cleaned.get("languages") or ()}
        for team in self.teams:
            if cleaned.get(f"waiver_{team.locale_id}") and team.locale_id not in chosen:
                self.add_error(
                    f"waiver_{team.locale_id}",
                    _("Choose the language, too, or leave out the reason."),
                )
        return cleaned

    def plan(self) -> PlanRelease:
        """Return the action that saves the plan."""
        cleaned = self.cleaned_data
        locales = list(cleaned["languages"])
        reasons = {locale.pk: cleaned.get(f"waiver_{locale.pk}", "") for locale in locales}
        return PlanRelease(
            self.user,
            self.release_set,
            locales,
            cleaned.get("documents", []),
            {locale_id: reason for locale_id, reason in reasons.items() if reason},
            cleaned.get("release_at", self.release_set.release_at),
        )


def referenced_document_ids(page) -> set[int]:
    """Return the ids of the documents that the latest draft of a page refers to."""
    documents = ContentType.objects.get_for_model(get_document_model()).pk
    draft = page.get_latest_revision_as_object()
    references = extract_references(draft)
    return {int(pk) for content_type, pk, *_path in references if content_type == documents}
