"""The data set of the declarations: one record for each document."""

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from core.localization import is_public
from declarations.choices import LanguageVersionStatus, SignatureStatus
from declarations.models import DeclarationPage, Reaffirmation, Signatory
from open_data.columns import (
    DATE_COLUMNS,
    IDENTITY_COLUMNS,
    PLACE_COLUMNS,
    SOURCE_COLUMNS,
    DataColumn,
    field_column,
    rich_text_column,
)
from open_data.data_sets import DataSet
from open_data.document_columns import documents_column
from open_data.references import find_pages
from open_data.text_value_types import (
    LanguageTagValue,
    TerritoryValue,
    TextValue,
    UuidValue,
)
from open_data.value_types import (
    EMPTY_LIST_CELL,
    BooleanValue,
    ChoiceValue,
    ListValue,
    RecordField,
    RecordListValue,
)


def _read_meeting(page: DeclarationPage):
    shown = page.meeting and is_public(page.meeting)
    return page.meeting.translation_key if shown else None


def _write_meeting(page: DeclarationPage, key: str | None) -> None:
    model = page._meta.get_field("meeting").related_model
    page.meeting = find_pages(model, [key])[0] if key else None


def _read_reaffirmed(page: DeclarationPage) -> list:
    earlier = [item.declaration for item in page.reaffirmations.all()]
    return [found.translation_key for found in earlier if is_public(found)]


def _write_reaffirmed(page: DeclarationPage, keys: list[str] | None) -> None:
    """Keep the declarations that are not public: no file contains them."""
    hidden = [item for item in page.reaffirmations.all() if not is_public(item.declaration)]
    earlier = find_pages(DeclarationPage, keys or [])
    page.reaffirmations = [*(Reaffirmation(declaration=found) for found in earlier), *hidden]


def _read_signature(page: DeclarationPage) -> str:
    """Return the value that the page shows: a list that is still empty is not recorded."""
    is_missing = page.signature == SignatureStatus.LISTED and not page.signatories.all()
    return SignatureStatus.NOT_RECORDED if is_missing else page.signature


def _signatory_record(signatory: Signatory) -> dict:
    return {
        "state": signatory.territory,
        "name_used": signatory.name_used,
        "capacity": signatory.capacity,
    }


def _read_signatories(page: DeclarationPage) -> list[dict] | None:
    if _read_signature(page) == SignatureStatus.NOT_RECORDED:
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


DECLARATION_DATA_SET = DataSet(
    name="declarations",
    title=_("Declarations"),
    description=_("The declarations, statements and strategies, one record for each document."),
    model=DeclarationPage,
    path="declarations/data",
    prefetch=("signatories", "reaffirmations__declaration", "meeting"),
    ordering=("-date_rank", "slug"),
    columns=(
        *IDENTITY_COLUMNS,
        field_column(DeclarationPage, "full_title", _("The title in full.")),
        field_column(DeclarationPage, "kind", _("The kind of document.")),
        *DATE_COLUMNS,
        field_column(
            DeclarationPage,
            "presented_on",
            _("When it was presented, if not on the day of its adoption."),
        ),
        DataColumn(
            "presented_at",
            _("The occasion on which it was presented."),
            TextValue(),
            lambda page: page.shown_occasion,
            lambda page, value: setattr(page, "presented_at", value or ""),
        ),
        *PLACE_COLUMNS,
        field_column(DeclarationPage, "adopting_body", _("Who adopted it.")),
        DataColumn(
            "meeting",
            _("The meeting at which it was adopted, by its identifier."),
            UuidValue(),
            _read_meeting,
            _write_meeting,
            references_pages=True,
        ),
        DataColumn(
            "signature",
            _("Whether the signatories are known."),
            ChoiceValue(tuple(SignatureStatus.choices)),
            _read_signature,
            lambda page, value: setattr(page, "signature", value),
        ),
        DataColumn(
            "signatories",
            format_lazy(
                _(
                    "Who signed: the state by its code, its name in the document if that is "
                    "another than today’s, and the office. Empty if that is not known, and "
                    "“{none}” (in JSON an empty list) if the document was not signed."
                ),
                none=EMPTY_LIST_CELL,
            ),
            RecordListValue(
                (
                    RecordField("state", TerritoryValue(), required=True),
                    RecordField("name_used", TextValue(120)),
                    RecordField("capacity", TextValue(200)),
                ),
                allow_empty=True,
            ),
            _read_signatories,
            _write_signatories,
        ),
        field_column(DeclarationPage, "signatories_note"),
        field_column(
            DeclarationPage,
            "text_kind",
            _("Whether the page has the text of the document or a summary in our own words."),
        ),
        field_column(DeclarationPage, "authentic_language", value_type=LanguageTagValue()),
        rich_text_column(
            DeclarationPage, "preamble", _("The text before the numbered paragraphs.")
        ),
        documents_column(
            "language_versions",
            _("The document in other languages: where it is and what it is worth."),
            RecordField("language", LanguageTagValue(), required=True),
            RecordField("status", ChoiceValue(tuple(LanguageVersionStatus.choices)), required=True),
            RecordField("is_shown_here", BooleanValue()),
            RecordField("note", TextValue(200)),
        ),
        DataColumn(
            "reaffirms",
            _("Earlier declarations that it takes up, by their identifiers."),
            ListValue(UuidValue()),
            _read_reaffirmed,
            _write_reaffirmed,
            references_pages=True,
        ),
        *SOURCE_COLUMNS,
    ),
)
