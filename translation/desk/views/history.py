"""The history of one translation, where each change can be undone."""

from functools import cached_property

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail_localize.models import StringSegment

from translation.actions.override import UndoSegmentOverride
from translation.actions.write import UndoSegmentChange
from translation.desk.history import TranslationHistory
from translation.models import SegmentChange
from translation.policies import TranslationPermissionDenied
from translation.segments.field_descriptions import describe_field
from translation.views import AssignmentTemplateMixin

EVENTS_PER_PAGE = 50


class TranslationHistoryView(AssignmentTemplateMixin, TemplateView):
    template_name = "translation/desk/history.html"
    screen_title = _("History")
    header_icon = "history"

    @cached_property
    def segment(self) -> StringSegment | None:
        """The segment in the query string; ``None`` if there is none or it no longer exists."""
        pk = self.request.GET.get("segment", "")
        if not pk.isdecimal():
            return None
        segments = StringSegment.objects.filter(source=self.assignment.translation.source_id)
        return segments.select_related("context").filter(pk=pk).first()

    def post(self, request, *args, **kwargs):
        pk = request.POST.get("change", "")
        change = get_object_or_404(
            SegmentChange.objects.select_related("context"),
            pk=pk if pk.isdecimal() else None,
            translation=self.assignment.translation_id,
        )
        try:
            undo = UndoSegmentChange if change.string_id else UndoSegmentOverride
            undo(request.user, self.assignment, change).execute()
        except (TranslationPermissionDenied, ValidationError) as error:
            messages.error(request, " ".join(getattr(error, "messages", [str(error)])))
        else:
            messages.success(request, gettext("What was there before is restored."))
        return redirect(request.get_full_path())

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        paginator = Paginator(TranslationHistory(self.assignment, self.segment), EVENTS_PER_PAGE)
        page = paginator.get_page(self.request.GET.get("p"))
        context.update(
            segment_label=self.segment_label,
            events=list(page.object_list),
            page_obj=page,
            may_undo=self.policy.may("edit", self.assignment),
        )
        return context

    @property
    def segment_label(self) -> str:
        if self.segment is None:
            return ""
        model = self.assignment.translation.source.specific_content_type.model_class()
        return describe_field(model, self.segment.context.field_path).label
