"""The number of queries does not depend on the number of children, relations or languages."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core.languages import site_language
from core.localized_urls import localized_url
from tests import grids
from tests import specimens as specimen
from tests.data_set_files import PATHS

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("updated_indexes"),
]


def count(client, path: str) -> int:
    client.get(path)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(path).status_code == 200
    return len(queries)


def paths_in(code: str, pages) -> list[str]:
    return [
        *(localized_url(page, site_language(code)) for page in pages),
        f"/{code}/search/?q=Vienna",
        f"/{code}/feed.atom",
        f"/{code}/meetings/feed.atom",
        f"/{code}/declarations/feed.atom",
        *(f"/{code}/{path}.json" for path in PATHS.values()),
        f"/{code}/data/",
        f"/{code}/library/",
        f"/api/v2/pages/?locale={code}",
    ]


def test_more_records_in_more_languages_need_no_more_queries(client, home):
    made = specimen.every_kind(home, "mk", "sl")
    # A feed queries the names of states in each language of its entries.
    specimen.meeting(home, slug="untranslated", country="AT")
    codes = ["en", "mk"]
    paths = [
        path
        for code in codes
        for path in grids.share(paths_in(code, made.pages.values()), code, codes)
    ]
    before = {path: count(client, path) for path in paths}
    for number in range(2):
        meeting = specimen.meeting(home, slug=f"vienna-{number}", country="AT")
        declaration = specimen.declaration(
            home, slug=f"declaration-{number}", meeting=made.pages["MeetingPage"]
        )
        state = specimen.state(home, slug=f"state-{number}", territory="SI")
        if number % 2:
            specimen.translate(meeting, "mk", "sl")
            specimen.translate(declaration, "mk", "sl")
            specimen.translate(state, "mk")
    after = {path: count(client, path) for path in paths}
    grown = {path: (before[path], after[path]) for path in paths if after[path] > before[path]}
    assert not grown
