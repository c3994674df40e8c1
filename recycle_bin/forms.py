from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminPageChooser
from wagtail.models import Page

from core.site_tree import objects_of_site


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

    def __init__(self, *args, asks_for: set[str], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["parent"].queryset = objects_of_site(Page)
        for name in set(self.fields) - asks_for:
            del self.fields[name]
