"""The steps of a review: submit, withdraw, approve, return; and the comparison."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic.base import TemplateView, View
from django.views.generic.edit import FormView
from wagtail.admin import messages

from translation.actions.review import (
    ApproveTranslation,
    ReturnTranslation,
    RevisionChangedError,
    SubmitForReview,
    TranslationProblemsError,
    WithdrawTranslation,
)
from translation.choices import TranslationState
from translation.editor.forms.review import ApproveTranslationForm, ReturnTranslationForm
from translation.models import TargetVersion
from translation.policies import TranslationPermissionDenied
from translation.segments.comparison import TranslationComparison, live_instance
from translation.views import AssignmentMixin, AssignmentTemplateMixin


class RedirectWithReasonMixin:
    """Redirect to the editor with the reason if an action is refused or no longer possible."""

    def dispatch(self, request, *args, **kwargs):
        try:
            return super().dispatch(request, *args, **kwargs)
        except ValidationError as error:
            return self._redirect_to_editor(" ".join(error.messages))

    def permission_denied(self, refusal: TranslationPermissionDenied):
        if self.policy.may("see", self.assignment):
            return self._redirect_to_editor(str(refusal))
        return super().permission_denied(refusal)

    def _redirect_to_editor(self, message: str):
        messages.error(self.request, message)
        return redirect(self.edit_url)


# The action is one transaction.
@method_decorator(transaction.non_atomic_requests, name="dispatch")
class SubmitForReviewView(RedirectWithReasonMixin, AssignmentTemplateMixin, TemplateView):
    """Submit for review. Errors prevent it; warnings have to be accepted with a second request."""

    screen_title = gettext_lazy("Submit for review")
    template_name = "translation/editor/submit.html"
    http_method_names = ("post", "get")

    def get(self, request, **kwargs):
        return redirect(self.edit_url)

    def post(self, request, **kwargs):
        try:
            SubmitForReview(
                request.user, self.assignment, despite_warnings="despite_warnings" in request.POST
            ).execute()
        except TranslationProblemsError as error:
            return self.render_to_response(self.get_context_data(problems=error.problems))
        messages.success(request, _("Submitted. The reviewers are notified."))
        return redirect(self.edit_url)

    def get_context_data(self, problems, **kwargs):
        return super().get_context_data(
            blocking=[problem for problem in problems if problem.blocks],
            warnings=[problem for problem in problems if not problem.blocks],
            **kwargs,
        )


class WithdrawTranslationView(RedirectWithReasonMixin, AssignmentMixin, View):
    """Withdraw a submitted translation, so that it can be edited again."""

    http_method_names = ("post",)
    verb = "withdraw"

    def post(self, request, **kwargs):
        WithdrawTranslation(request.user, self.assignment).execute()
        messages.success(request, _("Withdrawn. You can edit it again."))
        return redirect(self.edit_url)


class ReviewDecisionView(RedirectWithReasonMixin, AssignmentTemplateMixin, FormView):
    """A form for a reviewer's decision about a submitted translation.

    Only those see it who may decide: ``form_verb``. For the decision, the action asks the policy.
    """

    form_verb = ""
    template_name = "translation/editor/review_decision.html"
    header_icon = ""

    def get_context_data(self, **kwargs):
        self.policy.check(self.form_verb, self.assignment)
        return super().get_context_data(button=self.button, explanation=self.explanation, **kwargs)


# The action is one transaction.
@method_decorator(transaction.non_atomic_requests, name="dispatch")
class ApproveTranslationView(ReviewDecisionView):
    form_verb = "approve"
    form_class = ApproveTranslationForm
    screen_title = gettext_lazy("Approve")
    button = gettext_lazy("Approve")
    explanation = gettext_lazy(
        "The submitted translation goes live: at once, at the time that you give, or "
        "together with its release set."
    )

    def get_initial(self):
        shown = self.request.GET.get("revision", "")
        return {"revision_id": int(shown) if shown.isdecimal() else self.assignment.revision_id}

    def form_valid(self, form):
        try:
            assignment = ApproveTranslation(
                self.request.user, self.assignment, **form.cleaned_data
            ).execute()
        except RevisionChangedError as error:
            messages.error(self.request, error.message)
            url = reverse("translation:compare", args=[self.assignment.pk])
            return redirect(f"{url}?since={error.seen.pk}" if error.seen else url)
        if assignment.state == TranslationState.PUBLISHED:
            messages.success(self.request, _("Approved and published."))
        else:
            messages.success(self.request, _("Approved. It is published when its time has come."))
        return redirect(self.edit_url)


class ReturnTranslationView(ReviewDecisionView):
    form_verb = "review"
    form_class = ReturnTranslationForm
    screen_title = gettext_lazy("Return with a comment")
    button = gettext_lazy("Return to the translator")
    explanation = gettext_lazy("The translator can edit the translation again. Nothing goes live.")

    def form_valid(self, form):
        ReturnTranslation(self.request.user, self.assignment, **form.cleaned_data).execute()
        messages.success(self.request, _("Returned. The translator is notified."))
        return redirect(self.edit_url)


class CompareVersionsView(AssignmentTemplateMixin, TemplateView):
    """The source, the live version and the submitted one, segment by segment.

    With ``since``, the id of an earlier submitted version, that one instead of the live version.
    """

    screen_title = gettext_lazy("Compare")
    template_name = "translation/editor/compare.html"

    def get_context_data(self, **kwargs):
        since = self._since()
        comparison = TranslationComparison(self.assignment, since)
        compared = [*comparison.texts, *comparison.overrides]
        return super().get_context_data(
            comparison=comparison,
            changed=sum(item.is_changed for item in compared),
            since=since,
            has_before=since is not None or live_instance(self.assignment) is not None,
            previous=self._previous_version(comparison),
            may={verb: self.policy.may(verb, self.assignment) for verb in ("review", "approve")},
            **kwargs,
        )

    def _since(self) -> TargetVersion | None:
        since = self.request.GET.get("since", "")
        versions = self.assignment.translation.target_versions
        return versions.filter(pk=since).first() if since.isdecimal() else None

    def _previous_version(self, comparison: TranslationComparison) -> TargetVersion | None:
        """Return what was submitted before what is shown: the last round."""
        versions = self.assignment.translation.target_versions.all()
        if comparison.after:
            versions = versions.filter(created_at__lt=comparison.after.created_at)
        return versions.last()
