from collections.abc import Callable
from functools import wraps

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_safe

from core.languages import active_language
from core.layout import layout_context_for
from core.localized_urls import reverse_in_language
from core.middleware import PUBLIC_CONTENT_SECURITY_POLICY
from core.models import BasePage

from .design_tokens import MIN_CONTRAST, all_tokens, colour_pairs, focus_declarations
from .groups import GROUPS
from .sample_objects import other_script, section
from .samples import SampleGroup

# Design tokens that are lengths.
SPACES = ("gap", "space-large", "measure", "page")
SCHEMES = {"light": pgettext_lazy("colours", "light"), "dark": pgettext_lazy("colours", "dark")}


def _not_for_search_engines(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    @require_safe
    @wraps(view)
    def wrapped(request: HttpRequest, **kwargs: str) -> HttpResponse:
        response = view(request, **kwargs)
        response.headers["X-Robots-Tag"] = "noindex"
        return response

    return wrapped


@_not_for_search_engines
def style_guide(request: HttpRequest) -> HttpResponse:
    """Show the design tokens and plain elements, with links to the groups of components."""
    found = all_tokens()
    context = {
        "colours": [token for token in found if token.is_colour],
        "pairs": colour_pairs(),
        "least_contrast": MIN_CONTRAST,
        "sizes": [token for token in found if token.name.startswith("step-")],
        "spaces": [token for token in found if token.name in SPACES],
        "fonts": [token for token in found if token.name in ("serif", "sans")],
        **_navigation(request),
    }
    return render(request, "cms/style_guide/start.html", context)


@_not_for_search_engines
def style_guide_group(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the components of one group."""
    group = _group(slug)
    shown = [
        (sample, sample.render(request)) for sample in group.samples(layout_context_for(request))
    ]
    context = {"group": group, "samples": shown, "head": _head(group), **_navigation(request)}
    return render(request, "cms/style_guide/group.html", context)


@_not_for_search_engines
def style_guide_frames(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a group in iframes: both scripts, light and dark, narrow and wide."""
    group = _group(slug)
    frames = [
        (
            f"{language.name}, {label}",
            f"{reverse_in_language('style_guide_group', language, slug)}?scheme={scheme}",
        )
        for language in (active_language(), other_script())
        for scheme, label in SCHEMES.items()
    ]
    context = {"group": group, "frames": frames, "head": _head(group), **_navigation(request)}
    response = render(request, "cms/style_guide/frames.html", context)
    response.headers["Content-Security-Policy"] = (
        f"{PUBLIC_CONTENT_SECURITY_POLICY}; frame-src 'self'"
    )
    return response


@_not_for_search_engines
def style_guide_sheet(request: HttpRequest, scheme: str) -> HttpResponse:
    """Return the CSS that displays the tokens, and selects the colour scheme."""
    found = all_tokens()
    context = {
        "tokens": found,
        "focus": focus_declarations(),
        "scheme": scheme if scheme in SCHEMES else "",
        "values": [(token.name, getattr(token, scheme, "")) for token in found],
    }
    return render(request, "cms/style_guide/tokens.css", context, content_type="text/css")


def _group(slug: str) -> SampleGroup:
    found = next((group for group in GROUPS if group.slug == slug), None)
    if not found:
        raise Http404
    return found


def _head(group: SampleGroup) -> BasePage:
    """Return a page for the component ``heading.html``."""
    summary = _("Pieces of public pages, shown by the templates themselves.")
    return section(title=str(group.name), summary=summary)


def _navigation(request: HttpRequest) -> dict:
    """Return the context of all pages: the groups, and the selected colour scheme."""
    scheme = request.GET.get("scheme", "")
    return {"groups": GROUPS, "scheme": scheme if scheme in SCHEMES else "device"}
