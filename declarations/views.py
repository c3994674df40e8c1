"""The permalinks of documents, all of them as one file, the themes, and the timeline of each."""

from http import HTTPStatus

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers
from wagtail.models import Page

from core.languages import active_language
from core.localization import live_public_pages
from core.localized_urls import localized_url
from core.models import Theme
from core.whole_files import WholeFileResponse

from .blocks import paragraph_anchor
from .collection import make_collection
from .models import DeclarationPage
from .theme_timelines import THEMES_ROUTE, theme_routes, theme_timeline, themes_with_counts


@require_safe
@vary_on_headers("Accept-Language")
def permalink(request: HttpRequest, number: str, paragraph: str = "") -> HttpResponse:
    """Redirect a permalink to the document, in the language that the browser prefers.

    The redirect is temporary, because slugs change and translations are added. A paragraph is
    valid if any language version of the document contains it; one that was removed from all of them
    is gone (410), and a number that was never given is not found. ``sought_page_id`` lets a
    middleware tell readers that the document was removed.
    """
    request.sought_page_id = int(number)
    key = Page.objects.filter(pk=int(number)).values("translation_key")
    versions = DeclarationPage.objects.filter(translation_key__in=key)
    if paragraph:
        versions = versions.with_cited_block(int(paragraph))
    page = versions.for_reader().first()
    if not page or (paragraph and not page.cited_block):
        raise Http404
    if not paragraph:
        return HttpResponseRedirect(localized_url(page))
    if not any(version.contains_cited_block for version in live_public_pages(versions)):
        context = {"page": page, "number": int(paragraph)}
        return render(
            request, "declarations/removed_paragraph.html", context, status=HTTPStatus.GONE
        )
    return HttpResponseRedirect(f"{localized_url(page)}#{paragraph_anchor(int(paragraph))}")


@require_safe
def collection(request: HttpRequest) -> WholeFileResponse:
    """Return all public declarations as one PDF, in the reader's language."""
    if not DeclarationPage.objects.for_reader().exists():
        raise Http404
    name = f"declarations-{active_language().code}.pdf"
    return WholeFileResponse(
        request.path,
        lambda: make_collection(request),
        content_type="application/pdf",
        headers={"Content-Disposition": f'inline; filename="{name}"'},
    )


@require_safe
def themes(request: HttpRequest) -> HttpResponse:
    """List the themes, each with its numbers of paragraphs and declarations."""
    request.non_page_route = THEMES_ROUTE
    return render(request, "declarations/themes.html", {"themes": themes_with_counts()})


@require_safe
def theme(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the timeline of a theme, the earliest entries first."""
    themes_for_reader = Theme.objects.filter(slug=slug).for_reader()
    if not themes_for_reader:
        raise Http404
    theme = themes_for_reader[0]
    request.non_page_route = theme_routes(slug=slug)[0]
    context = {"theme": theme, "entries": theme_timeline(theme)}
    return render(request, "declarations/theme.html", context)
