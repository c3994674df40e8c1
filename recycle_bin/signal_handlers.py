"""Receivers of signals."""

from django.core.exceptions import PermissionDenied
from django.db.models.signals import pre_save
from django.utils.translation import gettext as _

from core.models import BasePage
from core.site_tree import is_in_site_tree


def register() -> None:
    pre_save.connect(_refuse_creation, dispatch_uid="created in the recycle bin")


def _refuse_creation(instance, raw: bool = False, **kwargs) -> None:
    """Refuse to create or copy a page in the recycle bin, whichever view is asked to."""
    if (
        isinstance(instance, BasePage)
        and instance._state.adding
        and not raw
        and not is_in_site_tree(instance)
    ):
        raise PermissionDenied(_("Nothing can be added below a deleted page."))
