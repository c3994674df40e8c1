"""Accounts and their permissions, as every request to the admin reads them: in one query each."""

from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import Group, Permission
from django.db.models import Q, QuerySet

from .django_internals import kept_permissions
from .models import User
from .prepared_queries import prepared_query


class AccountBackend(ModelBackend):
    """Django's backend, with half of its queries."""

    def get_user(self, user_id):
        """Return an account with its Wagtail profile, in whose language the admin is shown."""
        found = _accounts(user_id)
        return found[0] if found and self.user_can_authenticate(found[0]) else None

    def get_all_permissions(self, user_obj, obj=None):
        """Return the names of the permissions of an account and of its groups."""
        if not user_obj.is_active or user_obj.is_anonymous or obj is not None:
            return set()
        return kept_permissions(user_obj, _names_of_permissions)


@prepared_query
def _accounts(pk: int) -> QuerySet:
    return User.objects.select_related("wagtail_userprofile").filter(pk=pk)


def _names_of_permissions(user: User) -> set[str]:
    found = _all_permissions() if user.is_superuser else _permissions(user.pk)
    return {f"{app_label}.{codename}" for app_label, codename in found}


@prepared_query
def _permissions(pk: int) -> QuerySet:
    # PostgreSQL plans these subqueries in half of the time of joins, which is most of what it does.
    groups = User.groups.through.objects.filter(user=pk).values("group")
    of_groups = Group.permissions.through.objects.filter(group__in=groups).values("permission")
    of_account = User.user_permissions.through.objects.filter(user=pk).values("permission")
    return _all_permissions().filter(Q(pk__in=of_groups) | Q(pk__in=of_account))


def _all_permissions() -> QuerySet:
    return Permission.objects.order_by().values_list("content_type__app_label", "codename")
