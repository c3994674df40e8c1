from core.forms import HonestListForm
from declarations.choices import Signature


class DeclarationPageForm(HonestListForm):
    honest_lists = {"signature": (Signature.LISTED, "signatories")}
