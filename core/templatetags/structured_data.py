"""What machines are told of the page, in its head."""

import json

from django import template
from django.core.serializers.json import DjangoJSONEncoder
from django.utils.safestring import SafeString, mark_safe

from core import structured_data as data

register = template.Library()

# What would end the element, or be markup, in HTML; the same characters to a reader of JSON.
ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


@register.simple_tag(takes_context=True)
def structured_data(context) -> SafeString:
    """Write the shown page as JSON-LD: data, which no browser runs as a script."""
    shown = data.structured_data(context["frame"])
    written = json.dumps(shown, cls=DjangoJSONEncoder, ensure_ascii=False)
    return mark_safe(f'<script type="application/ld+json">{written.translate(ESCAPES)}</script>')
