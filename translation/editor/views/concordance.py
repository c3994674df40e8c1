"""The search in confirmed translations, for the side panel of the editor."""

from django.http import JsonResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.generic.base import View

from translation.policies import TranslationPermissionDenied
from translation.segments.concordance import MAX_CANDIDATES, ConcordanceSearch
from translation.views import AssignmentMixin

RESULTS = 20  # shown at first, and by each “more”
MAX_RESULTS = 200


class ConcordanceView(AssignmentMixin, View):
    """Return the first ``most`` results for the words ``q``: JSON with HTML and a message."""

    http_method_names = ("get",)

    def get(self, request, **kwargs):
        concordance = ConcordanceSearch(request.GET.get("q", ""), self.assignment)
        most = self._most()
        context = {
            "terms": concordance.terms(),
            "hits": concordance.first_hits(most),
            "more": min(most + RESULTS, MAX_RESULTS),
            "has_more": len(concordance.hits) > most and most < MAX_RESULTS,
            "language": self.assignment.language,
            "source_language": self.assignment.source_language,
            "may_edit": self.policy.may("edit", self.assignment),
        }
        template = "translation/editor/concordance_results.html"
        return JsonResponse(
            {
                "html": render_to_string(template, context, request),
                "message": _message(concordance),
            }
        )

    def _most(self) -> int:
        most = self.request.GET.get("most", "")
        return min(int(most), MAX_RESULTS) if most.isdecimal() and len(most) < 5 else RESULTS

    def permission_denied(self, refusal: TranslationPermissionDenied):
        return JsonResponse({"message": str(refusal)}, status=403)


def _message(concordance: ConcordanceSearch) -> str:
    count = len(concordance.hits)
    message = ngettext("%(count)d translation found.", "%(count)d translations found.", count)
    message = message % {"count": count}
    if not concordance.is_complete:
        limit = _("Only the latest translations were searched, at most %(most)d.")
        message += " " + limit % {"most": MAX_CANDIDATES}
    return message
