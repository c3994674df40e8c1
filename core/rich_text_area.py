"""The input of rich text, in a module of its own: Wagtail's can be imported after the models."""

from django.utils.html import linebreaks
from wagtail.admin.rich_text import DraftailRichTextArea


class SiteRichTextArea(DraftailRichTextArea):
    """Wagtail's rich text, which neither fails on a damaged value nor passes on zero bytes.

    What is not the JSON of the editor is kept as plain paragraphs, so that no text is lost.
    """

    def value_from_datadict(self, data, files, name):
        try:
            html = super().value_from_datadict(data, files, name)
        except (AttributeError, KeyError, TypeError, ValueError):
            html = linebreaks(data[name], autoescape=True)
        return html and html.replace("\0", "")
