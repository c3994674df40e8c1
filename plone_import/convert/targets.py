"""What the objects of the old site have become: the targets of links and pictures in texts."""

import uuid
from dataclasses import dataclass, field

from django.utils.html import escape
from django.utils.translation import gettext as _
from wagtail.models import Page

from core.models import SiteDocument, SiteImage
from plone_import.plan import ImportPlan, PlannedObject

from .links import LinkTarget, PloneLinks
from .rich_text import StoryItem
from .story import StoryConverter
from .volto import blocks_to_html

MAX_ALTERNATIVE_TEXT = 250


@dataclass
class SiteObjects:
    """Pages, documents, pictures and addresses of this site by the UID of the old object.

    A translation and a default page have the page of the source language that they belong to.
    """

    pages: dict[str, Page] = field(default_factory=dict)
    documents: dict[str, SiteDocument] = field(default_factory=dict)
    pictures: dict[str, SiteImage] = field(default_factory=dict)
    addresses: dict[str, str] = field(default_factory=dict)


class PlannedText:
    """The text of one planned object, converted with its links; notes go to the object."""

    def __init__(
        self, plan: ImportPlan, links: PloneLinks, site: SiteObjects, planned: PlannedObject
    ):
        self.plan, self.links, self.site, self.planned = plan, links, site, planned
        self.item, self.title = planned.text_item, planned.title

    def convert(self, holds_tables: bool = False) -> list[StoryItem]:
        """Return the blocks of the text. A summary that is too long begins it."""
        html = self.item.html
        if self.item.has_plain_text:
            html = "".join(f"<p>{escape(line)}</p>" for line in html.splitlines() if line.strip())
        if not html.strip():
            html, unknown = blocks_to_html(self.item.data)
            for kind in unknown:
                self.note(_("A block of Volto is left out: %s") % kind)
        converter = StoryConverter(self, holds_tables)
        story = converter.convert(html)
        self.anchors = {
            text: anchor_id(self.item.uid, old) for text, old in converter.anchors.items()
        }
        return story

    def note(self, message: str) -> None:
        self.planned.note(message)

    def link_attributes(self, href: str) -> dict[str, str] | None:
        target = self.links.resolve(href, self.item)
        if target.is_broken:
            self.note(_("Broken link: %s") % href)
            return None
        if target.address:
            return {"href": target.address}
        if target.item.uid == self.item.uid and target.fragment:
            return {"href": f"#{anchor_id(self.item.uid, target.fragment)}"}
        return self._item_attributes(target, href)

    def _item_attributes(self, target: LinkTarget, href: str) -> dict[str, str] | None:
        uid = target.item.uid
        if page := self.site.pages.get(uid):
            if target.fragment:
                message = _("The link leads to the page, no longer to “#%s” in it.")
                self.note(message % target.fragment)
            return {"linktype": "page", "id": str(page.pk)}
        if document := self.site.documents.get(uid):
            return {"linktype": "document", "id": str(document.pk)}
        if picture := self.site.pictures.get(uid):
            return {"href": picture.file.url}
        if address := self.site.addresses.get(uid):
            return {"href": address}
        self.note(_("A link leads to what is not imported: %s") % (target.item.path or href))
        return None

    def picture(self, src: str, alternative_text: str, caption: str) -> dict | None:
        target = self.links.resolve(src, self.item)
        image = self.site.pictures.get(target.item.uid) if target.item else None
        if image is None:
            self.note(_("Missing picture: %s") % (src[:100] or alternative_text))
            return None
        if not alternative_text.strip():
            self.note(_("A picture has no alternative text; its title stands in its place."))
        text = alternative_text.strip() or image.title
        return {
            "image": image.pk,
            "alternative_text": text[:MAX_ALTERNATIVE_TEXT],
            "caption": caption[:MAX_ALTERNATIVE_TEXT],
        }


def anchor_id(uid: str, fragment: str) -> str:
    """Return the id of the block of a heading: the same in each import, and in each language."""
    return str(uuid.uuid5(uuid.NAMESPACE_URL, f"{uid}#{fragment}"))
