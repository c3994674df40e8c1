"""A coordinating office as a government organisation of schema.org."""

from core import structured_data as data


def office(state) -> data.Thing:
    """Return the office; its country as a code, because a name could need a footnote."""
    return {
        "@type": "GovernmentOrganization",
        "name": state.institution,
        "alternateName": state.institution_native,
        "url": state.website if state.is_office_confirmed else None,
        "email": state.email if state.is_office_confirmed else None,
        "address": {"@type": "PostalAddress", "addressCountry": state.territory},
        "parentOrganization": (
            {"@type": "Organization", "name": state.sits_in} if state.sits_in else None
        ),
    }
