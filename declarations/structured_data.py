"""A declaration as a document of schema.org, without any statement about its legal force."""

from core import structured_data as data


def document(declaration) -> data.Thing:
    """Return the document in the language of the page."""
    return {
        "@type": "DigitalDocument",
        "name": declaration.full_title or declaration.title,
        "alternateName": declaration.title if declaration.full_title else "",
        "abstract": declaration.summary,
        "url": declaration.canonical_url,
        "inLanguage": declaration.text_language.tag,
        "dateCreated": declaration.date.isoformat(),
        "locationCreated": data.place_data(declaration.place, declaration.country),
        "encoding": [
            {
                "@type": "MediaObject",
                "contentUrl": data.absolute_file_url(version.file_url),
                "inLanguage": version.shown_language.tag,
            }
            for version in declaration.versions
            if version.file_url
        ],
        **data.translation_links(declaration),
    }
