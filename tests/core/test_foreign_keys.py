"""Objects that a page refers to are not looked up again before it is saved or restored."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from wagtail.log_actions import log
from wagtail.models import PageLogEntry

from tests import specimens as specimen

pytestmark = pytest.mark.django_db


def test_an_entry_in_the_history_of_a_page_takes_one_query(home, editor, django_assert_num_queries):
    revision = home.save_revision(user=editor)
    with django_assert_num_queries(1):
        log(home, "wagtail.edit", user=editor, revision=revision)


def test_the_history_of_the_site_shows_an_entry_once(home, admin_client):
    log(home, "wagtail.lock")
    entry = PageLogEntry.objects.get(action="wagtail.lock")
    shown = admin_client.get(reverse("wagtailadmin_reports:site_history")).context["object_list"]
    assert [item.pk for item in shown].count(entry.pk) == 1


def test_a_restored_page_has_the_present_owner(home, editor, django_assert_num_queries):
    page = specimen.content(home)
    revision = page.save_revision()
    page.owner = editor
    page.save()
    revision.content_object = page
    with django_assert_num_queries(3):  # its published revision, its comments and its locale
        restored = revision.as_object()
        assert restored.locale == home.locale
    assert restored.owner == editor
    assert restored.latest_revision == revision


@pytest.mark.postgresql
def test_the_database_refuses_a_page_with_a_revision_that_does_not_exist(home):
    home.latest_revision_id = 999_999
    with transaction.atomic():
        home.save()
        with pytest.raises(IntegrityError):
            connection.check_constraints()
        transaction.set_rollback(True)
