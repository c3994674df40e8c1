"""The translation editor: one object in one language, source and target side by side."""

from datetime import timedelta

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, JsonResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic.base import TemplateView, View
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.models import EditingSession
from wagtail.admin.ui.components import MediaContainer
from wagtail.admin.utils import get_user_display_name
from wagtail.admin.widgets.button import Button
from wagtail.models import PreviewableMixin, TaskState, WorkflowState
from wagtail.utils.decorators import xframe_options_sameorigin_override

from translation.actions.pretranslate import failed_pretranslation, unfinished_pretranslation
from translation.choices import TranslationState
from translation.desk.task_lists import PersonalTaskLists
from translation.editor.forms.overrides import override_form
from translation.editor.panels import (
    ConcordancePanel,
    TermProposalSidePanel,
    TranslationPreviewPanel,
    TranslationPropertiesPanel,
)
from translation.editor.reference_texts import reference_languages, reference_texts
from translation.editor.rows import (
    SegmentRow,
    exact_match_rows,
    group_into_sections,
    load_segment_rows,
    segment_progress,
)
from translation.editor.script_messages import script_messages
from translation.models import Assignment
from translation.segments.comparison import TranslationComparison
from translation.segments.composition import compose_draft
from translation.segments.machine import machine_translator_for
from translation.segments.overrides import load_overridable_values
from translation.views import AssignmentMixin, AssignmentTemplateMixin


class EditTranslationView(AssignmentTemplateMixin, TemplateView):
    """The editor of one translation, for translators and reviewers; read-only for all others."""

    template_name = "translation/editor/edit.html"

    @cached_property
    def target(self):
        return self.assignment.translation.get_target_instance()

    @cached_property
    def refusal(self) -> str:
        """Why the person may only read; empty if they may edit."""
        return self.denial_reason("edit")

    def get_header_more_buttons(self):
        """Return buttons to find and replace, and to use external tools: export and import."""
        export = reverse("translation:exchange_export", args=[self.assignment.pk])
        import_url = f"{reverse('translation:exchange_import')}?assignment={self.assignment.pk}"
        formats = [
            (_("Export for memoQ, Trados and others (XLIFF)"), f"{export}?format=xliff"),
            (_("Export for OmegaT (XLIFF)"), f"{export}?format=omegat"),
            (_("Export for Poedit and others (PO)"), f"{export}?format=po"),
        ]
        buttons = [
            Button(label, url=url, icon_name="download", priority=position)
            for position, (label, url) in enumerate(formats)
        ]
        if not self.refusal:
            replace = reverse("translation:replace", args=[self.assignment.pk])
            buttons = [
                Button(_("Find and replace"), url=replace, icon_name="search", priority=-1),
                *buttons,
                Button(_("Import a file"), url=import_url, icon_name="upload"),
            ]
        return buttons

    def get_context_data(self, **kwargs):
        rows = load_segment_rows(self.assignment)
        sections = group_into_sections(rows)
        if self.refusal:
            _add_live_differences(rows, self.assignment)
        may = {
            verb: self.policy.may(verb, self.assignment)
            for verb in ("submit", "withdraw", "review", "approve", "comment")
        }
        # A reviewer returns what others have submitted: two buttons for that would be confused.
        if may["review"] and self.assignment.submitted_by_id != self.request.user.pk:
            may["withdraw"] = False
        panels, choices = self._side_panels(), load_overridable_values(self.assignment.translation)
        forms = [override_form(choice) for choice in choices]
        source = self.assignment.translation.source.get_source_instance()
        return super().get_context_data(
            sections=sections,
            rows=[row.as_json for row in rows],
            progress=segment_progress(rows),
            exact_matches=[] if self.refusal else exact_match_rows(rows, self.assignment),
            refusal=self.refusal,
            may=may,
            approval_refusal=may["review"] and self.denial_reason("approve"),
            overrides=list(zip(choices, forms, strict=True)),
            **self._machine_context(rows),
            is_in_review=self.assignment.state == TranslationState.IN_REVIEW,
            side_panels=panels,
            media=MediaContainer([*panels, *forms]).media,
            return_comment=self._return_comment(),
            next_assignment=PersonalTaskLists(self.request.user, 1).next_after(self.assignment),
            reference_languages=reference_languages(self.assignment),
            messages_for_script=script_messages(),
            storage_key=f"{self.request.user.pk}-{self.assignment.pk}",
            source_edit_url=AdminURLFinder(self.request.user).get_edit_url(source),
            **kwargs,
        )

    def _machine_context(self, rows: list[SegmentRow]) -> dict:
        """Return the machine, and the job that fills in texts or has failed to fill in some."""
        machine = None if self.refusal else machine_translator_for(self.assignment)
        if not machine:
            return {}
        running = unfinished_pretranslation(self.assignment)
        is_empty = any(not row.segment.string_translation for row in rows)
        job = running or (is_empty and failed_pretranslation(self.assignment))
        return {
            "machine": machine,
            "pretranslation": job,
            "is_pretranslation_running": bool(running),
            "may_see_pretranslation": job and self.policy.may("see_job_batch", job.batch),
        }

    def _return_comment(self) -> str:
        """Return the comment of the last return; an empty string in all other states."""
        if self.assignment.state != TranslationState.RETURNED:
            return ""
        rejected = TaskState.objects.filter(
            workflow_state__in=WorkflowState.objects.for_instance(self.target),
            status=TaskState.STATUS_REJECTED,
        )
        latest = rejected.order_by("-finished_at").first()
        return latest.comment if latest else ""

    def _side_panels(self) -> list:
        panels = [
            panel(self.assignment, self.request)
            for panel in (TranslationPropertiesPanel, ConcordancePanel)
        ]
        if self.policy.may("translate_into", self.assignment.translation.target_locale_id):
            panels.append(TermProposalSidePanel(self.assignment, self.request))
        if isinstance(self.target, PreviewableMixin):
            panels.append(TranslationPreviewPanel(self.assignment, self.request))
        return panels


