"""The targets of links in source texts: the title of a page or document, or else the URL."""

import json

from wagtail.documents import get_document_model
from wagtail.models import Page

from translation.segments.text import TranslationSegment


def link_targets(segments: list[TranslationSegment]) -> dict[int, dict[str, str]]:
    """Return the targets by segment id and by the id of the link in the text; in two queries."""
    by_segment = {segment.pk: json.loads(segment.attrs or "{}") or {} for segment in segments}
    links = [link for by_id in by_segment.values() for link in by_id.values()]
    titles = {
        "page": _titles(Page, "page", links),
        "document": _titles(get_document_model(), "document", links),
    }
    return {
        pk: {key: _target(link, titles) for key, link in by_id.items()}
        for pk, by_id in by_segment.items()
    }


def _titles(model, link_type: str, links: list[dict]) -> dict[str, str]:
    ids = {link["id"] for link in links if link.get("linktype") == link_type and link.get("id")}
    found = model.objects.filter(pk__in=ids).values_list("pk", "title") if ids else ()
    return {str(pk): title for pk, title in found}


def _target(link: dict, titles: dict) -> str:
    known = titles.get(link.get("linktype"), {})
    return known.get(str(link.get("id")), link.get("href", ""))
