"""Validators for exported files: the OASIS schema for XLIFF, ``msgfmt`` for PO."""

import subprocess
from functools import cache
from pathlib import Path

import xmlschema

SCHEMA = Path(__file__).with_name("xliff-core-1.2-transitional.xsd")
XML_NAMESPACE = Path(xmlschema.__file__).with_name("schemas") / "XML" / "xml.xsd"


@cache
def _schema() -> xmlschema.XMLSchema:
    names = [("http://www.w3.org/XML/1998/namespace", str(XML_NAMESPACE))]
    return xmlschema.XMLSchema(str(SCHEMA), locations=names, allow="local")


def xliff_errors(data: bytes) -> list[str]:
    return [str(error.reason) for error in _schema().iter_errors(data.decode())]


def po_errors(data: bytes) -> list[str]:
    """Return the errors and warnings of ``msgfmt --check``."""
    checked = subprocess.run(
        ["msgfmt", "--check", "--output-file", "-", "-"],
        input=data,
        capture_output=True,
        check=False,
    )
    faults = checked.stderr.decode().splitlines()
    return faults if checked.returncode == 0 else [*faults, f"exit {checked.returncode}"]


VALIDATORS = {"xliff": xliff_errors, "po": po_errors}
