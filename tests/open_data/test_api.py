"""The API: the public pages as JSON."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests import specimens as specimen
from tests.data_set_files import only_record
from tests.help_lines import confirmed_line

pytestmark = pytest.mark.django_db

PATH = "/api/v2/pages/"
MEETINGS = {"type": "meetings.MeetingPage"}


def get_json(client, path: str = PATH, **parameters):
    answer = client.get(path, parameters)
    assert answer.status_code == 200, answer.content
    return answer.json()


def titles(client, **parameters) -> list[str]:
    found = get_json(client, **parameters)
    assert found["meta"]["total_count"] >= len(found["items"])
    return [item["title"] for item in found["items"]]


def detail(client, page) -> dict:
    return get_json(client, f"{PATH}{page.pk}/")


def meeting_in(home, *codes: str, **values):
    specimen.translate(home.get_children().get(slug="meetings").specific, *codes)
    page = specimen.meeting(home, **values)
    specimen.translate(page, *codes)
    return page


def test_a_page_has_its_identity_and_its_parent(client, home):
    page = specimen.meeting(home)
    parent = page.get_parent()
    data = detail(client, page)
    assert (data["id"], data["title"]) == (page.pk, "Meeting in Vienna")
    assert data["meta"] == {
        "type": "meetings.MeetingPage",
        "detail_url": f"{settings.SITE_ADDRESS}{PATH}{page.pk}/",
        "html_url": f"{settings.SITE_ADDRESS}/en/meetings/vienna/",
        "slug": "vienna",
        "translation_key": str(page.translation_key),
        "first_published_at": data["meta"]["first_published_at"],
        "parent": {
            "id": parent.pk,
            "title": "Meetings",
            "meta": {
                "detail_url": f"{settings.SITE_ADDRESS}{PATH}{parent.pk}/",
                "html_url": f"{settings.SITE_ADDRESS}/en/meetings/",
            },
        },
        "locale": "en",
    }


def test_a_record_has_the_values_of_the_open_data(client, home):
    pages = specimen.every_kind(home).pages
    data_sets = {
        "MeetingPage": "meetings",
        "StatePage": "states",
        "DeclarationPage": "declarations",
    }
    for name, data_set in data_sets.items():
        data = detail(client, pages[name])
        record = next(
            found
            for found in client.get(f"/en/{data_set}/data.json").json()["records"]
            if found["id"] == str(pages[name].translation_key)
        )
        for column in set(record) - {"id", "slug", "language", "address"}:
            assert data[column] == record[column], (name, column)


@pytest.mark.parametrize(
    "secret", ["owner", "draft_title", "latest_revision", "locked", "go_live_at", "quick_exit"]
)
def test_fields_of_the_editors_do_not_exist(client, home, secret):
    page = specimen.meeting(home)
    data = detail(client, page)
    assert secret not in data
    assert secret not in data["meta"]
    assert client.get(PATH, {**MEETINGS, "fields": secret}).status_code == 400
    assert client.get(PATH, {**MEETINGS, secret: "x"}).status_code == 400


def test_drafts_private_and_expired_pages_are_left_out(client, home):
    hidden = [specimen.meeting(home, slug) for slug in ("draft", "private", "expired")]
    hidden[0].unpublish()
    specimen.restrict(hidden[1])
    over = timezone.now() - timedelta(minutes=1)
    type(hidden[2]).objects.filter(pk=hidden[2].pk).update(expire_at=over)
    shown = specimen.meeting(home, "shown", title="Shown")
    assert get_json(client, **MEETINGS)["meta"]["total_count"] == 1
    assert titles(client, child_of=shown.get_parent().pk) == ["Shown"]
    for page in hidden:
        assert client.get(f"{PATH}{page.pk}/").status_code == 404
        for name in ("child_of", "descendant_of", "ancestor_of", "translation_of"):
            assert client.get(PATH, {name: page.pk}).status_code == 400


def test_a_private_page_and_its_descendants_are_left_out(client, home):
    parent = specimen.content(home, "private")
    parent.add_child(
        instance=(child := type(parent)(title="Below", slug="below", locale=home.locale))
    )
    specimen.publish(child)
    specimen.restrict(parent)
    assert "Below" not in titles(client)
    assert client.get(f"{PATH}{child.pk}/").status_code == 404


def test_a_page_below_one_that_is_not_published_names_no_parent(client, home):
    page = specimen.meeting(home)
    type(page.get_parent().specific).objects.update(live=False)
    assert detail(client, page)["meta"]["parent"] is None


@pytest.mark.postgresql
def test_a_private_original_hides_its_translations(client, home):
    page = meeting_in(home, "mk")
    specimen.restrict(page)
    assert titles(client, **MEETINGS) == []


def test_unpublished_changes_are_left_out(client, home):
    page = specimen.meeting(home)
    page.title = "Not yet"
    page.save_revision()
    assert detail(client, page)["title"] == "Meeting in Vienna"


@pytest.mark.postgresql
def test_pages_are_filtered_by_locale_and_by_translation(client, home):
    page = meeting_in(home, "mk")
    assert titles(client, **MEETINGS, locale="mk") == ["mk Meeting in Vienna"]
    assert titles(client, translation_of=page.pk) == ["mk Meeting in Vienna"]
    found = get_json(client, **MEETINGS, locale="mk")["items"][0]["meta"]
    assert (found["locale"], found["html_url"]) == (
        "mk",
        f"{settings.SITE_ADDRESS}/mk/meetings/vienna/",
    )


@pytest.mark.postgresql
def test_with_a_fallback_each_page_is_listed_once_in_its_best_language(client, home):
    meeting_in(home, "mk")
    specimen.meeting(home, "graz", title="Meeting in Graz")
    data = titles(client, **MEETINGS, locale="mk", fallback="true", order="title")
    assert data == ["Meeting in Graz", "mk Meeting in Vienna"]
    assert titles(client, **MEETINGS, locale="mk") == ["mk Meeting in Vienna"]


@pytest.mark.postgresql
def test_pages_are_filtered_and_ordered_by_public_fields(client, home):
    specimen.meeting(home, kind="ministerial", title="B")
    specimen.meeting(home, "graz", country="AT", title="A", is_online=False)
    assert titles(client, **MEETINGS, kind="ministerial") == ["B"]
    assert titles(client, **MEETINGS, country="AT") == ["A"]
    assert titles(client, **MEETINGS, slug="graz") == ["A"]
    assert titles(client, **MEETINGS, is_online="true") == []
    assert titles(client, **MEETINGS, order="title") == ["A", "B"]
    assert titles(client, **MEETINGS, order="-title", limit="1") == ["B"]
    assert titles(client, **MEETINGS, order="title", offset="1") == ["B"]


def test_chosen_fields_come_with_a_list_in_a_fixed_number_of_queries(client, home):
    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            get_json(client, **MEETINGS, fields="*")
        return len(queries)

    about = specimen.content(home)
    page = meeting_in(home, "mk", outcome=f'<p><a linktype="page" id="{about.pk}">x</a></p>')
    page.themes = [specimen.theme()]
    specimen.publish(page)
    before = count()
    for number in range(4):
        other = specimen.meeting(
            home, f"m-{number}", outcome=f'<p><a linktype="page" id="{about.pk}">x</a></p>'
        )
        other.themes = page.themes.all()
        specimen.publish(other)
    assert count() == before <= 10


def test_it_is_read_only_json_without_authentication(admin_client, client, home):
    specimen.meeting(home)
    for method in ("post", "put", "patch", "delete"):
        assert getattr(client, method)(PATH).status_code == 405
    answer = client.get(PATH, headers={"accept": "*/*"})
    assert answer.headers["Content-Type"] == "application/json"
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert not answer.cookies
    assert "cookie" not in answer.headers["Vary"].lower()
    assert admin_client.get(PATH).content == answer.content
    assert client.head(PATH).status_code == 200


def test_an_editor_sees_no_more_than_everybody(admin_client, client, home):
    specimen.restrict(specimen.meeting(home))
    for somebody in (client, admin_client):
        assert titles(somebody, **MEETINGS) == []


def test_the_answer_does_not_depend_on_the_languages_of_the_browser(client, home):
    about = specimen.content(home)
    meeting_in(home, "mk", outcome=f'<p><a linktype="page" id="{about.pk}">x</a></p>')
    query = {**MEETINGS, "fields": "*"}
    answers = [client.get(PATH, query, headers={"accept-language": code}) for code in ("en", "mk")]
    assert answers[0].content == answers[1].content
    assert answers[0].headers["Content-Language"] == answers[1].headers["Content-Language"]
    links = [item["outcome"].partition("8000/")[2][:2] for item in answers[0].json()["items"]]
    assert sorted(links) == ["en", "mk"]


def test_notes_for_editors_and_hidden_help_lines_are_left_out(client, home):
    page = specimen.state(home)
    lines = [
        confirmed_line(note="Ask Ms X"),
        confirmed_line(number="0800 002", expires_on="2020-01-01"),
    ]
    page.help_lines = specimen.stream(page, "help_lines", *(("help_line", line) for line in lines))
    specimen.publish(page)
    (line,) = detail(client, page)["help_lines"]
    assert line == only_record(client, "states")["help_lines"][0]
    assert line["number"] == "0800 001"
    assert "note" not in line
