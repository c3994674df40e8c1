"""The start page tells administrators how old the last backup is."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone

from backup.models import Backup

pytestmark = pytest.mark.django_db


def back_up(**ago) -> None:
    Backup.objects.create(name="backup.tar", created_at=timezone.now() - timedelta(**ago))


def page(client, **headers) -> BeautifulSoup:
    return BeautifulSoup(client.get("/admin/", headers=headers).content, "html.parser")


def warning(client) -> str:
    found = page(client).select_one(".help-block")
    return found.get_text(" ", strip=True) if found else ""


def test_a_backup_of_last_night_is_a_line(admin_client, home):
    back_up(hours=5)
    back_up(days=9)
    assert "The last backup is 5 hours old." in page(admin_client).get_text()
    assert not warning(admin_client)


@pytest.mark.parametrize(("days", "kind"), [(3, "warning"), (8, "critical")])
def test_an_old_backup_is_a_warning(admin_client, home, days, kind):
    back_up(days=days)
    assert warning(admin_client).startswith(f"The last backup is {days} days old.")
    assert page(admin_client).select_one(f".help-{kind}")


def test_no_backup_at_all_is_a_warning_but_not_in_a_demonstration(admin_client, home, settings):
    assert warning(admin_client).startswith("There is no backup of this site.")
    settings.DEMONSTRATION = True
    assert "backup" not in page(admin_client).main.get_text()


def test_the_age_is_told_in_the_language_of_the_person(admin_client, home):
    back_up(hours=5)
    assert "5 часа" in page(admin_client, accept_language="mk").get_text()


def test_others_are_not_told(editor_client, home):
    assert "backup" not in page(editor_client).main.get_text()
