"""The uploaded files: those that a row of the database names, in the storage of its field."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import IO, Self

from django.apps import apps
from django.core.files import File
from django.db.models import FileField, QuerySet

from .refusals import BackupRefusedError

FOLDER = "files"


@dataclass(frozen=True)
class StoredFile:
    """A file, by the field that has its name, and the name."""

    field: FileField
    name: str

    @classmethod
    def of_member(cls, member: str) -> Self:
        _, field, name = member.split("/", 2)
        model, _, field_name = field.rpartition(".")
        return cls(apps.get_model(model)._meta.get_field(field_name), name)

    @property
    def member(self) -> str:
        return f"{FOLDER}/{self.field}/{self.name}"

    @property
    def version(self) -> tuple[datetime, int]:
        """What differs if another file has got the same name."""
        storage = self.field.storage
        return storage.get_modified_time(self.name), storage.size(self.name)

    @property
    def exists(self) -> bool:
        return self.field.storage.exists(self.name)

    def open(self) -> File:
        return self.field.storage.open(self.name)

    def save(self, content: IO[bytes]) -> None:
        stored = self.field.storage.save(self.name, File(content))
        if stored != self.name:
            raise BackupRefusedError(f"The storage stores {self.name} as {stored}.")

    def delete(self) -> None:
        self.field.storage.delete(self.name)


def named_files() -> Iterator[StoredFile]:
    """Yield the files that rows name; whether they exist is another question."""
    for model in apps.get_models():
        for field in model._meta.local_concrete_fields:
            if isinstance(field, FileField):
                names = QuerySet(model).order_by(field.name).values_list(field.name, flat=True)
                yield from (StoredFile(field, name) for name in names.distinct() if name)
