from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.widgets.button import Button
from wagtail.log_actions import LogFormatter, log

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
    log(user, InvitationView.log_action)


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


class SignInMethodsFormatter(LogFormatter):
    """Names the password or the factors that were used, or that are concerned."""

    names = {
        "password": _("Password"),
        "totp": _("Authenticator app"),
        "webauthn": _("Passkeys"),
        "recovery_codes": _("Recovery codes"),
    }

    def format_message(self, log_entry):
        methods = [str(self.names.get(name, name)) for name in log_entry.data.get("methods", [])]
        return f"{self.label}: {', '.join(methods)}" if methods else self.label


class SignInFormatter(SignInMethodsFormatter):
    label = _("Sign-in")


class FailedSignInFormatter(SignInMethodsFormatter):
    label = _("Failed sign-in")
    is_failure = True


class RefusedSignInFormatter(SignInMethodsFormatter):
    label = _("Refused sign-in, after too many attempts")
    is_failure = True


class AddedFactorFormatter(SignInMethodsFormatter):
    label = _("Second factor added")


class RemovedFactorFormatter(SignInMethodsFormatter):
    label = _("Second factor removed")


@hooks.register("register_log_actions")
def register_account_log_actions(actions):
    actions.register_action("accounts.sign_in")(SignInFormatter)
    actions.register_action("accounts.sign_in_failed")(FailedSignInFormatter)
    actions.register_action("accounts.sign_in_refused")(RefusedSignInFormatter)
    actions.register_action("accounts.sign_out", _("Sign-out"), _("Sign-out"))
    actions.register_action("accounts.second_factor_add")(AddedFactorFormatter)
    actions.register_action("accounts.second_factor_remove")(RemovedFactorFormatter)
    actions.register_action("accounts.end_sessions", _("Sessions ended"), _("Sessions ended"))
    for view in (InvitationView, SecondFactorRemovalView):
        actions.register_action(view.log_action, view.page_title, view.success_message)
