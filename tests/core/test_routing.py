"""From a URL to a page: in the reader's language, as a marked fallback, or 404."""

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page, PageViewRestriction

from tests import specimens as specimen
from tests.public_pages import element_text, interface_text, read

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]

MOST_QUERIES_OF_A_404 = 10  # as many as a page may take


@pytest.fixture
def meetings(home):
    return home.get_children().get(slug="meetings").specific


@pytest.fixture
def about(home):
    return specimen.content(home, title="About the network")


def robots(soup: BeautifulSoup) -> list[str]:
    return [tag["content"] for tag in soup.find_all("meta", {"name": "robots"})]


def test_a_page_is_served_in_the_language_of_the_url(client, about):
    specimen.translate(about, "mk", "hr")
    assert read(client, "/mk/about/").h1.get_text() == "mk About the network"
    assert read(client, "/hr/about/").h1.get_text() == "hr About the network"


def test_an_untranslated_page_is_shown_in_the_layout_of_the_reader(client, about):
    soup = read(client, "/mk/about/")
    assert soup.html["lang"] == "mk"
    assert soup.h1.get_text() == "About the network"
    assert soup.h1["lang"] == "en"
    assert "англиски" in element_text(soup.select_one("main .notice"))
    assert soup.select_one(".brand")["href"] == "/mk/"


def test_a_fallback_is_not_indexed_by_search_engines(client, about):
    soup = read(client, "/mk/about/")
    assert robots(soup) == ["noindex"]
    assert soup.find("link", rel="canonical")["href"].endswith("/en/about/")
    assert not soup.find_all("link", rel="alternate")


def test_a_page_does_not_name_its_fallbacks_as_translations(client, about):
    specimen.translate(about, "hr")
    alternates = read(client, "/en/about/").find_all("link", rel="alternate")
    assert {link["hreflang"] for link in alternates} == {"en", "hr", "x-default"}


def test_the_language_menu_marks_missing_translations(client, about):
    specimen.translate(about, "hr")
    menu = read(client, "/hr/about/").select(".header .language-menu li")
    marked = interface_text("hr", "not this one")
    missing = {item.a["lang"] for item in menu if marked in item.select_one(".note").get_text()}
    assert "mk" in missing
    assert not {"hr", "en"} & missing


def test_a_draft_of_a_translation_is_not_shown(client, about):
    specimen.translate(about, "mk")
    translated = about.get_translations().get().specific
    translated.unpublish()
    assert read(client, "/mk/about/").h1.get_text() == "About the network"


def test_a_change_of_a_translation_is_not_shown_before_it_is_published(client, about, locale):
    specimen.translate(about, "mk")
    translated = about.get_translation(locale("mk")).specific
    translated.title = "Нешто друго"
    translated.save_revision()
    assert read(client, "/mk/about/").h1.get_text() == "mk About the network"


@pytest.mark.parametrize("code", ["en", "mk"])
def test_a_source_that_is_not_published_is_not_found(client, about, code):
    about.unpublish()
    assert client.get(f"/{code}/about/").status_code == 404


def test_a_translation_stays_live_without_its_source(client, about):
    specimen.translate(about, "mk")
    Page.objects.filter(pk=about.pk).update(live=False)
    assert read(client, "/mk/about/").h1.get_text() == "mk About the network"
    assert client.get("/hr/about/").status_code == 404


def test_a_deep_page_falls_back_although_its_parents_are_translated(client, home, meetings):
    specimen.translate(specimen.publish(meetings), "mk")
    specimen.meeting(home, title="In Vienna")
    assert read(client, "/mk/meetings/vienna/").h1.get_text() == "In Vienna"


def test_a_deep_page_is_found_three_levels_down(client, home, about):
    child = specimen.ContentPage(title="Team", slug="team", locale=home.locale)
    about.add_child(instance=child)
    grandchild = specimen.ContentPage(title="Rules", slug="rules", locale=home.locale)
    child.add_child(instance=grandchild)
    assert read(client, "/en/about/team/rules/").h1.get_text() == "Rules"
    assert read(client, "/mk/about/team/rules/").h1.get_text() == "Rules"
    for page in (about, specimen.publish(child), specimen.publish(grandchild)):
        specimen.translate(page, "mk")
    assert read(client, "/mk/about/team/rules/").h1.get_text() == "mk Rules"


@pytest.mark.parametrize(
    "path", ["nowhere/", "meetings/nowhere/", "meetings/vienna/nowhere/", "a/b/c/d/e/f/g/", "%00/"]
)
def test_a_missing_page_is_a_404_in_the_language_of_the_reader(client, home, path):
    specimen.meeting(home)
    response = client.get(f"/mk/{path}")
    soup = BeautifulSoup(response.content, "html.parser")
    assert response.status_code == 404
    assert soup.html["lang"] == "mk"
    assert soup.h1.get_text() == "Страницата не е пронајдена"


def test_a_language_that_the_site_does_not_have_is_not_found(client):
    assert client.get("/de/").status_code == 404


