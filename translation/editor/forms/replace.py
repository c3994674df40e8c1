"""The form of “Find and replace”."""

from django import forms
from django.utils.translation import gettext_lazy as _

from translation.segments.replacement import TextReplacement


class FindAndReplaceForm(forms.Form):
    """Spaces at either end count: two of them can be replaced by one."""

    find = forms.CharField(label=_("Find"), max_length=200, strip=False)
    replacement = forms.CharField(
        label=_("Replace with"),
        max_length=200,
        strip=False,
        required=False,
        help_text=_("Leave it empty to delete what is found."),
    )
    match_case = forms.BooleanField(
        label=_("Distinguish capital and small letters"),
        required=False,
        help_text=_("Otherwise, both are found, and a capital at the beginning is kept."),
    )
    whole_words = forms.BooleanField(label=_("Whole words only"), required=False)

    @property
    def text_replacement(self) -> TextReplacement:
        """What the valid form describes."""
        return TextReplacement(**self.cleaned_data)
