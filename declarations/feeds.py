"""The feed of the declarations."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from core.feeds import atom, followed
from declarations.models import DeclarationPage


@followed
def declarations_feed(request: HttpRequest) -> HttpResponse:
    return atom("declarations_feed", _("Declarations"), "declarations/", DeclarationPage)
