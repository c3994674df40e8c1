from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm, WagtailAdminPageForm
from wagtail.admin.forms.auth import LoginForm
from wagtail.admin.forms.pages import CopyForm

from .date_fields import UNEQUALLY_PRECISE
from .non_page_routes import validate_slug_not_reserved
from .widgets import LatinSlugInput


class TranslatedLoginForm(LoginForm):
    """Wagtail's form gives its password no label, and the name of a field is always English."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["password"].label = _("Password")


class CharacterCountMixin(forms.BaseForm):
    """Shows below the fields in ``counted_fields`` how many more characters they may have.

    Browsers cut off a pasted text at ``maxlength`` without a word. These fields therefore have no
    such attribute: the count says by how much a text is too long, and the server refuses it.
    """

    counted_fields: tuple[str, ...] = ()

    class Media:
        css = {"all": ["core/css/character-count.css"]}
        js = ["core/js/character-count.js"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in self.counted_fields:
            if name in self.fields:
                _count_characters(self.fields[name])


def _count_characters(field: forms.CharField) -> None:
    attributes = field.widget.attrs
    attributes.pop("maxlength", None)
    controllers = [attributes.get("data-controller", ""), "character-count"]
    attributes |= {
        "data-controller": " ".join(filter(None, controllers)),
        "data-character-count-maximum-value": field.max_length,
        "data-character-count-left-value": _("Characters left: %(count)s"),
        "data-character-count-excess-value": _("Characters too many: %(count)s"),
    }


class CountedModelForm(CharacterCountMixin, WagtailAdminModelForm):
    """The form of a snippet with a name and a description of limited length."""

    counted_fields = ("name", "description")


class SitePageForm(CharacterCountMixin, WagtailAdminPageForm):
    """Refuses a reserved slug in the form, because a new page has no parent until it is saved."""

    counted_fields = ("title", "summary", "seo_title")

    def clean(self):
        cleaned = super().clean()
        _check_slug(self, "slug", self.parent_page)
        return cleaned

    def _post_clean(self):
        """Validate the page as strictly as the form."""
        self.instance.is_deferred_validation = self.is_deferred_validation
        super()._post_clean()


class SiteCopyForm(CopyForm):
    """Copies a page as a page of its own; aliases, which would double the content, are not used."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields.pop("alias", None)
        self.fields["new_slug"].widget = LatinSlugInput()

    def clean(self):
        cleaned = super().clean()
        parent = cleaned.get("new_parent_page") or self.page.get_parent()
        _check_slug(self, "new_slug", parent)
        return cleaned


def _check_slug(form, field: str, parent) -> None:
    try:
        validate_slug_not_reserved(form.cleaned_data.get(field, ""), parent)
    except ValidationError as problem:
        form.add_error(field, problem)


class PartialDateForm(SitePageForm):
    """Refuses a last day that is known more or less precisely than the first one."""

    def clean(self):
        cleaned = super().clean()
        start, end = cleaned.get("start_date"), cleaned.get("end_date")
        if start and end and start.precision != end.precision:
            self.add_error("end_date", UNEQUALLY_PRECISE)
        return cleaned


class NonEmptyListForm(SitePageForm):
    """Refuses an empty list that a field declares to be recorded: readers would take it for "none".

    ``non_empty_lists`` maps the name of such a field to the value that declares the list recorded,
    and the name of the list's formset.
    """

    non_empty_lists: dict[str, tuple[str, str]] = {}

    def clean(self):
        cleaned = super().clean()
        if self.is_deferred_validation:  # a draft may be incomplete
            return cleaned
        for field, (recorded, name) in self.non_empty_lists.items():
            if cleaned.get(field) == recorded and not self.has_rows(name):
                self.add_error(field, _("Fill in the list below, or choose another answer."))
        return cleaned

    def has_rows(self, name: str) -> bool:
        return bool(filled_rows(self.formsets[name]))


def filled_rows(formset) -> list:
    """Return the forms of the rows that are kept or added."""
    filled = [form for form in formset.forms if form.instance.pk or form.has_changed()]
    return [form for form in filled if form not in formset.deleted_forms]
