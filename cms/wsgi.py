"""The WSGI application."""

import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

from cms.data_stack import in_one_chunk
from cms.system_checks import raise_configuration_errors
from core.languages import all_languages
from core.localized_urls import language_url

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.base")

_django = in_one_chunk(get_wsgi_application())
raise_configuration_errors()
from page_cache.files import delete_whole_files  # noqa: E402 - needs the apps
from page_cache.wsgi import StoredAnswerApplication  # noqa: E402 - likewise

application = StoredAnswerApplication(_django)

delete_whole_files()
# Loads the views before the workers are forked, and not from newer files during an upgrade.
get_resolver().url_patterns  # noqa: B018
# Likewise the messages, the URLs and the words of dates in each language.
for language in all_languages():
    language_url("", language)
    language.babel.territories  # noqa: B018
