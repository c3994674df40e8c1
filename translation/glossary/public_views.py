"""The glossary that readers see: the terms in their language, each in all languages, and files."""

import csv
import io

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import conditional_page, require_safe

from core.csv_files import csv_response
from core.languages import active_language
from core.localized_urls import absolute_url, reverse_in_language
from core.structured_data import Thing, without_empty
from translation.glossary import tbx
from translation.glossary.public_terms import (
    GLOSSARY_ROUTE,
    TermForReader,
    public_terms,
    term_languages,
    term_route,
    terms_for_reader,
)

COLUMNS = ("number", "language", "term", "definition")


@require_safe
def glossary(request: HttpRequest) -> HttpResponse:
    """List the public terms in the reader's language. Without any, there is no glossary."""
    terms = terms_for_reader()
    if not terms:
        raise Http404
    request.non_page_route = GLOSSARY_ROUTE
    return render(request, "translation/glossary/public_terms.html", {"terms": terms})


@require_safe
def glossary_term(request: HttpRequest, number: int) -> HttpResponse:
    """Show a term and its definition in all languages, the reader's own first."""
    term = public_terms().get(number)
    if not term:
        raise Http404
    request.non_page_route = term_route(term)
    shown = TermForReader.of(term, active_language())
    context = {"term": shown, "languages": list(term_languages(term)), "data": _defined_term(shown)}
    return render(request, "translation/glossary/public_term.html", context)


@require_safe
@cache_control(no_cache=True)
@conditional_page
def glossary_file(request: HttpRequest, extension: str) -> HttpResponse:
    """Return the public terms in all languages, as a table or for translation tools."""
    terms = public_terms().values()
    if not terms:
        raise Http404
    if extension == tbx.EXTENSION:
        return tbx.tbx_response(tbx.write_public(terms), "glossary")
    return csv_response(_table(terms), "glossary.csv")


def _table(terms) -> str:
    output = io.StringIO()
    writer = csv.writer(output)
    writer.writerow(COLUMNS)
    for term in terms:
        for language, found in term_languages(term):
            definition = found.definition
            is_own = definition and definition.text_language == language
            writer.writerow([term.pk, language.tag, found.name, definition if is_own else ""])
    return output.getvalue()


def _defined_term(term: TermForReader) -> Thing:
    """Return the term in the vocabulary of schema.org."""
    return without_empty(
        {
            "@context": "https://schema.org",
            "@type": "DefinedTerm",
            "name": str(term.name),
            "description": str(term.definition or ""),
            "url": absolute_url(reverse_in_language("glossary_term", None, str(term.number))),
            "inLanguage": term.name.text_language.tag,
            "inDefinedTermSet": {
                "@type": "DefinedTermSet",
                "name": str(GLOSSARY_ROUTE.title),
                "url": absolute_url(reverse_in_language("glossary")),
            },
        }
    )
