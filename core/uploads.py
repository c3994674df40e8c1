"""Upload forms that refuse damaged and dangerous files, and remove metadata from pictures."""

import logging
import shutil
from tempfile import TemporaryFile

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.template.defaultfilters import filesizeformat
from django.utils.functional import lazy
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

from . import picture_cleaning
from .document_contents import check_content
from .full_disk import full_disk_as_form_error
from .limited_processes import LIMIT_EXCEEDED, run_limited
from .picture_cleaning import CleaningStatus

logger = logging.getLogger(__name__)

MAX_SECONDS = 20  # the upload waits, and has to end before the timeout of the web server


class PictureField(WagtailImageField):
    """As Wagtail's, but decodes the whole picture in a limited process, which removes metadata.

    The upload itself gets the clean content: Wagtail stores an upload also without this field, if
    another field of the form for several pictures is wrong.
    """

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.help_text = format_lazy(
            _("{formats}; at most {size} and {pixels} million pixels. {metadata}"),
            formats=self.supported_formats_text,
            size=lazy(filesizeformat, str)(self.max_upload_size),
            pixels=self.max_image_pixels // 1_000_000,
            metadata=_("Place, time and camera are removed from the picture."),
        )

    def check_image_pixel_size(self, f):
        """Leave this to the limited process: Wagtail decodes the picture to know its size."""

    def to_python(self, data):
        upload = super().to_python(data)
        if upload is not None:
            with full_disk_as_form_error():
                self._clean(upload)
        return upload

    def _clean(self, upload: UploadedFile) -> None:
        with TemporaryFile() as source, TemporaryFile() as target:
            upload.seek(0)
            shutil.copyfileobj(upload, source)
            source.seek(0)
            status = run_limited(
                picture_cleaning.__name__,
                self.max_image_pixels,
                file=source,
                output=target,
                seconds=MAX_SECONDS,
            )
            if status != CleaningStatus.CLEAN:
                raise _refusal(status)
            target.seek(0)
            upload.seek(0)
            upload.truncate()
            shutil.copyfileobj(target, upload)
        upload.flush()  # a large upload is moved as a file
        upload.size = upload.tell()
        upload.seek(0)


def _refusal(status: int) -> forms.ValidationError:
    if status in {CleaningStatus.TOO_LARGE, *LIMIT_EXCEEDED}:
        return forms.ValidationError(
            _("This picture has too many pixels, or too many frames. Upload a smaller one.")
        )
    if status != CleaningStatus.DAMAGED:
        logger.warning("The cleaning of a picture ended with status %s.", status)
    return forms.ValidationError(
        _("This picture is damaged or incomplete. Export it again and upload the new file.")
    )


class StoredUploadMixin:
    """Stores the file at the end of the validation, when the form can still say that it failed.

    Wagtail stores it with the object, where a full disk would be a server error.
    """

    def _post_clean(self):
        super()._post_clean()
        if self.errors or "file" not in self.changed_data:
            return
        file = self.instance.file
        try:
            with full_disk_as_form_error():
                file.save(file.name, file.file, save=False)
        except forms.ValidationError as error:
            self.add_error("file", error)


class SiteImageForm(StoredUploadMixin, BaseImageForm):
    file = PictureField(label=_("File"))


class SiteDocumentForm(StoredUploadMixin, BaseDocumentForm):
    """Names the limits of a file beforehand, and refuses content that its extension belies."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # The form that follows the upload of several files has no such field.
        if field := self.fields.get("file"):
            field.help_text = format_lazy(
                _("{formats}; at most {size}. Without macros and passwords."),
                formats=", ".join(settings.WAGTAILDOCS_EXTENSIONS).upper(),
                size=lazy(filesizeformat, str)(field.max_upload_size),
            )

    def clean_file(self):
        upload = self.cleaned_data.get("file")
        if upload and "file" in self.changed_data:
            check_content(upload)
            upload.seek(0)
        return upload
