"""Sample data of components: unsaved pages and other objects, with texts of the catalogues.

They need no database: what a page would query is set on the object.
"""

import json
import re
from datetime import date
from typing import Any

from django.contrib.staticfiles.storage import staticfiles_storage
from django.db import models
from django.utils import translation
from django.utils.translation import gettext as _
from wagtail.models import Locale

from core.language_texts import LanguageText
from core.languages import Language, active_language, all_languages, source_language
from core.models import SiteDocument, SiteImage, SiteRendition, Theme
from core.offered_documents import OfferedDocument, OfferedFile
from core.territories import cldr_name
from declarations.models import DeclarationPage, Signatory
from meetings.models import MeetingIndexPage, MeetingPage
from states.models import StatePage
from translation.glossary.public_terms import TermForReader

SAMPLE_ID = 1  # of unsaved objects, where templates check whether an object exists
SAMPLE_DATE = date(2010, 10, 20)
# The values of fields whose class alone says what a value looks like.
EXAMPLES = {models.EmailField: "office@example.org", models.URLField: "https://example.org/"}


class AttributeOverrideProxy:
    """A proxy of an object with some attributes overridden."""

    def __init__(self, wrapped: Any, **overrides: Any):
        self.__dict__.update(overrides)
        self._wrapped = wrapped

    def __getattr__(self, name: str) -> Any:
        return getattr(self._wrapped, name)


def other_script() -> Language:
    """Return a language in another script than the reader's, or else any other language."""
    others = [language for language in all_languages() if language != active_language()]
    return next((item for item in others if item.script != active_language().script), others[0])


def _locale() -> Locale:
    return Locale(language_code=active_language().code)


def example_values(model: type[models.Model]) -> dict[str, str]:
    """Return an example for each field of the model that has a class in ``EXAMPLES``."""
    return {
        field.name: EXAMPLES[type(field)] for field in model._meta.fields if type(field) in EXAMPLES
    }


def _stream(kind: str, *values: dict[str, Any]) -> str:
    """Return a stream value as stored, so that blocks are created lazily and without queries."""
    return json.dumps([{"type": kind, "value": value} for value in values])


def section(**values: Any) -> MeetingIndexPage:
    fields = {
        "pk": SAMPLE_ID,
        "title": _("Meetings"),
        "url_path": "/home/meetings/",
        "locale": _locale(),
    }
    return MeetingIndexPage(**{**fields, **values})


def meeting(**values: Any) -> MeetingPage:
    """Return a meeting with all fields that lists show, and with a source."""
    fields = {
        **example_values(MeetingPage),
        "title": _("Meeting"),
        "summary": _("Ministers decide on regular meetings of the coordinators."),
        "start_date": SAMPLE_DATE,
        "kind": "ministerial",
        "status": "held",
        "place": "Brdo",
        "country": "SI",
        "host": _("National office"),
        "url_path": "/home/meetings/",
        "locale": _locale(),
        "sources": _stream("source", _source()),
        "checked_on": SAMPLE_DATE,
    }
    return MeetingPage(**{**fields, **values})


def _source() -> dict[str, str]:
    return {"title": "ICMPD", "url": "https://www.icmpd.org/", "language": source_language().tag}


def term() -> TermForReader:
    name, definition = _("Prevention"), _("The coordinators meet regularly.")
    language = active_language()
    return TermForReader(
        SAMPLE_ID, LanguageText(name, language), LanguageText(definition, language)
    )


def theme() -> Theme:
    return Theme(name=_("Prevention"), slug="prevention", locale=_locale())


def declaration(language: Language | None = None) -> DeclarationPage:
    """Return a declaration in this language, with another one as the authentic language."""
    with translation.override((language or active_language()).code):
        page = _declaration()
    earlier, later = _declaration(), _declaration()
    earlier.is_later, later.is_later = False, True
    earlier.declaration_rank = later.declaration_rank = SAMPLE_DATE.year
    page._related = [earlier, later]
    page.adopted_at = meeting()
    page._themes_by_slug = {"prevention": theme()}
    return page


