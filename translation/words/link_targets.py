"""Where the links in a source lead, in words: the title of a page or document, or the address."""

import json

from wagtail.documents import get_document_model
from wagtail.models import Page

from translation.words.segments import Segment


def link_targets(segments: list[Segment]) -> dict[int, dict[str, str]]:
    """By segment and by the link's id in its text: two queries for any number of links."""
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


def _titles(model, kind: str, links: list[dict]) -> dict[str, str]:
    ids = {link["id"] for link in links if link.get("linktype") == kind and link.get("id")}
    found = model.objects.filter(pk__in=ids).values_list("pk", "title") if ids else ()
    return {str(pk): title for pk, title in found}


def _target(link: dict, titles: dict) -> str:
    known = titles.get(link.get("linktype"), {})
    return known.get(str(link.get("id")), link.get("href", ""))
