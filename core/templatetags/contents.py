"""Template tag for the contents of a page: links to the headings of its text."""

import re

from django import template
from django.utils.safestring import mark_safe

register = template.Library()

HEADING = re.compile(r'<h2 id="([^"]+)"([^>]*)>(.*?)</h2>', re.DOTALL)
FEWEST_HEADINGS = 3  # that are worth a list


class HeadedTextNode(template.Node):
    """Renders a text into ``headed_text``, and its headings into ``contents``."""

    def __init__(self, nodelist: template.NodeList):
        self.nodelist = nodelist

    def render(self, context: template.Context) -> str:
        text = self.nodelist.render(context)
        headings = [
            (anchor, mark_safe(attributes), mark_safe(title))
            for anchor, attributes, title in HEADING.findall(text)
        ]
        context["headed_text"] = text
        context["contents"] = headings if len(headings) >= FEWEST_HEADINGS else []
        return ""


@register.tag
def headed_text(parser, token) -> HeadedTextNode:
    """Keep the text that is enclosed for later, since its contents come before it.

    The headings are read from what was rendered: no page repeats the conditions of its sections.
    """
    nodelist = parser.parse(["endheaded_text"])
    parser.delete_first_token()
    return HeadedTextNode(nodelist)
