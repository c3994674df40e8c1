"""No byte in an address, a cookie, a header or a form is a server error, on either database."""

from collections import defaultdict
from urllib.parse import unquote

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import PageViewRestriction

from tests import grids
from tests import specimens as specimen
from tests.addresses import addresses

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]

ODD = {
    "NUL": "a%00b",
    "invalid UTF-8": "%FF%FEa",
    "a lone surrogate": "%ED%A0%80",
    "an overlong form": "%C0%AF%E0%80%AF",
    "beyond Unicode": "%F4%90%80%80",
    "a noncharacter": "%EF%BF%BE%EF%BF%BF",
    "half a character": "%F0%9F",
    "control characters": "%01%0D%0A%1B%7F",
    "directions": "%E2%80%AE%E2%80%8B",
    "a percent sign": "%25%2525%",
    "quotation marks": "%22%27%5C%60%3C",
    "other digits": "%D9%A3%F0%9D%9F%98",
    "a large number": "9" * 40,
    "a number without end": "9" * 5000,
    "a long text": "x" * 3000,
    "nested": "%28" * 500,
}
PARAMETERS = [
    "q", "page", "year", "language", "languages", "theme", "state", "kind", "status", "literally",
    "type", "fields", "locale", "slug", "title", "child_of", "translation_of", "limit", "offset",
    "order", "next", "from", "to", "p", "return_url",
]  # fmt: skip
NAMED = list(dict.fromkeys(path for _name, path in addresses() if not path.startswith("/admin/")))
# A sample has one value for each reason why a database or Python refuses some text.
SAMPLE = ["NUL", "invalid UTF-8", "other digits", "a large number", "a long text"]
CHOSEN = ODD if grids.is_full else {name: ODD[name] for name in SAMPLE}
each_odd_value = pytest.mark.parametrize("odd", CHOSEN.values(), ids=CHOSEN)


@pytest.fixture
def reader(home) -> Client:
    """A reader of a site with a page of which every part of an address may name something."""
    specimen.declaration(home)
    specimen.meeting(home)
    return Client(raise_request_exception=False)


def errors(client: Client, paths: list[str], **headers) -> list[str]:
    answers = {path: client.get(path, **headers).status_code for path in paths}
    return [path[:200] for path, status in answers.items() if status >= 500]


@each_odd_value
def test_no_path_is_a_server_error(reader, odd):
    filled = [path.format_map(defaultdict(lambda: odd)) for path in NAMED if "{" in path]
    below = [f"/en/meetings/{odd}/{name}" for name in ("", "card.png", "calendar.ics")]
    others = [f"/{odd}", f"/{odd}/", f"/en/{odd}/", f"/documents/1/{odd}", f"/documents/{odd}/a"]
    files = [f"/media/images/{odd}", f"/media/avatar_images/{odd}", f"/admin/pages/{odd}/"]
    assert errors(reader, [*filled, *below, *others, *files]) == []


@each_odd_value
def test_no_query_is_a_server_error(reader, odd):
    query = "&".join([*(f"{name}={odd}" for name in PARAMETERS), f"{odd}={odd}", odd])
    apart = [f"/en/search/?q={odd}", f"/en/search/suggestions/?q={odd}", f"/en/meetings/?{odd}"]
    shared = grids.share(NAMED, odd, list(CHOSEN.values()))
    filled = [path.format_map(defaultdict(lambda: "1")) for path in shared]
    assert errors(reader, [*apart, *(f"{path}?{query}" for path in filled)]) == []


@each_odd_value
def test_no_query_of_the_admin_is_a_server_error(admin_client, odd):
    admin_client.raise_request_exception = False
    paths = [path for _name, path in addresses() if path.startswith("/admin/") and "{" not in path]
    # Wagtail shows its error page there.
    paths = [path for path in dict.fromkeys(paths) if "failwhale" not in path]
    paths = grids.share(paths, odd, list(CHOSEN.values()))
    query = "&".join(f"{name}={odd}" for name in PARAMETERS)
    assert errors(admin_client, [f"{path}?{query}" for path in paths]) == []


COOKIES = ["sessionid", "csrftoken", "messages", "django_language", "theme"]
HEADERS = [
    "accept-language", "if-none-match", "if-modified-since", "referer", "x-forwarded-for",
    "user-agent", "accept", "accept-encoding", "range", "content-type",
]  # fmt: skip
PATHS = ["/", "/en/", "/en/closed/", "/admin/", "/en/feed.atom", "/api/v2/pages/", "/documents/1/a"]


@each_odd_value
def test_no_cookie_and_no_header_is_a_server_error(reader, home, odd):
    specimen.restrict(specimen.content(home, slug="closed"), PageViewRestriction.PASSWORD)
    # As a server passes it on: each byte is a character.
    value = unquote(odd, "latin-1").replace("\r\n", "")
    escaped = value.replace("\0", "\\000")
    cookies = "; ".join(f'{name}="{escaped}aaaaaaaa"' for name in COOKIES)
    assert errors(reader, PATHS, headers={"cookie": cookies}) == []
    assert errors(reader, PATHS, headers=dict.fromkeys(HEADERS, value)) == []


@each_odd_value
def test_no_field_of_a_form_is_a_server_error(reader, home, odd):
    page = specimen.content(home, slug="closed")
    specimen.restrict(page, PageViewRestriction.PASSWORD)
    restriction = PageViewRestriction.objects.get()
    password = reverse("wagtailcore_authenticate_with_password", args=[restriction.pk, page.pk])
    names = ["login", "username", "password", "remember", "next", "return_url", "email", odd]
    body = "&".join(f"{name}={odd}" for name in names)
    for path in (password, "/admin/login/", "/en/closed/", "/en/search/"):
        for media_type in ("application/x-www-form-urlencoded", "multipart/form-data", "a/b"):
            answer = reader.post(path, body, content_type=media_type)
            assert answer.status_code < 500, (path, media_type)
