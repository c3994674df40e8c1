"""Accounts and their permissions, as every request to the admin reads them: in one query each."""

from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import Permission

from .models import User


class AccountBackend(ModelBackend):
    """Django's backend, with half of its queries."""

    def get_user(self, user_id):
        """Return an account with its Wagtail profile, in whose language the admin is shown."""
        user = User.objects.select_related("wagtail_userprofile").filter(pk=user_id).first()
        return user if user and self.user_can_authenticate(user) else None

    def get_all_permissions(self, user_obj, obj=None):
        """Return the names of the permissions of an account and of its groups."""
        if not user_obj.is_active or user_obj.is_anonymous or obj is not None:
            return set()
        if not hasattr(user_obj, "_perm_cache"):
            user_obj._perm_cache = {
                f"{app_label}.{codename}" for app_label, codename in _permissions(user_obj)
            }
        return user_obj._perm_cache


def _permissions(user):
    permissions = Permission.objects.order_by().values_list("content_type__app_label", "codename")
    if user.is_superuser:
        return permissions
    return permissions.filter(user=user).union(permissions.filter(group__user=user))
