"""Upload forms that refuse what would break later and keep nothing that identifies anybody."""

from io import BytesIO

from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.forms import BaseImageForm

# The first bytes of each format that has a signature; text formats have none.
SIGNATURES = {
    "pdf": b"%PDF-",
    **dict.fromkeys(("odt", "ods", "odp", "docx", "xlsx", "pptx"), b"PK\x03\x04"),
}
RASTER_FORMATS = {"JPEG", "PNG", "WEBP", "GIF"}


class SiteImageForm(BaseImageForm):
    """Decodes the whole picture on upload and drops its metadata (position, camera, owner)."""

    def clean_file(self):
        upload = self.cleaned_data.get("file")
        if not upload or "file" not in self.changed_data:
            return upload
        upload.seek(0)
        try:
            picture = Image.open(upload)
            picture.load()
        except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
            raise forms.ValidationError(
                _("This picture is damaged or incomplete. Export it again and upload the new file.")
            ) from error
        if picture.format not in RASTER_FORMATS or getattr(picture, "is_animated", False):
            upload.seek(0)
            return upload
        return _without_metadata(upload, picture)


class SiteDocumentForm(BaseDocumentForm):
    """Refuses a file whose content is not what its name says."""

    def clean_file(self):
        upload = self.cleaned_data.get("file")
        if not upload or "file" not in self.changed_data:
            return upload
        extension = upload.name.rpartition(".")[2].lower()
        upload.seek(0)
        start = upload.read(8)
        upload.seek(0)
        if not start.startswith(SIGNATURES.get(extension, b"")):
            raise forms.ValidationError(
                _("The content of this file is not %(format)s, although its name ends so.")
                % {"format": extension.upper()}
            )
        return upload


def _without_metadata(upload, picture) -> SimpleUploadedFile:
    """Write the picture again, upright, with its colour profile and nothing else."""
    options = {"quality": 92} if picture.format in ("JPEG", "WEBP") else {}
    if picture.info.get("icc_profile"):
        options["icc_profile"] = picture.info["icc_profile"]
    upright = ImageOps.exif_transpose(picture)
    clean = Image.new(upright.mode, upright.size)
    if upright.mode == "P":
        clean.putpalette(upright.getpalette())
        if "transparency" in picture.info:
            options["transparency"] = picture.info["transparency"]
    clean.paste(upright)
    written = BytesIO()
    clean.save(written, picture.format, **options)
    return SimpleUploadedFile(upload.name, written.getvalue(), upload.content_type)
