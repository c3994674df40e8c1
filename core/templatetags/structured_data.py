"""Template tag for the structured data of a page."""

import json

from django import template
from django.core.serializers.json import DjangoJSONEncoder
from django.utils.safestring import SafeString, mark_safe

from core import structured_data as data

register = template.Library()

# Escapes for characters that are markup in HTML; JSON parsers read the same text.
ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


@register.simple_tag(takes_context=True)
def structured_data(context) -> SafeString:
    """Render the structured data of the shown page as a JSON-LD element for its ``<head>``."""
    return json_ld(data.structured_data(context["layout"]))


@register.simple_tag
def json_ld(content: data.Thing) -> SafeString:
    """Render structured data as a JSON-LD element."""
    text = json.dumps(content, cls=DjangoJSONEncoder, ensure_ascii=False)
    return mark_safe(f'<script type="application/ld+json">{text.translate(ESCAPES)}</script>')
