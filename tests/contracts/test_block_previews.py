"""Every block has an icon, a description and a preview for the editor who chooses a block."""

import pytest
from django.apps import apps
from django.urls import reverse
from wagtail.models import Page

pytestmark = pytest.mark.django_db

# The previews of these blocks need an existing document, declaration, image or page.
WITHOUT_PREVIEW = {"document", "declaration", "record", "picture", "page_links"}


def previewable_blocks() -> dict:
    """Return the blocks whose preview needs no existing object, by page type, field and name."""
    found = {}
    for model in apps.get_models():
        if issubclass(model, Page):
            for field in model._meta.fields:
                stream = getattr(field, "stream_block", None)
                for name, block in stream.child_blocks.items() if stream else ():
                    if name not in WITHOUT_PREVIEW:
                        found[f"{model.__name__}.{field.name}.{name}"] = block
    return found


@pytest.mark.parametrize("name", previewable_blocks())
def test_every_block_has_an_icon_a_description_and_a_preview(editor_client, name):
    block = previewable_blocks()[name]
    assert block.meta.icon != "placeholder"
    assert block.get_description()
    assert block.is_previewable
    url = reverse("wagtailadmin_block_preview") + f"?id={block.definition_prefix}"
    response = editor_client.get(url)
    assert response.status_code == 200
    assert "css/site.css" in response.content.decode()
