"""The form of people who have forgotten their password."""

from allauth.account.fields import EmailField
from django import forms
from django.http import HttpRequest

from .tasks import send_password_links


class PasswordLinkForm(forms.Form):
    """Asks for the address to send a link to; the answer is the same for every address.

    allauth's form searches for accounts in the request, which takes longer if there is one.
    """

    email = EmailField(required=True)

    def save(self, request: HttpRequest) -> None:
        send_password_links.enqueue(self.cleaned_data["email"])
