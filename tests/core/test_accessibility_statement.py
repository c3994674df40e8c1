"""The accessibility statement: claims about the software, and what the operator adds."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import localdate
from wagtail.models import Locale
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from core.languages import site_language
from core.models import AccessibilitySettings, AccessibilityText
from core.models.accessibility import accessibility_text, validate_past
from core.views import STATEMENT_PREPARED_ON
from tests import grids
from tests.contracts.test_every_page_in_every_language import MOST_QUERIES
from tests.public_pages import element_text, interface_text, read
from tests.services.html_checker import html_problems
from translation.roles import TRANSLATOR

pytestmark = pytest.mark.django_db

SETTINGS = "/admin/settings/core/accessibilitysettings/"
NO_CONTACT = "Whoever operates the site has not given an address for such reports yet."
NOT_REVIEWED = "Whoever operates the site has not reviewed it yet."
# The sections of the model of the European Union, in its order.
SECTIONS = [
    "Compliance status",
    "Content that is not accessible",
    "Preparation of this statement",
    "Feedback and contact",
    "Enforcement procedure",
]
CODES = grids.codes()


def statement(client, code: str = "en"):
    return read(client, f"/{code}/accessibility/").main


@pytest.fixture
def state(db):
    """Save the operator's part: ``state("office@…", mk="limits in Macedonian")``."""

    def make(contact_email: str = "", reviewed_on=None, **limits: str) -> None:
        fields = {"contact_email": contact_email, "reviewed_on": reviewed_on}
        made, _ = AccessibilitySettings.objects.update_or_create(defaults=fields)
        for code, text in limits.items():
            AccessibilityText.objects.create(
                settings=made, language=code.replace("_", "-"), limits=text, enforcement=text
            )

    return make


# Claims about the software


@pytest.mark.parametrize("code", CODES)
def test_it_has_the_sections_of_the_model_in_every_language_of_a_new_site(client, home, code):
    soup = read(client, f"/{code}/accessibility/")
    assert soup.html["lang"] == site_language(code).tag
    headings = [element_text(heading) for heading in soup.main.select("h2")]
    assert headings == [interface_text(code, section) for section in SECTIONS]
    assert interface_text(code, "Accessibility statement") in soup.title.get_text()


@pytest.mark.parametrize("path", ["", "meetings/", "safety/", "search/", "nowhere/"])
@pytest.mark.parametrize("code", ["en", "mk"])
def test_every_page_links_to_it_in_its_language(client, home, code, path):
    page = client.get(f"/{code}/{path}").content.decode()
    assert f'<a href="/{code}/accessibility/">' in page


def test_without_settings_nothing_is_claimed_for_the_operator(client, home):
    text = element_text(statement(client))
    assert NO_CONTACT in text
    assert NOT_REVIEWED in text
    assert "No body has been named" in text
    assert not statement(client).select("a[href^=mailto]")


def test_it_contains_the_day_of_preparation_and_is_a_self_assessment(client, home):
    assert statement(client).time["datetime"] == STATEMENT_PREPARED_ON.isoformat()
    assert "self-assessment" in element_text(statement(client))


@pytest.mark.parametrize("is_demonstration", [True, False])
def test_only_the_demonstration_declares_its_translations_to_be_drafts(
    client, home, settings, is_demonstration
):
    settings.DEMONSTRATION = is_demonstration
    assert ("Translations are drafts" in element_text(statement(client))) == is_demonstration


def test_it_is_valid_html_and_takes_few_queries(client, home, state, unchanged_content):
    state("office@example.org", localdate(), en="A scan.\n\nAnother.")
    urls = [f"/{code}/accessibility/" for code in CODES]
    assert not html_problems({url: client.get(url).content.decode() for url in urls})
    with CaptureQueriesContext(connection) as queries:
        response = client.get("/mk/accessibility/")
    assert len(queries) <= MOST_QUERIES
    assert not response.cookies


# What the operator adds


def test_contact_and_review_are_shown_in_place_of_their_absence(client, home, state):
    state("office@example.org", localdate())
    text = element_text(statement(client))
    assert statement(client).select_one("a[href='mailto:office@example.org']")
    assert NO_CONTACT not in text
    assert NOT_REVIEWED not in text
    days = [element["datetime"] for element in statement(client).select("time")]
    assert days == [STATEMENT_PREPARED_ON.isoformat(), localdate().isoformat()]


def test_each_language_has_its_own_text_or_else_the_english_one_marked_as_such(client, home, state):
    state(en="A scanned agenda.", mk="Скениран документ.")
    assert "Скениран документ." in element_text(statement(client, "mk"))
    assert not statement(client, "mk").select("[lang]")
    borrowed = statement(client, "hr").select("[lang]")
    assert [element["lang"] for element in borrowed] == ["en", "en"]
    assert element_text(borrowed[0]) == "A scanned agenda."


def test_a_derived_script_has_transliterated_texts_unless_it_has_its_own(client, home, state):
    state(sr_cyrl="Скениран документ.")
    assert "Skeniran dokument." in element_text(statement(client, "sr-latn"))
    assert not statement(client, "sr-latn").select("[lang]")
    state(sr_latn="Svoje.")
    assert "Svoje." in element_text(statement(client, "sr-latn"))


def test_the_texts_take_one_query(state):
    state(en="A scan.", sr_cyrl="Скен.")
    with CaptureQueriesContext(connection) as queries:
        assert accessibility_text(site_language("sr-latn")).limits == "Sken."
    assert len(queries) == 1


# Permissions and validation


def form(email: str = "", reviewed_on: str = "", *texts: tuple[str, str]) -> dict:
    rows = [{"language": code, "limits": text, "enforcement": ""} for code, text in texts]
    data = {"contact_email": email, "reviewed_on": reviewed_on, "texts": inline_formset(rows)}
    return nested_form_data(data)


def edit(browser) -> str:
    return browser.get(SETTINGS).url


def test_an_editor_of_the_secretariat_edits_it_in_the_admin(editor_client, client, home):
    data = form("office@example.org", localdate().isoformat(), ("mk", "Скениран документ."))
    assert editor_client.post(edit(editor_client), data).status_code == 302
    assert "office@example.org" in element_text(statement(client))
    assert "Скениран документ." in element_text(statement(client, "mk"))


@pytest.mark.parametrize(
    ("email", "reviewed_on", "texts"),
    [
        ("office", "", []),
        ("", "9999-01-01", []),
        ("", "", [("mk", "One."), ("mk", "Two.")]),
        ("", "", [("xx", "One.")]),
    ],
)
def test_invalid_values_are_refused(editor_client, home, email, reviewed_on, texts):
    refused = editor_client.post(edit(editor_client), form(email, reviewed_on, *texts))
    assert refused.status_code == 200
    assert not AccessibilityText.objects.exists()


def test_the_day_of_a_review_is_not_in_the_future():
    validate_past(localdate())
    with pytest.raises(ValidationError):
        validate_past(localdate() + timedelta(days=1))


def test_a_translator_cannot_edit_it(client, django_user_model, home):
    user = django_user_model.objects.create_user("translator")
    locale = Locale.objects.get(language_code="mk")
    user.groups.add(Group.objects.get(name=TRANSLATOR.group_name(locale)))
    client.force_login(user)
    assert client.get(SETTINGS, follow=True).redirect_chain[-1][0] == reverse("wagtailadmin_home")
