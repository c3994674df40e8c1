"""Translators' tools, simulated with libraries that this project does not use for it."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from xml.etree import ElementTree
from zipfile import ZipFile

import polib

XLIFF = "{urn:oasis:names:tc:xliff:document:1.2}"
Change = Callable[[str], str | None]


def edit_in_poedit(data: bytes, change: Change, confirmed: bool) -> bytes:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "words.po"
        path.write_bytes(data)
        file = polib.pofile(str(path), wrapwidth=78)
        for entry in file:
            if (words := change(entry.msgid)) is not None:
                entry.msgstr = words
                entry.flags = [] if confirmed else ["fuzzy"]
        file.save(str(path))
        return path.read_bytes()


def edit_in_xliff_editor(data: bytes, change: Change, confirmed: bool) -> bytes:
    """Translations may contain inline elements and are inserted as XML."""
    ElementTree.register_namespace("", XLIFF[1:-1])
    root = ElementTree.fromstring(data)
    for unit in root.iter(f"{XLIFF}trans-unit"):
        if (words := change(xml_of(unit.find(f"{XLIFF}source")))) is not None:
            target = unit.find(f"{XLIFF}target")
            state = "translated" if confirmed else "needs-review-translation"
            element = ElementTree.fromstring(f'<target xmlns="{XLIFF[1:-1]}">{words}</target>')
            target.text, target[:] = element.text, list(element)
            target.set("state", state)
    return b"\xef\xbb\xbf" + ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)


def xml_of(element: ElementTree.Element) -> str:
    """Return the content of an element as XML, without the namespace."""
    text = ElementTree.tostring(element, encoding="unicode").replace(f' xmlns="{XLIFF[1:-1]}"', "")
    return text[text.index(">") + 1 : text.rindex("</")] if "</" in text else ""


TOOLS = {"po": edit_in_poedit, "xliff": edit_in_xliff_editor}


def zip_archive(*files: tuple[str, bytes]) -> bytes:
    written = BytesIO()
    with ZipFile(written, "w", 8) as archive:
        for name, data in files:
            archive.writestr(name, data)
    return written.getvalue()
