from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm


class HonestListForm(WagtailAdminPageForm):
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
