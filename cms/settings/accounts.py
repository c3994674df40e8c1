"""Settings of accounts: passwords, sessions, the second factor (docs/decisions/accounts.md)."""

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
# Also the time within which an invitation is accepted.
PASSWORD_RESET_TIMEOUT = 3 * 24 * 60 * 60  # seconds
# Nobody but the person knows a password: it is chosen through a link in an e-mail.
WAGTAILUSERS_PASSWORD_ENABLED = False
# Links for a new password go to it: administrators change the address of an account.
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAIL_PASSWORD_RESET_ENABLED = False  # Wagtail's own views, which the app accounts replaces
LOGIN_URL = WAGTAILADMIN_LOGIN_URL = WAGTAIL_FRONTEND_LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "wagtailadmin_home"
SESSION_ENGINE = "accounts.session_store"
# A session ends after this time without a request to the admin, and in any case after the second.
SESSION_COOKIE_AGE = 2 * 60 * 60  # seconds
SESSION_MAX_AGE = 12 * 60 * 60  # seconds
# Who publishes, approves or administers signs in with two factors (docs/decisions/accounts.md).
SECOND_FACTOR_REQUIRED = True
ACCOUNT_ADAPTER = "accounts.adapters.AdminAccountAdapter"
# Who is signed in without access to the admin would be sent to and fro between it and this screen.
ACCOUNT_AUTHENTICATED_LOGIN_REDIRECTS = False
USERSESSIONS_ADAPTER = "accounts.adapters.AdminUserSessionsAdapter"
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_FORMS = {"reset_password": "accounts.forms.PasswordLinkForm"}
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "django.contrib.auth.tokens.PasswordResetTokenGenerator"
ACCOUNT_PRESERVE_USERNAME_CASING = True
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_SIGNUP_ENABLED = False
MFA_ADAPTER = "accounts.adapters.EncryptingMFAAdapter"
MFA_ALLOW_UNVERIFIED_EMAIL = True  # who was invited by e-mail has read it
MFA_FORMS = {
    "add_webauthn": "accounts.forms.PasskeyForm",
    "edit_webauthn": "accounts.forms.PasskeyNameForm",
}
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
# Clocks of phones are rarely exact: the codes before and after the current one are accepted, too.
MFA_TOTP_TOLERANCE = 1
# The web server in front adds the address of the client to ``X-Forwarded-For``.
ALLAUTH_TRUSTED_PROXY_COUNT = 1
