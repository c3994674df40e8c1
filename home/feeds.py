"""The feed of the whole site."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from core.feeds import always_revalidated, atom_response
from core.page_types import page_types


@always_revalidated
def feed(request: HttpRequest) -> HttpResponse:
    """Return the Atom feed of all page types that are listed in feeds."""
    models = [model for model in page_types() if model.in_feeds]
    return atom_response("feed", _("The whole site"), "", *models)
