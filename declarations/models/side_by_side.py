"""A document in two or three languages or scripts side by side, with a URL of its own."""

from urllib.parse import urlencode

from django.http import HttpResponseRedirect

from core.languages import Language, all_languages, reader_first
from core.localized_urls import localized_url
from core.routing import page_resolver
from declarations.parallel_text import ParallelText

LANGUAGES_PARAMETER = "with"
MAX_PARAMETER_LANGUAGES = 5  # more than are shown, so that readers see the message about it


class SideBySideMixin:
    """A mixin for pages whose text can be shown side by side with its translations."""

    query_parameters = (LANGUAGES_PARAMETER,)

    def parameters_in(self, language: Language, parameters: dict[str, str]) -> dict[str, str]:
        """Show the same languages side by side: this one changes places with the chosen one."""
        others = {language.code: self.text_language.code}
        codes = [others.get(code, code) for code in _codes([parameters[LANGUAGES_PARAMETER]])]
        return {LANGUAGES_PARAMETER: ",".join(dict.fromkeys(codes))}

    @property
    def parallel_languages(self) -> list[Language]:
        """The other languages in which the page is published, in the order of ``reader_first``."""
        published = page_resolver().translated_codes(self) - {self.text_language.code}
        others = [language for language in all_languages() if language.code in published]
        return reader_first(others, language=lambda item: item)

    def serve(self, request, *args, **kwargs):
        """Redirect the repeated parameters of the form to one canonical URL."""
        values = request.GET.getlist(LANGUAGES_PARAMETER)
        if values and (len(values) > 1 or not values[0]):
            return HttpResponseRedirect(localized_url(self) + _query_string(values))
        return super().serve(request, *args, **kwargs)

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        parallel = ParallelText(self, _codes(request.GET.getlist(LANGUAGES_PARAMETER)))
        codes = [language.code for language in parallel.chosen]
        return {
            **context,
            "parallel": parallel,
            "problems": parallel.problems,
            "query": _query_string(codes),
        }


def _codes(values: list[str]) -> list[str]:
    codes = ",".join(values).lower().split(",")
    return [code.strip() for code in codes if code.strip()][:MAX_PARAMETER_LANGUAGES]


def _query_string(values: list[str]) -> str:
    codes = ",".join(dict.fromkeys(_codes(values)))
    return f"?{urlencode({LANGUAGES_PARAMETER: codes}, safe=',')}" if codes else ""
