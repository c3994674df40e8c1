"""What the app uses of Wagtail's reference index, which an upgrade may change."""

import pytest
from django.db import models
from wagtail.models import ReferenceIndex

from links.notices import replace_links_url
from tests import specimens as specimen

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("updated_indexes")]


def on_delete(target) -> list:
    return [reference.on_delete for reference in ReferenceIndex.get_references_to(target)]


def test_a_required_chooser_block_protects_what_it_refers_to(home):
    image = specimen.picture()
    value = {"image": image.pk, "alternative_text": "A hall", "caption": ""}
    specimen.meeting(home, pictures=[{"type": "picture", "value": value}])
    assert on_delete(image) == [models.PROTECT]
    assert ReferenceIndex.get_grouped_references_to(image).is_protected


def test_other_references_do_not_protect(home):
    theme, document = specimen.theme(), specimen.document()
    specimen.meeting(
        home,
        themes=[theme],
        documents=[{"type": "file", "value": specimen.file_block(document)}],
    )
    assert models.PROTECT not in on_delete(document)
    assert models.PROTECT not in on_delete(theme)
    [reference] = ReferenceIndex.get_references_to(theme)
    assert reference.describe_source_field() == "Themes"
    assert reference.describe_on_delete()


def test_a_foreign_key_keeps_its_own_rule(home):
    meeting = specimen.meeting(home)
    specimen.declaration(home, meeting=meeting)
    assert on_delete(meeting) == [models.SET_NULL]


def test_a_block_that_the_code_has_no_longer_protects_nothing(home):
    image = specimen.picture()
    value = {"image": image.pk, "alternative_text": "A hall", "caption": ""}
    specimen.meeting(home, pictures=[{"type": "picture", "value": value}])
    ReferenceIndex.objects.update(model_path="pictures.earlier.image")
    assert models.PROTECT not in on_delete(image)


def test_the_lists_of_links_have_a_button(home, editor_client):
    document = specimen.document()
    specimen.use_file(home, document)
    page = editor_client.get(f"/admin/documents/usage/{document.pk}/").content.decode()
    assert replace_links_url(document) in page
