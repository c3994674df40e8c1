"""The data set of the declarations: one record for each document."""

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from core.localization import is_public
from core.open_data.columns import (
    DATE,
    IDENTITY,
    PLACE,
    SOURCES,
    Column,
    attribute,
    markup,
)
from core.open_data.data_sets import DataSet
from core.open_data.files import files
from core.open_data.kinds import NONE, Choice, ListOf, Part, Records, YesNo
from core.open_data.references import pages_identified
from core.open_data.texts import Day, Identifier, LanguageTag, Territory, Text
from declarations.choices import DeclarationKind, Signature, TextKind, VersionStatus
from declarations.models import DeclarationPage, Reaffirmation, Signatory


def _read_meeting(page: DeclarationPage):
    shown = page.meeting and is_public(page.meeting)
    return page.meeting.translation_key if shown else None


def _write_meeting(page: DeclarationPage, key: str | None) -> None:
    model = page._meta.get_field("meeting").related_model
    page.meeting = pages_identified(model, [key])[0] if key else None


def _read_reaffirmed(page: DeclarationPage) -> list:
    earlier = [item.declaration for item in page.reaffirmations.all()]
    return [found.translation_key for found in earlier if is_public(found)]


def _write_reaffirmed(page: DeclarationPage, keys: list[str] | None) -> None:
    """Keep the declarations that are not public: no file contains them."""
    hidden = [item for item in page.reaffirmations.all() if not is_public(item.declaration)]
    earlier = pages_identified(DeclarationPage, keys or [])
    page.reaffirmations = [*(Reaffirmation(declaration=found) for found in earlier), *hidden]


def _read_signature(page: DeclarationPage) -> str:
    """Return the value that the page shows: a list that is still empty is not recorded."""
    is_missing = page.signature == Signature.LISTED and not page.signatories.all()
    return Signature.NOT_RECORDED if is_missing else page.signature


def _signatory_record(signatory: Signatory) -> dict:
    return {
        "state": signatory.territory,
        "name_used": signatory.name_used,
        "capacity": signatory.capacity,
    }


def _read_signatories(page: DeclarationPage) -> list[dict] | None:
    if _read_signature(page) == Signature.NOT_RECORDED:
        return None
    return [_signatory_record(item) for item in page.listed_signatories]


def _write_signatories(page: DeclarationPage, records: list[dict] | None) -> None:
    """Reuse the signatories that are unchanged, because they have translations."""
    page.__dict__.pop("listed_signatories", None)  # a cached property
    unused, signatories = list(page.signatories.all()), []
    for record in records or ():
        values = {name: value or "" for name, value in record.items()}
        signatory = next((item for item in unused if _signatory_record(item) == values), None)
        if signatory:
            unused.remove(signatory)
        else:
            territory = values.pop("state")
            signatory = Signatory(locale=page.locale, territory=territory, **values)
        signatories.append(signatory)
    for order, item in enumerate(signatories):
        item.sort_order = order
    page.signatories = signatories


DECLARATIONS = DataSet(
    name="declarations",
    title=_("Declarations"),
    description=_("The declarations, statements and strategies, one record for each document."),
    model=DeclarationPage,
    path="declarations/data",
    prefetch=("signatories", "reaffirmations__declaration", "meeting"),
    ordering=("-date_rank", "slug"),
    columns=(
        *IDENTITY,
        attribute("full_title", _("The title in full."), Text()),
        attribute(
            "kind",
            _("The kind of document."),
            Choice(tuple(DeclarationKind.choices)),
            required=True,
        ),
        *DATE,
        attribute(
            "presented_on", _("When it was presented, if not on the day of its adoption."), Day()
        ),
        Column(
            "presented_at",
            _("The occasion on which it was presented."),
            Text(),
            lambda page: page.shown_occasion,
            lambda page, value: setattr(page, "presented_at", value or ""),
        ),
        *PLACE,
        attribute("adopting_body", _("Who adopted it."), Text()),
        Column(
            "meeting",
            _("The meeting at which it was adopted, by its identifier."),
            Identifier(),
            _read_meeting,
            _write_meeting,
            references_pages=True,
        ),
        Column(
            "signature",
            _("Whether the signatories are known."),
            Choice(tuple(Signature.choices)),
            _read_signature,
            lambda page, value: setattr(page, "signature", value),
        ),
        Column(
            "signatories",
            format_lazy(
                _(
                    "Who signed: the state by its code, its name in the document if that is "
                    "another than today’s, and the office. Empty if that is not known, and "
                    "“{none}” (in JSON an empty list) if the document was not signed."
                ),
                none=NONE,
            ),
            Records(
                (
                    Part("state", Territory(), required=True),
                    Part("name_used", Text(120)),
                    Part("capacity", Text(200)),
                ),
                allow_empty=True,
            ),
            _read_signatories,
            _write_signatories,
        ),
        attribute("signatories_note", _("What is to be known of the signatories."), Text()),
        attribute(
            "text_kind",
            _("Whether the page has the text of the document or a summary in our own words."),
            Choice(tuple(TextKind.choices)),
        ),
        attribute(
            "authentic_language",
            _("The language of which the text prevails; empty if the sources do not say."),
            LanguageTag(),
        ),
        markup("preamble", _("The text before the numbered paragraphs.")),
        files(
            "language_versions",
            _("The document in other languages: where it is and what it is worth."),
            Part("language", LanguageTag(), required=True),
            Part("status", Choice(tuple(VersionStatus.choices)), required=True),
            Part("is_shown_here", YesNo()),
            Part("note", Text(200)),
        ),
        Column(
            "reaffirms",
            _("Earlier declarations that it takes up, by their identifiers."),
            ListOf(Identifier()),
            _read_reaffirmed,
            _write_reaffirmed,
            references_pages=True,
        ),
        *SOURCES,
    ),
)
