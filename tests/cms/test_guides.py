"""The guides under “Help”: in the person's role, with pictures and links that work."""

import re

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.contrib.auth.models import Group
from django.test import Client, RequestFactory
from django.urls import get_resolver, resolve, reverse
from wagtail.admin.menu import help_menu
from wagtail.models import Locale

from cms.guides.catalogue import FOLDER, GUIDES, GUIDES_BY_SLUG, PICTURES, SECTIONS_BY_SCREEN
from cms.guides.rendering import link_url, render_guide
from translation.roles import AUTHOR, COORDINATOR, REVIEWER, SECRETARIAT_EDITOR, TRANSLATOR

SLUGS = [guide.slug for guide in GUIDES]
SCREENSHOT = "board.png"


def article(slug: str) -> BeautifulSoup:
    return BeautifulSoup(render_guide(GUIDES_BY_SLUG[slug]).html, "html.parser")


def anchors(slug: str) -> set[str]:
    return {section.anchor for section in render_guide(GUIDES_BY_SLUG[slug]).sections}


@pytest.fixture
def person(django_user_model):
    """Create an account in a role: ``person(TRANSLATOR, "mk")``."""

    def make(role=None, code: str = ""):
        user = django_user_model.objects.create_user(f"{role and role.name}-{code}")
        if role:
            locale = Locale.objects.get(language_code=code) if code else None
            user.groups.add(Group.objects.get(name=role.group_name(locale)))
        return user

    return make


def labels(user, path: str = "/admin/") -> list[str]:
    request = RequestFactory().get(path)
    request.user, request.resolver_match = user, resolve(path)
    return [
        str(item.label)
        for item in sorted(help_menu.menu_items_for_request(request), key=lambda item: item.order)
    ]


# Rendering


@pytest.mark.parametrize("slug", SLUGS)
def test_every_guide_has_a_title_and_sections_with_unique_anchors(slug):
    guide = GUIDES_BY_SLUG[slug]
    sections = render_guide(guide).sections
    assert guide.title
    assert sections
    assert len({section.anchor for section in sections}) == len(sections)
    assert not article(slug).h1


@pytest.mark.parametrize("slug", SLUGS)
def test_every_link_in_a_guide_leads_somewhere(slug):
    for link in article(slug).select("a"):
        path, _, fragment = link["href"].partition("#")
        if path.startswith("http"):
            assert link["rel"] == ["noreferrer"]
            continue
        target = resolve(path).kwargs["slug"] if path else slug
        assert not fragment or fragment in anchors(target), link["href"]


@pytest.mark.parametrize("slug", SLUGS)
def test_every_picture_of_a_guide_is_there_and_described(slug):
    for picture in article(slug).select("img"):
        assert (PICTURES / picture["src"].rsplit("/", 1)[-1]).is_file()
        assert picture["alt"]


@pytest.mark.parametrize("slug", SLUGS)
def test_no_mark_of_the_text_format_is_left(slug):
    text = article(slug)
    for code in text.select("code"):
        code.decompose()
    assert not re.search(r"\*\*|\]\(|^#|\| ---", text.get_text(), re.MULTILINE)


@pytest.mark.parametrize(
    ("target", "url"),
    [
        ("terms.md", "/admin/guides/terms/"),
        ("terms.md#one-term", "/admin/guides/terms/#one-term"),
        ("#the-board", "#the-board"),
        ("https://docs.wagtail.org/", "https://docs.wagtail.org/"),
        ("tour.md", None),
        ("decisions/fallback.md", None),
        ("decisions/terms.md", None),
        ("../README.md#configuration", None),
    ],
)
def test_links_to_guides_work_and_those_to_other_files_become_text(target, url):
    assert link_url(target) == url


def test_a_link_to_a_file_that_is_no_guide_keeps_its_words():
    assert "../README.md" in (FOLDER / "operators.md").read_text()
    assert "README" in article("operators").get_text()
    assert not article("operators").select("a[href*=README]")


# Who sees what


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("role", "code", "first"),
    [
        (SECRETARIAT_EDITOR, "", "editors"),
        (AUTHOR, "", "editors"),
        (COORDINATOR, "", "coordinators"),
        (TRANSLATOR, "mk", "translators"),
        (REVIEWER, "sl", "translators"),
    ],
)
def test_the_menu_has_the_guide_of_the_role_first(role, code, first, person):
    shown = labels(person(role, code))
    assert shown[0] == GUIDES_BY_SLUG[first].title
    assert shown[-2:] == ["All guides", "Shortcuts"]
    others = {"editors", "coordinators", "translators"} - {first}
    assert not {GUIDES_BY_SLUG[slug].title for slug in others} & set(shown)


