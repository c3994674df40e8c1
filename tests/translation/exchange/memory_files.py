"""TMX files as other tools write them, and their import."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from translation.exchange.memory import tmx
from translation.exchange.memory.actions import ImportMemory
from translation.models import MemoryFile

NAME = "agency.tmx"
HEADER = (
    '<header creationtool="OmegaT" o-tmf="OmegaT TMX" adminlang="EN-US" datatype="plaintext" '
    'creationtoolversion="6.0" segtype="sentence" srclang="en-GB"/>'
)


def tmx_file(*units: dict[str, str], start: str = '<?xml version="1.0"?>') -> bytes:
    """Return a file. Each unit is a dictionary of XML by language tag."""
    written = "".join(
        "<tu>"
        + "".join(
            f'<tuv xml:lang="{tag}" creationid="Ana"><seg>{text}</seg></tuv>'
            for tag, text in unit.items()
        )
        + "</tu>"
        for unit in units
    )
    return f'{start}<tmx version="1.4">{HEADER}<body>{written}</body></tmx>'.encode()


def import_memory(user, *units: dict[str, str], name: str = NAME) -> MemoryFile:
    """Import a file as somebody who confirms its preview."""
    importing = ImportMemory(user, name, tmx.read(tmx_file(*units)))
    importing.execute(importing.check().fingerprint)
    return MemoryFile.objects.get(name=name)


def upload_memory(client, data: bytes, name: str = NAME):
    file = SimpleUploadedFile(name, data)
    return client.post(reverse("translation:memory_import"), {"file": file})


def confirm_memory(client, preview):
    context = preview.context
    form = {"payload": context["payload"], "fingerprint": context["report"].fingerprint}
    return client.post(reverse("translation:memory_import"), form, follow=True)
