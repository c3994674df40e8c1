"""An author sets up an authenticator app and a passkey, and signs in with each of them."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from cms.demonstration.accounts import PASSWORD
from tests.accounts.conftest import totp_code

from .admin_screens import check_screen

# No other test signs in as this person. Each test takes back what it has set up.
PERSON = "author"
SECOND_FACTOR = "/admin/account/second-factor/"
# Of Wagtail: headings in the menu, and links in its header.
WAGTAIL_VIOLATIONS = ("target-size",)


@pytest.fixture
def screen(sessions) -> Callable[[Page], None]:
    """Check the screen that is open: ``screen(page)``."""
    return lambda page: check_screen(page, sessions, WAGTAIL_VIOLATIONS)


def type_password(page: Page) -> None:
    page.goto("/admin/login/")
    page.get_by_label("Username").fill(PERSON)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()


def confirm(page: Page) -> None:
    """Type the password once more, before what protects the account is changed."""
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Confirm").click()


def sign_out(page: Page) -> None:
    page.goto("/admin/logout/")
    page.get_by_role("main").get_by_role("button", name="Sign Out").click()
    expect(page).to_have_url(re.compile("/admin/login/"))


def test_an_app_is_set_up_used_and_removed(open_as, screen):
    page = open_as()
    type_password(page)
    page.goto(SECOND_FACTOR)
    screen(page)
    page.get_by_role("link", name="Set up an app").click()
    screen(page)
    confirm(page)
    secret = page.get_by_label("Authenticator secret").input_value()
    screen(page)
    page.get_by_label("Authenticator code").fill(totp_code(secret))
    page.get_by_role("button", name="Activate").click()
    expect(page.get_by_label("Unused codes")).to_have_value(re.compile(r"^(\d{8}\n){9}\d{8}$"))
    screen(page)
    codes = page.get_by_label("Unused codes").input_value().split()
    sign_out(page)
    type_password(page)
    screen(page)
    page.get_by_label("Code").fill(codes[0])
    page.get_by_role("button", name="Sign In", exact=True).click()
    expect(page).to_have_url(re.compile("/admin/$"))
    page.goto("/admin/account/sessions/")
    expect(page.get_by_role("main").get_by_role("row")).to_have_count(2)
    screen(page)
    page.goto(SECOND_FACTOR)
    page.get_by_role("link", name="Remove the app").click()
    confirm(page)
    page.get_by_role("button", name="Deactivate").click()
    expect(page.get_by_role("link", name="Set up an app")).to_be_visible()


def test_a_passkey_opens_the_admin_without_a_password(open_as, screen):
    page = open_as()
    browser = page.context.new_cdp_session(page)
    browser.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "internal", "isUserVerified": True}
    options |= dict.fromkeys(
        ("hasResidentKey", "hasUserVerification", "automaticPresenceSimulation"), True
    )
    browser.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    type_password(page)
    page.goto(SECOND_FACTOR + "passkeys/add/")
    confirm(page)
    page.get_by_label("Name").fill("My phone")
    screen(page)
    page.get_by_role("button", name="Add").click()
    expect(page.get_by_label("Unused codes")).to_be_visible()
    sign_out(page)
    screen(page)
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page).to_have_url(re.compile("/admin/$"))
    sign_out(page)
    type_password(page)
    page.get_by_role("button", name="Use a security key").click()
    expect(page).to_have_url(re.compile("/admin/$"))
    page.goto(SECOND_FACTOR + "passkeys/")
    expect(page.get_by_role("main")).to_contain_text("My phone")
    screen(page)
    page.get_by_role("link", name="Delete").click()
    confirm(page)
    screen(page)
    page.get_by_role("button", name="Delete").click()
    page.goto(SECOND_FACTOR)
    expect(page.get_by_role("main")).not_to_contain_text("My phone")