@pytest.mark.django_db
def test_an_administrator_has_all_of_them_and_none_of_other_sites(admin_user):
    assert labels(admin_user) == [*(guide.title for guide in GUIDES), "All guides", "Shortcuts"]


@pytest.mark.django_db
@pytest.mark.parametrize("slug", SLUGS)
def test_everybody_in_the_admin_may_read_every_guide(slug, person, client):
    client.force_login(person(TRANSLATOR, "mk"))
    answer = client.get(reverse("guides:guide", args=[slug]))
    page = BeautifulSoup(answer.content, "html.parser")
    assert page.select_one("article")["lang"] == "en"
    assert GUIDES_BY_SLUG[slug].title in page.h1.get_text()


@pytest.mark.django_db
def test_the_list_begins_with_the_guides_of_the_role(person, client):
    client.force_login(person(COORDINATOR))
    page = BeautifulSoup(client.get(reverse("guides:guides")).content, "html.parser")
    own, others = page.select(".guide__list")
    assert own.a["href"] == "/admin/guides/coordinators/"
    assert len(own.select("a")) + len(others.select("a")) == len(GUIDES)


@pytest.mark.django_db
def test_it_is_said_that_the_guides_are_in_english_to_those_with_another_language(admin_client):
    url = reverse("guides:guides")
    assert "written in" not in admin_client.get(url).content.decode()
    answer = admin_client.get(url, headers={"accept-language": "mk"})
    assert "English" in BeautifulSoup(answer.content, "html.parser").select_one(".guide").get_text()


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["guides", "guide", "picture"])
def test_nobody_else_reads_them(name, person, client):
    arguments = {"guide": ["editors"], "picture": [SCREENSHOT]}.get(name, [])
    url = reverse(f"guides:{name}", args=arguments)
    assert client.get(url).status_code == 302
    client.force_login(person())
    assert client.get(url).status_code == 302


# Pictures


@pytest.mark.django_db
def test_a_picture_is_served_to_the_admin(admin_client):
    answer = admin_client.get(reverse("guides:picture", args=[SCREENSHOT]))
    assert answer["Content-Type"] == "image/png"
    assert answer.getvalue().startswith(b"\x89PNG")


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path",
    [
        "pictures/nothing.png",
        "pictures/../editors.md",
        "pictures/..%2feditors.md",
        "pictures/%00.png",
        "nothing/",
        "tour/",
        "..%2f..%2fREADME/",
    ],
)
def test_no_other_file_is_served(path, admin_client):
    assert admin_client.get(f"/admin/guides/{path}", follow=True).status_code == 404


# Help with a screen


def test_every_section_that_a_screen_leads_to_exists():
    for slug, anchor in SECTIONS_BY_SCREEN.values():
        assert anchor in anchors(slug), (slug, anchor)


def test_every_screen_with_a_section_exists():
    names = set()

    def collect(patterns, prefix=""):
        for pattern in patterns:
            if hasattr(pattern, "url_patterns"):
                namespace = getattr(pattern, "namespace", None)
                collect(pattern.url_patterns, f"{prefix}{namespace}:" if namespace else prefix)
            else:
                names.add(f"{prefix}{pattern.name}")

    collect(get_resolver().url_patterns)
    assert {screen.split()[0] for screen in SECTIONS_BY_SCREEN} <= names


@pytest.mark.django_db
def test_the_board_leads_to_its_section(person):
    client, user = Client(), person(COORDINATOR)
    client.force_login(user)
    board = reverse("translation:board")
    assert labels(user, board)[0] == "Help with this screen"
    assert "/admin/guides/coordinators/#the-board" in client.get(board).content.decode()
    assert "Help with this screen" not in labels(user, "/admin/account/")


@pytest.mark.django_db
def test_a_form_leads_to_the_section_on_its_model(editor_client, home):
    meetings = home.get_children().get(slug="meetings")
    add = reverse("wagtailadmin_pages:add", args=["meetings", "meetingpage", meetings.pk])
    assert "/admin/guides/editors/#a-meeting" in editor_client.get(add).content.decode()
    edit = reverse("wagtailadmin_pages:edit", args=[home.pk])
    assert "/admin/guides/editors/#the-home-page" in editor_client.get(edit).content.decode()
    answer = editor_client.get("/admin/settings/core/layoutsettings/", follow=True)
    assert "#names-menu-footer-and-notice" in answer.content.decode()


def test_the_guides_are_beside_the_code_of_the_site():
    assert FOLDER.parent == settings.ROOT
    assert all(guide.path.is_file() for guide in GUIDES)
