"""The scripts of languages in a PDF, as in ``sr-Latn``.

Typst knows languages and regions, but no scripts. So a template sets a script as a region that
stands for it, and the file is corrected afterwards. ISO 3166-1 (8.1.3) leaves the codes QM to QZ
to users: no state has one of them.
"""

import io
import re

REGIONS_OF_SCRIPTS = {"Cyrl": "QM", "Latn": "QN"}

_SCRIPTS = {region: script for script, region in REGIONS_OF_SCRIPTS.items()}
_TAG = re.compile(rf"([a-z]{{2,3}})-({'|'.join(_SCRIPTS)})")
# The letters of a page are numbers of glyphs, so that this occurs as a property only.
_PROPERTY = re.compile(rb"/Lang\(" + _TAG.pattern.encode() + rb"\)")
_LANGUAGE = re.compile(rb"<rdf:li>" + _TAG.pattern.encode() + rb"</rdf:li>")


def with_scripts(pdf: bytes) -> bytes:
    """Return a PDF of Typst in which the regions that stand for scripts are these scripts."""
    import pikepdf

    with pikepdf.open(io.BytesIO(pdf)) as opened:
        for item in opened.objects:
            if isinstance(item, pikepdf.Dictionary) and "/Lang" in item:
                item.Lang = _with_script(str(item.Lang))
        for page in opened.pages:
            content = page.Contents.read_bytes()
            if _PROPERTY.search(content):
                page.Contents.write(_PROPERTY.sub(_property_with_script, content))
        metadata = opened.Root.Metadata
        metadata.write(_LANGUAGE.sub(_property_with_script, metadata.read_bytes()))
        output = io.BytesIO()
        # Made again, the file has the same bytes, and thus the same ``ETag``.
        opened.save(output, deterministic_id=True)
    return output.getvalue()


def _with_script(text: str) -> str:
    return _TAG.sub(lambda found: f"{found[1]}-{_SCRIPTS[found[2]]}", text)


def _property_with_script(found: re.Match[bytes]) -> bytes:
    return _with_script(found[0].decode()).encode()
