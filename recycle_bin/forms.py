from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminPageChooser
from wagtail.models import Page

from core.site_tree import objects_of_site

MAX_ID_DIGITS = 18  # of a number that every database can compare with an id


class RestorePageForm(forms.Form):
    """Another place or address for a restored page; only asked for when it needs one."""

    parent = forms.ModelChoiceField(
        label=_("Page above"),
        queryset=Page.objects.none(),
        required=False,
        widget=AdminPageChooser(),
        help_text=_("The page below which the restored page will be."),
    )
    slug = forms.SlugField(
        label=_("Address"),
        max_length=255,
        required=False,
        help_text=_("The last part of the address of the page."),
    )

    def __init__(self, data=None, *, asks_for: set[str], **kwargs):
        pages = objects_of_site(Page)
        # The widget loads what is posted, whatever it is.
        if data and "parent" in data and not _contains(pages, data["parent"]):
            data = {**{name: data[name] for name in data}, "parent": ""}
        super().__init__(data, **kwargs)
        self.fields["parent"].queryset = pages
        for name in set(self.fields) - asks_for:
            del self.fields[name]


def _contains(pages, value: str) -> bool:
    is_id = value.isdecimal() and len(value) <= MAX_ID_DIGITS
    return is_id and pages.filter(pk=value).exists()
