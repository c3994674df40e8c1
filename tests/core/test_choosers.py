"""Choosers refuse what cannot be the key of an object, in whatever address it stands."""

import pytest

from tests import specimens as specimen

pytestmark = pytest.mark.django_db

CHOOSERS = ("snippets/choose/core/theme", "images/chooser", "documents/chooser")
UNREADABLE_KEYS = ("abc", "{{7*7}}", "9" * 40, "1.5", "-")


@pytest.mark.parametrize("chooser", CHOOSERS)
def test_a_key_of_no_object_is_not_found(admin_client, chooser):
    for key in (*UNREADABLE_KEYS, "987654"):
        assert admin_client.get(f"/admin/{chooser}/chosen/{key}/").status_code == 404, key


@pytest.mark.parametrize("chooser", CHOOSERS)
def test_one_unreadable_key_among_several_is_not_found(admin_client, chooser):
    for key in UNREADABLE_KEYS:
        response = admin_client.get(f"/admin/{chooser}/chosen-multiple/", {"id": ["1", key]})
        assert response.status_code == 404, key


def test_what_exists_is_chosen(admin_client):
    theme = specimen.theme("protection", name="Protection")
    for path in (f"chosen/{theme.pk}/", f"chosen-multiple/?id={theme.pk}&id=987654"):
        response = admin_client.get(f"/admin/snippets/choose/core/theme/{path}")
        assert response.status_code == 200
        assert "Protection" in response.content.decode()
