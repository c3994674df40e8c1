"""Upload forms that refuse damaged files and remove metadata, which could identify people."""

import struct
from io import BytesIO

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.template.defaultfilters import filesizeformat
from django.utils.functional import lazy
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

# The first bytes of each format; text formats have no signature.
SIGNATURES = {
    "pdf": b"%PDF-",
    **dict.fromkeys(("odt", "ods", "odp", "docx", "xlsx", "pptx"), b"PK\x03\x04"),
}
RASTER_FORMATS = {"AVIF", "GIF", "JPEG", "MPO", "PNG", "WEBP"}
LOSSY_FORMATS = {"AVIF", "JPEG", "WEBP"}
# What Pillow raises for a damaged file, depending on the position of the damage.
DECODING_ERRORS = (OSError, SyntaxError, ValueError, struct.error, Image.DecompressionBombError)


def _damaged_image() -> forms.ValidationError:
    return forms.ValidationError(
        _("This picture is damaged or incomplete. Export it again and upload the new file.")
    )


class PictureField(WagtailImageField):
    """As Wagtail's, but reports a truncated file as a form error, and names all limits before."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.help_text = format_lazy(
            _("{formats}; at most {size} and {pixels} million pixels. {metadata}"),
            formats=self.supported_formats_text,
            size=lazy(filesizeformat, str)(self.max_upload_size),
            pixels=self.max_image_pixels // 1_000_000,
            metadata=_("Place, time and camera are removed from the picture."),
        )

    def to_python(self, data):
        try:
            return super().to_python(data)
        except DECODING_ERRORS as error:
            raise _damaged_image() from error


class SiteImageForm(BaseImageForm):
    """Decodes the whole image on upload and removes its metadata (position, camera, owner)."""

    file = PictureField(label=_("File"))

    def clean_file(self):
        upload = self.cleaned_data.get("file")
        if not upload or "file" not in self.changed_data:
            return upload
        upload.seek(0)
        try:
            picture = Image.open(upload)
            picture.load()
            if picture.format in RASTER_FORMATS:
                return _without_metadata(upload, picture)
        except DECODING_ERRORS as error:
            raise _damaged_image() from error
        upload.seek(0)
        return upload


class SiteDocumentForm(BaseDocumentForm):
    """Names the limits of a file beforehand, and refuses content that its extension belies."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # The form that follows the upload of several files has no such field.
        if field := self.fields.get("file"):
            field.help_text = format_lazy(
                _("{formats}; at most {size}."),
                formats=", ".join(settings.WAGTAILDOCS_EXTENSIONS).upper(),
                size=lazy(filesizeformat, str)(field.max_upload_size),
            )

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
    """Save the image again, upright, with its colour profile and no other metadata.

    Telephones write several images into one file (MPO), of which the first one is used.
    """
    image_format = "JPEG" if picture.format == "MPO" else picture.format
    options = {"quality": 92} if image_format in LOSSY_FORMATS else {}
    if picture.info.get("icc_profile"):
        options["icc_profile"] = picture.info["icc_profile"]
    output = BytesIO()
    if image_format != "JPEG" and getattr(picture, "is_animated", False):
        picture.save(output, image_format, save_all=True, exif=b"", **options)
    else:
        _upright(picture, options).save(output, image_format, **options)
    return SimpleUploadedFile(upload.name, output.getvalue(), upload.content_type)


def _upright(picture, options: dict) -> Image.Image:
    """Return the pixels alone, rotated as the EXIF orientation says.

    Adds the transparency of a palette image to the ``options`` for saving.
    """
    upright = ImageOps.exif_transpose(picture)
    clean = Image.new(upright.mode, upright.size)
    if upright.mode == "P":
        clean.putpalette(upright.getpalette())
    if "transparency" in picture.info:
        options["transparency"] = picture.info["transparency"]
    clean.paste(upright)
    return clean
