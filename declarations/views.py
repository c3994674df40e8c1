"""The permalinks of documents, the list of themes, and the timeline of each theme."""

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
    """Redirect a permalink to the document, in the language that the browser prefers.

    The redirect is temporary, because slugs change and translations are added. A paragraph is
    valid if any language version of the document contains its number.
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
    """List the themes, each with its numbers of paragraphs and declarations."""
    request.fixed_address = THEMES
    return render(request, "declarations/themes.html", {"themes": counted_themes()})


@require_safe
def theme(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the timeline of a theme, the earliest entries first."""
    themes_for_reader = Theme.objects.filter(slug=slug).for_reader()
    if not themes_for_reader:
        raise Http404
    theme = themes_for_reader[0]
    request.fixed_address = theme_addresses(slug=slug)[0]
    context = {"theme": theme, "entries": thread(theme)}
    return render(request, "declarations/theme.html", context)
