"""Counting addresses that readers do not find: what is stored, what is not, and who may see it."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect

from links import not_found
from links.models import LinkSettings, NotFoundAddress
from links.not_found import RETENTION_DAYS, count_not_found, countable_path, delete_old_counts
from tests import specimens as specimen
from tests.public_pages import element_text
from translation.models import Team

pytestmark = pytest.mark.django_db

REPORT = reverse("not_found_report")
SWITCH = reverse("wagtailsettings:edit", args=["links", "linksettings"])


@pytest.fixture
def counting(db) -> LinkSettings:
    return LinkSettings.objects.create(counts_not_found=True)


def stored() -> dict[str, int]:
    return dict(NotFoundAddress.objects.values_list("path", "count"))


def counted(path: str, times: int = 1, days_ago: int = 0) -> None:
    day = timezone.localdate() - timedelta(days=days_ago)
    NotFoundAddress.objects.create(day=day, path=path, count=times)


def report(client, **parameters) -> BeautifulSoup:
    response = client.get(REPORT, parameters)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


# What is stored


def test_nothing_is_stored_until_somebody_switches_it_on(client, db):
    client.get("/mk/nowhere/")
    assert stored() == {}


def test_only_the_address_without_language_and_query_the_day_and_the_number_are_stored(
    client, counting
):
    client.get("/mk/nowhere/?q=secret", REMOTE_ADDR="192.0.2.7")
    client.get("/hr/nowhere")
    client.get("/nowhere/")
    [row] = NotFoundAddress.objects.values()
    del row["id"]
    assert row == {"day": timezone.localdate(), "path": "/nowhere", "count": 3}


def test_what_is_found_or_redirected_is_not_counted(client, home, counting):
    Redirect.add_redirect("/old", redirect_to=home)
    for path in ("/en/", "/mk/old/", "/en/search/"):
        client.get(path)
    assert stored() == {}


@pytest.mark.parametrize(
    "path",
    [
        "/en/jane@example.org/",
        "/en/jane%40example.org/",
        "/en/041-123-456/",
        "/en/" + "a" * 200,
        "/en/wp-login.php",
        "/.env",
        "/en/a\x00b/",
        "/static/none.css",
        "/media/images/none.png",
        "/en/",
    ],
)
def test_personal_and_technical_addresses_are_not_counted(path):
    assert countable_path(path) == ""


@pytest.mark.parametrize("path", ["/en/events/2018/", "/mk/настани/", "/documents/12/agenda.pdf"])
def test_addresses_of_readers_are_counted(path):
    assert countable_path(path)


def test_addresses_of_the_admin_are_not_counted(admin_client, counting):
    admin_client.get("/admin/nowhere/")
    assert stored() == {}


def test_a_flood_of_addresses_is_bounded_and_known_ones_are_still_counted(counting, monkeypatch):
    monkeypatch.setattr(not_found, "MAX_ADDRESSES_PER_DAY", 3)
    for number in range(10):
        count_not_found(f"/en/made-up-{number}/")
    count_not_found("/en/made-up-0/")
    assert len(stored()) == 3
    assert stored()["/made-up-0"] == 2


def test_a_counted_address_takes_few_queries(client, counting, django_assert_max_num_queries):
    client.get("/mk/nowhere/")
    with django_assert_max_num_queries(10):
        client.get("/mk/nowhere/")


def test_old_counts_are_deleted(db):
    counted("/old", days_ago=RETENTION_DAYS)
    counted("/recent", days_ago=RETENTION_DAYS - 1)
    assert delete_old_counts() == 1
    assert stored() == {"/recent": 1}


def test_switching_it_off_deletes_what_was_counted(counting, admin_client):
    counted("/nowhere")
    edit = admin_client.get(SWITCH).url
    admin_client.post(edit, {"checks_other_sites": "on"})
    assert stored() == {}


# The report


def test_the_report_adds_up_the_days_and_lists_the_most_frequent_first(editor_client, counting):
    counted("/rare", times=2)
    counted("/frequent", times=2)
    counted("/frequent", times=3, days_ago=2)
    counted("/earlier", times=9, days_ago=40)
    rows = [
        row.select("p, td:nth-child(2)") for row in report(editor_client).select("main tbody tr")
    ]
    assert [list(map(element_text, row)) for row in rows] == [["/frequent", "5"], ["/rare", "2"]]
    assert len(report(editor_client, period="90").select("main tbody tr")) == 3


def test_a_redirect_is_made_from_a_line_of_the_report(editor_client, client, home, counting):
    counted("/old address")
    link = report(editor_client).select_one("main tbody a")
    assert element_text(link).startswith("Make a redirect")
    form = BeautifulSoup(editor_client.get(link["href"]).content, "html.parser")
    assert form.select_one("[name=old_path]")["value"] == "/old address"
    sent = {"old_path": "/old address", "redirect_page": home.pk, "is_permanent": "on"}
    editor_client.post(link["href"], sent)
    assert element_text(report(editor_client).select_one("main tbody a")) == "Redirected now"


def test_the_report_says_whether_addresses_are_counted(editor_client, admin_client):
    assert "counting is switched off" in element_text(report(editor_client).main)
    assert report(admin_client).select_one(f"main a[href='{SWITCH}']")


def test_translators_do_not_see_the_report(client, django_user_model):
    translator = django_user_model.objects.create_user("translator")
    translator.groups.add(Team.objects.get(locale__language_code="sl").translators)
    client.force_login(translator)
    assert client.get(REPORT).status_code == 302


@pytest.mark.parametrize("query", [{"period": "x"}, {"q": "%"}, {"p": "999"}, {"ordering": "x"}])
def test_strange_parameters_do_no_harm(editor_client, counting, query):
    counted("/nowhere")
    assert editor_client.get(REPORT, query).status_code in (200, 404)


def test_the_report_is_exported(editor_client, counting):
    counted("/nowhere", times=3)
    response = editor_client.get(REPORT, {"export": "csv"})
    assert b"/nowhere,3," in b"".join(response.streaming_content)


def test_the_draft_of_a_page_is_not_found_and_counted(client, home, counting):
    specimen.content(home).unpublish()
    client.get("/en/about/")
    assert stored() == {"/about": 1}
