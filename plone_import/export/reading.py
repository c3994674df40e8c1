"""A whole export: its objects, and what the other files say about them."""

import json
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from urllib.parse import unquote, urlsplit

from django.utils.translation import gettext as _

from .archives import ExportFiles, PloneExportError
from .plone_objects import SITE_ROOT, PloneObject, clean_text

# The files beside the contents, by the last part of their names: exports of single views are
# called ``export_relations.json``.
READ_FILES = ("translations", "relations", "redirects", "defaultpages", "ordering")
IGNORED_FILES = ("localroles", "members", "portlets", "discussion", "versions", "constraints")

MAX_DEPTH = 50


@dataclass
class PloneExport:
    """``objects`` by UID, parents before children. ``ignored`` are the names of files not read.

    ``groups``: UIDs by language code of Plone. ``redirects``: paths below the root of the site.
    """

    objects: dict[str, PloneObject] = field(default_factory=dict)
    groups: list[dict[str, str]] = field(default_factory=list)
    relations: list[tuple[str, str]] = field(default_factory=list)
    redirects: dict[str, str] = field(default_factory=dict)
    default_pages: dict[str, str] = field(default_factory=dict)
    order: dict[str, int] = field(default_factory=dict)
    ignored: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    damaged: list[str] = field(default_factory=list)
    root_address: str = ""
    site_id: str = ""

    @cached_property
    def by_path(self) -> dict[str, PloneObject]:
        return {item.path: item for item in self.objects.values()}

    def parent(self, item: PloneObject) -> PloneObject | None:
        """Return the folder of an object, if it was exported."""
        found = self.objects.get(item.parent_uid)
        if found is None and item.path:
            found = self.by_path.get(item.path.rpartition("/")[0])
        return found if found is not item else None

    def children(self, item: PloneObject) -> list[PloneObject]:
        return self._children.get(item.uid, [])

    @cached_property
    def _children(self) -> dict[str, list[PloneObject]]:
        found: dict[str, list[PloneObject]] = {}
        for item in self.objects.values():
            if parent := self.parent(item):
                found.setdefault(parent.uid, []).append(item)
        for children in found.values():
            # Objects without an order stay where the export has them: at the end.
            children.sort(key=lambda item: self.order.get(item.uid, 10**9))
        return found

    def old_paths(self, path: str) -> list[str]:
        """Return the paths under which readers may have known an object of the old site."""
        prefix = urlsplit(self.root_address).path.rstrip("/")
        return list(dict.fromkeys([f"/{path}", f"{prefix}/{path}"]))


def read_export(files: ExportFiles) -> PloneExport:
    """Read an export; raise ``PloneExportError`` if there are no contents in it."""
    export, records, extras = PloneExport(), [], {}
    for name in files.json_names():
        purpose = _purpose(name)
        if purpose in IGNORED_FILES:
            export.ignored.append(name)
            continue
        if purpose not in READ_FILES and files.only and name != files.only:
            continue
        content = _parse(files, name)
        if purpose in READ_FILES:
            extras.setdefault(purpose, content)
        elif found := _content_records(content):
            records += found
        else:
            export.ignored.append(name)
    if not records:
        message = _(
            "There are no contents of a Plone site in it: a JSON file with a list of objects that "
            "have “@type” and “UID”, as collective.exportimport writes it."
        )
        raise PloneExportError(message)
    export.missing = [name for name in READ_FILES if name not in extras]
    _ExportBuilder(export, files).build(records, extras)
    return export


def _purpose(name: str) -> str:
    stem = name.rpartition("/")[2].lower().removesuffix(".json")
    return stem.removeprefix("export_").replace("_", "").replace("-", "")


def _parse(files: ExportFiles, name: str):
    try:
        return json.loads(files.read_json(name).decode("utf-8-sig"))
    except (ValueError, RecursionError, MemoryError) as error:
        message = _("“%(name)s” is damaged: it is not JSON.") % {"name": name}
        if isinstance(error, json.JSONDecodeError):
            message = _("“%(name)s” is damaged in line %(line)d: it is not JSON.") % {
                "name": name,
                "line": error.lineno,
            }
        raise PloneExportError(message) from error


def _content_records(content: Any) -> list:
    if isinstance(content, dict) and isinstance(content.get("items"), list):
        content = content["items"]
    records = content if isinstance(content, list) else [content]
    is_content = any(isinstance(item, dict) and "@type" in item for item in records)
    return records if is_content else []


