"""Every block shows an editor what it will look like before it is chosen."""

import pytest
from django.apps import apps
from django.urls import reverse
from wagtail.models import Page

pytestmark = pytest.mark.django_db

# Choosers show what they choose; a picture and a list of pages need one that exists.
WITHOUT_PREVIEW = {"document", "declaration", "picture", "page_links"}


def blocks() -> dict:
    """Every block that can be previewed without choosing something, by page type, field, name."""
    found = {}
    for model in apps.get_models():
        if issubclass(model, Page):
            for field in model._meta.fields:
                stream = getattr(field, "stream_block", None)
                for name, block in stream.child_blocks.items() if stream else ():
                    if name not in WITHOUT_PREVIEW:
                        found[f"{model.__name__}.{field.name}.{name}"] = block
    return found


@pytest.mark.parametrize("name", blocks())
def test_every_block_has_an_icon_a_description_and_a_preview(editor_client, name):
    block = blocks()[name]
    assert block.meta.icon != "placeholder"
    assert block.get_description()
    assert block.is_previewable
    address = reverse("wagtailadmin_block_preview") + f"?id={block.definition_prefix}"
    shown = editor_client.get(address)
    assert shown.status_code == 200
    assert "css/site.css" in shown.content.decode()
