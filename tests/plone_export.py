"""Builds exports as collective.exportimport writes them, of a small invented site."""

import base64
import io
import json
import uuid
import zipfile
from dataclasses import dataclass, field
from pathlib import Path

from PIL import Image

ROOT = "http://localhost:8080/Plone"
ROOT_UID = "0" * 32


def uid(name: str) -> str:
    """Return a UID that is the same for the same name."""
    return uuid.uuid5(uuid.NAMESPACE_URL, name).hex


def picture_bytes(colour: str = "#0f4c5c") -> bytes:
    """Return a JPEG picture with a position and an owner in its metadata."""
    written = io.BytesIO()
    exif = Image.Exif()
    exif[0x8298] = "A person"  # copyright
    exif[0x8825] = {1: "N", 2: (41.0, 59.0, 0.0)}  # position
    Image.new("RGB", (64, 48), colour).save(written, "JPEG", exif=exif)
    return written.getvalue()


PDF = b"%PDF-1.7\n%%EOF\n"


@dataclass
class ExportBuilder:
    """``add`` adds an object below a path; the parts become the files of an export."""

    root: str = ROOT
    has_root: bool = True
    objects: list[dict] = field(default_factory=list)
    translations: list[dict] = field(default_factory=list)
    relations: list[dict] = field(default_factory=list)
    redirects: dict = field(default_factory=dict)
    default_pages: list[dict] = field(default_factory=list)
    blobs: dict[str, bytes] = field(default_factory=dict)

    def __post_init__(self):
        if self.has_root:
            self.objects.append(
                {
                    "@type": "Plone Site",
                    "@id": self.root,
                    "UID": ROOT_UID,
                    "id": "Plone",
                    "title": "Old site",
                    "review_state": None,
                    "parent": {},
                }
            )

    def add(self, kind: str, path: str, html: str | None = None, **values) -> str:
        """Add a published object and return its UID, which depends on its path."""
        above, _slash, name = path.rpartition("/")
        language = path.partition("/")[0]
        parent = {
            "@id": f"{self.root}/{above}".rstrip("/"),
            "UID": uid(above) if above else ROOT_UID,
        }
        has_workflow = kind not in ("File", "Image")
        self.objects.append(
            {
                "@type": kind,
                "@id": f"{self.root}/{path}",
                "UID": uid(path),
                "id": name,
                "title": name.replace("-", " ").title(),
                "description": "",
                "language": language if len(language) == 2 else "en",
                "subjects": [],
                "review_state": "published" if has_workflow else None,
                "effective": "2014-05-06T07:00:00+00:00" if has_workflow else None,
                "expires": None,
                "is_folderish": kind in ("Folder", "LRF"),
                "parent": parent,
                "text": {"content-type": "text/html", "data": html, "encoding": "utf-8"}
                if html
                else None,
                **values,
            }
        )
        return uid(path)

    def languages(self, *codes: str) -> "ExportBuilder":
        for code in codes:
            self.add("LRF", code)
        self.translations.append({code: uid(code) for code in codes})
        return self

    def translate(self, *paths: str) -> None:
        """Make a group of translations of the objects at these paths."""
        self.translations.append({path.partition("/")[0]: uid(path) for path in paths})

    def blob(self, name: str, data: bytes, beside: bool = False) -> dict:
        """Return the value of a file field: base64, or the path of a file beside the contents."""
        kind = "application/pdf" if name.endswith(".pdf") else "image/jpeg"
        value = {"filename": name, "content-type": kind}
        if not beside:
            return {**value, "encoding": "base64", "data": base64.b64encode(data).decode()}
        path = f"0x00/0x{len(self.blobs):02x}/0x01.blob"
        self.blobs[path] = data
        return {**value, "size": len(data), "blob_path": path}

    def files(self) -> dict[str, bytes]:
        """Return the files of the export by their names."""
        parts = {
            "content.json": self.objects,
            "translations.json": self.translations,
            "relations.json": self.relations,
            "redirects.json": self.redirects,
            "defaultpages.json": self.default_pages,
            "ordering.json": [
                {"uuid": item["UID"], "order": number} for number, item in enumerate(self.objects)
            ],
            "members.json": {"groups": [], "members": []},
        }
        files = {name: json.dumps(part).encode() for name, part in parts.items()}
        return files | {f"blobstorage/{path}": data for path, data in self.blobs.items()}

    def write(self, folder: Path) -> Path:
        """Write the export into a folder and return it."""
        for name, data in self.files().items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(data)
        return folder

    def archive(self) -> bytes:
        written = io.BytesIO()
        with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, data in self.files().items():
                archive.writestr(f"export/{name}", data)
        return written.getvalue()


def small_site() -> ExportBuilder:
    """Return an export with one of nearly everything."""
    site = ExportBuilder().languages("en", "mk")
    _add_about(site)
    site.add("Folder", "en/meetings")
    site.add(
        "Event",
        "en/meetings/skopje",
        "<p>Minutes.</p>",
        title="Meeting in Skopje",
        location="Skopje",
        start="2013-11-07T09:00:00+00:00",
        end="2013-11-07T14:00:00+00:00",
        subjects=["cooperation"],
    )
    site.add("Folder", "en/files")
    site.add("File", "en/files/rules.pdf", title="Rules", file=site.blob("Правила 2014.pdf", PDF))
    site.add("Folder", "en/pictures")
    site.add("Image", "en/pictures/hall.jpg", image=site.blob("hall.jpg", picture_bytes()))
    site.add("Document", "en/notes", "<p>Internal.</p>", review_state="private", effective=None)
    _add_translations(site)
    site.redirects["/Plone/en/contact"] = "/Plone/en/about"
    return site


def _add_about(site: ExportBuilder) -> None:
    """Add a folder whose default page has links and a picture."""
    site.add("Folder", "en/about", title="About")
    site.add(
        "Document",
        "en/about/network",
        '<h2 id="aims">Aims</h2><p>We <strong>meet</strong> in '
        f'<a href="resolveuid/{uid("en/meetings/skopje")}">Skopje</a>; '
        f'<a href="../resolveuid/{uid("en/files/rules.pdf")}">rules</a>. '
        '<a href="#aims">Aims</a></p>'
        f'<p><img src="resolveuid/{uid("en/pictures/hall.jpg")}/@@images/image/large" '
        'alt="A hall"/></p>',
        title="About the network",
        description="Who we are.",
    )
    site.default_pages.append(
        {
            "uuid": uid("en/about"),
            "default_page": "network",
            "default_page_uuid": uid("en/about/network"),
        }
    )


def _add_translations(site: ExportBuilder) -> None:
    site.add("Folder", "mk/za-nas", title="За нас")
    site.add(
        "Event",
        "mk/skopje",
        "<p>Записник.</p>",
        title="Состанок во Скопје",
        location="Скопје",
        start="2013-11-07T09:00:00+00:00",
        end="2013-11-07T14:00:00+00:00",
    )
    site.translate("en/about", "mk/za-nas")
    site.translate("en/meetings/skopje", "mk/skopje")
