"""The plan of an import: the result of every object, decided before anything is written."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.languages import Language, all_languages

from .choices import ImportResult, ImportTarget, ObjectVisibility
from .export.plone_objects import COLLECTIONS, LANGUAGE_ROOT, SITE_ROOT, PloneObject
from .export.reading import PloneExport
from .mapping import MappingRule, PloneMapping

RESULTS = {
    ImportTarget.PAGE: ImportResult.PAGE,
    ImportTarget.MEETING: ImportResult.MEETING,
    ImportTarget.DECLARATION: ImportResult.DECLARATION,
    ImportTarget.MILESTONE: ImportResult.MILESTONE,
    ImportTarget.REDIRECT: ImportResult.REDIRECT,
    ImportTarget.NOTHING: ImportResult.LEFT_OUT,
}
# What becomes a page of its own, which can have translations.
PAGE_RESULTS = (ImportResult.PAGE, ImportResult.MEETING, ImportResult.DECLARATION)
KNOWN_RESULTS = (ImportResult.UNCHANGED, ImportResult.CHANGED)
HIDDEN_FIRST = (
    ObjectVisibility.DRAFT,
    ObjectVisibility.EXPIRED,
    ObjectVisibility.SCHEDULED,
    ObjectVisibility.LIVE,
)
DERIVED_SCRIPT = gettext_lazy("This script is derived from the other one; it is not imported.")
# What is left out of an object in any case.
PERSONAL_FIELDS = ("attendees", "contact_name", "contact_email", "contact_phone")


@dataclass
class PlannedObject:
    """``source``: the object that this one is a translation of, or is merged with."""

    item: PloneObject
    result: ImportResult
    rule: MappingRule | None = None
    language: Language | None = None
    visibility: ObjectVisibility = ObjectVisibility.DRAFT
    source: "PlannedObject | None" = None
    # The default page of a folder, whose text the page of the folder has.
    default_page: "PlannedObject | None" = None
    translations: dict[str, "PlannedObject"] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    @property
    def is_page(self) -> bool:
        return self.result in PAGE_RESULTS

    @property
    def is_public(self) -> bool:
        """Whether readers may see it, now or from a day in the future."""
        return self.visibility in (ObjectVisibility.LIVE, ObjectVisibility.SCHEDULED)

    @property
    def text_item(self) -> PloneObject:
        """The object that has title and text of the page."""
        return self.default_page.item if self.default_page else self.item

    @property
    def values(self) -> dict:
        return self.rule.values if self.rule else {}

    @property
    def title(self) -> str:
        return (self.text_item.title or self.item.title or self.item.id)[:255]

    def note(self, message: str) -> None:
        if str(message) not in self.notes:
            self.notes.append(str(message))


class ImportPlan:
    """``known``: the fingerprints of the objects that an earlier import brought over, by UID."""

    def __init__(self, export: PloneExport, mapping: PloneMapping, known: dict[str, str]):
        self.export, self.mapping, self.known = export, mapping, known
        self.now = timezone.now()
        self.objects: dict[str, PlannedObject] = {}
        for item in self._in_tree_order():
            self.objects[item.uid] = self._planned(item)
        self._merge_default_pages()
        self._group_translations()
        self._draft_without_source()
        self._note_losses()
        self._mark_known()

    def _in_tree_order(self) -> Iterator[PloneObject]:
        """Yield parents before children, and children in their order."""
        roots = [item for item in self.export.objects.values() if not self.export.parent(item)]
        waiting, seen = roots[::-1], set()
        while waiting:
            item = waiting.pop()
            if item.uid not in seen:
                seen.add(item.uid)
                yield item
                waiting += self.export.children(item)[::-1]
        # Objects whose parents contain one another in a circle.
        yield from (item for uid, item in self.export.objects.items() if uid not in seen)

    def parents(self, planned: PlannedObject) -> Iterator[PlannedObject]:
        """Yield the folders above an object, the nearest first."""
        item, seen = self.export.parent(planned.item), set()
        while item and item.uid not in seen:
            seen.add(item.uid)
            if item.uid in self.objects:
                yield self.objects[item.uid]
            item = self.export.parent(item)

    # The result of one object

    def _planned(self, item: PloneObject) -> PlannedObject:
        state = self._state(item)
        rule = self.mapping.rule(item, state)
        planned = PlannedObject(item, ImportResult.NOT_MAPPED, rule)
        planned.language = self.mapping.language(item.text("language"))
        planned.visibility = self._visibility(item, state, rule)
        if rule is None:
            planned.note(_("There is no rule for the type “%s”.") % item.type)
        elif rule.becomes == ImportTarget.FILE:
            planned.result = ImportResult.PICTURE if item.blob("image") else ImportResult.DOCUMENT
        elif not rule.conditions.keys() - {"type"} and self._is_list_folder(item):
            planned.result = ImportResult.REDIRECT
        else:
            planned.result = RESULTS[rule.becomes]
        for name in item.invalid_dates():
            values = {"name": name, "value": item.text(name)[:50]}
            planned.note(_("“%(name)s” is no date: %(value)s") % values)
        if planned.result == ImportResult.MEETING and not item.date("start"):
            planned.result = ImportResult.NOT_MAPPED
            planned.note(_("It has no day on which it begins."))
        return planned

    def _state(self, item: PloneObject) -> str:
        """Return the state of the workflow; an object without one has that of its folder."""
        seen = set()
        while item and item.uid not in seen:
            seen.add(item.uid)
            if state := item.text("review_state"):
                return state
            item = self.export.parent(item)
        return min(self.mapping.public_states, default="")

    def _visibility(
        self, item: PloneObject, state: str, rule: MappingRule | None
    ) -> ObjectVisibility:
        if state not in self.mapping.public_states or (rule and not rule.publish):
            return ObjectVisibility.DRAFT
        expires, effective = item.date("expires"), item.date("effective")
        if expires and expires <= self.now:
            return ObjectVisibility.EXPIRED
        return (
            ObjectVisibility.SCHEDULED
            if effective and effective > self.now
            else ObjectVisibility.LIVE
        )

    def _is_list_folder(self, item: PloneObject) -> bool:
        """Whether a folder contains nothing but events, or nothing but pictures."""
        if item.type not in ("Folder", "Large Plone Folder"):
            return False
        types = {below.type for below in self._descendants(item)}
        types -= {"Folder", "Large Plone Folder", *COLLECTIONS}
        return types in ({"Event"}, {"Image"})

    def lists_events(self, item: PloneObject) -> bool:
        """Whether a folder contains, or a collection lists, events."""
        query = item.data.get("query")
        for criterion in query if isinstance(query, list) else ():
            if isinstance(criterion, dict) and "Event" in str(criterion.get("v")):
                return True
        return any(below.type == "Event" for below in self._descendants(item))

    def _descendants(self, item: PloneObject) -> Iterator[PloneObject]:
        waiting, seen = [*self.export.children(item)], {item.uid}
        while waiting:
            below = waiting.pop()
            if below.uid not in seen:
                seen.add(below.uid)
                yield below
                waiting += self.export.children(below)

    # Several objects that become one page

    def _merge_default_pages(self) -> None:
        for folder_uid, page_uid in self.export.default_pages.items():
            folder, page = self.objects.get(folder_uid), self.objects.get(page_uid)
            is_own_text = folder and page and page.result == folder.result == ImportResult.PAGE
            if not is_own_text or page.default_page or folder.source:
                continue
            folder.default_page, page.result, page.source = page, ImportResult.MERGED, folder
            folder.visibility = min(folder.visibility, page.visibility, key=HIDDEN_FIRST.index)

    def _group_translations(self) -> None:
        order = [language.code for language in all_languages()]
        for group in self.export.groups:
            found = [self.objects[uid] for uid in group.values() if uid in self.objects]
            members = [self._folder_of(member) for member in found]
            members = [
                item for item in _without_duplicates(members) if item.is_page and item.language
            ]
            members.sort(key=lambda item: order.index(item.language.code))
            for member in members[1:]:
                self._add_translation(members[0].source or members[0], member)

    def _folder_of(self, planned: PlannedObject) -> PlannedObject:
        """Return the folder whose default page this is, or else the object itself."""
        is_merged = planned.result == ImportResult.MERGED and planned.source
        return planned.source if is_merged else planned

    def _add_translation(self, source: PlannedObject, member: PlannedObject) -> None:
        if member is source or member.result == ImportResult.TRANSLATION:
            return
        code = member.language.code
        if member.language.derived_from:
            member.result = ImportResult.NOT_MAPPED
            member.note(DERIVED_SCRIPT)
        elif code in source.translations:
            self._merge_translations(source, source.translations[code], member)
        elif code != source.language.code:
            member.result, member.source = ImportResult.TRANSLATION, source
            source.translations[code] = member

    def _merge_translations(
        self, source: PlannedObject, first: PlannedObject, second: PlannedObject
    ) -> None:
        """Merge a folder and the page in it, which both translate a folder with a default page."""
        for folder, page in ((first, second), (second, first)):
            if self.export.parent(page.item) is folder.item and not folder.default_page:
                folder.result, folder.source = ImportResult.TRANSLATION, source
                folder.default_page, page.result, page.source = page, ImportResult.MERGED, folder
                folder.visibility = min(folder.visibility, page.visibility, key=HIDDEN_FIRST.index)
                source.translations[folder.language.code] = folder
                return
        second.result = ImportResult.NOT_MAPPED
        second.note(_("The site already has a text of this page in this language."))

    def _draft_without_source(self) -> None:
        """Pages that the source language lacks become drafts in it, and translations."""
        for planned in self.objects.values():
            if planned.language is None and (
                planned.is_page or planned.result == ImportResult.MILESTONE
            ):
                planned.result = ImportResult.NOT_MAPPED
                code = planned.item.text("language")
                planned.note(_("The site has no language “%s”.") % code)
            elif planned.is_page and not planned.language.is_source:
                if planned.language.derived_from:
                    planned.result = ImportResult.NOT_MAPPED
                    planned.note(DERIVED_SCRIPT)
                    continue
                message = _(
                    "It is only in %(language)s. In the source language there is a draft with this "
                    "text, which is still to be translated."
                )
                planned.note(message % {"language": planned.language.name})

    def _note_losses(self) -> None:
        for planned in self.objects.values():
            item = planned.item
            if planned.visibility == ObjectVisibility.LIVE and (
                planned.is_page or item.blob("file")
            ):
                folder = next(self.parents(planned), None)
                if folder and folder.is_page and folder.visibility == ObjectVisibility.DRAFT:
                    planned.note(_("It is public although its folder is not, as on the old site."))
            if item.text("review_state") == "pending":
                planned.note(_("It was waiting for a review."))
            if item.type in (SITE_ROOT, LANGUAGE_ROOT):
                planned.note(_("The home page of this site is written here."))
            if any(item.data.get(name) for name in PERSONAL_FIELDS):
                planned.note(_("Contact persons and attendees are not imported."))

    def _mark_known(self) -> None:
        for uid, fingerprint in self.known.items():
            if planned := self.objects.get(uid):
                is_same = planned.item.fingerprint == fingerprint
                planned.result = ImportResult.UNCHANGED if is_same else ImportResult.CHANGED
                planned.notes = []

    def is_new(self, planned: PlannedObject) -> bool:
        return planned.result not in KNOWN_RESULTS


def _without_duplicates(members: list[PlannedObject]) -> list[PlannedObject]:
    return list({id(member): member for member in members}.values())


def published_on(planned: PlannedObject) -> datetime | None:
    """Return the day on which the old site published an object."""
    item = planned.text_item
    return item.date("effective") or planned.item.date("effective") or item.date("created")
