"""The admin has the name and the mark of this site in place of Wagtail's."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from core.languages import all_languages
from core.models import LayoutSettings

pytestmark = pytest.mark.django_db

MARK = "/static/img/icon"


def screen(client, path: str) -> BeautifulSoup:
    return BeautifulSoup(client.get(path, follow=True).content, "html.parser")


def rename(name: str) -> None:
    names = [{"type": "names", "value": {"language": "en", "short_name": name}}]
    field = LayoutSettings._meta.get_field("names")
    LayoutSettings.objects.create(names=field.stream_block.to_python(names))


def test_the_login_names_the_site(client):
    page = screen(client, reverse("wagtailadmin_login"))
    assert page.h1.get_text(strip=True) == "Sign in to NATC SEE"
    assert page.title.get_text(strip=True).endswith("- NATC SEE")
    assert page.select_one(f"main img[src^='{MARK}']")
    page.noscript.decompose()
    assert "Wagtail" not in page.body.get_text()


def test_the_fields_of_the_login_are_named_in_every_language(client):
    for language in all_languages():
        page = client.get(reverse("wagtailadmin_login"), headers={"Accept-Language": language.code})
        labels = BeautifulSoup(page.content, "html.parser").select("main label")
        is_english = any("Password" in label.get_text() for label in labels)
        assert is_english == language.is_source


def test_every_screen_has_the_mark_and_the_name(editor_client):
    for path in (reverse("wagtailadmin_home"), "/admin/pages/", reverse("guides:guides")):
        page = screen(editor_client, path)
        assert page.title.get_text(strip=True).endswith("- NATC SEE")
        assert page.select_one("link[rel=icon]")["href"].startswith(MARK)
        mark = page.find("template", attrs={"data-wagtail-sidebar-branding-logo": True}).img
        assert mark["alt"] == "NATC SEE"


def test_the_start_page_has_the_name_that_editors_have_set(editor_client):
    rename("The Network")
    page = screen(editor_client, reverse("wagtailadmin_home"))
    assert page.h1.get_text(strip=True) == "The Network"
    assert page.title.get_text(strip=True).endswith("- The Network")
    assert "Wagtail" not in page.main.get_text()
