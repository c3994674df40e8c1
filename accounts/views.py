"""What administrators do for the accounts of others."""

from allauth.mfa.models import Authenticator
from allauth.usersessions.adapter import get_adapter
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.log_actions import log
from wagtail.permissions import policy_registry

from core.background_tasks import enqueue_with_transaction

from .tasks import send_invitation


class AccountActionView(WagtailAdminTemplateMixin, TemplateView):
    """Asks whether to do something for an account, and does it."""

    template_name = "accounts/confirm.html"
    header_icon = "user"

    def dispatch(self, request, *args, **kwargs):
        policy = policy_registry.get_by_type(get_user_model())
        if not policy.user_has_permission_for_instance(request.user, "change", self.account):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def account(self):
        return get_object_or_404(get_user_model(), pk=self.kwargs["pk"], is_active=True)

    def get_page_subtitle(self):
        return str(self.account)

    def get_context_data(self, **kwargs):
        return super().get_context_data(explanation=self.explanation(), **kwargs)

    def post(self, request, pk):
        with transaction.atomic():
            self.act()
            log(self.account, self.log_action)
        messages.success(request, self.success_message)
        return redirect("wagtailusers_users:index")


class InvitationView(AccountActionView):
    page_title = gettext_lazy("Send an invitation")
    success_message = gettext_lazy("The invitation has been sent.")
    log_action = "accounts.invite"

    def explanation(self):
        return _(
            "%(email)s gets a link to choose a password. The present password holds until then."
        ) % {"email": self.account.email}

    def act(self):
        enqueue_with_transaction(send_invitation, self.account.pk)


class SecondFactorRemovalView(AccountActionView):
    page_title = gettext_lazy("Remove the second factor")
    success_message = gettext_lazy("The second factor has been removed.")
    log_action = "accounts.second_factor_lost"

    def explanation(self):
        return _(
            "For people who have lost their phone and their recovery codes. Make sure that it is "
            "really them who ask. They are signed out everywhere and sign in with the password."
        )

    def act(self):
        Authenticator.objects.filter(user=self.account).delete()
        get_adapter().end_sessions(UserSession.objects.filter(user=self.account))
