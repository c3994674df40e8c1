"""What links to a page, theme, picture or document: each once, by name, with its languages."""

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.urls import reverse
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, ReferenceIndex

from core.models import SiteDocument, SiteImage
from core.page_action_notices import PageActionKind, page_action_notices
from declarations.models import DeclarationPage
from links.usage import linking_objects
from search.models import Promotion
from tests import specimens as specimen
from tests.public_pages import element_text
from translation.models import ReleaseSet, Team

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("updated_indexes", "declaration_of_module"),
]


@pytest.fixture(scope="module")
def declaration_of_module(updated_indexes, home_of_module) -> int:
    """The id of a declaration that all tests have."""
    return specimen.declaration(home_of_module).pk


def titles(target, user) -> list[str]:
    return [item.title for item in linking_objects([target], user)]


def rich_text(target) -> str:
    return f'<p>See <a linktype="page" id="{target.pk}">this</a>.</p>'


def confirmation(client, name: str, *arguments) -> BeautifulSoup:
    response = client.get(reverse(name, args=arguments))
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def notice(soup: BeautifulSoup) -> str:
    return " ".join(element_text(found) for found in soup.select(".help-block"))


# Themes


@pytest.fixture
def theme(home):
    return specimen.theme()


@pytest.mark.postgresql
def test_a_theme_is_linked_from_its_meetings_and_from_paragraphs(home, theme, editor):
    for slug in ("vienna", "sofia", "skopje"):
        specimen.meeting(home, slug=slug, title=slug.title(), themes=[theme])
    paragraphs = [
        {"type": "paragraph", "value": {"number": 1, "text": "<p>A</p>", "themes": ["prevention"]}}
    ]
    specimen.declaration(
        home, "sofia-declaration", title="Sofia Declaration", paragraphs=paragraphs
    )
    assert titles(theme, editor) == ["Skopje", "Sofia", "Sofia Declaration", "Vienna"]
    assert ReferenceIndex.get_grouped_references_to(theme).count() == 4


def test_a_theme_that_a_meeting_no_longer_has_is_not_linked_from_it(home, theme, editor):
    meeting = specimen.meeting(home, themes=[theme])
    meeting.themes = []
    specimen.publish(meeting)
    assert titles(theme, editor) == []


def test_deleting_a_theme_first_names_the_meetings_once_with_their_languages(
    home, theme, editor_client
):
    meeting = specimen.meeting(home, themes=[theme])
    section = home.get_children().get(slug="meetings").specific
    for instance in (theme, section, meeting):
        specimen.translate(instance, "mk")
    soup = confirmation(editor_client, "wagtailsnippets_core_theme:delete", theme.pk)
    assert "One page links here." in notice(soup)
    assert "Meeting in Vienna (meeting) — English, Македонски In: Themes" in notice(soup)
    assert soup.select_one(
        f"main a[href='{reverse('wagtailadmin_pages:edit', args=[meeting.pk])}']"
    )


def test_deleting_several_themes_names_the_links_of_each(home, theme, editor_client):
    other = specimen.theme("rights", "Rights")
    specimen.meeting(home, themes=[theme])
    url = reverse("wagtail_bulk_action", args=["core", "theme", "delete"])
    response = editor_client.get(url, {"id": [theme.pk, other.pk]})
    text = element_text(BeautifulSoup(response.content, "html.parser").main)
    assert "Meeting in Vienna (meeting)" in text
    assert "Nothing links here." in text


def theme_form(theme, **changes) -> dict:
    return {"name": theme.name, "slug": theme.slug, "description": "", **changes}


def test_a_theme_that_pages_refer_to_keeps_its_slug(home, theme, editor_client):
    specimen.meeting(home, themes=[theme])
    url = reverse("wagtailsnippets_core_theme:edit", args=[theme.pk])
    response = editor_client.post(url, theme_form(theme, slug="other"))
    assert "its slug can no longer be changed" in response.content.decode()
    assert editor_client.post(url, theme_form(theme, name="Other")).status_code == 302


def test_a_theme_that_no_page_refers_to_can_have_another_slug(theme, editor_client):
    url = reverse("wagtailsnippets_core_theme:edit", args=[theme.pk])
    assert editor_client.post(url, theme_form(theme, slug="other")).status_code == 302


# Pictures and documents


