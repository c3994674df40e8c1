"""The translation editor: one page in one language, source and target side by side."""

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ObjectDoesNotExist
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.generic.base import TemplateView, View
from wagtail.admin import messages
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.models import EditingSession
from wagtail.admin.ui.components import MediaContainer
from wagtail.admin.utils import get_user_display_name
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets.button import Button
from wagtail.models import PreviewableMixin, TaskState, WorkflowState
from wagtail.utils.decorators import xframe_options_sameorigin_override

from translation.actions.pretranslate import PretranslateSegments
from translation.choices import State
from translation.editing import in_sections, load_rows, progress_of
from translation.editor_panels import PreviewPanel, PropertiesPanel
from translation.forms.choices import choice_form
from translation.models import Assignment
from translation.policies import Refusal, policy_for
from translation.words.comparing import compare
from translation.words.machine import machine_for
from translation.words.overrides import load_choices

from .editor_words import editor_words
from .guards import refuse


class AssignmentMixin:
    """A view of one translation, for those who may do what ``verb`` says."""

    verb = "see"

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.assignment = get_object_or_404(
            Assignment.objects.select_related(
                "translation__source__locale",
                "translation__source__specific_content_type",
                "translation__target_locale",
                "assignee",
                "requested_by",
                "submitted_by",
                "covered_version",
                "revision",
            ),
            pk=kwargs["pk"],
        )
        self.policy = policy_for(request.user)

    def dispatch(self, request, *args, **kwargs):
        try:
            self.policy.check(self.verb, self.assignment)
            return super().dispatch(request, *args, **kwargs)
        except Refusal as refusal:
            return self.refused(refusal)

    def refused(self, refusal: Refusal):
        return refuse(self.request, refusal)

    def why_not(self, verb: str) -> str:
        """Why the person may not do this, in words for them; empty if they may."""
        try:
            self.policy.check(verb, self.assignment)
        except Refusal as refusal:
            return str(refusal)
        return ""

    @property
    def edit_url(self) -> str:
        return reverse("translation:edit", args=[self.assignment.pk])


class AssignmentPageMixin(AssignmentMixin, WagtailAdminTemplateMixin):
    """A screen about one translation, with its place in the admin."""

    header_icon = "wagtail-localize-language"
    step = ""  # the name of the screen below the editor

    def get_page_title(self):
        return self.assignment.title

    def get_page_subtitle(self):
        return self.step or self.assignment.language.name

    def get_breadcrumbs_items(self):
        items = [
            *super().get_breadcrumbs_items(),
            {"url": reverse("translation:mine"), "label": _("My translations")},
            {"url": self.edit_url if self.step else "", "label": str(self.assignment)},
        ]
        return [*items, {"url": "", "label": self.step}] if self.step else items

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            assignment=self.assignment,
            policy=self.policy,
            source_language=self.assignment.source_language,
            language=self.assignment.language,
            **kwargs,
        )


