from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.widgets.button import Button

from core.background_tasks import enqueue_with_transaction

from .tasks import send_invitation
from .views import InvitationView, SecondFactorRemovalView


@hooks.register("register_admin_urls")
def register_account_urls():
    return [
        path("users/<int:pk>/invitation/", InvitationView.as_view(), name="invite_account"),
        path(
            "users/<int:pk>/second-factor/",
            SecondFactorRemovalView.as_view(),
            name="remove_second_factor",
        ),
    ]


@hooks.register("after_create_user")
def invite_new_account(request, user):
    user.set_unusable_password()
    user.save(update_fields=["password"])
    enqueue_with_transaction(send_invitation, user.pk)


@hooks.register("register_user_listing_buttons")
def register_account_buttons(user, request_user):
    if user.is_active and request_user.has_perm("core.change_user"):
        yield Button(
            InvitationView.page_title,
            reverse("invite_account", args=[user.pk]),
            icon_name="mail",
            priority=40,
        )
        yield Button(
            SecondFactorRemovalView.page_title,
            reverse("remove_second_factor", args=[user.pk]),
            icon_name="key",
            priority=50,
        )


@hooks.register("register_account_menu_item")
def register_second_factor(request):
    return {
        "url": reverse("mfa_index"),
        "label": _("Second factor"),
        "help_text": _("Passkeys, authenticator app, recovery codes"),
    }


@hooks.register("register_account_menu_item")
def register_sessions(request):
    return {
        "url": reverse("usersessions_list"),
        "label": _("Where you are signed in"),
        "help_text": _("Your browsers; sign out all others"),
    }
