"""Forms of the translation memory: what is exported, and the upload of a file."""

from collections import Counter
from pathlib import PurePosixPath

from django import forms
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale

from core.imports import MEBIBYTE
from core.languages import site_language
from translation.exchange.documents import UnreadableFileError

from . import tmx


class MemoryScope(TextChoices):
    """Which translations are exported."""

    PUBLISHED = "published", _("what readers can see: the texts of published pages")
    ALL = "all", _("all confirmed texts, also of drafts and private pages")


class ExportMemoryForm(forms.Form):
    """A choice of one or all ``locales``. ``chosen_locales`` are those of a valid form."""

    language = forms.ChoiceField(label=_("Language"), required=False)
    which = forms.ChoiceField(
        label=_("Translations"),
        choices=MemoryScope.choices,
        initial=MemoryScope.PUBLISHED,
        widget=forms.RadioSelect,
        help_text=_("Give nobody outside the site texts that are not published."),
    )

    def __init__(self, *args, locales: list[Locale], **kwargs):
        super().__init__(*args, **kwargs)
        self.locales = locales
        self.fields["language"].choices = [
            ("", _("All languages")),
            *(
                (locale.language_code, site_language(locale.language_code).name)
                for locale in locales
            ),
        ]

    @property
    def chosen_locales(self) -> list[Locale]:
        chosen = self.cleaned_data["language"]
        return [locale for locale in self.locales if chosen in ("", locale.language_code)]


class ImportMemoryForm(forms.Form):
    """An upload of a TMX file. ``cleaned_data["file"]`` are its name and contents as JSON."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("TMX; at most %(size)d MB and %(count)d units.")
        % {"size": tmx.MAX_BYTES // MEBIBYTE, "count": tmx.MAX_UNITS},
        widget=forms.FileInput(attrs={"accept": f".{tmx.EXTENSION}"}),
        allow_empty_file=True,
    )

    def clean_file(self) -> dict:
        upload = self.cleaned_data["file"]
        if upload.size > tmx.MAX_BYTES:
            raise UnreadableFileError(
                _("The file is too large. At most %(size)d MB are accepted; import it in parts."),
                params={"size": tmx.MAX_BYTES // MEBIBYTE},
            )
        contents = tmx.read(upload.read())
        return {
            "name": PurePosixPath(upload.name).name,
            "records": contents.records,
            "unknown": contents.unknown,
            "without_source": contents.without_source,
        }


def contents_from_payload(payload: dict) -> tmx.MemoryContents:
    return tmx.MemoryContents(
        [tmx.MemoryRecord(*record) for record in payload["records"]],
        Counter(payload["unknown"]),
        payload["without_source"],
    )
