"""Forms that override an image, a document or a link for one language."""

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _
from wagtail.documents import get_document_model
from wagtail.documents.widgets import AdminDocumentChooser
from wagtail.images import get_image_model
from wagtail.images.widgets import AdminImageChooser

from translation.segments.overrides import OverridableType, OverridableValue

validate_link_url = RegexValidator(
    r"^(https?://|mailto:|tel:)\S+$", _("Give a full address, beginning with https://.")
)


class LinkOverrideForm(forms.Form):
    value = forms.CharField(
        label=_("Address for this language"), max_length=2000, validators=[validate_link_url]
    )


class ImageOverrideForm(forms.Form):
    value = forms.ModelChoiceField(
        queryset=None, label=_("Picture for this language"), widget=AdminImageChooser
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["value"].queryset = get_image_model().objects.all()


class DocumentOverrideForm(forms.Form):
    value = forms.ModelChoiceField(
        queryset=None, label=_("Document for this language"), widget=AdminDocumentChooser
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["value"].queryset = get_document_model().objects.all()


OVERRIDE_FORMS = {
    OverridableType.URL: LinkOverrideForm,
    OverridableType.IMAGE: ImageOverrideForm,
    OverridableType.DOCUMENT: DocumentOverrideForm,
}


def override_form(choice: OverridableValue, data=None) -> forms.Form:
    """Return the form for one overridable segment, with the current override as initial value."""
    return OVERRIDE_FORMS[choice.kind](
        data,
        initial={"value": choice.chosen},
        auto_id=f"choice-{choice.segment.pk}-%s",
    )