def test_a_picture_that_a_page_needs_cannot_be_deleted(home, admin_client):
    image = specimen.picture()
    value = {"image": image.pk, "alternative_text": "A hall", "caption": ""}
    specimen.meeting(home, pictures=[{"type": "picture", "value": value}])
    soup = confirmation(admin_client, "wagtailimages:delete", image.pk)
    assert "Meeting in Vienna" in notice(soup)
    assert "it would become empty" in notice(soup)
    assert not soup.select("main form[method=POST i] .serious")
    admin_client.post(reverse("wagtailimages:delete", args=[image.pk]))
    bulk = reverse("wagtail_bulk_action", args=["core", "siteimage", "delete"])
    admin_client.post(f"{bulk}?id={image.pk}")
    assert SiteImage.objects.filter(pk=image.pk).exists()


def test_a_document_that_pages_only_link_to_can_be_deleted_after_a_warning(home, admin_client):
    document = specimen.document()
    text = f'<p><a linktype="document" id="{document.pk}">A</a></p>'
    specimen.content(home, body=[{"type": "text", "value": text}])
    soup = confirmation(admin_client, "wagtaildocs:delete", document.pk)
    assert "About us (plain page) — English" in notice(soup)
    assert "links to it will lead nowhere" in notice(soup)
    admin_client.post(reverse("wagtaildocs:delete", args=[document.pk]))
    assert not SiteDocument.objects.filter(pk=document.pk).exists()


# Pages


@pytest.fixture
def declaration(declaration_of_module, db) -> DeclarationPage:
    return DeclarationPage.objects.get(pk=declaration_of_module)


@pytest.mark.postgresql
def test_links_in_texts_blocks_and_fields_are_found_and_named(home, declaration, editor):
    meeting = specimen.meeting(home, outcome=rich_text(declaration))
    chosen = [{"type": "declaration", "value": declaration.pk}]
    specimen.meeting(home, slug="sofia", title="Sofia", related_declarations=chosen)
    specimen.declaration(home, slug="later", title="Later", meeting=meeting)
    [sofia, vienna] = linking_objects([declaration], editor)
    assert (sofia.title, sofia.places, sofia.is_required) == (
        "Sofia",
        ["Related declarations → Declaration"],
        True,
    )
    assert (vienna.title, vienna.places, vienna.is_required) == (
        "Meeting in Vienna",
        ["Outcome"],
        False,
    )
    assert titles(meeting, editor) == ["Later"]


@pytest.mark.postgresql
@pytest.mark.parametrize(
    "href",
    [
        "/en/declarations/vienna-declaration/",
        "/mk/declarations/vienna-declaration/#p-4",
        f"{settings.SITE_ADDRESS}/en/declarations/vienna-declaration",
        "/en/declarations/vienna-declaration/document.pdf",
    ],
)
def test_links_by_address_are_found(home, declaration, editor, href):
    specimen.meeting(home, outcome=f'<p><a href="{href}">A</a></p>')
    specimen.content(home, body=[{"type": "text", "value": f'<p><a href="{href}">A</a></p>'}])
    assert titles(declaration, editor) == ["About us", "Meeting in Vienna"]


@pytest.mark.postgresql
@pytest.mark.parametrize(
    "href",
    [
        "/en/declarations/vienna-declaration-2/",
        "/en/about/declarations/vienna-declaration/",
        "https://example.org/en/declarations/vienna-declaration/",
    ],
)
def test_similar_addresses_are_no_links(home, declaration, editor, href):
    specimen.meeting(home, outcome=f'<p><a href="{href}">A</a></p>')
    assert titles(declaration, editor) == []


def test_links_among_the_pages_that_are_deleted_together_do_not_count(home, editor):
    parent = specimen.content(home, slug="parent", title="Parent")
    child = specimen.content(home)
    child.body = specimen.stream(child, "body", ("text", rich_text(parent)))
    specimen.publish(child)
    Page.objects.get(pk=child.pk).move(Page.objects.get(pk=parent.pk), pos="last-child")
    other = specimen.content(home, slug="other", title="Other")
    other.body = specimen.stream(other, "body", ("text", rich_text(child)))
    specimen.publish(other)
    assert titles(Page.objects.get(pk=parent.pk), editor) == ["Other"]


def test_links_to_a_translation_count_for_its_source(home, declaration, editor, locale):
    section = home.get_children().get(slug="declarations").specific
    for page in (section, declaration):
        specimen.translate(page, "mk")
    translation = declaration.get_translation(locale("mk"))
    specimen.meeting(home, outcome=rich_text(translation))
    assert titles(declaration, editor) == ["Meeting in Vienna"]


