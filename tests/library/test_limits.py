"""What is never in the document library, and what a long list costs."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Collection, CollectionViewRestriction

from tests import specimens as specimen
from tests.public_pages import read

from .listed_documents import PATH, attach, titles

pytestmark = pytest.mark.django_db


def test_what_is_not_for_everybody_is_not_in_it(client, home):
    page = specimen.meeting(home, "closed")
    specimen.restrict(attach(page, specimen.file_block(specimen.document())))
    attach(specimen.meeting(home, "draft"), specimen.file_block(specimen.document())).unpublish()
    archive = Collection.get_first_root_node().add_child(name="Archive")
    CollectionViewRestriction.objects.create(collection=archive, restriction_type="login")
    document = specimen.document()
    document.collection = archive
    document.save()
    attach(specimen.meeting(home, "open"), specimen.file_block(document))
    found = titles(client)
    assert "Agenda" not in found
    assert "All declarations" not in found


def test_the_list_has_pages_and_takes_the_same_number_of_queries(client, home):
    meeting = attach(specimen.meeting(home), specimen.file_block(specimen.document()))
    few = _queries(client)
    attach(meeting, *(specimen.file_block(specimen.document()) for _ in range(30)))
    assert _queries(client) == few
    soup = read(client, PATH)
    assert len(soup.select(".entries .entry")) == 20
    assert soup.select_one(".pagination [rel=next]")["href"] == "?page=2"


def _queries(client) -> int:
    client.get(PATH)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(PATH).status_code == 200
    return len(queries)
