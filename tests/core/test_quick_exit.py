""" "Leave this site": the pages that have it, its target, and its settings."""

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import Locale
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from core.languages import site_language
from core.models import QuickExitSettings, QuickExitURL
from core.models.quick_exit import DEFAULT_EXIT_URL, quick_exit_url, validate_exit_url
from core.page_types import page_types
from tests import grids
from tests import specimens as specimen
from tests.public_pages import read
from translation.roles import TRANSLATOR

pytestmark = pytest.mark.django_db

WEATHER = "https://weather.example.org/"
SETTINGS = "/admin/settings/core/quickexitsettings/"


def exit_of(client, path: str) -> str | None:
    """Return the target of "Leave this site" on a page, if it has one."""
    link = read(client, path).select_one("a.quick-exit__link")
    return link and link["href"]


@pytest.fixture
def decide(db):
    """Save the settings: ``decide("https://…", mk="https://…")``."""

    def make(url: str, **others: str) -> None:
        made, _ = QuickExitSettings.objects.update_or_create(defaults={"url": url})
        for code, other in others.items():
            QuickExitURL.objects.create(settings=made, language=code, url=other)

    return make


# Pages


def test_only_the_page_types_of_states_always_have_it():
    always = {model.__name__ for model in page_types() if model.always_quick_exit}
    assert always == {"StateIndexPage", "StatePage"}


@pytest.mark.parametrize("path", ["states/", "states/slovenia/", "contacts-by-country/", "safety/"])
@pytest.mark.parametrize("code", ["en", "mk"])
def test_it_has_a_default_target(client, home, code, path):
    specimen.state(home)
    assert exit_of(client, f"/{code}/{path}") == DEFAULT_EXIT_URL


def test_an_editor_switches_it_on_for_a_page_and_not_for_those_below_it(client, home):
    about = specimen.content(home, quick_exit=True)
    below = specimen.content(home, slug="below")
    below.move(about, pos="last-child")
    assert exit_of(client, "/en/about/")
    assert not exit_of(client, "/en/about/below/")
    assert not exit_of(client, "/en/")


def test_a_page_that_has_it_has_it_in_every_language(client, home):
    page = specimen.content(home, quick_exit=True)
    assert exit_of(client, "/mk/about/"), "a fallback"
    specimen.translate(home, "mk")
    specimen.translate(page, "mk")
    assert exit_of(client, "/mk/about/")
    page.quick_exit = False
    specimen.publish(page)
    specimen.translate(page, "mk")
    assert not exit_of(client, "/mk/about/"), "nor does it stay where it was switched off"


def test_the_form_of_a_page_offers_it_unless_the_page_has_it_anyway(editor_client, home):
    for page, offered in ((specimen.content(home), True), (specimen.state(home), False)):
        form = read(editor_client, reverse("wagtailadmin_pages:edit", args=[page.pk]))
        assert bool(form.select_one("input[name=quick_exit]")) == offered


def test_browsers_must_not_store_a_page_that_has_it(client, home):
    specimen.content(home, quick_exit=True)
    specimen.content(home, slug="plain")
    specimen.state(home)
    for path in ("about/", "states/", "states/slovenia/", "safety/", "contacts-by-country/"):
        assert client.get(f"/en/{path}").headers["Cache-Control"] == "no-store", path
    assert "no-store" not in client.get("/en/plain/").headers.get("Cache-Control", "")


def test_it_is_a_plain_link_without_a_referrer_after_the_link_to_its_limits(client, home):
    specimen.state(home)
    soup = read(client, "/en/states/slovenia/")
    safety, leave = soup.select("aside.quick-exit a")
    assert safety["href"] == "/en/safety/"
    assert leave["rel"] == ["noreferrer"]
    assert soup.select_one("body a:not(.skip-link)") == safety, "before anything else"


@pytest.mark.parametrize("code", grids.codes())
def test_using_this_site_safely_is_there_in_every_language_of_a_new_site(client, home, code):
    soup = read(client, f"/{code}/safety/")
    assert soup.html["lang"] == site_language(code).tag
    assert soup.select_one(".footer a[href$='/safety/']")["href"] == f"/{code}/safety/"
    assert len(soup.select("main li")) >= 3, "what it cannot do"


# Target


