from django import forms
from django.core.validators import validate_slug
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from core.non_page_routes import NonPageRoute, routes_for_reader


def easy_routes() -> dict[str, NonPageRoute]:
    """Return the views of the site that may have an easy version, by name."""
    return {route.name: route for route in routes_for_reader() if route.may_be_easy}


class EasyRouteField(models.CharField):
    """The name of a view that may have an easy version; the choices belong to the form alone."""

    def __init__(self, *args, **kwargs):
        kwargs["max_length"] = 50
        kwargs.setdefault("validators", [validate_slug])
        super().__init__(*args, **kwargs)

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        kwargs.pop("max_length")
        kwargs.pop("validators", None)
        return name, path, args, kwargs

    def formfield(self, **kwargs):
        return forms.ChoiceField(
            choices=lambda: [
                ("", _("the page above this one")),
                *((name, route.title) for name, route in easy_routes().items()),
            ],
            required=False,
            label=capfirst(self.verbose_name),
            help_text=self.help_text,
        )
