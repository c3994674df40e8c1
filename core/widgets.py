from django import forms
from django.forms.utils import flatatt
from django.urls import reverse_lazy
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from wagtail.admin.widgets import SlugInput

from core.writing.slugs import slug_formatters

SELECTED = mark_safe(" selected")


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


class PlainSelect(forms.Select):
    """A select without groups. Django would render a template for each of its options."""

    def render(self, name, value, attrs=None, renderer=None) -> SafeString:
        chosen = self.format_value(value)
        options = format_html_join(
            "",
            '<option value="{}"{}>{}</option>',
            ((key, SELECTED if str(key) in chosen else "", text) for key, text in self.choices),
        )
        attributes = flatatt(self.build_attrs(self.attrs, attrs))
        return format_html('<select name="{}"{}>{}</select>', name, attributes, options)


class LatinSlugInput(SlugInput):
    """Wagtail's input of a slug, which spells the title that it follows with our own letters."""

    def __init__(self, attrs=None):
        super().__init__(attrs=attrs, formatters=slug_formatters(), locale="und")