class _ExportBuilder:
    def __init__(self, export: PloneExport, files: ExportFiles):
        self.export, self.files = export, files

    def build(self, records: list, extras: dict[str, Any]) -> None:
        found = list(self._objects(records))
        self._find_root(found, extras.get("redirects"))
        by_uid = {item.uid: item for item in found}
        for item in found:
            item.path = self._path(item, by_uid, set())
        for item in sorted(found, key=lambda item: item.path.count("/") + bool(item.path)):
            self.export.objects[item.uid] = item
        self._read_groups(extras.get("translations"))
        self._read_relations(extras.get("relations"))
        self._read_redirects(extras.get("redirects"))
        self._read_default_pages(extras.get("defaultpages"))
        for record in _records(extras.get("ordering")):
            if isinstance(record.get("order"), int):
                self.export.order[clean_text(record.get("uuid"))] = record["order"]

    def _objects(self, records: list):
        seen = set()
        for number, record in enumerate(records, start=1):
            data = record if isinstance(record, dict) else {}
            item = PloneObject(data, read_blob=self._read_blob)
            if not item.uid or not item.type:
                self.export.damaged.append(
                    _("Object %(number)d has no “@type” or no “UID”.") % {"number": number}
                )
            elif item.uid not in seen:
                seen.add(item.uid)
                yield item

    def _read_blob(self, path: str) -> bytes:
        name = self.files.find_blob(path)
        if name is None:
            raise ValueError(_("The file “%(path)s” is not in the export.") % {"path": path})
        try:
            return self.files.read(name)
        except PloneExportError as error:
            raise ValueError(error.messages[0]) from error

    def _find_root(self, found: list[PloneObject], redirects: Any) -> None:
        """Find address and id of the site, which paths and redirects begin with."""
        for item in found:
            if item.type == SITE_ROOT:
                self.export.root_address, self.export.site_id = item.address, item.id
                break
            if clean_text(item.parent.get("@type")) == SITE_ROOT and not self.export.root_address:
                self.export.root_address = clean_text(item.parent.get("@id"))
        if not self.export.root_address:
            address = urlsplit(found[0].address if found else "")
            self.export.root_address = f"{address.scheme}://{address.netloc}"
        if not self.export.site_id and isinstance(redirects, dict):
            first = {str(path).strip("/").partition("/")[0] for path in redirects}
            top = {item.id for item in found}
            self.export.site_id = first.pop() if len(first) == 1 and not first & top else ""

    def _path(self, item: PloneObject, by_uid: dict, visited: set[str]) -> str:
        if item.type == SITE_ROOT:
            return ""
        parent = by_uid.get(item.parent_uid)
        is_endless = item.uid in visited or len(visited) > MAX_DEPTH
        if parent and parent is not item and not is_endless:
            above = self._path(parent, by_uid, visited | {item.uid})
            return f"{above}/{item.id}".lstrip("/")
        return self.export_path(item.address)

    def export_path(self, address: str) -> str:
        path = unquote(urlsplit(address).path)
        root = unquote(urlsplit(self.export.root_address).path).rstrip("/")
        path = path.removeprefix(root) if f"{path}/".startswith(f"{root}/") else path
        return path.strip("/")

    def _read_groups(self, content: Any) -> None:
        for group in _records(content):
            members = {
                language: clean_text(uid)
                for language, uid in group.items()
                if clean_text(uid) in self.export.objects
            }
            if len(members) > 1:
                self.export.groups.append(members)

    def _read_relations(self, content: Any) -> None:
        if isinstance(content, dict):  # by the name of the relation
            content = [
                item for items in content.values() if isinstance(items, list) for item in items
            ]
        for record in _records(content):
            pair = clean_text(record.get("from_uuid")), clean_text(record.get("to_uuid"))
            if all(pair) and pair not in self.export.relations:
                self.export.relations.append(pair)
        for item in self.export.objects.values():
            for record in _records(item.data.get("relatedItems")):
                uid = clean_text(record.get("UID")) or self._uid_at(clean_text(record.get("@id")))
                if uid and (item.uid, uid) not in self.export.relations:
                    self.export.relations.append((item.uid, uid))

    def _uid_at(self, address: str) -> str:
        found = self.export.by_path.get(self.export_path(address)) if address else None
        return found.uid if found else ""

    def _read_redirects(self, content: Any) -> None:
        for old, new in content.items() if isinstance(content, dict) else ():
            target = new[0] if isinstance(new, list | tuple) and new else new
            if isinstance(target, str):
                self.export.redirects[self._redirect_path(old)] = self._redirect_path(target)
        self.export.redirects.pop("", None)

    def _redirect_path(self, path: str) -> str:
        if "://" in path:
            return path
        path, site = clean_text(path).strip("/"), self.export.site_id
        return path.removeprefix(site).strip("/") if f"{path}/".startswith(f"{site}/") else path

    def _read_default_pages(self, content: Any) -> None:
        objects = self.export.objects
        for record in _records(content):
            folder = objects.get(clean_text(record.get("uuid")))
            page = objects.get(clean_text(record.get("default_page_uuid")))
            if folder and not page:
                name = clean_text(record.get("default_page"))
                page = self.export.by_path.get(f"{folder.path}/{name}".lstrip("/"))
            if folder and page and page is not folder:
                self.export.default_pages[folder.uid] = page.uid


def _records(content: Any) -> list[dict]:
    """Return the dictionaries of a list; of anything else, none."""
    return [item for item in content if isinstance(item, dict)] if isinstance(content, list) else []