def test_a_page_that_the_person_may_not_see_is_private(home, declaration, django_user_model):
    page = specimen.content(home, body=[{"type": "text", "value": rich_text(declaration)}])
    specimen.restrict(page)
    stranger = django_user_model.objects.create_user("stranger")
    [found] = linking_objects([declaration], stranger)
    assert (found.title, found.edit_url) == ("(Private page)", None)


def test_a_public_page_that_the_person_may_not_edit_is_named_without_a_link(
    home, declaration, django_user_model
):
    specimen.content(home, body=[{"type": "text", "value": rich_text(declaration)}])
    stranger = django_user_model.objects.create_user("stranger")
    [found] = linking_objects([declaration], stranger)
    assert (found.title, found.edit_url) == ("About us", None)


@pytest.mark.postgresql
@pytest.mark.parametrize("kind", PageActionKind)
def test_only_a_deletion_is_stopped_by_a_required_link(home, declaration, editor, kind):
    specimen.meeting(home, related_declarations=[{"type": "declaration", "value": declaration.pk}])
    [notice] = page_action_notices(kind, [declaration], editor)
    assert notice.is_blocking == (kind == PageActionKind.DELETE)


def test_several_pages_are_considered_together(home, editor):
    pages = [specimen.content(home, slug=slug, title=slug.title()) for slug in ("one", "two")]
    specimen.meeting(home, outcome="".join(map(rich_text, pages)))
    assert [item.title for item in linking_objects(pages, editor)] == ["Meeting in Vienna"]


def test_a_page_without_links_has_no_notice(home, declaration, editor):
    assert page_action_notices(PageActionKind.DELETE, [declaration], editor) == []


def test_unpublishing_moving_and_renaming_name_the_pages_before(home, declaration, editor_client):
    specimen.meeting(home, outcome=rich_text(declaration))
    ids = (declaration.pk, declaration.get_parent().pk)
    soups = [
        confirmation(editor_client, "wagtailadmin_pages:unpublish", declaration.pk),
        confirmation(editor_client, "wagtailadmin_pages:move_confirm", *ids),
        confirmation(editor_client, "rename_notices", declaration.pk),
    ]
    sentences = ("readers see their texts without these links", "follow by themselves")
    for soup, sentence in zip(soups, (*sentences, sentences[-1]), strict=True):
        assert sentence in notice(soup)
        assert "Meeting in Vienna" in notice(soup)


def test_the_form_of_a_live_page_asks_for_the_notices_at_its_slug(home, declaration, editor_client):
    url = reverse("rename_notices", args=[declaration.pk])
    form = confirmation(editor_client, "wagtailadmin_pages:edit", declaration.pk)
    assert form.select_one(f"[data-rename-notices-url-value='{url}']")
    assert form.select_one("script[src*='rename-notices']")


def test_only_those_who_may_edit_a_page_learn_what_links_to_it(declaration, editor, client):
    editor.groups.set([Team.objects.get(locale__language_code="sl").translators])
    client.force_login(editor)
    assert client.get(reverse("rename_notices", args=[declaration.pk])).status_code == 302


@pytest.mark.parametrize("action", ["move", "unpublish"])
def test_bulk_actions_name_the_pages_before(home, declaration, editor_client, action):
    specimen.meeting(home, outcome=rich_text(declaration))
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", action])
    response = editor_client.get(url, {"id": declaration.pk})
    assert "Meeting in Vienna" in notice(BeautifulSoup(response.content, "html.parser"))


# Objects that are no content


@pytest.mark.postgresql
def test_promotions_redirects_and_release_sets_of_a_page_are_named(home, admin_user):
    page = specimen.content(home)
    specimen.translate(page, "mk")
    Promotion.objects.create(language="en", words="network", page=page)
    Redirect.add_redirect("/network", redirect_to=page)
    ReleaseSet.objects.create(page=page)
    found = {item.kind: item for item in linking_objects([page], admin_user)}
    assert set(found) == {"promoted page", "redirect", "release set"}
    assert found["redirect"].title == "/network"
    assert all(item.edit_url for item in found.values())


def test_redirects_that_the_site_has_recorded_are_not_named(home, admin_user):
    page = specimen.content(home)
    Redirect.add_redirect("/network", redirect_to=page, automatically_created=True)
    assert linking_objects([page], admin_user) == []
