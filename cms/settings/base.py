"""Production settings, on which the other settings modules are based."""

from pathlib import Path
from urllib.parse import unquote, urlsplit
from zoneinfo import available_timezones

import dj_database_url
from django.conf.locale import LANG_INFO
from django.urls import reverse
from django.utils.translation import gettext_lazy

from cms import environment

from .accounts import *  # noqa: F403 - all are settings
from .applications import *  # noqa: F403 - all are settings
from .files import media_storage
from .languages import (
    SITE_ALPHABETS,  # noqa: F401 - a setting, read by core.sorting
    SITE_LANGUAGE_NAMES,  # noqa: F401 - a setting, read by core.templatetags
    SITE_LANGUAGES,
    SITE_TERRITORY_NAMES,  # noqa: F401 - a setting, read by core.territories
    SOURCE_LANGUAGE_CODE,
)
from .page_cache import *  # noqa: F403 - all are settings

ROOT = Path(__file__).resolve().parent.parent.parent

# The long name is a message of the catalogues (docs/decisions/site-name.md).
WAGTAIL_SITE_NAME = MFA_TOTP_ISSUER = "NATC SEE"
SITE_LONG_NAME = gettext_lazy(
    "Network of National Anti-Trafficking Coordinators of South-East Europe"
)

DEBUG = False
DEMONSTRATION = False
SECRET_KEY = environment.read("SECRET_KEY")
SECRET_KEY_FALLBACKS = environment.read("SECRET_KEY_FALLBACKS").split()
SECRET_KEY_IS_PUBLIC = False
SITE_ADDRESS = environment.read("SITE_ADDRESS").rstrip("/")
ALLOWED_HOSTS = [SITE_ADDRESS.partition("://")[2].partition(":")[0]]
CSRF_TRUSTED_ORIGINS = [SITE_ADDRESS]

ROOT_URLCONF = "cms.urls"
# Themes belong to core, and their pages to another app.
ABSOLUTE_URL_OVERRIDES = {"core.theme": lambda theme: reverse("theme", args=[theme.slug])}
WSGI_APPLICATION = "cms.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "core.User"
AUTHENTICATION_BACKENDS = ["core.authentication.AccountBackend"]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "cms" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "core.layout.layout_context",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "wagtail.templatetags.wagtailcore_tags",
                "wagtail.images.templatetags.wagtailimages_tags",
                "core.templatetags.contents",
                "core.templatetags.core_tags",
                "core.templatetags.structured_data",
            ],
        },
    }
]

# Databases and cache

DATABASES = {
    "default": dj_database_url.parse(
        environment.read("DATABASE_URL"), conn_max_age=60, conn_health_checks=True
    )
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["NAME"] = ROOT / DATABASES["default"]["NAME"]
    # Wait for concurrent writers instead of failing, without blocking readers.
    DATABASES["default"]["OPTIONS"] = {
        # As long as gunicorn waits for a worker.
        "timeout": 30,
        "transaction_mode": "IMMEDIATE",
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }

CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
    # Counts attempts to sign in, for all processes and also without Redis. If it is full, Django
    # deletes entries that are still valid: it has room for more addresses than an attacker can use.
    "accounts": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "accounts_cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    },
}
# A Redis that is stopped or does not answer only costs time, and little of it. /health tells of it.
REDIS_CACHE = {
    "BACKEND": "django_redis.cache.RedisCache",
    "OPTIONS": {
        "IGNORE_EXCEPTIONS": True,
        "SOCKET_CONNECT_TIMEOUT": 0.1,  # seconds
        "SOCKET_TIMEOUT": 0.1,
    },
}
REDIS_URL = environment.read("REDIS_URL")
if REDIS_URL:
    CACHES["default"] = {**REDIS_CACHE, "LOCATION": REDIS_URL}

# Languages

LANG_INFO.update(
    {
        language.code: {
            "bidi": False,
            "code": language.code,
            "name": language.babel.english_name,
            "name_local": language.name,
        }
        for language in SITE_LANGUAGES
    }
)
LANGUAGE_CODE = SOURCE_LANGUAGE_CODE
LANGUAGES = [(language.code, language.name) for language in SITE_LANGUAGES]
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
WAGTAILADMIN_PERMITTED_LANGUAGES = LANGUAGES
WAGTAIL_I18N_ENABLED = True
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Ljubljana"
# Debian lists "localtime" among the time zones; browsers do not support it.
WAGTAIL_USER_TIME_ZONES = sorted(available_timezones() - {"localtime"})
# The first folder has the messages of the site, the second those of packages (cms/catalogues.py).
LOCALE_PATHS = [ROOT / "cms" / "locale", ROOT / "cms" / "package_locale"]
# How the admin writes dates. Public pages use CLDR (core/dates.py).
FORMAT_MODULE_PATH = "cms.formats"

# Translation. Without the first setting, submitting a subtree corrupts the page tree
# (wagtail-localize issue 773). The second keeps the translations when a source page is deleted.
WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE = False
WAGTAILLOCALIZE_DISABLE_ON_DELETE = True

# The machine translator, as wagtail-localize documents it, and those of single target languages
# (docs/operators.md). Without one, translators see no button for it.
WAGTAILLOCALIZE_MACHINE_TRANSLATOR = None
MACHINE_TRANSLATORS_BY_LANGUAGE = {}
# The permissions of pages in the admin, a class of core.page_permissions or a subclass.
SITE_PAGE_PERMISSION_TESTER = "translation.guards.page_permissions.TranslatedPagePermissions"
# The translation app publishes approved translations, since it has dates and release sets.
WAGTAIL_FINISH_WORKFLOW_ACTION = "translation.finish_workflow.leave_publication_to_signal"
# Background tasks publish synchronised fields with translations approved before, while newer ones
# are in review. Only a manual publication ends a review, and the translation app handles that.
WAGTAIL_WORKFLOW_CANCEL_ON_PUBLISH = False
# Background tasks are stored in the database for the worker (``manage.py db_worker``).
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# Files

