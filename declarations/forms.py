from core.forms import NonEmptyListForm
from declarations.choices import SignatureStatus


class DeclarationPageForm(NonEmptyListForm):
    non_empty_lists = {"signature": (SignatureStatus.LISTED, "signatories")}
