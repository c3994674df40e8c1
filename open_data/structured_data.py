"""The data sets in the vocabulary of schema.org, by which catalogues of data find them."""

from core.languages import active_language
from core.licence import DataLicence
from core.localized_urls import absolute_url, reverse_in_language
from core.structured_data import Thing, without_empty

from .data_sets import DataSet
from .export_files import EXPORT_FORMATS


def data_catalogue(title: str, data_sets: list[DataSet], licence: DataLicence) -> Thing:
    """Return the page of open data as a ``DataCatalog`` with its data sets and their files."""
    return without_empty(
        {
            "@context": "https://schema.org",
            "@type": "DataCatalog",
            "name": title,
            "url": absolute_url(reverse_in_language("data")),
            "license": licence.url,
            "dataset": [_data_set(data_set, licence) for data_set in data_sets],
        }
    )


def _data_set(data_set: DataSet, licence: DataLicence) -> Thing:
    return {
        "@type": "Dataset",
        "name": str(data_set.title),
        "description": str(data_set.description),
        "url": f"{absolute_url(reverse_in_language('data'))}#{data_set.name}",
        "inLanguage": active_language().tag,
        "isAccessibleForFree": True,
        "license": licence.url,
        "distribution": [
            {
                "@type": "DataDownload",
                "encodingFormat": file_format.media_type,
                "contentUrl": absolute_url(data_set.file_url(file_format.extension)),
            }
            for file_format in EXPORT_FORMATS
        ],
    }
