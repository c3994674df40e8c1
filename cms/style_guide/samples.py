"""What is shown on a page of the style guide: a template of the site, and values to fill it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail.blocks import Block

from core.frame import Frame, frame_of

from .records import With

# What an entry of a timeline is always a part of.
TIMELINE = '<ol class="timeline"><li class="timeline__entry">{}</li></ol>'


@dataclass(frozen=True)
class Sample:
    """A piece of a page.

    ``around``: the element that the piece is always a part of. ``is_in_head``: it is not seen, and
    shown as it is written. ``frame``: answers of the frame around the page, where it is asked.
    """

    template: str
    values: dict[str, Any] = field(default_factory=dict)
    around: str = "{}"
    is_in_head: bool = False
    frame: dict[str, Any] = field(default_factory=dict)

    def render(self, request: HttpRequest) -> SafeString:
        frame = With(frame_of(request), **self.frame) if self.frame else frame_of(request)
        html = render_to_string(self.template, {"frame": frame, **self.values}, request)
        return format_html(self.around, html)


@dataclass(frozen=True)
class BlockSample:
    """A block that editors choose, with the value that its preview shows them, or another one."""

    block: Block
    value: Any = None
    around: str = "{}"

    is_in_head = False

    @property
    def template(self) -> str:
        return self.block.meta.template

    def render(self, request: HttpRequest) -> SafeString:
        value = self.block.get_preview_value() if self.value is None else self.value
        context = {"frame": frame_of(request), "request": request}
        return format_html(self.around, self.block.render(value, context))


@dataclass(frozen=True)
class Group:
    """The samples of one page of the style guide; ``samples`` are made for each reader anew."""

    slug: str
    name: Promise
    samples: Callable[[Frame], list[Sample | BlockSample]]