def test_each_language_has_its_own_target_or_else_the_general_one(client, home, decide):
    specimen.state(home)
    decide("https://news.example.org/", mk=WEATHER)
    assert exit_of(client, "/mk/states/") == WEATHER
    assert exit_of(client, "/mk/contacts-by-country/") == WEATHER
    assert exit_of(client, "/sq/states/") == "https://news.example.org/"


def test_the_target_takes_one_query(decide):
    decide(DEFAULT_EXIT_URL, mk=WEATHER)
    with CaptureQueriesContext(connection) as queries:
        assert quick_exit_url(site_language("mk")) == WEATHER
    assert len(queries) == 1


@pytest.mark.parametrize("url", [DEFAULT_EXIT_URL, WEATHER, "https://see.example.net/?today"])
def test_another_site_by_https_is_accepted(settings, url):
    settings.SITE_ADDRESS = "https://natc.example.org"
    validate_exit_url(url)


@pytest.mark.parametrize(
    ("url", "problem"),
    [
        ("http://weather.example.org/", "https"),
        ("ftp://weather.example.org/", "https"),
        ("/en/", "https"),
        ("https://natc.example.org/", "another site"),
        ("https://NATC.example.org:8443/en/", "another site"),
        ("https://natc.example.org./", "another site"),
        ("https://www.natc.example.org/", "another site"),
        ("https://editor@natc.example.org/", "another site"),
    ],
)
def test_an_unencrypted_url_or_one_of_this_site_is_refused(settings, url, problem):
    settings.SITE_ADDRESS = "https://natc.example.org"
    with pytest.raises(ValidationError, match=problem):
        validate_exit_url(url)


# Permissions and validation


def form(url: str, *others: tuple[str, str]) -> dict:
    rows = [{"language": code, "url": other} for code, other in others]
    return nested_form_data({"url": url, "language_urls": inline_formset(rows)})


def test_an_editor_of_the_secretariat_edits_it_in_the_admin(editor_client, client, home):
    edit = editor_client.get(SETTINGS).url
    saved = editor_client.post(edit, form("https://news.example.org/", ("mk", WEATHER)))
    assert saved.status_code == 302
    assert exit_of(client, "/mk/states/") == WEATHER
    assert exit_of(client, "/sq/states/") == "https://news.example.org/"


def test_what_somebody_else_saved_meanwhile_is_not_replaced_unread(
    editor_client, admin_client, client, home
):
    def opened(client) -> dict[str, str]:
        field = read(client, edit).select_one("[name=opened_with]")
        return {"opened_with": field["value"]}

    edit = editor_client.get(SETTINGS).url
    before, theirs = opened(editor_client), form(DEFAULT_EXIT_URL, ("mk", WEATHER))
    assert admin_client.post(edit, {**theirs, **opened(admin_client)}).status_code == 302
    mine = form("https://news.example.org/")
    refused = editor_client.post(edit, {**mine, **before}).content.decode()
    assert "with changes in: Addresses for single languages." in refused
    assert exit_of(client, "/mk/states/") == WEATHER
    assert editor_client.post(edit, {**mine, **opened(editor_client)}).status_code == 302
    assert exit_of(client, "/sq/states/") == "https://news.example.org/"


@pytest.mark.parametrize(
    ("url", "others"),
    [
        ("http://news.example.org/", []),
        (WEATHER, [("mk", "http://news.example.org/")]),
        (WEATHER, [("mk", WEATHER), ("mk", DEFAULT_EXIT_URL)]),
        (WEATHER, [("xx", WEATHER)]),
    ],
)
def test_invalid_values_are_refused_and_nothing_changes(editor_client, client, home, url, others):
    edit = editor_client.get(SETTINGS).url
    assert editor_client.post(edit, form(url, *others)).status_code == 200
    assert exit_of(client, "/mk/states/") == DEFAULT_EXIT_URL


def test_a_translator_cannot_edit_it(client, django_user_model):
    user = django_user_model.objects.create_user("translator")
    locale = Locale.objects.get(language_code="mk")
    user.groups.add(Group.objects.get(name=TRANSLATOR.group_name(locale)))
    client.force_login(user)
    assert client.get(SETTINGS, follow=True).redirect_chain[-1][0] == reverse("wagtailadmin_home")
