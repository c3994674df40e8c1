"""Redirect to the notification preferences, which are part of Wagtail's account settings."""

from django.shortcuts import redirect
from django.urls import reverse
from wagtail.admin.views.account import notifications_tab


def redirect_to_preferences(request):
    return redirect(f"{reverse('wagtailadmin_account')}#tab-{notifications_tab.name}")
