"""The number of queries of views that search, filter, or find nothing."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]

LIMITS = {
    "search/?q=Vienna": 8,
    "search/?q=Vienna&kind=meeting": 8,
    "meetings/": 8,
    "meetings/?kind=ministerial": 8,
    "meetings/?state=AT&view=pictures": 8,
    "contacts-by-country/?state=AT": 6,
    "themes/": 6,
    "library/": 8,
    "library/?kind=agenda&language=mk": 8,
    "nowhere/": 3,
    "meetings/nowhere/at-all/": 3,
}


@pytest.mark.parametrize("code", ["en", "mk"])
@pytest.mark.parametrize("path", LIMITS)
def test_the_number_of_queries_is_limited(specimens, unchanged_content, client, code, path):
    client.get(f"/{code}/{path}")
    with CaptureQueriesContext(connection) as queries:
        client.get(f"/{code}/{path}")
    assert len(queries) <= LIMITS[path], [query["sql"] for query in queries]
