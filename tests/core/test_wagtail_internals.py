"""The private API of Wagtail that several apps use is still what it was."""

import pytest
from django.contrib.contenttypes.models import ContentType
from modelcluster import models as cluster_models
from wagtail.blocks import PageChooserBlock
from wagtail.documents.blocks import DocumentChooserBlock

from core.wagtail_internals import extract_references
from meetings.models import MeetingPage
from tests import specimens as specimen

pytestmark = pytest.mark.django_db


def test_references_of_an_unsaved_object_are_found(home):
    document = specimen.document()
    page = specimen.content(home)
    page.body = specimen.stream(
        page, "body", ("text", f'<a linktype="document" id="{document.pk}">The agenda</a>')
    )
    references = {(key, pk) for key, pk, *_paths in extract_references(page)}
    key = ContentType.objects.get_for_model(document).pk
    assert (key, str(document.pk)) in references


def test_a_spreadsheet_recognises_the_encoding_of_every_list_of_the_admin(admin_client):
    answer = admin_client.get("/admin/reports/site-history/?export=csv")
    assert answer.getvalue().startswith("\ufeff".encode())


def test_child_relations_are_looked_for_once(monkeypatch):
    """Also by the constructor of a page, which asks the module for both functions."""
    found = cluster_models.get_all_child_relations(MeetingPage)
    assert "participants" in {relation.name for relation in found}
    assert cluster_models.get_all_child_relations(MeetingPage()) is found
    asked = []
    monkeypatch.setattr(cluster_models, "get_all_child_relations", asked.append)
    with pytest.raises(TypeError):
        MeetingPage()
    assert asked


def test_objects_chosen_in_a_stream_are_found_at_once_and_no_two_places_share_one(
    home, django_assert_num_queries
):
    for block, chosen in (
        (DocumentChooserBlock(), specimen.document()),
        (PageChooserBlock(MeetingPage), specimen.meeting(home)),
    ):
        with django_assert_num_queries(1):
            found = block.bulk_to_python([chosen.pk, None, chosen.pk, 0])
        assert found == [chosen, None, chosen, None]
        assert found[0] is not found[2]
        with django_assert_num_queries(0):
            assert block.bulk_to_python([None]) == [None]
