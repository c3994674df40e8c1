"""Forms for the decisions of reviewers."""

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import BigIntegerField
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminAutoHeightTextInput

from core.date_fields import TypedDateTimeField


class ApproveTranslationForm(forms.Form):
    # The revision that the reviewer has seen: another one is not approved.
    revision_id = forms.IntegerField(max_value=BigIntegerField.MAX_BIGINT, widget=forms.HiddenInput)
    publish_at = TypedDateTimeField(
        label=_("Publish at"),
        required=False,
        help_text=_("Leave empty to publish at once."),
    )
    comment = forms.CharField(
        label=_("Comment"), required=False, max_length=1000, widget=AdminAutoHeightTextInput
    )

    def clean_publish_at(self):
        when = self.cleaned_data["publish_at"]
        if when and when <= timezone.now():
            raise ValidationError(_("Choose a time in the future, or leave this empty."))
        return when


class ReturnTranslationForm(forms.Form):
    comment = forms.CharField(
        label=_("What should be changed?"),
        max_length=1000,
        widget=AdminAutoHeightTextInput,
        help_text=_("The translator gets this comment by e-mail and sees it above the texts."),
        error_messages={"required": _("Describe in a comment what should be changed.")},
    )
