"""What the Secretariat's editors may do, as a table that the set-up brings into the database.

Permissions are data: running the set-up again gives a role what the table says and takes nothing
that an administrator added.
"""

from dataclasses import dataclass

from django.contrib.auth.models import Group, Permission
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page


@dataclass(frozen=True)
class Role:
    """A group of accounts; permissions are codenames, pages and collections from the root down.

    Wagtail asks for the rights on images and documents under the names of its own models, also
    where a site has models of its own.
    """

    name: str
    permissions: tuple[str, ...]
    page_permissions: tuple[str, ...]
    collection_permissions: tuple[str, ...]


SECRETARIAT_EDITOR = Role(
    name="Secretariat editors",
    permissions=("access_admin", "add_theme", "change_theme", "delete_theme", "submit_translation"),
    page_permissions=("add_page", "change_page", "publish_page", "lock_page", "unlock_page"),
    collection_permissions=(
        "add_image",
        "change_image",
        "choose_image",
        "add_document",
        "change_document",
        "choose_document",
    ),
)

ROLES = (SECRETARIAT_EDITOR,)


def synchronise_roles() -> None:
    """Bring every role of the table into the database."""
    for role in ROLES:
        group, _ = Group.objects.get_or_create(name=role.name)
        group.permissions.add(*Permission.objects.filter(codename__in=role.permissions))
        root = Page.get_first_root_node()
        for permission in Permission.objects.filter(
            codename__in=role.page_permissions, content_type__app_label="wagtailcore"
        ):
            GroupPagePermission.objects.get_or_create(group=group, page=root, permission=permission)
        for permission in Permission.objects.filter(codename__in=role.collection_permissions):
            GroupCollectionPermission.objects.get_or_create(
                group=group, collection=Collection.get_first_root_node(), permission=permission
            )
