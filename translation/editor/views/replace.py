"""Find and replace in the target texts of one translation, with a preview."""

from django.core.exceptions import ValidationError
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic.base import TemplateView
from wagtail.admin import messages

from translation.editor.actions.replace import ReplaceInTargetTexts
from translation.editor.forms.replace import FindAndReplaceForm
from translation.views import AssignmentTemplateMixin

from .review import RedirectWithReasonMixin


class FindAndReplaceView(RedirectWithReasonMixin, AssignmentTemplateMixin, TemplateView):
    """A GET request shows what would change; a POST request writes the texts that are ticked.

    The value of each tick (``change``) is the primary key of a segment and a fingerprint.
    """

    verb = "edit"
    screen_title = gettext_lazy("Find and replace")
    header_icon = "search"
    template_name = "translation/editor/replace.html"

    def get(self, request, **kwargs):
        form = FindAndReplaceForm(request.GET if "find" in request.GET else None)
        return self.show(form)

    def post(self, request, **kwargs):
        form = FindAndReplaceForm(request.POST)
        if not form.is_valid():
            return self.show(form)
        chosen = [value.partition("-") for value in request.POST.getlist("change")]
        fingerprints = {int(pk): found for pk, _dash, found in chosen if pk.isdecimal()}
        if not fingerprints:
            messages.error(request, _("Tick the texts in which to replace."))
            return self.show(form)
        try:
            count = ReplaceInTargetTexts(
                request.user, self.assignment, form.text_replacement
            ).execute(fingerprints, keep_confirmed="keep_confirmed" in request.POST)
        except ValidationError as conflict:
            messages.error(request, conflict.messages[0])
            return self.show(form)
        message = ngettext("%(count)d text was changed.", "%(count)d texts were changed.", count)
        messages.success(request, message % {"count": count})
        return redirect(self.edit_url)

    def show(self, form: FindAndReplaceForm):
        changes = (
            ReplaceInTargetTexts(
                self.request.user, self.assignment, form.text_replacement
            ).preview()
            if form.is_valid()
            else []
        )
        return self.render_to_response(
            self.get_context_data(
                form=form,
                # The same values again, without ids: those of the first form are in use.
                hidden_form=FindAndReplaceForm(form.data, auto_id=False),
                changes=changes,
                can_replace=any(not change.error for change in changes),
                has_confirmed=any(change.segment.is_confirmed for change in changes),
            )
        )
