"""The confirmation of all exact matches of the translation memory."""

from django.shortcuts import redirect
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic.base import TemplateView
from wagtail.admin import messages

from translation.editor.actions.confirm_matches import ConfirmExactMatches
from translation.editor.rows import exact_match_rows, group_into_sections, load_segment_rows
from translation.views import AssignmentTemplateMixin

from .review import RedirectWithReasonMixin


class ConfirmExactMatchesView(RedirectWithReasonMixin, AssignmentTemplateMixin, TemplateView):
    """Show all exact matches that no check objects to, and confirm these (``segment``)."""

    verb = "edit"
    screen_title = gettext_lazy("Confirm all exact matches")
    header_icon = "check"
    template_name = "translation/editor/confirm_matches.html"

    def post(self, request, **kwargs):
        shown = [int(pk) for pk in request.POST.getlist("segment") if pk.isdecimal()]
        count = ConfirmExactMatches(request.user, self.assignment, shown).execute()
        if count == len(shown):
            message = ngettext(
                "%(count)d text was confirmed.", "%(count)d texts were confirmed.", count
            )
            messages.success(request, message % {"count": count})
        else:
            message = ngettext(
                "%(count)d text was confirmed. The others have changed meanwhile.",
                "%(count)d texts were confirmed. The others have changed meanwhile.",
                count,
            )
            messages.warning(request, message % {"count": count})
        return redirect(self.edit_url)

    def get_context_data(self, **kwargs):
        rows = load_segment_rows(self.assignment)
        group_into_sections(rows)  # gives each row its label
        return super().get_context_data(rows=exact_match_rows(rows, self.assignment), **kwargs)
