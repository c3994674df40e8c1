"""Uploads files of the old site through the forms of this site, which remove metadata."""

from contextlib import suppress

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.translation import gettext as _
from wagtail.documents import get_document_model
from wagtail.documents.forms import get_document_form
from wagtail.images import get_image_model
from wagtail.images.forms import get_image_form
from wagtail.models import Collection, CollectionViewRestriction

from plone_import.export.plone_objects import PloneBlob

MAX_TITLE = 255
EXTENSIONS = {"application/pdf": ".pdf", "image/jpeg": ".jpg", "image/png": ".png"}


class UploadedFiles:
    """Creates pictures and documents, and remembers their files.

    A transaction does not remove files: ``remove`` does, after it has failed.
    """

    def __init__(self, user):
        self.user = user
        self._written: list[File] = []

    def picture(self, blob: PloneBlob, title: str):
        """Raise ``ValidationError`` if it is no picture that this site accepts."""
        return self._save(get_image_form(get_image_model()), blob, title, self._root())

    def document(self, blob: PloneBlob, title: str, collection: Collection | None = None):
        """Raise ``ValidationError`` if it is no document that this site accepts."""
        form = get_document_form(get_document_model())
        return self._save(form, blob, title, collection or self._root())

    def remove(self) -> None:
        for file in self._written:
            with suppress(OSError):
                file.storage.delete(file.name)

    def _save(self, form_class, blob: PloneBlob, title: str, collection: Collection):
        try:
            data = blob.read()
        except ValueError as error:
            raise ValidationError(str(error)) from error
        if not data:
            raise ValidationError(_("The file is empty."))
        upload = SimpleUploadedFile(_with_extension(blob), data, blob.content_type)
        fields = {"title": title[:MAX_TITLE], "collection": collection.pk, "tags": ""}
        form = form_class(fields, {"file": upload})
        if not form.is_valid():
            raise ValidationError([str(m) for errors in form.errors.values() for m in errors])
        form.instance.uploaded_by_user = self.user
        uploaded = form.save()
        self._written.append(uploaded.file)
        return uploaded

    @staticmethod
    def _root() -> Collection:
        return Collection.get_first_root_node()


def _with_extension(blob: PloneBlob) -> str:
    """Return the name of a file with an extension, by which the forms know its kind."""
    name = blob.filename.replace("/", "-")[-200:].strip(". ") or "file"
    return name if "." in name else f"{name}{EXTENSIONS.get(blob.content_type, '')}"


def create_private_collection(name: str) -> Collection:
    """Create a collection whose documents only logged-in people can read."""
    collection = Collection.get_first_root_node().add_child(instance=Collection(name=name))
    CollectionViewRestriction.objects.create(
        collection=collection, restriction_type=CollectionViewRestriction.LOGIN
    )
    return collection
