"""The feed of the declarations."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from core.feeds import always_revalidated, atom_response
from declarations.models import DeclarationPage


@always_revalidated
def declarations_feed(request: HttpRequest) -> HttpResponse:
    return atom_response("declarations_feed", _("Declarations"), "declarations/", DeclarationPage)
