"""Forms that override an image, a document or a link for one language."""

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _
from wagtail.documents import get_document_model
from wagtail.documents.widgets import AdminDocumentChooser
from wagtail.images import get_image_model
from wagtail.images.widgets import AdminImageChooser

from translation.words.overrides import Choice, Kind

is_address = RegexValidator(
    r"^(https?://|mailto:|tel:)\S+$", _("Give a full address, beginning with https://.")
)


class AddressForm(forms.Form):
    value = forms.CharField(
        label=_("Address for this language"), max_length=2000, validators=[is_address]
    )


class ImageForm(forms.Form):
    value = forms.ModelChoiceField(
        queryset=None, label=_("Picture for this language"), widget=AdminImageChooser
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["value"].queryset = get_image_model().objects.all()


class DocumentForm(forms.Form):
    value = forms.ModelChoiceField(
        queryset=None, label=_("Document for this language"), widget=AdminDocumentChooser
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["value"].queryset = get_document_model().objects.all()


FORMS = {Kind.ADDRESS: AddressForm, Kind.IMAGE: ImageForm, Kind.DOCUMENT: DocumentForm}


def choice_form(choice: Choice, data=None) -> forms.Form:
    """Return the form for one overridable segment, with the current override as initial value."""
    return FORMS[choice.kind](
        data,
        initial={"value": choice.chosen},
        auto_id=f"choice-{choice.segment.pk}-%s",
    )
