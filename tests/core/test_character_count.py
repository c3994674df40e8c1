"""Fields with a limit count their characters, and a text that is too long is refused whole."""

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse

from tests import specimens as specimen

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def form_of_page(home_of_module) -> BeautifulSoup:
    page, client = specimen.content(home_of_module), Client()
    client.force_login(get_user_model().objects.create_superuser("who-opens-the-form"))
    response = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    return BeautifulSoup(response.content, "html.parser")


@pytest.mark.parametrize(
    ("name", "limit"), [("title", "255"), ("summary", "300"), ("seo_title", "255")]
)
def test_a_field_says_how_many_characters_it_may_have(form_of_page, name, limit):
    field = form_of_page.find(attrs={"name": name})
    assert "character-count" in field["data-controller"].split()
    assert field.get("data-character-count-maximum-value") == limit
    assert "%(count)s" in field["data-character-count-left-value"]


def test_a_pasted_text_is_not_cut_off_by_the_browser(form_of_page):
    assert not form_of_page.find(attrs={"name": "summary"}).has_attr("maxlength")


def test_the_title_still_writes_the_slug(form_of_page):
    controllers = form_of_page.find(attrs={"name": "title"})["data-controller"].split()
    assert {"w-sync", "character-count"} <= set(controllers)
