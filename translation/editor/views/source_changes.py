"""The changes of the source since a translation was sent or submitted."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail_localize.models import TranslationContext

from translation.actions.versions import TextChange, changes_between
from translation.segments.differences import TextDifference, word_differences
from translation.segments.field_descriptions import describe_field
from translation.segments.markup import plain_text
from translation.views import AssignmentTemplateMixin


@dataclass(frozen=True)
class LabelledTextChange:
    """A changed segment with the label that its field has in Wagtail's editor."""

    label: str
    change: TextChange

    @property
    def differences(self) -> list[TextDifference]:
        return word_differences(plain_text(self.change.before), plain_text(self.change.after))


class SourceChangesView(AssignmentTemplateMixin, TemplateView):
    template_name = "translation/editor/source_changes.html"
    screen_title = _("What changed in the source")
    header_icon = "resubmit"

    def get_context_data(self, **kwargs):
        current = self.assignment.translation.source.versions.filter(is_current=True).first()
        covered = self.assignment.covered_version
        changes = changes_between(covered, current) if current else []
        return {
            **super().get_context_data(**kwargs),
            "covered": covered,
            "current": current,
            "changes": self._with_labels(changes),
            "may_edit": self.policy.may("edit", self.assignment),
        }

    def _with_labels(self, changes: list[TextChange]) -> list[LabelledTextChange]:
        source = self.assignment.translation.source
        model = source.specific_content_type.model_class()
        field_paths = dict(
            TranslationContext.objects.filter(
                object=source.object_id, path__in={change.path for change in changes}
            ).values_list("path", "field_path")
        )
        return [
            LabelledTextChange(
                describe_field(model, field_paths.get(change.path, change.path)).label, change
            )
            for change in changes
        ]
