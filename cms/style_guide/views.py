from collections.abc import Callable
from functools import wraps

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_safe

from core.addresses import named_address
from core.frame import frame_of
from core.languages import current
from core.middleware import READER_POLICY
from core.models import BasePage

from .groups import GROUPS
from .records import other_script, section
from .samples import Group
from .tokens import LEAST_CONTRAST, focus_declarations, pairs, tokens

SCHEMES = {"light": pgettext_lazy("colours", "light"), "dark": pgettext_lazy("colours", "dark")}


def _not_for_search_engines(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    @require_safe
    @wraps(view)
    def answer(request: HttpRequest, **arguments: str) -> HttpResponse:
        response = view(request, **arguments)
        response.headers["X-Robots-Tag"] = "noindex"
        return response

    return answer


@_not_for_search_engines
def style_guide(request: HttpRequest) -> HttpResponse:
    """Show the tokens of the style sheet and plain elements, and lead to the pieces of pages."""
    found = tokens()
    context = {
        "colours": [token for token in found if token.is_colour],
        "pairs": pairs(),
        "least_contrast": LEAST_CONTRAST,
        "sizes": [token for token in found if token.name.startswith("step-")],
        "spaces": [token for token in found if token.name in ("gap", "room", "measure", "page")],
        "fonts": [token for token in found if token.name in ("serif", "sans")],
        **_choices(request),
    }
    return render(request, "cms/style_guide/start.html", context)


@_not_for_search_engines
def style_guide_group(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the pieces of one kind."""
    group = _group(slug)
    shown = [(sample, sample.render(request)) for sample in group.samples(frame_of(request))]
    context = {"group": group, "samples": shown, "head": _head(group), **_choices(request)}
    return render(request, "cms/style_guide/group.html", context)


@_not_for_search_engines
def style_guide_frames(request: HttpRequest, slug: str) -> HttpResponse:
    """Show pieces in both scripts, by day and by night, on a narrow screen and a wide one."""
    group = _group(slug)
    frames = [
        (
            f"{language.name}, {label}",
            f"{named_address('style_guide_group', language, slug)}?scheme={scheme}",
        )
        for language in (current(), other_script())
        for scheme, label in SCHEMES.items()
    ]
    context = {"group": group, "frames": frames, "head": _head(group), **_choices(request)}
    response = render(request, "cms/style_guide/frames.html", context)
    response.headers["Content-Security-Policy"] = f"{READER_POLICY}; frame-src 'self'"
    return response


@_not_for_search_engines
def style_guide_sheet(request: HttpRequest, scheme: str) -> HttpResponse:
    """Return the rules that show tokens, and those that choose the colours of day or night."""
    found = tokens()
    context = {
        "tokens": found,
        "focus": focus_declarations(),
        "scheme": scheme if scheme in SCHEMES else "",
        "values": [(token.name, getattr(token, scheme, "")) for token in found],
    }
    return render(request, "cms/style_guide/tokens.css", context, content_type="text/css")


def _group(slug: str) -> Group:
    found = next((group for group in GROUPS if group.slug == slug), None)
    if not found:
        raise Http404
    return found


def _head(group: Group) -> BasePage:
    """What stands at the head of a page: the first piece of all."""
    summary = _("Pieces of public pages, shown by the templates themselves.")
    return section(title=str(group.name), summary=summary)


def _choices(request: HttpRequest) -> dict:
    """What every page of the guide has: the other pages, and the colours that were asked for."""
    scheme = request.GET.get("scheme", "")
    return {"groups": GROUPS, "scheme": scheme if scheme in SCHEMES else "device"}
