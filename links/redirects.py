"""Finding the redirect for an address that leads nowhere.

A redirect from an address without a language holds for every language: it leads to the page in the
reader's language, or its fallback. A redirect from an address with a language holds for it alone.
"""

from collections.abc import Iterator
from typing import NamedTuple

from django.conf import settings
from django.db.models import Model, QuerySet
from django.utils import translation
from django.utils.text import capfirst
from wagtail.contrib.redirects.models import Redirect

from core.languages import active_language
from core.link_targets import linked_page_urls
from core.routing import MAX_PATH_DEPTH

from .addresses import MAX_PATH_LENGTH, normalised_path, split_language

# A redirect to an address that is redirected itself is followed, so that readers are sent once.
MAX_STEPS = 5


class RedirectTarget(NamedTuple):
    """Where an address leads now."""

    url: str
    is_permanent: bool


def find_redirect(path: str, query: str = "") -> RedirectTarget | None:
    """Return where a path of this site leads now; ``None`` if nowhere that readers may see.

    A page keeps the query, which may name the languages to show side by side.
    """
    followed: set[int] = set()
    target, next_path, next_query = None, path, query
    while found := _find(next_path, next_query):
        redirect, remaining = found
        language = split_language(next_path)[0] or active_language()
        with translation.override(language.code):
            url = _url(redirect, remaining)
        if not url or redirect.pk in followed or len(followed) == MAX_STEPS:
            return None
        followed.add(redirect.pk)
        if redirect.redirect_page_id and query and "?" not in redirect.old_path:
            url = f"{url}?{query}"
        is_permanent = redirect.is_permanent and (target is None or target.is_permanent)
        target = RedirectTarget(url, is_permanent)
        next_path, next_query = path_on_this_site(redirect.redirect_link), ""
        if redirect.redirect_page_id or not next_path:
            break
    return target


def path_on_this_site(url: str) -> str:
    """Return the path of an absolute or relative URL of this site; "" for one of another site."""
    path = url.removeprefix(settings.SITE_ADDRESS)
    path = path.partition("?")[0].partition("#")[0]
    return path if path.startswith("/") and not path.startswith("//") else ""


def redirects_to(pages: QuerySet) -> Iterator[tuple[Redirect, str]]:
    """Yield the redirects of editors that lead to these pages, each with the name of the field.

    Not those that the site has recorded: they belong to the page itself.
    """
    label = capfirst(Redirect._meta.get_field("redirect_page").verbose_name)
    added = Redirect.objects.filter(automatically_created=False)
    for redirect in added.filter(redirect_page__in=pages.order_by().values("pk")):
        yield redirect, label


def is_target_of_redirect(file: Model) -> bool:
    """Return whether a redirect leads to a picture or document, as from its address on an old site.

    A picture has no page and thus no address of its own, but that of its file.
    """
    path = getattr(file, "url", file.file.url)
    addresses = [path, f"{settings.SITE_ADDRESS}{path}"]
    return Redirect.objects.filter(redirect_link__in=addresses).exists()


def _find(path: str, query: str) -> tuple[Redirect, str] | None:
    """Return the redirect for a path, and the rest of the path below what it redirects."""
    if "\0" in path + query:
        return None
    candidates: dict[str, str] = {}
    for address, remaining in _candidates(path, query):
        if len(address) <= MAX_PATH_LENGTH:
            candidates.setdefault(address, remaining)
    stored = {item.old_path: item for item in Redirect.objects.filter(old_path__in=candidates)}
    for address, remaining in candidates.items():
        redirect = stored.get(address)
        # Only what the site has recorded is known to be the address of a page.
        if redirect and (redirect.automatically_created or not remaining):
            return redirect, remaining
    return None


def _candidates(path: str, query: str) -> Iterator[tuple[str, str]]:
    """Yield the stored forms of a path, the most specific first, each with the rest of the path.

    There is a rest for files of a page, such as its PDF, and for its further views: they have
    addresses below its own.
    """
    below_language = split_language(path)[1]
    for address in (path, below_language):
        if query:
            yield normalised_path(f"{address}?{query}"), ""
        yield normalised_path(address), ""
    components = below_language.split("/")[1:]
    if len(components) <= MAX_PATH_DEPTH:
        for length in range(len(components) - 1, 0, -1):
            above = normalised_path("/" + "/".join(components[:length]))
            yield above, "/".join(components[length:])


def _url(redirect: Redirect, remaining: str) -> str:
    if not redirect.redirect_page_id:
        return redirect.redirect_link
    page_id = str(redirect.redirect_page_id)
    url = linked_page_urls([page_id])[page_id]
    route = redirect.redirect_page_route_path.removeprefix("/") or remaining
    return f"{url}{route}" if url else ""