class EditView(AssignmentPageMixin, TemplateView):
    """Everything a translator or a reviewer needs of one page in one language."""

    template_name = "translation/editor/edit.html"

    @cached_property
    def target(self):
        return self.assignment.translation.get_target_instance()

    @cached_property
    def refusal(self) -> str:
        return self.why_not("edit")

    def get_header_more_buttons(self):
        """The words out as a file for a tool of the translator's own, and in again."""
        export = reverse("translation:exchange_export", args=[self.assignment.pk])
        bring = f"{reverse('translation:exchange_import')}?assignment={self.assignment.pk}"
        ways = [
            (_("Export for OmegaT, memoQ, Trados and others (XLIFF)"), f"{export}?format=xliff"),
            (_("Export for Poedit and others (PO)"), f"{export}?format=po"),
        ]
        buttons = [
            Button(label, url=url, icon_name="download", priority=position)
            for position, (label, url) in enumerate(ways)
        ]
        if not self.refusal:
            buttons.append(Button(_("Import a file"), url=bring, icon_name="upload"))
        return buttons

    def get_context_data(self, **kwargs):
        rows = load_rows(self.assignment)
        sections = in_sections(rows)
        if self.refusal:
            self._show_differences(rows)
        may = {
            verb: self.policy.may(verb, self.assignment)
            for verb in ("submit", "withdraw", "review", "approve", "comment")
        }
        panels, choices = self._panels(), load_choices(self.assignment.translation)
        forms = [choice_form(choice) for choice in choices]
        return super().get_context_data(
            sections=sections,
            rows=[row.as_json for row in rows],
            progress=progress_of(rows),
            refusal=self.refusal,
            may=may,
            why_not_approve=may["review"] and self.why_not("approve"),
            choices=list(zip(choices, forms, strict=True)),
            machine=None if self.refusal else machine_for(self.assignment),
            is_in_review=self.assignment.state == State.IN_REVIEW,
            side_panels=panels,
            media=MediaContainer([*panels, *forms]).media,
            returned=self._return_comment(),
            words=editor_words(),
            storage_key=f"{self.request.user.pk}-{self.assignment.pk}",
            source_edit_url=self._source_url(),
            **kwargs,
        )

    def _show_differences(self, rows) -> None:
        """For those who only read: what would change for readers."""
        for row, text in zip(rows, compare(self.assignment), strict=True):
            row.live = text.differences if text.is_changed else []

    def _return_comment(self) -> str:
        """What the reviewer said when the words came back last."""
        if self.assignment.state != State.RETURNED:
            return ""
        rejected = TaskState.objects.filter(
            workflow_state__in=WorkflowState.objects.for_instance(self.target),
            status=TaskState.STATUS_REJECTED,
        )
        latest = rejected.order_by("-finished_at").first()
        return latest.comment if latest else ""

    def _panels(self) -> list:
        panels = [PropertiesPanel(self.assignment, self.request)]
        if isinstance(self.target, PreviewableMixin):
            panels.append(PreviewPanel(self.assignment, self.request))
        return panels

    def _source_url(self) -> str | None:
        """Where the source is edited, for those who may."""
        source = self.assignment.translation.source.get_source_instance()
        return AdminURLFinder(self.request.user).get_edit_url(source)


class PreviewView(AssignmentMixin, View):
    """The page with the words so far, confirmed or not, as readers would see it."""

    @method_decorator(xframe_options_sameorigin_override)
    def get(self, request, **kwargs):
        translation = self.assignment.translation
        try:
            instance = translation.source.get_ephemeral_translated_instance(
                translation.target_locale, fallback=True
            )
        except ObjectDoesNotExist:
            return TemplateResponse(request, "translation/editor/no_preview.html")
        return instance.make_preview_request(
            request, instance.default_preview_mode, {"in_preview_panel": True}
        )


class PresenceView(AssignmentMixin, View):
    """Who else has this translation open. Asked every few seconds, it also says "I am here"."""

    http_method_names = ("post",)

    def post(self, request, **kwargs):
        EditingSession.cleanup()
        mine = {
            "content_type": ContentType.objects.get_for_model(Assignment),
            "object_id": str(self.assignment.pk),
        }
        number = request.POST.get("session", "")
        session = EditingSession.objects.filter(
            pk=int(number) if number.isdecimal() else None, user=request.user, **mine
        ).first() or EditingSession(user=request.user, **mine)
        if "leaving" in request.POST:
            if session.pk:
                session.delete()
            return JsonResponse({})
        session.last_seen_at = timezone.now()
        session.is_editing = "editing" in request.POST
        session.save()
        others = (
            EditingSession.objects.filter(
                **mine, last_seen_at__gte=timezone.now() - timezone.timedelta(minutes=1)
            )
            .exclude(pk=session.pk)
            .select_related("user__wagtail_userprofile")
        )
        return JsonResponse({"session": session.pk, "message": self._message(others)})

    def _message(self, others) -> str:
        """The people by name; the own account in a second window is named differently."""
        people = {session.user_id: get_user_display_name(session.user) for session in others}
        if people.pop(self.request.user.pk, None) and not people:
            return _("You have this translation open in another window, too.")
        if not people:
            return ""
        message = _("Also on this page now: %(names)s. Take care not to translate the same text.")
        return message % {"names": ", ".join(sorted(people.values()))}


class FillByMachineView(AssignmentMixin, View):
    """Put the machine's suggestions into the empty texts."""

    http_method_names = ("post",)
    verb = "edit"

    def post(self, request, **kwargs):
        count = PretranslateSegments(request.user, self.assignment).execute()
        message = ngettext(
            "%(count)d text was filled in. Read it and confirm it.",
            "%(count)d texts were filled in. Read each of them and confirm it.",
            count,
        )
        if count:
            messages.success(request, message % {"count": count})
        else:
            messages.warning(request, _("The machine had nothing to suggest."))
        return redirect(self.edit_url)
