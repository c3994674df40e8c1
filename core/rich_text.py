"""How rich text is turned into HTML for readers."""

from django.utils.html import escape
from wagtail.rich_text.pages import PageLinkHandler

from .links import addresses


class ReaderPageLinkHandler(PageLinkHandler):
    """As Wagtail's, but straight to the page in the reader's language."""

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict]) -> list[str]:
        known = addresses([str(attrs.get("id", "")) for attrs in attrs_list])
        targets = [known.get(str(attrs.get("id")), "") for attrs in attrs_list]
        return [f'<a href="{escape(target)}">' if target else "<a>" for target in targets]
