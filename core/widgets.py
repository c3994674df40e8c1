from django import forms
from django.urls import reverse_lazy
from wagtail.admin.widgets import SlugInput

from core.writing.slugs import slug_formatters


class TypedDateInput(forms.TextInput):
    """A text field for a date, with a calendar beside it and its meaning in words below it.

    What is typed is never rewritten. ``kind`` is the key of its form field in ``DATE_FIELDS``
    (``core/date_fields.py``), which the words come from.
    """

    template_name = "core/widgets/date_input.html"

    def __init__(self, kind: str, attrs: dict | None = None):
        super().__init__({"autocomplete": "off", **(attrs or {})})
        self.kind = kind

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        return context | {"kind": self.kind, "url": reverse_lazy("read_date")}


class LatinSlugInput(SlugInput):
    """Wagtail's input of a slug, which spells the title that it follows with our own letters."""

    def __init__(self, attrs=None):
        super().__init__(attrs=attrs, formatters=slug_formatters(), locale="und")
