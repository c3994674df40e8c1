from django.utils.translation import gettext as _

from core.languages import active_language
from core.localized_urls import reverse_in_language
from core.offered_documents import OfferedDocument, OfferedFile

from .data_sets import offered_data_sets
from .export_files import EXPORT_FORMATS


def data_documents() -> list[OfferedDocument]:
    """Return the data sets, each with its files for readers, in the active language."""
    language = active_language()
    return [
        OfferedDocument(
            title=str(data_set.title),
            text_language=language,
            kind="data",
            kind_label=_("Data"),
            files=tuple(
                OfferedFile(data_set.file_url(item.extension), language, format=item.name)
                for item in EXPORT_FORMATS
            ),
            url=f"{reverse_in_language('data')}#{data_set.name}",
        )
        for data_set in offered_data_sets()
    ]
