"""Easy-to-read versions of pages and of views: links to them and back, and who may read them."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.core.exceptions import ValidationError
from django.utils import timezone
from wagtail.models import Page

from core.models import BasePage
from core.static_files import bundle_style_sheet
from home.models import EasyReadPage
from recycle_bin.actions.delete import MoveToRecycleBin
from tests import specimens as specimen
from tests.contracts.test_editing_every_page import add_url, form_data
from tests.easy_pages import easy_version, easy_version_of_help
from tests.public_pages import element_text, interface_text, read
from tests.states.test_contacts import MOST_BYTES

pytestmark = pytest.mark.django_db

ABOUT, EASY, HELP, EASY_HELP = (
    "about/",
    "about/easy/",
    "contacts-by-country/",
    "contacts-by-country-easy/",
)


@pytest.fixture
def about(home) -> BasePage:
    return specimen.content(home)


def offered(client, path: str, code: str = "en") -> str | None:
    """Return the address of the easy version that a page links to."""
    link = read(client, f"/{code}/{path}").select_one(".easy-link a")
    return link and link["href"]


def original(client, path: str, code: str = "en") -> str | None:
    """Return the address of the page that an easy version leads back to."""
    link = read(client, f"/{code}/{path}").select_one(".original-link a")
    return link and link["href"]


# Links


def test_a_page_and_its_easy_version_lead_to_one_another(client, about):
    assert not offered(client, ABOUT)
    easy_version(about)
    assert offered(client, ABOUT) == "/en/about/easy/"
    assert original(client, EASY) == "/en/about/"
    soup = read(client, "/en/about/easy/")
    assert element_text(soup.select_one(".easy-text__mark")) == "Easy to read"
    assert soup.select_one(".easy-text__mark svg[aria-hidden=true]")


@pytest.mark.parametrize("route", ["contacts", "safety", "accessibility"])
def test_a_view_and_its_easy_version_lead_to_one_another(client, home, route):
    path = HELP if route == "contacts" else f"{route}/"
    easy_version(home, f"{path[:-1]}-easy", view_name=route)
    assert offered(client, path) == f"/en/{path[:-1]}-easy/"
    assert original(client, f"{path[:-1]}-easy/") == f"/en/{path}"
    assert not offered(client, "states/")


def test_nothing_leads_to_an_easy_version_that_is_not_public(client, about):
    page = easy_version(about)
    page.expire_at = timezone.now() - timedelta(days=1)
    page.save()
    assert not offered(client, ABOUT), "it has expired"
    page.expire_at = None
    specimen.publish(page)
    assert offered(client, ABOUT)
    specimen.restrict(page)
    assert not offered(client, ABOUT), "it is private"
    page.view_restrictions.all().delete()
    page.unpublish()
    assert not offered(client, ABOUT), "it is a draft"


def test_it_is_as_private_as_its_original(client, about):
    easy_version(about)
    specimen.restrict(about)
    assert "2 times a year" not in client.get("/en/about/easy/").content.decode()


def test_it_stays_without_a_link_while_its_original_is_a_draft(client, about):
    easy_version(about)
    about.unpublish()
    assert original(client, EASY) is None


def test_it_moves_and_is_deleted_with_its_original(client, home, about):
    easy_version(about)
    other = specimen.content(home, slug="other", title="Other")
    about.move(other, pos="last-child")
    assert offered(client, "other/about/") == "/en/other/about/easy/"
    assert original(client, "other/about/easy/") == "/en/other/about/"
    page = Page.objects.get(pk=about.pk)
    MoveToRecycleBin(page).execute(skip_permission_checks=True)
    assert client.get("/en/other/about/easy/").status_code in (404, 410)


def test_below_another_page_it_is_the_easy_version_of_that_one(client, home, about):
    page = easy_version(about)
    other = specimen.content(home, slug="other", title="Other")
    page.move(other, pos="last-child")
    assert not offered(client, ABOUT)
    assert offered(client, "other/") == "/en/other/easy/"
    assert original(client, "other/easy/") == "/en/other/"


# Languages


def test_readers_are_offered_what_is_easy_in_their_own_language_only(client, home, about):
    page = easy_version(about)
    specimen.translate(home, "mk")
    specimen.translate(about, "mk")
    assert not offered(client, ABOUT, "mk")
    specimen.translate(page, "mk")
    assert offered(client, ABOUT, "mk") == "/mk/about/easy/"
    assert original(client, EASY, "mk") == "/mk/about/"
    mark = read(client, "/mk/about/easy/").select_one(".easy-text__mark")
    assert element_text(mark) == interface_text("mk", "Easy to read")


def test_a_fallback_leads_back_to_what_its_readers_find_there(client, about):
    easy_version(about)
    link = read(client, "/mk/about/easy/").select_one(".original-link a")
    assert (link["href"], link["lang"]) == ("/mk/about/", "en")


# "Leave this site"


def leaves(client, path: str) -> bool:
    answer = client.get(f"/en/{path}")
    has_link = b"quick-exit__link" in answer.content
    assert has_link == (answer.headers.get("Cache-Control") == "no-store")
    return has_link


def test_it_has_leave_this_site_if_its_original_has(client, home, about):
    easy_version(about)
    easy_version_of_help(home)
    easy_version(home, "safety-easy", view_name="safety")
    easy_version(home, "accessibility-easy", view_name="accessibility")
    assert leaves(client, EASY_HELP)
    assert leaves(client, "safety-easy/")
    assert not leaves(client, "accessibility-easy/")
    assert not leaves(client, EASY)
    about.refresh_from_db()
    about.quick_exit = True
    specimen.publish(about)
    assert leaves(client, EASY)


def test_the_easy_version_of_help_is_as_discreet_and_as_small_as_help(client, home):
    easy_version_of_help(home)
    soup = read(client, f"/en/{EASY_HELP}")
    assert soup.title.get_text() == read(client, f"/en/{HELP}").title.get_text()
    assert soup.find("link", rel="icon")["href"] == "data:,"
    assert not soup.find("meta", {"name": "description"})
    assert not soup.find("meta", {"property": True})
    assert not soup.select("img, picture, svg, iframe, style, link[rel=preload]")
    loaded = [one.get("href") or one["src"] for one in soup.select("link[rel=stylesheet], script")]
    texts = [bundle_style_sheet(path.removeprefix("/static/"), _source) for path in loaded]
    assert not any(re.search(r"@font-face|url\(", text) for text in texts)
    assert sum(len(text.encode()) for text in [str(soup), *texts]) <= MOST_BYTES


def _source(name: str) -> str:
    return Path(finders.find(name)).read_text()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"slug": "help-easy"}, "slug"),
        ({"view_name": ""}, "view_name"),
        ({"picture": True}, "body"),
    ],
)
def test_what_would_show_the_purpose_of_help_or_be_no_easy_version_is_refused(home, changes, field):
    page = easy_version_of_help(home)
    if changes.pop("picture", False):
        value = {"image": specimen.picture().pk, "alternative_text": "A hall", "caption": ""}
        page.body = specimen.stream(page, "body", ("picture", value))
    for name, value in changes.items():
        setattr(page, name, value)
    with pytest.raises(ValidationError) as refused:
        page.check_publication()
    assert set(refused.value.message_dict) == {field}


def test_a_second_easy_version_is_refused(home, about):
    easy_version(about)
    with pytest.raises(ValidationError, match="already"):
        easy_version(about, "easier")
    easy_version_of_help(home)
    easy_version(home, "safety-easy", view_name="safety")


def test_below_a_page_it_is_the_version_of_that_page(about):
    with pytest.raises(ValidationError, match="page above"):
        easy_version(about, view_name="safety")


# Where readers find it


@pytest.mark.usefixtures("updated_indexes")
def test_sitemap_and_search_have_it_and_neither_menu_nor_footer(client, home):
    easy_version_of_help(home, title="Somebody helps you")
    assert f"/en/{EASY_HELP}" in client.get("/sitemap-en.xml").content.decode()
    [found] = read(client, "/en/search/?q=Somebody").select("main .entry")
    assert "Easy to read" in element_text(found)
    soup = read(client, "/en/")
    assert not soup.select(f"a[href='/en/{EASY_HELP}']")


def test_a_new_page_that_is_no_easy_version_of_anything_is_refused_in_the_form(editor_client, home):
    data = form_data(editor_client, home, EasyReadPage, view_name="")
    response = editor_client.post(add_url(home, EasyReadPage), data | {"action-publish": "on"})
    assert "easy version of" in str(response.context["form"].errors["view_name"])
