"""Template tag for what all citations of a document and of its paragraphs have in common."""

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag
def citation_head(page) -> SafeString:
    """Return a citation up to the date, once for all paragraphs of a page."""
    return render_to_string("declarations/components/citation_head.html", {"page": page})