def test_a_url_without_its_last_slash_redirects_to_the_page(client, about):
    response = client.get("/mk/about", follow=True)
    assert response.redirect_chain[-1][0] == "/mk/about/"
    assert response.status_code == 200


@pytest.mark.parametrize("path", ["nowhere/", "meetings/nowhere/", "meetings/vienna/a/b/c/"])
def test_a_missing_page_takes_few_queries(client, home, meetings, path):
    meeting = specimen.meeting(home)
    for page in (meetings, meeting):
        specimen.translate(page, "mk")
    client.get(f"/mk/{path}")
    with CaptureQueriesContext(connection) as queries:
        assert client.get(f"/mk/{path}").status_code == 404
    assert len(queries) <= MOST_QUERIES_OF_A_404, [query["sql"] for query in queries]


# Private pages


@pytest.mark.parametrize("code", ["en", "mk"])
def test_a_page_for_logged_in_users_is_shown_to_nobody_else(client, about, code):
    specimen.restrict(about)
    response = client.get(f"/{code}/about/", follow=True)
    url, status = response.redirect_chain[0]
    assert (url, status) == (f"/admin/login/?next=/{code}/about/", 302)
    assert response.status_code == 200
    assert "About the network" not in response.content.decode()


@pytest.mark.parametrize("code", ["en", "mk"])
def test_a_page_below_a_restricted_one_is_restricted_too(client, home, meetings, code):
    specimen.meeting(home)
    specimen.restrict(meetings)
    assert client.get(f"/{code}/meetings/vienna/").status_code == 302


@pytest.mark.parametrize("code", ["en", "mk"])
def test_a_page_with_a_password_asks_for_it(client, about, code):
    specimen.restrict(about, PageViewRestriction.PASSWORD)
    soup = read(client, f"/{code}/about/")
    assert "About the network" not in soup.main.get_text()
    assert soup.find("input", {"type": "password"})


def test_the_password_opens_the_page(client, about):
    specimen.restrict(about, PageViewRestriction.PASSWORD)
    form = read(client, "/mk/about/").main.form
    sent = {"password": "open", "return_url": "/mk/about/"}
    response = client.post(form["action"], sent, follow=True)
    assert response.redirect_chain == [("/mk/about/", 302)]
    assert "About the network" in response.content.decode()


def test_the_message_on_a_wrong_password_is_in_the_language_of_the_reader(client, about):
    specimen.restrict(about, PageViewRestriction.PASSWORD)
    form = read(client, "/mk/about/").main.form
    sent = {"password": "shut", "return_url": "/mk/about/"}
    soup = BeautifulSoup(client.post(form["action"], sent).content, "html.parser")
    assert soup.html["lang"] == "mk"
    assert soup.select_one("main .notice--warning")
    assert "About the network" not in soup.main.get_text()


def test_a_restricted_source_restricts_its_translations(client, home, meetings):
    meeting = specimen.meeting(home)
    for page in (meetings, meeting):
        specimen.translate(page, "mk")
    specimen.restrict(meeting)
    assert client.get("/mk/meetings/vienna/").status_code == 302
    assert client.get("/mk/meetings/").status_code == 200


def test_a_restricted_translation_is_neither_shown_nor_replaced(client, about, locale):
    specimen.translate(about, "mk")
    specimen.restrict(about.get_translation(locale("mk")))
    assert client.get("/mk/about/").status_code == 302
    assert read(client, "/hr/about/").h1.get_text() == "About the network"


def test_an_editor_who_logged_in_sees_a_restricted_page_and_its_fallback(editor_client, about):
    specimen.restrict(about)
    assert read(editor_client, "/en/about/").h1.get_text() == "About the network"
    assert read(editor_client, "/mk/about/").h1.get_text() == "About the network"


def test_a_restricted_page_is_not_in_the_navigation_of_others(client, about):
    specimen.restrict(about)
    assert "About the network" not in read(client, "/en/meetings/").get_text()


def test_a_restricted_translation_is_not_announced_as_an_alternate(client, about, locale):
    specimen.translate(about, "mk", "hr")
    specimen.restrict(about.get_translation(locale("mk")))
    alternates = read(client, "/en/about/").find_all("link", rel="alternate")
    assert {link["hreflang"] for link in alternates} == {"en", "hr", "x-default"}


def test_a_path_with_very_many_components_takes_no_long_query(client, db):
    with CaptureQueriesContext(connection) as queries:
        assert client.get("/mk/" + "a/" * 1500).status_code == 404
    assert not [query["sql"][:200] for query in queries if len(query["sql"]) >= 5000]


@pytest.mark.parametrize(
    "path",
    [
        "/%00",
        "/en/%00/",
        "/en/meetings/%00/card.png",
        "/en/themes/%00/",
        "/d/%00",
        "/documents/1/%00",
        "/api/v2/pages/%00/",
        "/admin/pages/%00/",
    ],
)
def test_nothing_is_found_at_a_path_with_a_null_character(client, home, path):
    assert client.get(path).status_code == 404
