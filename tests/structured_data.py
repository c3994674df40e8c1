"""The structured data of a page, and what the vocabulary of schema.org allows in it."""

import extruct

# Of https://schema.org/version/29.0: the properties that these types have, inherited ones included,
# as far as the site uses them. Other types are not used.
PROPERTIES = {
    "WebPage": {
        "url",
        "name",
        "description",
        "inLanguage",
        "dateModified",
        "breadcrumb",
        "workTranslation",
        "translationOfWork",
        "mainEntity",
    },
    "BreadcrumbList": {"itemListElement"},
    "ListItem": {"position", "name", "item"},
    "CreativeWork": {"url", "inLanguage"},
    "Event": {
        "name",
        "description",
        "url",
        "inLanguage",
        "startDate",
        "endDate",
        "eventStatus",
        "eventAttendanceMode",
        "location",
        "organizer",
    },
    "NewsArticle": {"headline", "description", "url", "inLanguage", "datePublished"},
    "Place": {"name", "address"},
    "PostalAddress": {"addressLocality", "addressCountry"},
    "Organization": {"name"},
    "DigitalDocument": {
        "name",
        "alternateName",
        "abstract",
        "url",
        "inLanguage",
        "dateCreated",
        "locationCreated",
        "encoding",
        "workTranslation",
        "translationOfWork",
    },
    "MediaObject": {"contentUrl", "inLanguage"},
    "GovernmentOrganization": {
        "name",
        "alternateName",
        "url",
        "email",
        "address",
        "parentOrganization",
    },
}


def extracted(client, path: str) -> dict:
    """The structured data of a page, as a search engine extracts it."""
    html = client.get(path).content.decode()
    (found,) = extruct.extract(html, syntaxes=["json-ld"])["json-ld"]
    assert found.pop("@context") == "https://schema.org"
    return found


def check(thing) -> None:
    """Assert that nothing is empty, and that each property belongs to its type."""
    if isinstance(thing, list):
        for item in thing:
            check(item)
    if isinstance(thing, dict):
        assert set(thing) - {"@type"} <= PROPERTIES[thing["@type"]], thing["@type"]
        for value in thing.values():
            assert value not in ("", None, [], {})
            check(value)
