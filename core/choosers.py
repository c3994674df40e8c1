"""Wagtail's choosers, which read the key of the chosen object from a hidden field or an address."""

from functools import wraps
from urllib.parse import unquote

from django.core.exceptions import ValidationError
from django.http import Http404
from wagtail.admin.views.generic.chooser import ChosenMultipleViewMixin, ChosenViewMixin
from wagtail.admin.widgets.chooser import BaseChooser

UNKNOWN_KEY = "0"


def have_choosers_refuse_unreadable_keys() -> None:
    """Have all choosers of fields and blocks take what cannot be a key for one of no object.

    Wagtail asks the database for whatever was sent: a text or a huge number is a server error. The
    form says of a key of no object that the choice is not valid, and the address does not exist.
    """
    _have_fields_refuse_unreadable_keys()
    _have_views_refuse_unreadable_keys()


def _have_fields_refuse_unreadable_keys() -> None:
    read = BaseChooser.value_from_datadict

    @wraps(read)
    def value_from_datadict(self, data, files, name):
        value = read(self, data, files, name)
        return value if value is None or _can_be_key(self.model_class, value) else UNKNOWN_KEY

    BaseChooser.value_from_datadict = value_from_datadict


def _have_views_refuse_unreadable_keys() -> None:
    choose, find_many = ChosenViewMixin.get, ChosenMultipleViewMixin.get

    @wraps(choose)
    def get(self, request, pk):
        if not _can_be_key(self.model_class, unquote(str(pk))):
            raise Http404
        return choose(self, request, pk)

    @wraps(find_many)
    def get_many(self, request):
        if not all(_can_be_key(self.model_class, pk) for pk in request.GET.getlist("id")):
            raise Http404
        return find_many(self, request)

    ChosenViewMixin.get, ChosenMultipleViewMixin.get = get, get_many


def _can_be_key(model, value) -> bool:
    key = model._meta.pk
    field = getattr(key, "target_field", key)  # that of the parent, for a type of pages
    try:
        field.run_validators(field.to_python(value))
    except ValidationError:
        return False
    return True
