"""The forms that differ from those of allauth."""

from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django import forms
from django.contrib.auth import get_user_model
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from .tasks import send_password_links


class PasswordLinkForm(forms.Form):
    """Asks for the address to send a link to; the answer is the same for every address.

    allauth's form searches for accounts in the request, which takes longer if there is one.
    """

    email = get_user_model()._meta.get_field("email").formfield(required=True)

    def save(self, request: HttpRequest) -> None:
        send_password_links.enqueue(self.cleaned_data["email"])


class PasskeyForm(AddWebAuthnForm):
    """allauth leaves its field without a label in the language of the person."""

    name = forms.CharField(label=_("Name"), required=False)


class PasskeyNameForm(EditWebAuthnForm):
    name = forms.CharField(label=_("Name"))
