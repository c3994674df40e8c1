"""The samples on a page of the style guide: a template of the site and its context."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail.blocks import Block

from core.layout import LayoutContext, layout_context_for

from .sample_objects import AttributeOverrideProxy

# The element around an entry of a timeline.
TIMELINE_WRAPPER = '<ol class="timeline"><li class="timeline__entry">{}</li></ol>'


@dataclass(frozen=True)
class ComponentSample:
    """A component of public pages.

    ``wrapper``: HTML of the element around the component, with ``{}`` for the component.
    ``is_in_head``: the component is invisible, so that its HTML is shown as source code.
    ``layout``: overridden attributes of the template variable ``layout``.
    """

    template: str
    values: dict[str, Any] = field(default_factory=dict)
    wrapper: str = "{}"
    is_in_head: bool = False
    layout: dict[str, Any] = field(default_factory=dict)

    def render(self, request: HttpRequest) -> SafeString:
        layout = (
            AttributeOverrideProxy(layout_context_for(request), **self.layout)
            if self.layout
            else layout_context_for(request)
        )
        html = render_to_string(self.template, {"layout": layout, **self.values}, request)
        return format_html(self.wrapper, html)


@dataclass(frozen=True)
class BlockSample:
    """A StreamField block, with the value of its preview unless another one is given."""

    block: Block
    value: Any = None
    wrapper: str = "{}"

    is_in_head = False

    @property
    def template(self) -> str:
        return self.block.meta.template

    def render(self, request: HttpRequest) -> SafeString:
        value = self.block.get_preview_value() if self.value is None else self.value
        context = {"layout": layout_context_for(request), "request": request}
        return format_html(self.wrapper, self.block.render(value, context))


@dataclass(frozen=True)
class SampleGroup:
    """One page of the style guide; ``samples`` creates the samples in the reader's language."""

    slug: str
    name: Promise
    samples: Callable[[LayoutContext], list[ComponentSample | BlockSample]]