def _add_live_differences(rows: list[SegmentRow], assignment: Assignment) -> None:
    """Give each row the differences between the live version and the submitted or current one."""
    for row, text in zip(rows, TranslationComparison(assignment).texts, strict=True):
        row.live_differences = text.differences if text.is_changed else []


class PreviewTranslationView(AssignmentMixin, View):
    """The page with the current translation, confirmed or not, as readers would see it."""

    @method_decorator(xframe_options_sameorigin_override)
    def get(self, request, **kwargs):
        try:
            instance = compose_draft(self.assignment.translation)
        except ObjectDoesNotExist:
            return TemplateResponse(request, "translation/editor/no_preview.html")
        if not isinstance(instance, PreviewableMixin):
            raise Http404
        return instance.make_preview_request(
            request, instance.default_preview_mode, {"in_preview_panel": True}
        )


class ReferenceTextsView(AssignmentMixin, View):
    """Return the texts of another ``language`` as JSON, by the id of the segment."""

    def get(self, request, **kwargs):
        languages = {item.code: item for item in reference_languages(self.assignment)}
        language = languages.get(request.GET.get("language"))
        if not language:
            raise Http404
        return JsonResponse(
            {"tag": language.tag, "texts": reference_texts(self.assignment, language)}
        )


class EditingSessionView(AssignmentMixin, View):
    """Record the person's editing session and return who else has this translation open.

    The script of the editor calls it every 15 seconds, and with ``leaving`` at the end.
    """

    http_method_names = ("post",)

    def post(self, request, **kwargs):
        EditingSession.cleanup()
        subject = {
            "content_type": ContentType.objects.get_for_model(Assignment),
            "object_id": str(self.assignment.pk),
        }
        session_id = request.POST.get("session", "")
        session = EditingSession.objects.filter(
            pk=int(session_id) if session_id.isdecimal() else None, user=request.user, **subject
        ).first() or EditingSession(user=request.user, **subject)
        if "leaving" in request.POST:
            if session.pk:
                session.delete()
            return JsonResponse({})
        session.last_seen_at = timezone.now()
        session.is_editing = "editing" in request.POST
        session.save()
        others = (
            EditingSession.objects.filter(
                **subject, last_seen_at__gte=timezone.now() - timedelta(minutes=1)
            )
            .exclude(pk=session.pk)
            .select_related("user__wagtail_userprofile")
        )
        return JsonResponse({"session": session.pk, "message": self._presence_message(others)})

    def _presence_message(self, others) -> str:
        """Name the other people; the person's own account in another window counts separately."""
        people = {session.user_id: get_user_display_name(session.user) for session in others}
        if people.pop(self.request.user.pk, None) and not people:
            return _("You have this translation open in another window, too.")
        if not people:
            return ""
        message = _("Also on this page now: %(names)s. Take care not to translate the same text.")
        return message % {"names": ", ".join(sorted(people.values()))}
