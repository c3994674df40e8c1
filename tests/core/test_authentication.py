"""The authentication backend: the same answers as Django's, with half of the queries."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import Group, Permission
from django.test import Client
from django.urls import reverse
from wagtail.users.models import UserProfile

from core.authentication import AccountBackend
from translation.roles import COORDINATOR

pytestmark = pytest.mark.django_db


@pytest.fixture
def account(db):
    """An account with a permission of its own and those of a group."""
    user = get_user_model().objects.create_user("ana")
    user.user_permissions.add(Permission.objects.get(codename="add_site"))
    user.groups.add(Group.objects.get(name=COORDINATOR.name))
    return user


def fresh(account):
    return get_user_model().objects.get(pk=account.pk)


def test_permissions_of_the_account_and_of_its_groups_are_read_in_one_query(
    account, django_assert_num_queries
):
    expected = ModelBackend().get_all_permissions(fresh(account))
    assert {"wagtailcore.add_site", "translation.coordinate_translations"} <= expected
    loaded = fresh(account)
    with django_assert_num_queries(1):
        assert AccountBackend().get_all_permissions(loaded) == expected
        assert loaded.has_perm("wagtailcore.add_site")


def test_superusers_have_every_permission_and_inactive_accounts_none(account, admin_user):
    assert AccountBackend().get_all_permissions(admin_user) == {
        f"{permission.content_type.app_label}.{permission.codename}"
        for permission in Permission.objects.select_related("content_type")
    }
    account.is_active = False
    assert AccountBackend().get_all_permissions(account) == set()


def test_the_account_of_a_session_has_its_profile(account, django_assert_num_queries):
    UserProfile.objects.create(user=account, preferred_language="sl")
    with django_assert_num_queries(1):
        loaded = AccountBackend().get_user(account.pk)
        assert loaded.wagtail_userprofile.preferred_language == "sl"


def test_an_account_that_was_deactivated_is_logged_out(account):
    client = Client()
    client.force_login(account)
    assert client.get(reverse("wagtailadmin_home")).status_code == 200
    account.is_active = False
    account.save()
    assert client.get(reverse("wagtailadmin_home")).status_code == 302
