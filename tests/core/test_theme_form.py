"""The form of a theme: its slug follows the name, and one that is taken is refused."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from core.models import Theme
from tests import specimens as specimen

pytestmark = pytest.mark.django_db

ADD, EDIT = "wagtailsnippets_core_theme:add", "wagtailsnippets_core_theme:edit"


@pytest.fixture
def theme(home):
    return specimen.theme()


def post(client, name: str, slug: str, url: str = "", **action):
    values = {"name": name, "slug": slug, "description": ""}
    return client.post(url or reverse(ADD), values | action)


def errors(response) -> list[str]:
    soup = BeautifulSoup(response.content, "html.parser")
    return [
        " ".join(found.get_text().split())
        for found in soup.select(".w-field__errors .error-message")
    ]


@pytest.mark.parametrize("action", [{}, {"action-publish": "1"}])
def test_a_slug_of_another_theme_is_refused_with_its_name(editor_client, theme, action):
    response = post(editor_client, "Prevention at work", "prevention", **action)
    assert response.status_code == 200
    assert errors(response) == [
        "The theme “Prevention” has “prevention” already. Choose another one."
    ]
    assert Theme.objects.count() == 1


def test_a_slug_that_a_draft_has_is_refused(editor_client, theme):
    url = reverse(EDIT, args=[theme.pk])
    assert post(editor_client, "Prevention", "early-help", url).status_code == 302
    assert "early-help" in errors(post(editor_client, "Early help", "early-help"))[0]


def test_a_theme_keeps_its_own_slug(editor_client, theme):
    url = reverse(EDIT, args=[theme.pk])
    response = post(editor_client, "Prevention", "prevention", url, **{"action-publish": "1"})
    assert response.status_code == 302


@pytest.mark.parametrize("slug", ["", "a b", "ж", "x" * 81, "a\0b"])
def test_a_slug_that_is_none_is_refused_with_one_message(editor_client, home, slug):
    response = post(editor_client, "Early help", slug, **{"action-publish": "1"})
    assert response.status_code == 200
    assert len(errors(response)) == 1


def test_the_name_writes_the_slug(editor_client, home):
    soup = BeautifulSoup(editor_client.get(reverse(ADD)).content, "html.parser")
    assert soup.find(id="id_name")["data-w-sync-target-value"] == "#id_slug"


def test_the_form_has_a_heading(editor_client, theme):
    headings = {}
    for name, url in (("add", reverse(ADD)), ("edit", reverse(EDIT, args=[theme.pk]))):
        soup = BeautifulSoup(editor_client.get(url).content, "html.parser")
        headings[name] = [found.get_text(strip=True) for found in soup.select("h1")]
    assert headings == {"add": ["New: Theme"], "edit": ["Editing: Prevention"]}
