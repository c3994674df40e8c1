"""How the catalogues of the site and of packages go together."""

from pathlib import Path

import polib
import pytest

from cms.catalogues import (
    PACKAGE_CATALOGUES,
    catalogue_path,
    package_catalogues,
    translated_languages,
)
from tests.package_messages import key_of, package_messages, shipped

from .test_catalogues import FOLDER

# Messages of the site that a package has, too. Django looks into the catalogue of the site first:
# its translation is used for both, which mean the same.
SAME_MEANING = {
    *("Account", "Actions", "Active", "Add comment", "All", "Approve", "Back", "Cancel", "Comment"),
    *("Comments", "Compare", "Confirm", "Copy", "Date", "Delete", "Document", "Documents", "Edit"),
    *("Field", "File", "Format", "Help", "History", "Home", "Import", "Language", "Link", "Move"),
    *("Next", "None", "Notifications", "Page", "Pages", "Pagination", "Password", "Preview"),
    *("Previous", "Redirects", "Save", "Saving…", "Search", "Section", "Show", "Status", "Text"),
    *("Title", "Toggle preview", "Translations", "Undo", "Words", "active", "comment"),
    *("description", "document", "documents", "expired", "file", "live", "name", "page", "pages"),
    *("status", "title"),
    *("Accounts", "Add", "Browser", "IP address", "Last used", "Name", "Note", "Recovery codes"),
    *("Rename", "Sign in with a passkey"),
    "Are you sure you want to move this page and all of its children into '%(title)s'?",
    "Are you sure you want to move this page into '%(title)s'?",
    "The page title as you'd like it to be seen by the public",
    "Yes, move this page",
}
# Words of packages that nobody sees on this site.
UNUSED_IN_PACKAGES = {
    "Greek",  # in Django's list of all languages
    "Remove",  # of allauth, in screens that have templates of their own here
    "Sessions",  # the name of Django's app
    "Source",  # in the report of wagtail-localize, which the board replaces
}


# Names of months in dates, which Django's catalogues of some languages begin with a capital letter.
CORRECTED = {key for key in package_messages() if key.startswith("alt. month")}
each_language = pytest.mark.parametrize(
    "language", translated_languages(), ids=lambda language: language.code
)


def keys(path: Path) -> set[str]:
    return {key_of(entry) for entry in polib.pofile(str(path))}


def test_a_word_of_a_package_with_another_meaning_has_a_context():
    """``pgettext_lazy("letters", "Type")``: otherwise it replaces the word in Wagtail's screens."""
    own = keys(catalogue_path(FOLDER, translated_languages()[0]))
    assert own & set(package_messages()) == SAME_MEANING | UNUSED_IN_PACKAGES


@each_language
def test_the_catalogues_for_packages_have_no_message_that_is_not_needed(language):
    """After an upgrade: remove what the package has reworded, or translates itself."""
    for path in package_catalogues(language):
        translated = keys(path)
        assert not translated - set(package_messages(path.stem)), "no package has them"
        if not language.derived_from:
            kept = set(shipped(translated, language, path.stem)) - CORRECTED
            assert not kept, "the package translates them"


@each_language
def test_no_message_is_in_the_catalogue_of_the_site_and_in_that_for_packages(language):
    own = keys(catalogue_path(FOLDER, language))
    assert not own & keys(catalogue_path(PACKAGE_CATALOGUES, language))
