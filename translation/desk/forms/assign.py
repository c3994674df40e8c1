"""The form that changes several assignments at once. Empty fields change nothing."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.admin.utils import get_user_display_name

from core.date_fields import TypedDateField
from translation.choices import TranslationPriority
from translation.desk.forms.deadline import DeadlineFieldMixin
from translation.models import Assignment

NOBODY = "nobody"
UNCHANGED = ("", _("leave as it is"))


class ChangeAssignmentsForm(DeadlineFieldMixin, forms.Form):
    """``people`` are the members of the teams of all languages of the assignments."""

    assignee = forms.ChoiceField(label=_("Translator"), required=False)
    deadline = TypedDateField(
        label=_("Deadline"),
        required=False,
        help_text=_("Leave empty to keep the deadlines as they are."),
    )
    no_deadline = forms.BooleanField(label=_("Remove the deadline"), required=False)
    priority = forms.ChoiceField(
        label=_("Priority"), required=False, choices=[UNCHANGED, *TranslationPriority.choices]
    )
    note = forms.CharField(
        label=_("Note to the translator"),
        required=False,
        max_length=Assignment._meta.get_field("note").max_length,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Leave empty to keep the notes as they are."),
    )

    def __init__(self, *args, people: list, **kwargs):
        super().__init__(*args, **kwargs)
        self.people = {str(person.pk): person for person in people}
        names = [(pk, get_user_display_name(person)) for pk, person in self.people.items()]
        self.fields["assignee"].choices = [UNCHANGED, (NOBODY, _("nobody yet")), *names]

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("deadline") and cleaned.get("no_deadline"):
            raise ValidationError(_("Either give a new deadline or remove it."))
        if not self.errors and not self.values:
            raise ValidationError(_("Choose at least one thing to change."))
        return cleaned

    @property
    def values(self) -> dict:
        """The values to change, by the names of the assignment's fields."""
        chosen, values = self.cleaned_data, {}
        if chosen["assignee"]:
            values["assignee"] = self.people.get(chosen["assignee"])
        if chosen["deadline"] or chosen["no_deadline"]:
            values["deadline"] = chosen["deadline"]
        if chosen["priority"]:
            values["priority"] = int(chosen["priority"])
        if chosen["note"]:
            values["note"] = chosen["note"]
        return values
