"""The changes of the source since a translation was sent or submitted."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _
from wagtail_localize.models import TranslationContext

from translation.versions import TextChange, changes_between
from translation.words.field_descriptions import describe
from translation.words.segments import plain
from translation.words.word_differences import Difference, word_differences

from .entrance import PageOfOneAssignment


@dataclass(frozen=True)
class ShownChange:
    """A changed segment with the label that its field has in Wagtail's editor."""

    label: str
    change: TextChange

    @property
    def differences(self) -> list[Difference]:
        return word_differences(plain(self.change.before), plain(self.change.after))


class ChangesView(PageOfOneAssignment):
    template_name = "translation/changes.html"
    page_title = _("What changed in the source")
    header_icon = "resubmit"

    def get_context_data(self, **kwargs):
        current = self.assignment.translation.source.versions.filter(is_current=True).first()
        covered = self.assignment.covered_version
        changes = changes_between(covered, current) if current else []
        return {
            **super().get_context_data(**kwargs),
            "assignment": self.assignment,
            "covered": covered,
            "current": current,
            "changes": self._with_labels(changes),
            "may_edit": self.policy.may("edit", self.assignment),
        }

    def _with_labels(self, changes: list[TextChange]) -> list[ShownChange]:
        source = self.assignment.translation.source
        model = source.specific_content_type.model_class()
        field_paths = dict(
            TranslationContext.objects.filter(
                object=source.object_id, path__in={change.path for change in changes}
            ).values_list("path", "field_path")
        )
        return [
            ShownChange(describe(model, field_paths.get(change.path, change.path)).label, change)
            for change in changes
        ]
