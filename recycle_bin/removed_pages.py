"""Finding what was removed from an address that readers ask for."""

from django.db.models import Case, Q, When
from django.http import HttpRequest
from wagtail.contrib.redirects.models import Redirect

from core.languages import active_language, site_language
from recycle_bin.models import MAX_PATH_LENGTH, RecycledPage

NEWEST_FIRST = ("-entry__deleted_at",)


def removed_page(request: HttpRequest) -> RecycledPage | None:
    """Return the page that was at the address of a request that found nothing.

    Only one that was public, in the language of the address or one of its fallbacks. A view that
    looks for a page by its id stores the id as ``request.sought_page_id``.
    """
    pages = RecycledPage.objects.filter(was_public=True).order_by(*NEWEST_FIRST)
    if hasattr(request, "sought_page_id"):
        keys = RecycledPage.objects.filter(page_id=request.sought_page_id)
        return pages.filter(translation_key__in=keys.values("translation_key")).first()
    path = _path_below_home(request)
    if path is None or "\0" in path or len(path) > MAX_PATH_LENGTH:
        return None
    codes = [language.code for language in active_language().fallback_chain]
    pages = pages.filter(Q(path=path) | _is_redirected_from(request.path_info))
    exact_first = Case(When(path=path, then=0), default=1)
    return pages.filter(language_code__in=codes).order_by(exact_first, *NEWEST_FIRST).first()


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


def _is_redirected_from(path: str) -> Q:
    """Return the condition for a removed page that an earlier address of it still leads to.

    A redirect from an address without a language holds for every language.
    """
    _code, slash, below = path.removeprefix("/").partition("/")
    old_paths = {Redirect.normalise_path(address) for address in (path, f"{slash}{below}")}
    targets = Redirect.objects.filter(old_path__in=old_paths, redirect_page__isnull=False)
    return Q(page_id__in=targets.values("redirect_page"))
