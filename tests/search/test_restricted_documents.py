"""The documents that search must not show: those of restricted collections."""

import pytest
from wagtail.models import Collection, CollectionViewRestriction

from core import request_cache
from core.models import SiteDocument
from search.index.privacy import restricted_document_ids
from tests import specimens as specimen

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]


def collection(name: str, parent: Collection | None = None) -> Collection:
    parent = parent or Collection.get_first_root_node()
    return Collection.objects.get(pk=parent.add_child(name=name).pk)


def document(place: Collection) -> SiteDocument:
    made = specimen.document()
    made.collection = place
    made.save()
    return made


def restrict(place: Collection) -> CollectionViewRestriction:
    return CollectionViewRestriction.objects.create(
        collection=place, restriction_type=CollectionViewRestriction.LOGIN
    )


def test_a_document_is_restricted_with_its_collection_and_with_each_above():
    closed, beside = collection("Closed"), collection("Open")
    below = collection("Below", collection("Between", closed))
    restricted = {document(closed).pk, document(below).pk}
    document(beside)
    restrict(closed)
    assert restricted_document_ids() == restricted


def test_a_restriction_of_a_collection_below_leaves_those_above_open():
    above = collection("Above")
    below = collection("Below", above)
    document(above)
    hidden = document(below)
    restrict(below)
    assert restricted_document_ids() == {hidden.pk}


def test_a_restriction_of_the_root_holds_for_all():
    anywhere = document(collection("Anywhere"))
    restrict(Collection.get_first_root_node())
    assert anywhere.pk in restricted_document_ids()


def test_a_document_with_two_restrictions_above_it_is_listed_once():
    closed = collection("Closed")
    below = collection("Below", closed)
    hidden = document(below)
    restrict(closed), restrict(below)
    assert list(restricted_document_ids()) == [hidden.pk]


def test_a_restriction_holds_from_the_moment_it_is_made_to_the_moment_it_is_lifted():
    closed = collection("Closed")
    hidden = document(closed)
    assert not restricted_document_ids()
    restriction = restrict(closed)
    assert restricted_document_ids() == {hidden.pk}
    restriction.delete()
    assert not restricted_document_ids()


def test_documents_of_a_collection_that_moves_follow_its_place():
    closed, moving = collection("Closed"), collection("Moving")
    hidden = document(moving)
    restrict(closed)
    assert not restricted_document_ids()
    moving.move(closed, "sorted-child")
    assert restricted_document_ids() == {hidden.pk}
    Collection.objects.get(pk=moving.pk).move(Collection.get_first_root_node(), "sorted-child")
    assert not restricted_document_ids()


def test_a_document_that_moves_follows_its_collection():
    closed, beside = collection("Closed"), collection("Open")
    moving = document(beside)
    restrict(closed)
    moving.collection = closed
    moving.save()
    assert restricted_document_ids() == {moving.pk}


def test_one_query_answers_for_a_whole_request(django_assert_num_queries):
    hidden = document(collection("Closed"))
    restrict(hidden.collection)
    with request_cache.new_request_cache(), django_assert_num_queries(1):
        assert restricted_document_ids() == restricted_document_ids() == {hidden.pk}