def _declaration() -> DeclarationPage:
    authentic = other_script()
    text = _("The coordinators meet regularly.")
    page = DeclarationPage(
        **example_values(DeclarationPage),
        pk=SAMPLE_ID,
        title=_("Declaration"),
        kind="statement",
        start_date=SAMPLE_DATE,
        presented_on=SAMPLE_DATE,
        place="Brdo",
        country="SI",
        adopting_body=_("The national coordinators."),
        signature="listed",
        preamble=f"<p>{_('The coordinators take the decisions and set the agenda.')}</p>",
        paragraphs=_stream(
            "paragraph",
            {"text": f"<p>{text}</p>", "themes": ["prevention"]},
            {"text": f"<p>{text}</p>", "themes": []},
        ),
        authentic_language=authentic.code,
        language_versions=_stream("version", _version(authentic)),
        url_path="/home/declarations/",
        locale=_locale(),
    )
    page.registered_numbers = {}
    page.signatories = [Signatory(territory="SI", name_used="", capacity=_("National office"))]
    return page


def _version(language: Language) -> dict[str, Any]:
    return {
        "language": language.code,
        "status": "official-text",
        "is_shown_here": False,
        "document": None,
        "url": "https://example.org/declaration.pdf",
        "note": "",
    }


def state(**values: Any) -> StatePage:
    fields = {
        **example_values(StatePage),
        "title": cldr_name("SI"),
        "territory": "SI",
        "institution": _("National office"),
        "url_path": "/home/states/",
        "locale": _locale(),
    }
    return StatePage(**{**fields, **values})


def helpful_state(today: date) -> StatePage:
    """Return a state of which everything is confirmed today; its numbers are not in use."""
    confirmed = {"source": "https://example.org/", "checked_on": today.isoformat()}
    organisation = {"name": _("National office"), "website": "https://example.org/", **confirmed}
    return state(
        help_lines=help_lines(today),
        emergency_number="000",
        emergency_number_source="https://example.org/",
        emergency_number_checked_on=today,
        helping_organisations=_stream("organisation", organisation),
        sources=_stream("source", {"title": _("Agenda")}),
        checked_on=today,
    )


def help_lines(today: date) -> str:
    """Return a help line that is valid today; its number is not in use."""
    line = {
        "number": "0800 000 000",
        "operator": _("National office"),
        "hours": "00–24",
        "source": "https://example.org/",
        "checked_on": today.isoformat(),
        "expires_on": today.isoformat(),
    }
    return _stream("help_line", line)


def document() -> SiteDocument:
    return SiteDocument(
        pk=SAMPLE_ID, title=_("Agenda"), file="documents/agenda.pdf", file_size=482_000
    )


def offered_document() -> OfferedDocument:
    """Return a declaration with a file made here, and one of another site in another language."""
    page, other = declaration(), other_script()
    return OfferedDocument(
        title=page.title,
        text_language=active_language(),
        kind=page.kind,
        kind_label=page.get_kind_display(),
        files=(
            OfferedFile("#", active_language(), format="PDF"),
            OfferedFile("https://example.org/text.pdf", other, status=_("Official text")),
        ),
        url="#",
        date=page.date,
    )


def image() -> SiteImage:
    """Return an image with the icon of the site as its file."""
    image = SiteImage(
        title="NATC SEE",
        credit="NATC SEE",
        licence="CC BY 4.0",
        licence_url="https://creativecommons.org/licenses/by/4.0/",
        width=960,
        height=960,
    )
    image.get_renditions = lambda *filters: {
        (spec := getattr(item, "spec", item)): _rendition(image, spec) for item in filters
    }
    return image


def _rendition(image: SiteImage, spec: str) -> SiteRendition:
    width = int(re.search(r"width-(\d+)", spec)[1])
    rendition = SiteRendition(image=image, file="img/icon.svg", width=width, height=width)
    rendition.file.storage = staticfiles_storage
    return rendition
