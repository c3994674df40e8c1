"""The argument of the checks: a page, its language and its texts."""

from collections.abc import Iterator
from copy import copy
from dataclasses import dataclass
from functools import cached_property

from wagtail.fields import StreamField
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import extract_segments
from wagtail_localize.strings import StringValue

from core.languages import Language
from core.models import BasePage


@dataclass(frozen=True)
class PageText:
    """A text of a page: a paragraph, a heading or the value of a field.

    ``path`` is that of wagtail-localize: the field and, in a stream, the block and its fields.
    """

    path: str
    string: StringValue
    links: dict[str, dict]

    @cached_property
    def text(self) -> str:
        """The text without markup."""
        return self.string.render_text()

    @property
    def anchor(self) -> str:
        """The id of the element in the form of the page."""
        parts = self.path.split(".")
        is_block = len(parts) > 1 and parts[1].count("-") == 4  # a UUID
        return f"block-{parts[1]}-section" if is_block else f"id_{parts[0]}-label"


@dataclass
class CheckedPage:
    """A page, usually its newest draft, with its texts in their order."""

    page: BasePage

    @property
    def language(self) -> Language:
        return self.page.text_language

    @cached_property
    def texts(self) -> list[PageText]:
        return list(self._texts())

    def _texts(self) -> Iterator[PageText]:
        for segment in extract_segments(_with_block_ids(self.page)):
            # The other kinds of segments are markup, files and links, without a text.
            if isinstance(segment, StringSegmentValue) and segment.string.data:
                yield PageText(segment.path, segment.string, segment.attrs or {})


def _with_block_ids(page: BasePage) -> BasePage:
    """Return a copy whose blocks all have ids: those that a form has added have none as yet."""
    complete = copy(page)
    for field in page._meta.get_fields():
        if isinstance(field, StreamField):
            stored = getattr(page, field.name).get_prep_value()
            setattr(complete, field.name, field.stream_block.to_python(stored))
    return complete
