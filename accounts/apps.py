from django.apps import AppConfig
from django.core.cache import caches
from django.utils.connection import ConnectionProxy
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "accounts"
    verbose_name = _("Accounts")

    def ready(self) -> None:
        """Have allauth count attempts, and used codes, in the cache that all processes share."""
        from allauth.core.internal import ratelimit
        from allauth.mfa.totp.internal import auth

        from .signal_handlers import register

        ratelimit.cache = auth.cache = ConnectionProxy(caches, "accounts")
        register()
