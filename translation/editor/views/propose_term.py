"""The proposal of a term from the editor."""

from django.core.exceptions import ValidationError
from django.http import JsonResponse
from django.utils.translation import gettext as _
from django.views.generic.base import View

from translation.glossary.actions import ProposeTerm
from translation.glossary.forms import ProposeTermForm
from translation.policies import TranslationPermissionDenied
from translation.views import AssignmentMixin


class ProposeTermView(AssignmentMixin, View):
    """Propose a term in the language of the translation; the answer is JSON.

    It has a ``message``, or with status 400 ``errors``: messages by the names of the fields.
    """

    http_method_names = ("post",)

    def post(self, request, **kwargs):
        form = ProposeTermForm(request.POST)
        if form.is_valid():
            locale = self.assignment.translation.target_locale
            try:
                ProposeTerm(request.user, locale, **form.cleaned_data).execute()
            except ValidationError as error:
                form.add_error(None, error)
            else:
                message = _("Proposed. The coordinators decide about it.")
                return JsonResponse({"isProposed": True, "message": message})
        errors = {name: " ".join(found) for name, found in form.errors.items()}
        return JsonResponse({"errors": errors}, status=400)

    def permission_denied(self, refusal: TranslationPermissionDenied):
        return JsonResponse({"message": str(refusal)}, status=403)
