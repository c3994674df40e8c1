"""Valid and invalid parameters of the API."""

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from tests import specimens as specimen

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]

PATH = "/api/v2/pages/"
MEETINGS = {"type": "meetings.MeetingPage"}
INVALID_PARAMETERS = [
    {"search": "x"},
    {"site": "localhost"},
    {"html_path": "/"},
    {"unknown": "x"},
    {"title": "a\0b"},
    {"a\0b": "x"},
    {"title": "x" * 1000},
    {"limit": "21"},
    {"limit": "-1"},
    {"limit": "many"},
    {"offset": "9" * 30},
    {"offset": "-1"},
    {"order": "random"},
    {"order": "owner"},
    {"order": "title,slug"},
    {"locale": "tlh"},
    {"locale": ""},
    {"fallback": "true"},
    {"locale": "mk", "fallback": "perhaps"},
    {"type": "auth.User"},
    {"type": "core.User"},
    {"type": "nonsense"},
    {"child_of": "9" * 30},
    {"child_of": "x"},
    {"translation_of": "x"},
    {"fields": "title(x)"},
    {"fields": "((((("},
    {"fields": "parent"},
    {"fields": "outcome"},
    {**MEETINGS, "is_online": "perhaps"},
    {**MEETINGS, "themes": "x"},
    {**MEETINGS, "sources": "x"},
    {**MEETINGS, "participants": "x"},
    {**MEETINGS, "checked_on": "x"},
    {**MEETINGS, "first_published_at": "x"},
    {**MEETINGS, "translation_key": "x"},
]


@pytest.mark.parametrize(
    "parameters", INVALID_PARAMETERS, ids=[str(index) for index in range(len(INVALID_PARAMETERS))]
)
def test_invalid_parameters_are_refused(client, home, parameters):
    answer = client.get(PATH, parameters)
    assert answer.status_code == 400, answer.content
    assert answer.json()["message"]


@pytest.mark.parametrize("path", ["9" * 30 + "/", "0/", "find/", "../images/", "x/"])
def test_unknown_pages_are_not_found(client, home, path):
    assert client.get(f"{PATH}{path}").status_code == 404


def test_there_is_no_endpoint_but_pages(client, home):
    specimen.document()
    for path in ("images/", "documents/", "users/", ""):
        assert client.get(f"/api/v2/{path}").status_code == 404


NAMES = ["limit", "offset", "fields", "order", "type", "locale", "fallback", "child_of", "title"]


@hypothesis_settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.dictionaries(st.sampled_from(NAMES), st.text(max_size=20), max_size=3))
def test_no_parameters_cause_a_server_error(client, home, parameters):
    assert client.get(PATH, parameters).status_code in (200, 400)