STATIC_URL = "/static/"
STATICFILES_DIRS = [ROOT / "static"]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "cms.web_server_errors.WebServerErrorFinder",
]
STATIC_ROOT = ROOT / environment.read("STATIC_ROOT")
MEDIA_URL = "/media/"
MEDIA_ROOT = ROOT / environment.read("MEDIA_ROOT")
# The site decides who may see an uploaded file; the web server may send it (docs/files.md).
MEDIA_ACCEL_REDIRECT = bool(environment.read("MEDIA_ACCEL_REDIRECT"))
SENDFILE_BACKEND = "core.sendfile"
STORAGES = {
    "default": media_storage(environment.read("S3_URL"), SITE_ADDRESS + MEDIA_URL),
    "staticfiles": {
        "BACKEND": "core.static_files.BundledStaticFilesStorage",
    },
}

# Wagtail

WAGTAILADMIN_BASE_URL = SITE_ADDRESS
WAGTAILAPI_BASE_URL = SITE_ADDRESS
# Gravatar would request a picture of each editor from another host.
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAILIMAGES_IMAGE_MODEL = "core.SiteImage"
WAGTAILIMAGES_IMAGE_FORM_BASE = "core.uploads.SiteImageForm"
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 15 * 1024 * 1024  # bytes
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 25_000_000  # of all frames together
WAGTAILDOCS_MAX_UPLOAD_SIZE = 25 * 1024 * 1024  # bytes
WAGTAILDOCS_DOCUMENT_MODEL = "core.SiteDocument"
WAGTAILDOCS_DOCUMENT_FORM_BASE = "core.uploads.SiteDocumentForm"
WAGTAILDOCS_EXTENSIONS = ["pdf", "odt", "ods", "odp", "docx", "xlsx", "pptx", "csv", "txt"]
WAGTAILDOCS_SERVE_METHOD = "serve_view"
# The forms of long pages, and of selections among many texts, exceed the default limit.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000
# Slugs are ASCII in every language, so that translations of a page have the same slug.
WAGTAIL_ALLOW_UNICODE_SLUGS = False
# Wagtail's redirects hold for one language; the app links records those for all of them.
WAGTAILREDIRECTS_AUTO_CREATE = False
WAGTAILADMIN_RICH_TEXT_EDITORS = {
    "default": {
        "WIDGET": "core.rich_text_area.SiteRichTextArea",
        "OPTIONS": {"features": ["bold", "italic", "link", "document-link", "ol", "ul"]},
    }
}

# Search

WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "search.backend"}}

# Mail

DEFAULT_FROM_EMAIL = environment.read("EMAIL_FROM")
EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
if environment.read("EMAIL_URL"):
    EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    _mail = urlsplit(environment.read("EMAIL_URL"))
    EMAIL_USE_SSL, EMAIL_USE_TLS = _mail.scheme == "smtps", _mail.port == 587
    EMAIL_HOST, EMAIL_PORT = _mail.hostname, _mail.port or (465 if EMAIL_USE_SSL else 25)
    EMAIL_HOST_USER = unquote(_mail.username or "")
    EMAIL_HOST_PASSWORD = unquote(_mail.password or "")
    EMAIL_TIMEOUT = 20  # seconds

# Security

SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SITE_ADDRESS.startswith("https:")
SESSION_COOKIE_PATH = CSRF_COOKIE_PATH = "/"
# Other sites get no referrer. "no-referrer" would break the CSRF check of our own forms.
SECURE_REFERRER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = SITE_ADDRESS.startswith("https:")
SECURE_SSL_HOST = SITE_ADDRESS.partition("://")[2]
SECURE_REDIRECT_EXEMPT = ["^(live|ready|health)$"]  # a load balancer asks them without TLS
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if SECURE_SSL_REDIRECT else 0
X_FRAME_OPTIONS = "SAMEORIGIN"
SILENCED_SYSTEM_CHECKS = [
    "security.W005",  # subdomains belong to others and may not use HTTPS
    "security.W019",  # the admin shows previews in an iframe
    "security.W021",  # as W005, for the preload lists of browsers
]

# What concerns accounts, with addresses of clients, is deleted after this time (docs/audit.md).
AUDIT_LOG_RETENTION_DAYS = 400

# No log contains the searches of readers: every handler has the filter.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"remove query strings": {"()": "core.logging.QueryStringFilter"}},
    "formatters": {
        "server": {
            "()": "django.utils.log.ServerFormatter",
            "format": "[{server_time}] {message}",
            "style": "{",
        },
        "audit": {"()": "audit.json_lines.JSONLineFormatter"},
    },
    "handlers": {
        "console": {"class": "logging.StreamHandler", "filters": ["remove query strings"]},
        "server": {
            "class": "logging.StreamHandler",
            "filters": ["remove query strings"],
            "formatter": "server",
        },
        "audit": {
            "class": "logging.StreamHandler",
            "stream": "ext://sys.stdout",
            "filters": ["remove query strings"],
            "formatter": "audit",
        },
    },
    "loggers": {
        "audit": {"handlers": ["audit"], "level": "INFO", "propagate": False},
        # Replaces Django's own handlers, one of which would mail complete requests.
        "django": {"handlers": [], "level": "INFO"},
        "django.server": {"handlers": ["server"], "level": "INFO", "propagate": False},
        # Its warnings contain malformed requests with the visitor's IP address.
        "gunicorn.error": {"handlers": ["console"], "level": "ERROR", "propagate": False},
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
}
