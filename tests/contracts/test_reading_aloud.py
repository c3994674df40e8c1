"""What a voice reads: one main part, headings in order, names that differ, dates, and no signs."""

import re
from collections import defaultdict
from itertools import pairwise
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag
from django.contrib.staticfiles import finders
from django.test import Client

from core.dates import PartialDate
from core.languages import site_language
from core.localized_urls import localized_url
from core.page_types import page_types
from core.static_files import bundle_style_sheet
from tests import grids
from tests.public_pages import element_text

TYPES = [model.__name__ for model in page_types()]
VIEWS = ["accessibility/", "contacts-by-country/?state=XK", "data/", "safety/", "search/?q=Vienna"]
VIEWS += ["themes/prevention/", "nowhere/"]
CODES = grids.codes() if grids.is_full else ["mk"]
LANDMARKS = "nav, aside, main, header, footer, [role=search], [role=region], form[aria-label]"
# ``content: "…"`` in a style sheet, up to the end of the declaration.
CONTENT = re.compile(r"\bcontent:\s*([^;}]+)")
QUOTED = re.compile(r'"([^"]*)"')

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.parametrize("code", CODES, scope="module"),
    pytest.mark.parametrize("kind", [*TYPES, *VIEWS], scope="module"),
]


@pytest.fixture(scope="module")
def soup(specimens, kind, code) -> BeautifulSoup:
    page = specimens.pages.get(kind)
    path = localized_url(page, site_language(code)) if page else f"/{code}/{kind}"
    return BeautifulSoup(Client().get(path).content, "html.parser")


def name_of(element: Tag) -> str:
    """Return the accessible name that an attribute gives to an element."""
    if label := element.get("aria-label"):
        return label
    labelling = element.get("aria-labelledby", "").split()
    root = element.find_parents()[-1]
    return " ".join(element_text(root.find(id=identifier)) for identifier in labelling)


def spoken(element: Tag) -> str:
    """Return what a voice reads of an element: its text without what is hidden from it."""
    copy = BeautifulSoup(str(element), "html.parser")
    for hidden in copy.select("[aria-hidden=true]"):
        hidden.decompose()
    named = " ".join(image.get("alt", "") for image in copy.select("img"))
    own = copy.find().get("aria-label") or element_text(copy)
    return " ".join(f"{own} {named}".split())


def test_there_is_one_main_part_with_the_only_heading_of_the_first_level(soup):
    [main] = soup.select("main")
    assert soup.select("h1") == main.select("h1")
    assert len(main.select("h1")) == 1


def test_no_level_of_headings_is_left_out(soup):
    levels = [int(heading.name[1]) for heading in soup.main.select("h1, h2, h3, h4, h5, h6")]
    assert not [step for step in pairwise(levels) if step[1] > step[0] + 1], levels


def test_parts_of_the_same_kind_have_different_names(soup):
    names = defaultdict(list)
    for part in soup.select(LANDMARKS):
        is_of_text = part.find_parent(["article", "main", "section"])
        if part.get("role") == "none" or (part.name in ("header", "footer") and is_of_text):
            continue
        names[part.get("role", part.name)].append(name_of(part))
    for kind, found in names.items():
        assert len(found) == len(set(found)), (kind, found)
        assert len(found) == 1 or all(found), (kind, found)


def test_no_label_repeats_or_replaces_the_text_that_everybody_sees(soup):
    for element in soup.select("a[aria-label], button[aria-label], summary[aria-label]"):
        text, label = element_text(element), element["aria-label"].strip()
        assert text != label, element
        # Signs, such as the mark of a footnote, are read in each voice differently, or not at all.
        assert not re.search(r"\w", text) or text.lower() in label.lower(), element


def test_links_with_the_same_words_in_one_part_lead_to_the_same_place(soup):
    targets = defaultdict(set)
    for link in soup.main.select("a[href]"):
        part = link.find_parent(["article", "section", "nav", "tr", "main"])
        targets[spoken(link), id(part)].add(link["href"])
    assert all(words for words, _part in targets)
    assert not [(words, found) for (words, _), found in targets.items() if len(found) > 1]


def test_every_drawing_is_hidden_or_has_a_name(soup):
    for drawing in soup.select("svg"):
        is_hidden = drawing.find_parent(attrs={"aria-hidden": "true"}) or drawing.get("aria-hidden")
        assert is_hidden or (drawing.get("role") == "img" and name_of(drawing)), drawing
    assert all(image.has_attr("alt") for image in soup.select("img"))


def test_the_date_of_a_record_is_marked_wherever_it_is_said(soup, specimens, kind, code):
    date = specimens.pages["MeetingPage"].listing_date
    words = PartialDate(date.start).format(site_language(code).babel)
    for text in soup.main.find_all(string=re.compile(re.escape(words))):
        assert text.find_parent("time"), (words, text.parent)
    for time in soup.select("time"):
        assert re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?(T[\d:+-]+)?(/\S+)?", time["datetime"]), time


def test_the_language_of_another_text_is_named_in_full_and_in_its_own_words(soup):
    for mark in soup.select(".language-tag"):
        assert mark["lang"] != soup.html["lang"]
        assert len(element_text(mark)) > 3, mark


def test_no_words_are_in_the_style_sheet(soup):
    """A sign there has an empty alternative; addresses of links are for paper only."""
    for link in soup.select("link[rel=stylesheet]"):
        name = link["href"].removeprefix("/static/")
        sheet = bundle_style_sheet(name, lambda part: Path(finders.find(part)).read_text())
        for value in CONTENT.findall(re.sub(r"/\*.*?\*/", "", sheet, flags=re.DOTALL)):
            shown, _, spoken_instead = value.partition(" / ")
            signs = "".join(QUOTED.findall(shown)).strip(" ()\n")
            assert not re.search(r"\w", signs), value
            assert not signs or spoken_instead.strip() == '""', value
