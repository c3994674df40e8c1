"""Short addresses of documents, and what the declarations say on each theme."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers
from wagtail.models import Page

from core.addresses import address
from core.localization import public
from core.models import Theme

from .blocks import anchor
from .models import DeclarationPage
from .threads import THEMES, counted_themes, theme_addresses, thread


@require_safe
@vary_on_headers("Accept-Language")
def document(request: HttpRequest, number: str, paragraph: str = "") -> HttpResponseRedirect:
    """Lead from the short address to the document, in the language that the browser asks for.

    The redirect is a temporary one: tomorrow the document may have another title and address, or
    a translation. A paragraph is found if the document has it in any language.
    """
    key = Page.objects.filter(pk=int(number)).values("translation_key")
    versions = DeclarationPage.objects.filter(translation_key__in=key)
    page = versions.for_reader().first()
    if not page:
        raise Http404
    if not paragraph:
        return HttpResponseRedirect(address(page))
    if not any(int(paragraph) in version.paragraph_numbers for version in public(versions)):
        raise Http404
    return HttpResponseRedirect(f"{address(page)}#{anchor(int(paragraph))}")


@require_safe
def themes(request: HttpRequest) -> HttpResponse:
    """List the themes, each with the number of paragraphs on it."""
    request.fixed_address = THEMES
    return render(request, "declarations/themes.html", {"themes": counted_themes()})


@require_safe
def theme(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what was promised on a theme, and the meetings about it, the earliest first."""
    found = Theme.objects.filter(slug=slug).for_reader()
    if not found:
        raise Http404
    request.fixed_address = theme_addresses(slug=slug)[0]
    return render(
        request, "declarations/theme.html", {"theme": found[0], "entries": thread(found[0])}
    )
