from django.core.validators import validate_slug
from django.utils.translation import gettext_lazy as _

from core.fields import FormChoiceField
from core.non_page_routes import NonPageRoute, routes_for_reader


def easy_routes() -> dict[str, NonPageRoute]:
    """Return the views of the site that may have an easy version, by name."""
    return {route.name: route for route in routes_for_reader() if route.may_be_easy}


class EasyRouteField(FormChoiceField):
    """The name of a view that may have an easy version."""

    code_length = 50
    code_validator = validate_slug

    def form_choices(self) -> list[tuple[str, str]]:
        routes = easy_routes().items()
        return [
            ("", _("the page above this one")),
            *((name, route.title) for name, route in routes),
        ]
