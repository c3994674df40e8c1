"""The style guide shows all components of public pages, and the contrast of colours."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.blocks import Block

from cms.style_guide import design_tokens
from cms.style_guide.groups import GROUPS
from core.languages import site_language
from meetings.statistics import CountryStatistics
from tests.contracts.test_every_page_in_every_language import MOST_QUERIES
from tests.public_pages import element_text, read
from tests.rules.source_files import APPS
from tests.services.html_checker import html_problems

SLUGS = [group.slug for group in GROUPS]
PATHS = ["", *(f"{slug}/" for slug in SLUGS), f"{SLUGS[0]}/frames/"]
CODES = ["en", "mk"]
ADMIN = "wagtailadmin_tags"  # loaded by components of the admin
# Modules of blocks that are used in settings, and rendered by the templates of the layout.
NOT_OF_PAGES = {
    *("core.blocks.layout", "core.blocks.language_rows", "search.models.help_words"),
    "translation.models.glossary",
}


def path(rest: str, code: str = "en") -> str:
    return f"/{code}/style-guide/{rest}"


# What is shown


def shown(client) -> set[str]:
    """Return the templates that the pages of the style guide use."""
    return {template.name for slug in SLUGS for template in client.get(path(f"{slug}/")).templates}


def block_classes(of: type[Block] = Block) -> set[type[Block]]:
    """Return the blocks that the apps of the project define."""
    found = {block for child in of.__subclasses__() for block in block_classes(child)}
    return found | ({of} if of.__module__.partition(".")[0] in APPS else set())


def parts(block: Block) -> set[type[Block]]:
    """Return the classes of a block and of its child blocks."""
    children = list(getattr(block, "child_blocks", {}).values())
    children += [block.child_block] if hasattr(block, "child_block") else []
    return {type(block)}.union(*map(parts, children))


@pytest.mark.django_db
def test_every_component_and_every_block_template_is_shown(client, home):
    files = [
        file
        for folder in ("components", "blocks")
        for file in Path(settings.ROOT).glob(f"*/templates/*/{folder}/*.html")
        if ADMIN not in file.read_text()
    ]
    assert len(files) > 50
    missing = {str(file.relative_to(file.parents[2])) for file in files} - shown(client)
    assert not missing


@pytest.mark.django_db
def test_every_block_is_shown_or_a_child_of_one_that_is(client, home):
    templates = shown(client)
    seen = {
        block
        for block in block_classes()
        if getattr(block._meta_class, "template", None) in templates
    }
    settings_blocks = {block for block in block_classes() if block.__module__ in NOT_OF_PAGES}
    of_pages = block_classes() - settings_blocks
    assert not of_pages - set().union(*(parts(block()) for block in seen))


@pytest.mark.django_db
def test_the_blocks_of_a_text_are_shown_in_the_language_of_the_reader(client, home):
    assert "Како работи мрежата" in element_text(read(client, path("blocks/", "mk")).main)


# How it is shown


@pytest.mark.django_db
def test_every_page_of_it_is_valid_html_in_both_scripts(client, home):
    addresses = [path(rest, code) for rest in PATHS for code in CODES]
    assert not html_problems({at: client.get(at).content.decode() for at in addresses})


@pytest.mark.django_db
@pytest.mark.parametrize("rest", PATHS)
def test_a_page_of_it_takes_few_queries_and_is_excluded_from_search_engines(client, home, rest):
    client.get(path(rest))
    with CaptureQueriesContext(connection) as queries:
        response = client.get(path(rest))
    assert len(queries) <= MOST_QUERIES
    assert response["X-Robots-Tag"] == "noindex"
    assert not response.cookies
    assert path(rest) not in client.get("/sitemap-en.xml").content.decode()


@pytest.mark.django_db
def test_frames_show_both_scripts_in_both_schemes_and_no_other_sites(client, home):
    response = client.get(path("search/frames/"))
    assert "frame-src 'self'" in response["Content-Security-Policy"]
    assert "frame-src" not in client.get(path("search/"))["Content-Security-Policy"]
    frames = {frame["src"] for frame in read(client, path("search/frames/")).select("iframe")}
    scripts = {(site_language(at.split("/")[1]).script, at.partition("=")[2]) for at in frames}
    assert scripts == {("Latn", "light"), ("Latn", "dark"), ("Cyrl", "light"), ("Cyrl", "dark")}


@pytest.mark.django_db
@pytest.mark.parametrize(("scheme", "paper"), [("light", "#fdfcfa"), ("dark", "#11171c")])
def test_the_colour_scheme_can_be_selected(client, home, scheme, paper):
    link = read(client, path(f"search/?scheme={scheme}")).select_one("link[href*=tokens-]")
    sheet = client.get(link["href"])
    assert sheet["Content-Type"].startswith("text/css")
    css = " ".join(sheet.content.decode().split())
    assert f"color-scheme: {scheme}; --paper: {paper};" in css


@pytest.mark.django_db
def test_an_unknown_group_is_not_found(client, home):
    assert client.get(path("weather/")).status_code == 404
    assert "color-scheme" not in client.get(path("tokens-weather.css")).content.decode()


# Design tokens


def test_every_custom_property_that_is_used_is_defined():
    named = set(re.findall(r"var\(--([\w-]+)\)", design_tokens.style_sheet()))
    assert len(named) > 10
    assert named <= {token.name for token in design_tokens.all_tokens()}


def test_every_colour_has_a_value_for_the_dark_scheme():
    colours = [token for token in design_tokens.all_tokens() if token.is_colour]
    assert len(colours) > 8
    assert not [token.name for token in colours if token.light == token.dark]


def test_every_text_colour_is_among_the_pairs():
    found = re.findall(r"[{;]\s*color:\s*var\(--([\w-]+)\)", design_tokens.style_sheet())
    assert set(found) <= {pair.colour.name for pair in design_tokens.colour_pairs()}


@pytest.mark.parametrize(
    "pair",
    design_tokens.colour_pairs(),
    ids=lambda pair: f"{pair.colour.name} {pair.background.name}",
)
def test_a_text_has_enough_contrast_in_both_schemes(pair):
    assert min(pair.light, pair.dark) >= design_tokens.MIN_CONTRAST


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("meetings", range(1, 21))
def test_the_text_of_a_tile_has_enough_contrast_at_any_strength_of_its_colour(scheme, meetings):
    tile = CountryStatistics("SI", meetings, most=20)
    colours = {token.name: getattr(token, scheme) for token in design_tokens.all_tokens()}
    background = mixed(colours["accent"], colours["surface"], tile.strength)
    text_colour = colours["on-accent" if tile.is_strong else "ink"]
    assert design_tokens.contrast(text_colour, background) >= design_tokens.MIN_CONTRAST


def mixed(colour: str, background: str, percent: int) -> str:
    """Return the mixture of a colour with so many per cent opacity and an opaque background."""
    pairs = ((int(colour[at : at + 2], 16), int(background[at : at + 2], 16)) for at in (1, 3, 5))
    return "#" + "".join(
        f"{round((over * percent + under * (100 - percent)) / 100):02x}" for over, under in pairs
    )


@pytest.mark.parametrize(
    ("colour", "other", "ratio"),
    [("#000", "#ffffff", 21.0), ("#777777", "#fff", 4.4), ("#fff", "#fff", 1.0)],
)
def test_contrast_is_that_of_the_guidelines(colour, other, ratio):
    assert design_tokens.contrast(colour, other) == design_tokens.contrast(other, colour) == ratio
