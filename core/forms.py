from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.forms.pages import CopyForm

from .fixed_addresses import refuse_hidden_page


class SitePageForm(WagtailAdminPageForm):
    """Says at once that a page would be hidden: one that is not saved yet knows no parent."""

    def clean(self):
        cleaned = super().clean()
        _check_slug(self, "slug", self.parent_page)
        return cleaned


class SiteCopyForm(CopyForm):
    """Copying a page makes a page of its own: the site knows no aliases, which double the words."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields.pop("alias", None)

    def clean(self):
        cleaned = super().clean()
        parent = cleaned.get("new_parent_page") or self.page.get_parent()
        _check_slug(self, "new_slug", parent)
        return cleaned


def _check_slug(form, field: str, parent) -> None:
    try:
        refuse_hidden_page(form.cleaned_data.get(field, ""), parent)
    except ValidationError as problem:
        form.add_error(field, problem)


class HonestListForm(SitePageForm):
    """Refuses a list that is said to be recorded and is empty: readers would take it for "none".

    ``honest_lists`` names for each field that says so the value it says it with, and the list.
    """

    honest_lists: dict[str, tuple[str, str]] = {}

    def clean(self):
        cleaned = super().clean()
        if self.is_deferred_validation:  # a draft may be incomplete
            return cleaned
        for field, (listed, name) in self.honest_lists.items():
            formset = self.formsets[name]
            kept = [form for form in formset.forms if form.instance.pk or form.has_changed()]
            kept = [form for form in kept if form not in formset.deleted_forms]
            if cleaned.get(field) == listed and not kept:
                self.add_error(field, _("Fill in the list below, or choose another answer."))
        return cleaned
