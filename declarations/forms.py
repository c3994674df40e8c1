from core.forms import NonEmptyListForm, PartialDateForm
from declarations.choices import SignatureStatus


class DeclarationPageForm(PartialDateForm, NonEmptyListForm):
    non_empty_lists = {"signature": (SignatureStatus.LISTED, "signatories")}
