from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from .splitting import SplitText, split_text
from .text_parts import parts_of_plain_text
from .word_document import MAX_FILE_SIZE, parts_of_word_document

MAX_TEXT_LENGTH = 500_000  # characters; the longest declarations have about 30 000
MAX_PARAGRAPHS = 500


class PastedTextForm(forms.Form):
    """A pasted text or a DOCX file. ``split_text`` is what was found in it."""

    text = forms.CharField(
        label=_("Text"),
        required=False,
        max_length=MAX_TEXT_LENGTH,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=_("Copy the whole text in your word processor and paste it here."),
    )
    file = forms.FileField(
        label=_("Or choose a file"),
        required=False,
        help_text=_("DOCX, up to 5 MB. Bold, italics, links and lists are kept."),
        widget=forms.FileInput(attrs={"accept": ".docx"}),
    )

    def clean(self) -> dict:
        cleaned = super().clean()
        if self.errors:
            return cleaned
        text, file = cleaned.get("text", ""), cleaned.get("file")
        if bool(text) == bool(file):
            raise ValidationError(_("Paste a text or choose a file, one of the two."))
        parts = parts_of_word_document(file.read(MAX_FILE_SIZE + 1)) if file else None
        self.split_text: SplitText = split_text(parts or parts_of_plain_text(text))
        if not self.split_text.paragraphs:
            raise ValidationError(_("No paragraph was found."))
        if len(self.split_text.paragraphs) > MAX_PARAGRAPHS:
            raise ValidationError(_("There are too many paragraphs. Is this one declaration?"))
        return cleaned
