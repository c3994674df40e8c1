"""The private API of Wagtail that several apps use is still what it was."""

from http import HTTPStatus

import pytest
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from modelcluster import models as cluster_models
from modelsearch.backends.base import BaseSearchResults
from wagtail import signal_handlers
from wagtail.admin.auth import require_admin_access
from wagtail.admin.filters import WagtailFilterSet
from wagtail.blocks import PageChooserBlock
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.models import COMMENTS_RELATION_NAME, Page, ReferenceIndex
from wagtail.permission_policies.pages import PagePermissionPolicy
from wagtail.tasks import update_reference_index_task

from core.transactions import atomic_unless_safe
from core.wagtail_internals import (
    extract_references,
    no_page_comments,
    reference_rows,
    set_route,
    slug_is_available,
)
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


def test_an_answer_tells_that_permission_is_denied(editor_client):
    answer = editor_client.post("/admin/sites/new/")
    assert answer.status_code == HTTPStatus.FOUND
    assert answer.denies_permission


def test_what_a_view_has_written_before_it_denies_permission_is_rolled_back(
    rf, editor, monkeypatch
):
    """Wagtail turns the exception into an answer, within the transaction."""

    def view(request):
        Group.objects.create(name="Before the denial")
        raise PermissionDenied

    monkeypatch.setattr("wagtail.admin.messages.error", lambda request, text: None)
    request = rf.post("/")
    request.user = editor
    answer = atomic_unless_safe(require_admin_access(view))(request)
    assert answer.status_code == HTTPStatus.FOUND
    assert not Group.objects.filter(name="Before the denial").exists()


def test_references_are_not_updated_by_the_worker():
    """Wagtail's receiver asks its module for the task."""
    assert signal_handlers.update_reference_index_task.enqueue == update_reference_index_task.call
    receiver = signal_handlers.update_reference_index_on_save
    assert {"update_reference_index_task", "enqueue"} <= {*receiver.__code__.co_names}


def test_the_rows_of_references_are_those_that_wagtail_creates(home):
    page = specimen.meeting(home, themes=[specimen.theme()])
    names = [field.attname for field in ReferenceIndex._meta.fields if not field.primary_key]
    ReferenceIndex.create_or_update_for_object(page)
    stored = ReferenceIndex.get_references_for_object(page).values_list(*names)
    rows = [tuple(getattr(row, name) for name in names) for row in reference_rows(page)]
    assert rows
    assert {tuple(map(str, row)) for row in rows} == {tuple(map(str, row)) for row in stored}


def test_a_slug_is_available_to_the_page_that_has_it(home):
    page = specimen.content(home)
    assert slug_is_available(page.slug, home, page)
    assert not slug_is_available(page.slug, home, Page())
    assert slug_is_available("another", home, Page())


def test_wagtail_does_not_look_for_another_route(rf, home, django_assert_num_queries):
    request = rf.get("/")
    set_route(request, None)
    with django_assert_num_queries(0):
        assert Page.route_for_request(request, "") is None


def test_no_page_has_comments_in_a_block(home, django_assert_num_queries):
    relation = vars(Page)[COMMENTS_RELATION_NAME]
    with no_page_comments(), django_assert_num_queries(0):
        assert not getattr(home, COMMENTS_RELATION_NAME).all()
    assert vars(Page)[COMMENTS_RELATION_NAME] is relation


@pytest.mark.parametrize(
    ("base", "caller", "overridden"),
    [
        (Page, "full_clean", "_set_core_field_defaults"),
        (Page, "_set_core_field_defaults", "_get_autogenerated_slug"),
        (Page, "clean", "_check_slug_is_unique"),
        (
            PagePermissionPolicy,
            "instances_user_has_any_permission_for",
            "_base_queryset_for_user",
        ),
        (WagtailFilterSet, "__init__", "_add_locale_filter"),
        (BaseSearchResults, "results", "_do_search"),
        (BaseSearchResults, "count", "_do_count"),
        (BaseSearchResults, "_clone", "_score_field"),
    ],
)
def test_wagtail_and_modelsearch_still_call_what_classes_override(base, caller, overridden):
    assert overridden in getattr(base, caller).__code__.co_names
    assert overridden == "_score_field" or callable(getattr(base, overridden))
