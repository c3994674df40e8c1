"""Buttons of pages and snippets: send to translation, and plan a release."""

from django.contrib.admin.utils import quote
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin.widgets.button import Button
from wagtail.models import TranslatableMixin

from translation.policies import policy_for


@hooks.register("register_page_header_buttons")
def register_page_header_buttons(page, user, view_name, next_url=None):
    return _page_buttons(page, user)


@hooks.register("register_page_listing_more_buttons")
def register_page_listing_more_buttons(page, user, next_url=None):
    return _page_buttons(page, user)


def _page_buttons(page, user):
    if page.is_root():
        return
    policy = policy_for(user)
    if policy.may("send", page):
        url = reverse("translation:send_page", args=[page.pk])
        yield Button(_("Send to translation"), url, icon_name="globe", priority=61)
    if policy.may("plan_release", page):
        url = reverse("translation:release_add", args=[page.pk])
        yield Button(_("Release together"), url, icon_name="calendar-check", priority=62)


@hooks.register("register_snippet_listing_buttons")
def register_snippet_listing_buttons(snippet, user, next_url=None):
    if isinstance(snippet, TranslatableMixin) and policy_for(user).may("send", snippet):
        options = snippet._meta
        url = reverse(
            "translation:send_snippet",
            args=[options.app_label, options.model_name, quote(snippet.pk)],
        )
        yield Button(_("Send to translation"), url, icon_name="globe", priority=100)
