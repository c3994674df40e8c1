"""Records changes to accounts, groups and permissions, whichever view or command makes them.

And writes the line of each entry after its transaction, never for one that is rolled back.
"""

import logging
from functools import partial

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.db.models.signals import m2m_changed, post_delete, post_save, pre_save
from wagtail.log_actions import log
from wagtail.models import (
    BaseLogEntry,
    CollectionViewRestriction,
    GroupCollectionPermission,
    GroupPagePermission,
)

from core.django_internals import has_new_password

logger = logging.getLogger("audit")

User = get_user_model()
# The values of these fields are not recorded, only that they changed.
ACCOUNT_FIELDS = ("username", "email", "is_active", "is_superuser")
NAME_FIELDS = {User: "username", Group: "name", Permission: "codename"}
CHANGES = {"post_add": "added", "post_remove": "removed", "pre_clear": "removed"}


def register() -> None:
    post_save.connect(_write_line, dispatch_uid="audit line")
    pre_save.connect(_compare_account, sender=User, dispatch_uid="audit account compared")
    post_save.connect(_log_account, sender=User, dispatch_uid="audit account")
    for relation in (User.groups, User.user_permissions, Group.permissions):
        m2m_changed.connect(_log_relation, sender=relation.through, dispatch_uid="audit relation")
    for signal in (post_save, post_delete):
        for model in (GroupPagePermission, GroupCollectionPermission):
            signal.connect(_log_object_permission, sender=model, dispatch_uid="audit permission")
        signal.connect(
            _log_restriction, sender=CollectionViewRestriction, dispatch_uid="audit restriction"
        )


def _write_line(instance, created: bool, raw: bool, **kwargs) -> None:
    if isinstance(instance, BaseLogEntry) and created and not raw:
        write = partial(logger.info, instance.action, extra={"entry": instance})
        # A line that cannot be written must not fail what was done.
        transaction.on_commit(write, robust=True)


def _compare_account(instance, update_fields, **kwargs) -> None:
    saved = {*ACCOUNT_FIELDS, "password"} & set(update_fields or (*ACCOUNT_FIELDS, "password"))
    stored = User.objects.filter(pk=instance.pk).values(*ACCOUNT_FIELDS).first() if saved else None
    if stored:
        changed = [name for name in ACCOUNT_FIELDS if stored[name] != getattr(instance, name)]
        changed += ["password"] if has_new_password(instance) else []
    else:
        # Wagtail logs that an account is created; a command may also create an administrator.
        changed = ["is_superuser"] if saved and instance.is_superuser else []
    instance.changed_account_fields = [name for name in changed if name in saved]


def _log_account(instance, raw: bool, **kwargs) -> None:
    if instance.changed_account_fields and not raw:
        log(instance, "audit.account", data={"fields": instance.changed_account_fields})


def _log_relation(sender, instance, action: str, model, pk_set, **kwargs) -> None:
    if action not in CHANGES:
        return
    if pk_set is None:  # all are removed: these are still there
        own, other = instance._meta.model_name, model._meta.model_name
        rows = sender._default_manager.filter(**{own: instance.pk})
        pk_set = set(rows.values_list(other, flat=True))
    if pk_set:
        changed = model._default_manager.filter(pk__in=pk_set).order_by(NAME_FIELDS[model])
        names = list(changed.values_list(NAME_FIELDS[model], flat=True))
        name = "audit.groups" if sender is User.groups.through else "audit.permissions"
        log(instance, name, data={CHANGES[action]: names})


def _log_object_permission(instance, signal, created=True, raw=False, **kwargs) -> None:
    """Log a permission of a group for pages or a collection."""
    if created and not raw:
        place = instance.page if isinstance(instance, GroupPagePermission) else instance.collection
        change = "added" if signal is post_save else "removed"
        name = f"{instance.permission.codename}: {place}"
        log(instance.group, "audit.permissions", data={change: [name]})


def _log_restriction(instance, signal, created=False, raw=False, **kwargs) -> None:
    """Log the restriction of a collection, as Wagtail does that of a page."""
    if raw:
        return
    change = "delete" if signal is post_delete else "create" if created else "edit"
    kind = {"type": instance.restriction_type, "title": instance.get_restriction_type_display()}
    log(instance.collection, f"wagtail.view_restriction.{change}", data={"restriction": kind})
