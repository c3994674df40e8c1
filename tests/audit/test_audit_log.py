"""What is recorded of accounts, permissions, exports and imports, and who reads it."""

from datetime import timedelta
from io import StringIO

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log
from wagtail.models import (
    Collection,
    CollectionViewRestriction,
    GroupCollectionPermission,
    GroupPagePermission,
    ModelLogEntry,
    PageLogEntry,
)

from audit.models import AuditLogEntry
from audit.reports import AuditKind
from tests import specimens as specimen
from translation.roles import AUTHOR, SECRETARIAT_EDITOR

pytestmark = pytest.mark.django_db

SCREEN = "/admin/reports/audit-log/"


def entries(action: str) -> list[AuditLogEntry]:
    return list(AuditLogEntry.objects.filter(action=action).order_by("pk"))


def last(action: str) -> AuditLogEntry:
    return entries(action)[-1]


def rows(client, **parameters) -> list[str]:
    page = BeautifulSoup(client.get(SCREEN, parameters).content, "html.parser")
    return [" ".join(row.get_text(" ").split()) for row in page.select("main tbody tr")]


@pytest.fixture
def mira(db):
    user = get_user_model().objects.create_user("mira", "mira@example.org", "a long password")
    AuditLogEntry.objects.all().delete()
    return user


# Accounts and permissions


def test_changed_fields_of_an_account_are_named_without_their_values(mira):
    mira.email, mira.is_superuser = "new@example.org", True
    mira.save()
    entry = last("audit.account")
    assert entry.data == {"fields": ["email", "is_superuser"]}
    assert entry.object_id == str(mira.pk)
    mira.is_active = False
    mira.save(update_fields=["is_active"])
    assert last("audit.account").data == {"fields": ["is_active"]}


def test_what_is_not_saved_is_not_recorded(mira):
    mira.email = "new@example.org"
    mira.save(update_fields=["last_login"])
    mira.refresh_from_db()
    mira.save()
    assert not entries("audit.account")


def test_a_new_password_is_recorded_and_a_renewed_hash_is_not(mira, settings):
    mira.set_password("another long password")
    mira.save()
    assert last("audit.account").data == {"fields": ["password"]}
    settings.PASSWORD_HASHERS = settings.PASSWORD_HASHERS[::-1]
    before = mira.password
    assert mira.check_password("another long password")
    assert mira.password != before
    assert len(entries("audit.account")) == 1


def test_an_administrator_made_by_a_command_is_recorded(db):
    call_command("createsuperuser", "--noinput", username="root", email="root@example.org")
    assert last("audit.account").data == {"fields": ["is_superuser"]}


def test_groups_of_an_account_are_recorded_from_both_sides(mira):
    author, editor = (Group.objects.get(name=role.name) for role in (AUTHOR, SECRETARIAT_EDITOR))
    mira.groups.add(author)
    assert last("audit.groups").data == {"added": [author.name]}
    mira.groups.set([editor])
    assert [entry.data for entry in entries("audit.groups")[1:]] == [
        {"removed": [author.name]},
        {"added": [editor.name]},
    ]
    editor.user_set.clear()
    assert last("audit.groups").data == {"removed": ["mira"]}
    assert last("audit.groups").label == editor.name


def test_permissions_are_recorded(mira, home):
    group = Group.objects.create(name="Lawyers")
    permission = Permission.objects.get(codename="change_user")
    group.permissions.add(permission)
    mira.user_permissions.add(permission)
    on_page = GroupPagePermission.objects.create(group=group, page=home, permission=permission)
    on_page.delete()
    on_files = {"collection": Collection.get_first_root_node(), "permission": permission}
    GroupCollectionPermission.objects.create(group=group, **on_files)
    recorded = [(entry.label, entry.data) for entry in entries("audit.permissions")]
    assert recorded == [
        ("Lawyers", {"added": ["change_user"]}),
        ("mira", {"added": ["change_user"]}),
        ("Lawyers", {"added": [f"change_user: {home}"]}),
        ("Lawyers", {"removed": [f"change_user: {home}"]}),
        ("Lawyers", {"added": ["change_user: Root"]}),
    ]


def test_a_group_with_permissions_is_deleted(home):
    group = Group.objects.create(name="Lawyers")
    permission = Permission.objects.get(codename="change_page", content_type__model="page")
    GroupPagePermission.objects.create(group=group, page=home, permission=permission)
    group.delete()
    assert "removed" in last("audit.permissions").data


def test_the_restriction_of_a_collection_is_recorded(db):
    collection = Collection.get_first_root_node().add_child(name="Drafts")
    restriction = CollectionViewRestriction.objects.create(
        collection=collection, restriction_type="login"
    )
    restriction.delete()
    recorded = ModelLogEntry.objects.for_instance(collection).order_by("pk")
    assert [entry.action for entry in recorded] == [
        "wagtail.view_restriction.create",
        "wagtail.view_restriction.delete",
    ]


def test_a_change_in_the_admin_has_its_person_and_the_address_of_the_client(admin_client, mira):
    data = {"username": "mira", "email": "new@example.org", "first_name": "M", "last_name": "N"}
    admin_client.post(
        f"/admin/users/edit/{mira.pk}/", {**data, "is_active": "on"}, REMOTE_ADDR="192.0.2.7"
    )
    entry = last("audit.account")
    assert (entry.user.username, entry.address) == ("admin", "192.0.2.7")
    assert last("wagtail.edit").address == "192.0.2.7"


