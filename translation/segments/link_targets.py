"""The targets of links in source texts: the title of a page, document or term, or else the URL."""

import json

from wagtail.documents import get_document_model
from wagtail.models import Page

from translation.models.glossary import GlossaryTerm
from translation.segments.text import TranslationSegment


def link_targets(segments: list[TranslationSegment]) -> dict[int, dict[str, str]]:
    """Return the targets by segment id and by the id of the link in the text: three queries."""
    by_segment = {segment.pk: json.loads(segment.attrs or "{}") or {} for segment in segments}
    links = [link for by_id in by_segment.values() for link in by_id.values()]
    titles = {
        "page": _titles(Page, "page", links),
        "document": _titles(get_document_model(), "document", links),
        "term": _titles(GlossaryTerm, "term", links, field="text"),
    }
    return {
        pk: {key: _target(link, titles) for key, link in by_id.items()}
        for pk, by_id in by_segment.items()
    }


def _titles(model, link_type: str, links: list[dict], field: str = "title") -> dict[str, str]:
    ids = {link["id"] for link in links if link.get("linktype") == link_type and link.get("id")}
    found = model.objects.filter(pk__in=ids).values_list("pk", field) if ids else ()
    return {str(pk): title for pk, title in found}


def _target(link: dict, titles: dict) -> str:
    known = titles.get(link.get("linktype"), {})
    return known.get(str(link.get("id")), link.get("href", ""))
