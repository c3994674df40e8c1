"""The forms of pages, snippets and settings in the admin."""

import json
from hashlib import sha256

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Model
from django.forms.models import model_to_dict
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm, WagtailAdminPageForm
from wagtail.admin.forms.pages import CopyForm
from wagtail.blocks import StreamValue
from wagtail.log_actions import registry as log_registry
from wagtail.utils.timestamps import render_timestamp

from .date_fields import UNEQUALLY_PRECISE
from .non_page_routes import validate_slug_not_reserved
from .widgets import LatinSlugInput


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


class ConcurrentSettingsForm(WagtailAdminModelForm):
    """Refuses to replace settings that somebody else saved since the form was opened.

    Wagtail compares revisions, which settings do not have. The form therefore contains what each
    field was when it was opened, as digests. The refused form keeps what was typed, and contains
    the digests of now: whoever has read the message may save again.
    """

    opened_with = forms.JSONField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["opened_with"] = self._digests(self.instance)

    def _digests(self, instance: Model) -> dict[str, str]:
        names = sorted(set(self.fields) - {"opened_with"})
        digests = {name: _digest(getattr(instance, name)) for name in names}
        for name in self.formsets:
            rows = getattr(instance, name).order_by("pk") if instance.pk else ()
            digests[name] = _digest([model_to_dict(row) for row in rows])
        return digests

    def _label(self, name: str) -> str:
        if name in self.formsets:
            return self.formsets[name].model._meta.verbose_name_plural
        return self.fields[name].label

    def _locked_instance(self) -> Model:
        """Return what is stored now, and let others who save wait for this transaction.

        A preview is no transaction, and saves nothing.
        """
        stored = type(self.instance)._base_manager.filter(pk=self.instance.pk)
        if transaction.get_connection().in_atomic_block:
            stored = stored.select_for_update()
        return stored.first() or self.instance

    def clean(self):
        cleaned = super().clean()
        opened_with = cleaned.get("opened_with")
        if isinstance(opened_with, dict):
            stored = self._digests(self._locked_instance())
            changed = [
                str(capfirst(self._label(name)))
                for name, digest in stored.items()
                if opened_with.get(name) != digest
            ]
            if changed:
                self.data = self.data.copy()
                self.data[self.add_prefix("opened_with")] = json.dumps(stored)
                self.add_error(None, self._refusal(changed))
        return cleaned

    def _refusal(self, changed: list[str]) -> str:
        last = log_registry.get_logs_for_instance(self.instance).first()
        message = gettext(
            "%(person)s saved this after you opened it (%(time)s), with changes in: %(fields)s. "
            "Open it in another window to compare. What you typed is still here; if you save "
            "again, it replaces the other changes."
        )
        return message % {
            "person": last.user_display_name if last else "—",
            "time": render_timestamp(last.timestamp) if last else "—",
            "fields": ", ".join(changed),
        }


def _digest(value) -> str:
    stored = list(value.raw_data) if isinstance(value, StreamValue) else value
    return sha256(json.dumps(stored, default=str).encode()).hexdigest()[:16]


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