def test_what_is_done_to_several_accounts_at_once_is_recorded(admin_client, mira):
    address = f"/admin/bulk/core/user/{{}}/?id={mira.pk}&next=/admin/users/"
    admin_client.post(address.format("set_active_state"), {"mark_as_active": "True"})
    assert not entries("audit.account"), "it was active before"
    admin_client.post(address.format("set_active_state"), {"mark_as_active": "False"})
    admin_client.post(address.format("delete"))
    deactivated, deleted = last("audit.account"), last("wagtail.delete")
    assert deactivated.data == {"fields": ["is_active"]}
    assert (deleted.label, deleted.user.username) == ("mira", "admin")
    assert not get_user_model().objects.filter(pk=mira.pk).exists()


def test_what_is_rolled_back_leaves_no_entry(mira):
    with transaction.atomic():
        mira.groups.add(Group.objects.get(name=AUTHOR.name))
        transaction.set_rollback(True)
    assert not entries("audit.groups")


# Exports and imports


def test_a_file_that_is_downloaded_from_the_admin_is_recorded(admin_client):
    admin_client.get("/admin/reports/site-history/?export=csv")
    entry = last("audit.export")
    assert entry.user.username == entry.label == "admin"
    assert entry.data["name"].endswith(".csv")
    assert entry.data["path"] == "/admin/reports/site-history/"
    assert entry.message == f"Export: {entry.data['name']}"


def test_a_public_download_is_not_recorded_and_sets_no_cookie(client, home):
    response = client.get("/en/meetings/data.csv")
    assert response.headers["Content-Disposition"].startswith("attachment")
    assert not response.cookies
    assert not entries("audit.export")


# The screen


def test_administrators_see_all_logs_in_one_list(admin_client, admin_user, mira, home):
    page = specimen.content(home)
    log(page, "wagtail.publish", user=admin_user)
    mira.groups.add(Group.objects.get(name=AUTHOR.name))
    admin_client.get("/admin/reports/site-history/?export=xlsx", REMOTE_ADDR="192.0.2.7")
    shown = rows(admin_client)
    assert "192.0.2.7" in shown[0]
    assert "Export: " in shown[0]
    assert "Groups changed: + Authors" in shown[1]
    assert "Published" in shown[2]


@pytest.mark.parametrize(
    ("kind", "action"),
    [
        (AuditKind.SIGN_IN, "accounts.sign_in"),
        (AuditKind.ACCESS, "audit.groups"),
        (AuditKind.ACCESS, "wagtail.edit"),
        (AuditKind.PUBLICATION, "recycle_bin.restore"),
        (AuditKind.REVIEW, "translation.approve"),
        (AuditKind.EXCHANGE, "core.import"),
    ],
)
def test_a_kind_shows_its_entries_and_no_others(admin_client, admin_user, kind, action):
    ModelLogEntry.objects.all().delete()
    PageLogEntry.objects.all().delete()
    log(admin_user, action, user=admin_user)
    shown = {item: len(rows(admin_client, kind=item)) for item in AuditKind.values}
    assert shown.pop(kind) == 1
    assert not any(shown.values())


def test_settings_are_a_kind(admin_client):
    form = admin_client.get("/admin/settings/recycle_bin/recyclebinsettings/", follow=True)
    admin_client.post(form.request["PATH_INFO"], {"retention_days": 30})
    assert len(rows(admin_client, kind=AuditKind.SETTINGS)) == 1


def test_the_list_is_filtered_by_person_and_exported_with_addresses(admin_client, mira):
    mira.email = "new@example.org"
    mira.save()
    admin_client.get("/admin/reports/site-history/?export=csv", REMOTE_ADDR="192.0.2.7")
    admin_id = get_user_model().objects.get(username="admin").pk
    assert len(rows(admin_client, user=admin_id)) == 1
    text = b"".join(admin_client.get(SCREEN, {"export": "csv"}).streaming_content).decode()
    assert "192.0.2.7" in text
    assert "Account changed: email address" in text
    assert last("audit.export").data["path"] == SCREEN


def test_only_administrators_open_it(editor_client):
    assert editor_client.get(SCREEN).url == "/admin/"
    assert "audit-log" not in editor_client.get("/admin/").content.decode()


def test_nobody_has_a_permission_for_its_entries():
    assert not Permission.objects.filter(content_type__app_label="audit").exists()


def test_the_history_of_an_account_has_its_entries(admin_client, mira):
    mira.groups.add(Group.objects.get(name=AUTHOR.name))
    page = admin_client.get(f"/admin/users/history/{mira.pk}/")
    assert "Groups changed: + Authors" in page.content.decode()


# Retention


def test_old_entries_are_deleted_and_the_history_of_pages_is_not(mira, home, settings):
    settings.AUDIT_LOG_RETENTION_DAYS = 10
    page = specimen.content(home)
    for days in (9, 11):
        then = timezone.now() - timedelta(days=days)
        log(mira, "accounts.sign_in", timestamp=then)
        log(page, "wagtail.edit", timestamp=then)
    before = PageLogEntry.objects.count()
    output = StringIO()
    call_command("prune_audit_log", stdout=output)
    assert output.getvalue().startswith("1 ")
    assert len(entries("accounts.sign_in")) == 1
    assert PageLogEntry.objects.count() == before
