"""The embargo of documents in a release set."""

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Collection, Locale

from core.models import SiteDocument
from tests import specimens as specimen
from translation.releases.actions import PublishReleaseSet

from .conftest import is_public

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]


def test_a_document_removed_from_the_set_is_public_again(plan_release, document):
    plan_release("sl", documents=[document])
    plan_release("sl", documents=[])
    assert is_public(SiteDocument.objects.get())


def test_planning_again_keeps_the_original_collection_of_a_document(plan_release, document):
    plan_release("sl", documents=[document])
    release_set = plan_release("sl", "mk", documents=[SiteDocument.objects.get()])
    reports = Collection.objects.get(name="Reports")
    assert release_set.original_collections == {str(document.pk): reports.pk}


def test_a_document_moved_manually_stays_in_its_collection(
    editor, draft, plan_release, translate_and_approve, document
):
    release_set = plan_release("sl", documents=[document])
    translate_and_approve("sl", draft)
    elsewhere = Collection.get_first_root_node().add_child(name="Elsewhere")
    SiteDocument.objects.update(collection=elsewhere)
    PublishReleaseSet(editor, release_set).execute()
    assert SiteDocument.objects.get().collection == elsewhere


def test_the_file_of_an_embargoed_document_has_no_other_url(plan_release, document):
    plan_release("sl", documents=[document])
    shown = SiteDocument.objects.get()
    assert Client().get(shown.file.url).status_code == 404
    assert Client().get(f"/media//{shown.file.name}").status_code == 404
    assert Client().get(f"/media/images/../{shown.file.name}").status_code == 404


def test_a_document_of_another_set_is_refused(editor_client, home, draft, plan_release, document):
    plan_release("sl", documents=[document])
    page = specimen.content(home)
    page.body = specimen.stream(page, "body", ("file", specimen.file_block(document)))
    specimen.publish(page)
    sl = Locale.objects.get(language_code="sl").pk
    response = editor_client.post(
        reverse("translation:release_add", args=[page.pk]),
        {"languages": [sl], "documents": [document.pk]},
    )
    assert "documents" in response.context["form"].errors
