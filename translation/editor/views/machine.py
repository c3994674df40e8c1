"""Machine translation in the editor: of all empty segments by a job, and of one while waiting."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.generic.base import View
from wagtail.admin import messages

from translation.actions.pretranslate import RequestPretranslation
from translation.choices import JobState
from translation.editor.views.segments import SegmentMixin
from translation.models import TranslationJob
from translation.segments.machine import MachineTranslationError, machine_translator_for
from translation.views import AssignmentMixin


# Its message tells what became of the job, which begins after the action's own transaction.
@method_decorator(transaction.non_atomic_requests, name="dispatch")
class MachineTranslateView(AssignmentMixin, View):
    """Have the empty segments filled in, unconfirmed. The person goes on in the editor."""

    http_method_names = ("post",)
    verb = "edit"

    def post(self, request, **kwargs):
        try:
            batch = RequestPretranslation(request.user, self.assignment).execute()
        except ValidationError as error:
            messages.warning(request, error.messages[0])
        else:
            self._report(batch.jobs.get())
        return redirect(self.edit_url)

    def _report(self, job: TranslationJob) -> None:
        """Show what happens now, or what happened: a site without a worker runs jobs at once."""
        progress = messages.button(
            reverse("translation:job_batch", args=[job.batch_id]), _("Show the progress")
        )
        if job.state == JobState.FAILED:
            messages.error(self.request, job.error, buttons=[progress])
        elif job.state == JobState.DONE and job.result.get("filled"):
            report = [*job.result_messages, _("Read each text that was filled in, and confirm it.")]
            messages.success(self.request, " ".join(report), buttons=[progress])
        elif job.state == JobState.DONE:
            messages.warning(self.request, " ".join(job.result_messages), buttons=[progress])
        else:
            report = _(
                "The empty texts are being filled in. Load this page again after a while, then "
                "read each of them and confirm it."
            )
            messages.success(self.request, report, buttons=[progress])


# Nothing is stored, and the service may take its time.
@method_decorator(transaction.non_atomic_requests, name="dispatch")
class MachineTranslateSegmentView(SegmentMixin, View):
    """Return the machine translation of one segment, without storing it.

    The person waits for the service, at most for the time limit of its class. Status 502 if it
    fails.
    """

    http_method_names = ("post",)
    verb = "edit"

    def post(self, request, **kwargs):
        machine = machine_translator_for(self.assignment)
        if machine is None:
            return JsonResponse({"text": ""})
        try:
            [suggestion] = machine.suggest([self.load()])
        except MachineTranslationError as error:
            return JsonResponse({"message": error.messages[0]}, status=502)
        if suggestion.is_damaged:
            message = _("The machine lost formatting or links of this text. Translate it yourself.")
            return JsonResponse({"text": "", "message": message})
        return JsonResponse({"text": suggestion.text})
