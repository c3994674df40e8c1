"""Finding what was removed from an address that readers ask for."""

from django.http import HttpRequest
from wagtail.contrib.redirects.models import Redirect

from core.languages import active_language, site_language
from recycle_bin.models import MAX_PATH_LENGTH, RecycledPage


def removed_page(request: HttpRequest) -> RecycledPage | None:
    """Return the page that was at the address of a request that found nothing.

    Only one that was public, in the language of the address or one of its fallbacks. A view that
    looks for a page by its id stores the id as ``request.sought_page_id``.
    """
    pages = RecycledPage.objects.filter(was_public=True).order_by("-entry__deleted_at")
    if hasattr(request, "sought_page_id"):
        keys = RecycledPage.objects.filter(page_id=request.sought_page_id)
        return pages.filter(translation_key__in=keys.values("translation_key")).first()
    path = _path_below_home(request)
    if path is None or "\0" in path or len(path) > MAX_PATH_LENGTH:
        return None
    codes = [language.code for language in active_language().fallback_chain]
    pages = pages.filter(language_code__in=codes)
    return pages.filter(path=path).first() or _redirected_page(request, pages)


def _path_below_home(request: HttpRequest) -> str | None:
    """Return the path of the page that an address belongs to; ``None`` for no page's address.

    The last part without a slash is a file that is made from the page.
    """
    code, _, below = request.path_info.removeprefix("/").partition("/")
    try:
        site_language(code)
    except KeyError:
        return None
    page_path, slash, _file = below.rpartition("/")
    return f"{page_path}{slash}" or None


def _redirected_page(request: HttpRequest, pages) -> RecycledPage | None:
    """Return the removed page that an earlier address of it still leads to.

    A redirect from an address without a language holds for every language.
    """
    path = request.path_info
    _code, slash, below = path.removeprefix("/").partition("/")
    old_paths = {Redirect.normalise_path(address) for address in (path, f"{slash}{below}")}
    targets = Redirect.objects.filter(old_path__in=old_paths, redirect_page__isnull=False)
    return pages.filter(page_id__in=targets.values("redirect_page")).first()
