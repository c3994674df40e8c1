"""Where a view answers, no page can be: nobody would ever find it."""

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
from tests.reader import says

pytestmark = pytest.mark.django_db

REFUSED = "“%(slug)s” is the address of another part of this site. Choose another one."


def fixed_slugs() -> list[str]:
    """The first part of every address below a language that is no page's and could be a slug."""
    below = next(
        found
        for found in get_resolver().url_patterns
        if isinstance(found.pattern, LocalePrefixPattern)
    )
    routes = [str(found.pattern) for found in below.url_patterns if not found.pattern.converters]
    slugs = {route.removesuffix("/") for route in routes if route.endswith("/")}
    return sorted(slug for slug in slugs if slug.replace("-", "").isalnum())


def create(browser, parent: Page, slug: str):
    """Send the form of a plain page below ``parent``."""
    address = reverse("wagtailadmin_pages:add", args=["home", "contentpage", parent.pk])
    data = {"title": "Ours", "slug": slug, "body": streamfield([]), "sources": streamfield([])}
    return browser.post(address, nested_form_data(data))


def problems(response, field: str = "slug") -> str:
    assert response.status_code == HTTPStatus.OK
    return " ".join(response.context["form"].errors.get(field, []))


def test_there_are_such_addresses():
    assert {"contacts-by-country", "safety", "search", "style-guide", "themes"} <= set(
        fixed_slugs()
    )


@pytest.mark.parametrize("slug", fixed_slugs())
def test_an_editor_is_told_that_a_page_would_be_hidden(editor_client, home, slug):
    assert problems(create(editor_client, home, slug)) == REFUSED % {"slug": slug}
    assert not ContentPage.objects.filter(slug=slug).exists()


def test_an_editor_is_told_so_in_the_language_of_the_editor(editor_client, editor, home):
    UserProfile.objects.create(user=editor, preferred_language="mk")
    refused = problems(create(editor_client, home, "safety"))
    assert refused == says("mk", REFUSED) % {"slug": "safety"}


@pytest.mark.parametrize("slug", ["safety-first", "our-search", "theme", "admin"])
def test_what_only_looks_like_one_is_a_slug_like_any_other(editor_client, client, home, slug):
    assert create(editor_client, home, slug).status_code == HTTPStatus.FOUND
    specimen.publish(ContentPage.objects.get(slug=slug))
    assert client.get(f"/en/{slug}/").status_code == HTTPStatus.OK


def test_below_another_page_the_address_is_free(editor_client, home):
    assert create(editor_client, specimen.content(home), "safety").status_code == HTTPStatus.FOUND


def test_the_slug_of_a_page_cannot_become_one(editor_client, home):
    page = specimen.content(home)
    data = {"title": "Ours", "slug": "themes", "body": streamfield([]), "sources": streamfield([])}
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert problems(editor_client.post(edit, nested_form_data(data))) == REFUSED % {
        "slug": "themes"
    }


@pytest.mark.parametrize("live", [True, False])
def test_no_program_saves_such_a_page_either(home, live):
    page = ContentPage(title="Ours", slug="search", locale=home.locale, live=live)
    with pytest.raises(ValidationError, match="another part of this site"):
        home.add_child(instance=page)


def test_a_page_is_not_moved_to_where_it_would_be_hidden(editor_client, editor, home):
    about = specimen.content(home)
    page = ContentPage(title="Ours", slug="safety", locale=home.locale)
    about.add_child(instance=page)
    elsewhere = specimen.content(home, slug="elsewhere")
    allowed = page.permissions_for_user(editor)
    assert allowed.can_move_to(elsewhere)
    assert not allowed.can_move_to(home)
    editor_client.post(reverse("wagtailadmin_pages:move_confirm", args=[page.pk, home.pk]))
    assert Page.objects.get(pk=page.pk).get_parent() == about.page_ptr


def test_a_copy_is_not_put_where_it_would_be_hidden(editor_client, home):
    page = specimen.content(home)
    copy = reverse("wagtailadmin_pages:copy", args=[page.pk])
    data = {"new_title": "Ours", "new_slug": "safety", "new_parent_page": home.pk}
    refused = problems(editor_client.post(copy, data), "new_slug")
    assert refused == REFUSED % {"slug": "safety"}
