"""No request is a server error, whoever sends it: readers, people of the admin, programs."""

from itertools import islice

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from wagtail.models import Page

from tests import grids
from tests.specimens import Specimens

from .hostile_requests import HostileRequest, hostile_requests

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]

REQUESTS = 5000 if grids.has_all_faults else 250
SEED = 20261130


def known_values(specimens: Specimens) -> dict[str, list[str]]:
    pages = list(Page.objects.filter(depth__gt=1)[:20])
    ids = [str(page.pk) for page in pages]
    return {
        **dict.fromkeys(("pk", "page_id", "id", "content_type_id", "object_id", "segment"), ids),
        "path": [page.url_path.strip("/").partition("/")[2] for page in pages],
        "slug": [page.slug for page in pages],
        "locale": ["en", "mk"],
    }


def raw(text: str) -> str:
    """Return a text as a server passes its bytes on (PEP 3333)."""
    return text.encode("utf-8", "surrogatepass").decode("latin-1")


def send(client: Client, request: HostileRequest) -> int:
    headers = {
        f"HTTP_{name.upper().replace('-', '_')}": value for name, value in request.headers.items()
    }
    cookies = headers.pop("HTTP_COOKIE", None)
    response = client.generic(
        request.method,
        "/",
        request.body,
        request.content_type,
        **headers,
        PATH_INFO=raw(request.path),
        QUERY_STRING=raw(request.query),
        **({"HTTP_COOKIE": cookies} if cookies else {}),
    )
    if response.streaming:
        response.getvalue()
    return response.status_code


@pytest.mark.parametrize("signs_in", [False, True], ids=["reader", "administrator"])
def test_no_request_is_a_server_error(specimens, signs_in, record_property):
    client = Client(raise_request_exception=False)
    if signs_in:
        client.force_login(get_user_model().objects.create_superuser("hostile", "h@example.org"))
    broken = []
    share = REQUESTS // 2
    for request in islice(hostile_requests(SEED + signs_in, known_values(specimens)), share):
        if send(client, request) >= 500:
            broken.append(request)
    record_property("fault", ("requests", share, len(broken)))
    assert not broken, broken[:5]
