from django.utils.translation import gettext_lazy as _

from core.forms import NonEmptyListForm, PartialDateForm
from declarations.choices import SignatureStatus


class DeclarationPageForm(PartialDateForm, NonEmptyListForm):
    """Refuses another number for a paragraph that has been published with its own."""

    non_empty_lists = {"signature": (SignatureStatus.LISTED, "signatories")}

    def clean(self):
        cleaned = super().clean()
        registered = self.instance.registered_numbers
        for block in cleaned.get("paragraphs") or ():
            permanent, given = registered.get(block.id), block.value["number"]
            if permanent and given and given != permanent:
                message = _(
                    "Paragraph %(permanent)s was published with this number, which stays. Leave "
                    "the field empty instead of %(given)s."
                )
                self.add_error("paragraphs", message % {"permanent": permanent, "given": given})
        return cleaned
