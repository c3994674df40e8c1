"""Reserved slugs: a page cannot have the URL of a view, where it would never be served."""

from http import HTTPStatus

import pytest
from django.core.exceptions import ValidationError
from django.urls import get_resolver, reverse
from django.urls.resolvers import LocalePrefixPattern
from wagtail.models import Page
from wagtail.test.utils.form_data import nested_form_data, streamfield
from wagtail.users.models import UserProfile

from home.models import ContentPage
from tests import specimens as specimen
from tests.public_pages import interface_text

pytestmark = pytest.mark.django_db

REFUSED = "“%(slug)s” is the address of another part of this site. Choose another one."


def reserved_slugs() -> list[str]:
    """Return the first path component below a language of every route that could be a slug."""
    below = next(
        found
        for found in get_resolver().url_patterns
        if isinstance(found.pattern, LocalePrefixPattern)
    )
    routes = [str(found.pattern) for found in below.url_patterns if not found.pattern.converters]
    slugs = {route.removesuffix("/") for route in routes if route.endswith("/")}
    return sorted(slug for slug in slugs if slug.replace("-", "").isalnum())


def create(browser, parent: Page, slug: str):
    """Submit the form of a new content page below ``parent``."""
    url = reverse("wagtailadmin_pages:add", args=["home", "contentpage", parent.pk])
    data = {"title": "Ours", "slug": slug, "body": streamfield([]), "sources": streamfield([])}
    return browser.post(url, nested_form_data(data))


def problems(response, field: str = "slug") -> str:
    assert response.status_code == HTTPStatus.OK
    return " ".join(response.context["form"].errors.get(field, []))


def test_there_are_reserved_slugs():
    assert {"contacts-by-country", "safety", "search", "style-guide", "themes"} <= set(
        reserved_slugs()
    )


@pytest.mark.parametrize("slug", reserved_slugs())
def test_the_form_refuses_a_reserved_slug(editor_client, home, slug):
    assert problems(create(editor_client, home, slug)) == REFUSED % {"slug": slug}
    assert not ContentPage.objects.filter(slug=slug).exists()


def test_the_message_is_in_the_language_of_the_editor(editor_client, editor, home):
    UserProfile.objects.create(user=editor, preferred_language="mk")
    refused = problems(create(editor_client, home, "safety"))
    assert refused == interface_text("mk", REFUSED) % {"slug": "safety"}


@pytest.mark.parametrize("slug", ["safety-first", "our-search", "theme", "admin"])
def test_a_similar_slug_is_allowed(editor_client, client, home, slug):
    assert create(editor_client, home, slug).status_code == HTTPStatus.FOUND
    specimen.publish(ContentPage.objects.get(slug=slug))
    assert client.get(f"/en/{slug}/").status_code == HTTPStatus.OK


def test_below_another_page_the_slug_is_allowed(editor_client, home):
    assert create(editor_client, specimen.content(home), "safety").status_code == HTTPStatus.FOUND


def test_the_slug_of_a_page_cannot_be_changed_to_one(editor_client, home):
    page = specimen.content(home)
    data = {"title": "Ours", "slug": "themes", "body": streamfield([]), "sources": streamfield([])}
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert problems(editor_client.post(edit, nested_form_data(data))) == REFUSED % {
        "slug": "themes"
    }


@pytest.mark.parametrize("live", [True, False])
def test_the_model_refuses_a_reserved_slug(home, live):
    page = ContentPage(title="Ours", slug="search", locale=home.locale, live=live)
    with pytest.raises(ValidationError, match="another part of this site"):
        home.add_child(instance=page)


def test_a_page_is_not_moved_to_where_its_slug_is_reserved(editor_client, editor, home):
    about = specimen.content(home)
    page = ContentPage(title="Ours", slug="safety", locale=home.locale)
    about.add_child(instance=page)
    elsewhere = specimen.content(home, slug="elsewhere")
    allowed = page.permissions_for_user(editor)
    assert allowed.can_move_to(elsewhere)
    assert not allowed.can_move_to(home)
    editor_client.post(reverse("wagtailadmin_pages:move_confirm", args=[page.pk, home.pk]))
    assert Page.objects.get(pk=page.pk).get_parent() == about.page_ptr


def test_a_page_is_not_copied_to_where_its_slug_is_reserved(editor_client, home):
    page = specimen.content(home)
    copy = reverse("wagtailadmin_pages:copy", args=[page.pk])
    data = {"new_title": "Ours", "new_slug": "safety", "new_parent_page": home.pk}
    refused = problems(editor_client.post(copy, data), "new_slug")
    assert refused == REFUSED % {"slug": "safety"}
