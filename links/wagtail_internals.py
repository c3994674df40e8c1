"""What this app changes in Wagtail's reference index and its lists, which have no setting for it.

Wagtail's views and bulk actions refuse to delete an object to which a protected foreign key
refers. With this change they also refuse it if a required chooser block would become empty.
Wagtail's lists of what links to an object get a button.
``tests/links/test_wagtail_internals.py`` fails when an upgrade of Wagtail changes what it uses.
"""

from collections.abc import Callable

from django.db import models
from django.utils.functional import cached_property
from wagtail.admin.views.generic import UsageView
from wagtail.admin.widgets.button import HeaderButton
from wagtail.blocks import Block, ChooserBlock, ListBlock
from wagtail.fields import StreamField
from wagtail.models import ReferenceIndex


def protect_required_references() -> None:
    """Make ``ReferenceIndex.on_delete`` treat required chooser blocks as protected foreign keys."""
    original = ReferenceIndex.on_delete.func

    def on_delete(reference: ReferenceIndex):
        return models.PROTECT if is_required(reference) else original(reference)

    ReferenceIndex.on_delete = cached_property(on_delete)
    ReferenceIndex.on_delete.__set_name__(ReferenceIndex, "on_delete")


def add_button_to_usage_lists(buttons_for: Callable[[models.Model], list[HeaderButton]]) -> None:
    """Add what ``buttons_for`` returns to the header of Wagtail's lists of links to an object."""
    original = UsageView.header_buttons.func

    def header_buttons(view: UsageView) -> list[HeaderButton]:
        return [*original(view), *buttons_for(view.object)]

    UsageView.header_buttons = cached_property(header_buttons)
    UsageView.header_buttons.__set_name__(UsageView, "header_buttons")


def is_required(reference: ReferenceIndex) -> bool:
    """Return whether the reference is the value of a required chooser block."""
    if not isinstance(reference.source_field, StreamField):
        return False
    block: Block | None = reference.source_field.stream_block
    for name in filter(None, reference.model_path_components[1:]):
        # The index may still name a block that the code has no longer.
        is_item = isinstance(block, ListBlock)
        block = block.child_block if is_item else getattr(block, "child_blocks", {}).get(name)
    return isinstance(block, ChooserBlock) and block.required
