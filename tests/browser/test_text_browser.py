"""Pages in a text browser: w3m, with a number before every link and field."""

import re
import subprocess

import pytest

from tests.grids import share
from tests.public_pages import interface_text

from .pages import KINDS, LANGUAGE_LIST, UNSUPPORTED_LANGUAGE, path_of, visit

LAST_LINE_OF_HEADING = 40
NUMBER = re.compile(r"\[\d+\]")


def as_text(url: str) -> str:
    """Return the page at this URL as w3m shows it."""
    done = subprocess.run(
        ["w3m", "-dump", "-cols", "100", "-O", "UTF-8", "-no-cookie",
         "-o", "display_link_number=1",
         "-o", f"accept_language={UNSUPPORTED_LANGUAGE['Accept-Language']}", url],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    return done.stdout.partition("\nReferences:\n")[0]


def flowing(text: str) -> str:
    """Return the words of a text without its lines and numbers."""
    return " ".join(NUMBER.sub(" ", text).split())


def problems(text: str, heading: str, lead: str, first: str) -> list[str]:
    """Return what is wrong with a text that is read from its top."""
    lines, found = text.splitlines(), []
    if not flowing(lines[0]).startswith(first):
        found.append(f"begins with: {lines[0]}")
    top = flowing("\n".join(lines[:LAST_LINE_OF_HEADING]))
    if heading not in top:
        found.append(f"the heading comes late: {heading}")
    if lead not in flowing(text).partition(heading)[2]:
        found.append(f"the text does not follow its heading: {lead}")
    # Two numbers in a row without a word between them, unless the second begins a field.
    found += re.findall(r"\[\d+\]\s+\[\d+\](?!\[).*", text)
    return found


@pytest.mark.parametrize("code", ["en", "mk"])
def test_text_browser_shows_skip_link_heading_and_text_early(reader, site_url, code):
    page = reader(javascript=False)
    wrong = {}
    for kind in share(KINDS, code, ["en", "mk"]):
        visit(page, kind, code)
        heading = flowing(page.locator("h1").inner_text().rstrip("*"))
        lead = flowing(page.locator("main :is(p, li, label)").last.text_content())
        skip = "NATC SEE" if kind == LANGUAGE_LIST else interface_text(code, "Skip to the content")
        text = as_text(f"{site_url}{path_of(kind, code)}")
        wrong[kind] = problems(text, heading, lead, skip)
    assert not {kind: found for kind, found in wrong.items() if found}
