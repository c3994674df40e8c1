"""Pages for the errors of the web server in front, which are collected with the static files.

nginx answers with them when no process of the site does: none runs, a file is too large, or
somebody asks too often. Each says so in every language: nginx does not know that of the reader.
"""

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.base import ContentFile
from django.core.files.storage import InMemoryStorage
from django.template.loader import render_to_string

from core.languages import all_languages, source_language

# 502 also stands for other errors that last for minutes.
STATUSES = ("413", "429", "502")


class WebServerErrorFinder(BaseFinder):
    """Makes the pages anew each time that static files are collected."""

    def list(self, ignore_patterns):
        context = {
            "site_name": settings.WAGTAIL_SITE_NAME,
            "languages": all_languages(),
            "source_language": source_language(),
        }
        pages = InMemoryStorage()
        for status in STATUSES:
            page = render_to_string(f"web_server_errors/{status}.html", context)
            yield pages.save(f"errors/{status}.html", ContentFile(page.encode())), pages

    def find(self, path, find_all=False, **kwargs):
        """Find none: the server for development has no web server in front."""
        return []
