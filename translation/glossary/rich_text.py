"""Links to terms in texts: how the editor stores them, and what readers get.

As links to pages, they are stored by the number of their target: ``<a linktype="term" id="1">``. A
translation keeps them, because its source has them.
"""

from django.utils.html import escape
from draftjs_exporter.dom import DOM
from wagtail.admin.rich_text.converters.html_to_contentstate import LinkElementHandler
from wagtail.rich_text import LinkHandler

from core.languages import source_language
from core.localized_urls import reverse_in_language
from translation.glossary.public_terms import public_terms
from translation.models.glossary import GlossaryTerm

LINK_TYPE, ENTITY_TYPE = "term", "TERM"


class TermLinkHandler(LinkHandler):
    """Links to the term in the glossary of the reader's language, if the term is public."""

    identifier = LINK_TYPE

    @staticmethod
    def get_model():
        return GlossaryTerm

    @classmethod
    def expand_db_attributes(cls, attrs: dict) -> str:
        number = str(attrs.get("id", ""))
        if number not in map(str, public_terms()):
            return "<a>"
        url = f"{reverse_in_language('glossary')}#term-{number}"
        return f'<a class="term" href="{escape(url)}">'

    @classmethod
    def db_attributes_of(cls, path: str) -> dict[str, str]:
        """Return the attributes that store a link to this path, if it is that of a term."""
        start, _, number = path.partition("#term-")
        is_glossary = start == reverse_in_language("glossary", source_language())
        if not (is_glossary and number.isascii() and number.isdecimal() and len(number) < 10):
            return {}
        exists = cls.get_model().objects.filter(pk=number).exists()
        return {"linktype": LINK_TYPE, "id": number} if exists else {}

    @staticmethod
    def get_db_attributes(tag) -> dict[str, str]:
        return {"id": tag["data-id"]}

    @classmethod
    def extract_references(cls, attrs: dict):
        yield cls.get_model(), attrs["id"], "", ""


class TermLinkElementHandler(LinkElementHandler):
    """Reads a stored link for the editor, which shows the term beside it."""

    def get_attribute_data(self, attrs: dict) -> dict:
        number = attrs.get("id", "")
        found = GlossaryTerm.objects.filter(pk=number).first() if number.isdecimal() else None
        return {"id": number, "term": found.text if found else ""}


def _term_link_element(properties: dict):
    attributes = {"linktype": LINK_TYPE, "id": properties.get("id")}
    return DOM.create_element("a", attributes, properties["children"])


TERM_LINK_CONVERSION = {
    "from_database_format": {f'a[linktype="{LINK_TYPE}"]': TermLinkElementHandler(ENTITY_TYPE)},
    "to_database_format": {"entity_decorators": {ENTITY_TYPE: _term_link_element}},
}
