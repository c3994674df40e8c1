"""What the addresses in a text of the old site lead to."""

import re
from dataclasses import dataclass
from urllib.parse import unquote, urljoin, urlsplit

from plone_import.export.plone_objects import PloneObject
from plone_import.export.reading import PloneExport

RESOLVE_UID = re.compile(r"resolveuid/([^/#?]+)(?:[^#]*)(?:#(.*))?$", re.IGNORECASE)
# What Plone adds to the address of an object: views, sizes of pictures, fields.
VIEW_ENDINGS = re.compile(
    r"/(?:view|@@.*|at_download/.*|download|image(?:_[a-z]+)?|folder_listing|index_html)/?$"
)
KEPT_SCHEMES = ("http", "https", "mailto", "tel", "ftp")
MAX_REDIRECTS = 10


@dataclass(frozen=True)
class LinkTarget:
    """An ``item`` of the export, or an ``address`` elsewhere; both are empty for a broken link.

    ``fragment`` is the anchor within the page.
    """

    item: PloneObject | None = None
    address: str = ""
    fragment: str = ""

    @property
    def is_broken(self) -> bool:
        return not self.item and not self.address


class PloneLinks:
    """Resolves addresses. ``old_addresses`` are those under which readers knew the site."""

    def __init__(self, export: PloneExport, old_addresses: list[str]):
        self.export = export
        roots = [export.root_address, *old_addresses]
        self._roots = [root.rstrip("/") for root in roots if "://" in root]

    def resolve(self, href: str, base: PloneObject) -> LinkTarget:
        """Return what an address in a text of ``base`` leads to."""
        href = href.strip()
        if href.startswith("#"):
            return LinkTarget(base, fragment=unquote(href[1:]))
        if found := RESOLVE_UID.search(href):
            item = self.export.objects.get(found[1])
            return LinkTarget(item, fragment=unquote(found[2] or ""))
        try:
            parts = urlsplit(href)
            absolute = urlsplit(urljoin(self._base_address(base), href))
        except ValueError:
            return LinkTarget()
        if parts.scheme and parts.scheme.lower() not in KEPT_SCHEMES:
            return LinkTarget()
        path = self._path_below_root(absolute)
        if path is None:
            # A relative address always belongs to the old site.
            return LinkTarget(address=href if parts.scheme or parts.netloc else "")
        return LinkTarget(self.at_path(path), fragment=unquote(parts.fragment))

    def at_path(self, path: str) -> PloneObject | None:
        """Return the object at a path below the root, also one that was moved or renamed."""
        path = VIEW_ENDINGS.sub("", f"/{unquote(path).strip('/')}").strip("/")
        for _attempt in range(MAX_REDIRECTS):
            if item := self.export.by_path.get(path):
                return item
            if path not in self.export.redirects:
                return None
            path = self.export.redirects[path]
        return None

    def _base_address(self, base: PloneObject) -> str:
        """Return the address that relative ones start from: within a folder, or beside a page."""
        address = f"{self.export.root_address.rstrip('/')}/{base.path}"
        return f"{address}/" if base.is_folder else address

    def _path_below_root(self, absolute) -> str | None:
        """Return the path below the root of the old site; ``None`` for another site."""
        for root in self._roots:
            known = urlsplit(root)
            if known.netloc.lower() != absolute.netloc.lower():
                continue
            path, prefix = absolute.path, known.path
            is_below = f"{path}/".startswith(f"{prefix}/")
            return (path[len(prefix) :] if is_below else path).strip("/")
        return None
