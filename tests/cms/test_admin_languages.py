"""Editors, coordinators, translators and reviewers meet no English word of Wagtail in the admin."""

import re
from datetime import date, datetime

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.utils.formats import date_format
from django.utils.translation import override

from cms.catalogues import translated_languages
from tests.admin_walk import AdminWalk, recorded_messages
from tests.package_messages import package_messages, untranslated

each_language = pytest.mark.parametrize(
    "language", translated_languages(), ids=lambda language: language.code
)
# Accounts of the demonstration, in the order of the walk.
PEOPLE = ("editor", "coordinator", "reviewer-mk")
# Modules of Django with messages that depend on the day or on what somebody enters: they are
# translated whether the walk meets them or not.
DATES_AND_ERRORS = {
    *("utils/dates.py", "utils/dateformat.py", "utils/timesince.py"),
    *("forms/fields.py", "forms/models.py"),
}


@pytest.fixture(scope="module")
def shown_messages(demonstration) -> set[str]:
    """The messages of packages that were looked up while each role used the admin."""
    walk = AdminWalk()
    with recorded_messages() as found:
        walk.go(Client(raise_request_exception=False))
        for name in PEOPLE:
            client = Client(raise_request_exception=False)
            client.force_login(get_user_model().objects.get(username=name))
            walk.go(client)
    return (found & set(package_messages())) | _messages_of(DATES_AND_ERRORS)


def _messages_of(modules: set[str]) -> set[str]:
    return {
        key
        for key, entry in package_messages().items()
        if modules & {module for module, _line in entry.occurrences}
    }


def test_no_role_meets_an_untranslated_word_of_a_package(shown_messages):
    """For each message that is listed, add an entry to the catalogue in ``cms/package_locale``.

    One test for all languages: the processes of a run share out tests, and the walk takes long.
    """
    assert {"Sign in", "Dashboard", "Page '%(page_title)s' has been published."} < shown_messages
    assert len(shown_messages) > 600
    missing = {
        language.code: [str(package_messages()[key]) for key in keys]
        for language in translated_languages()
        if (keys := untranslated(shown_messages, language))
    }
    assert not missing, missing


@each_language
def test_no_script_of_the_admin_shows_an_untranslated_word(language):
    missing = untranslated(package_messages("djangojs"), language, "djangojs")
    assert not missing, "\n".join(str(package_messages("djangojs")[key]) for key in missing)


@each_language
def test_dates_in_the_admin_are_in_the_language(language):
    with override(language.code):
        day = date_format(date(2026, 5, 1), "DATE_FORMAT")
        time = date_format(datetime(2026, 5, 1, 7, 4), "DATETIME_FORMAT")
    assert day.startswith("1")
    assert language.babel.months["format"]["wide"][5] in day
    assert "7:04" in time
    assert not re.search(r"a\.m\.|CET", time)
