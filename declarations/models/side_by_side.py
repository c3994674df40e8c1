"""A document in two or three languages or scripts side by side, at an address of its own."""

from urllib.parse import urlencode

from django.http import HttpResponseRedirect

from core.addresses import address
from core.languages import Language, all_languages
from core.routing import reading
from declarations.parallel import ParallelReading

PARAMETER = "with"
MOST_NAMED = 5  # languages of an address that are looked at; more than fit are said to be so


class SideBySide:
    """A trait of pages whose text can be read beside other language versions of itself."""

    query_parameters = (PARAMETER,)

    @property
    def languages_beside(self) -> list[Language]:
        """What can be laid beside this text: the other languages in which readers find it."""
        found = reading().translated(self) - {self.text_language.code}
        return [language for language in all_languages() if language.code in found]

    def serve(self, request, *args, **kwargs):
        """Lead from what the form sends to the one address that is worth sharing."""
        given = request.GET.getlist(PARAMETER)
        if given and (len(given) > 1 or not given[0]):
            return HttpResponseRedirect(address(self) + _query(given))
        return super().serve(request, *args, **kwargs)

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        parallel = ParallelReading(self, _codes(request.GET.getlist(PARAMETER)))
        return {
            **context,
            "parallel": parallel,
            "problems": parallel.problems,
            "query": _query([language.code for language in parallel.chosen]) if parallel else "",
        }


def _codes(given: list[str]) -> list[str]:
    codes = ",".join(given).lower().split(",")
    return [code.strip() for code in codes if code.strip()][:MOST_NAMED]


def _query(given: list[str]) -> str:
    codes = ",".join(dict.fromkeys(_codes(given)))
    return f"?{urlencode({PARAMETER: codes}, safe=',')}" if codes else ""
