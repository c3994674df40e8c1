"""Help, and other parts of the site that are no pages, are found by their titles and words."""

import pytest
from django.utils import translation

from core.languages import all_languages, site_language
from core.request_cache import new_request_cache
from search.models import HelpWordSettings
from search.query.parsing import parse_query
from search.results.site_views import find_site_views
from states.views import CONTACTS_ROUTE
from tests import specimens as specimen
from tests.public_pages import element_text, read

pytestmark = pytest.mark.django_db


def words_of_help(code: str) -> list[str]:
    with translation.override(code):
        return [word.strip() for word in str(CONTACTS_ROUTE.search_words).split(",")]


def help_links(soup) -> list[str]:
    return [link["href"] for link in soup.select(".help-box a")]


@pytest.mark.parametrize("code", [language.code for language in all_languages()])
def test_each_word_of_people_in_need_leads_to_help_in_the_language_of_the_page(home, code):
    for language in {site_language(code), site_language("mk")}:
        with translation.override(language.code), new_request_cache():
            for word in words_of_help(code):
                first, *_others = find_site_views(parse_query(word), language)
                assert first.leads_to_help, word
                assert first.url == f"/{language.code}/contacts-by-country/"


@pytest.mark.parametrize("code", [language.code for language in all_languages()])
def test_the_way_to_help_stands_above_the_results(client, home, code):
    soup = read(client, f"/{code}/search/", q=words_of_help(code)[0])
    assert help_links(soup) == [f"/{code}/contacts-by-country/"]


@pytest.mark.parametrize("code", [language.code for language in all_languages()])
def test_every_language_has_words_of_its_own(code):
    assert code == "en" or words_of_help(code) != words_of_help("en")


@pytest.mark.parametrize(
    "query",
    [
        *("i need HELP", "помошта", "пасошот ми го зедоа", "ndihmën", "policiji", "SOS", "СОС"),
        *("112", "pomoc", "ndihme", "politie", "жртва на трговија", "upomoć", "I am threatened"),
    ],
)
def test_any_form_of_a_word_in_any_script_is_enough(client, home, query):
    soup = read(client, "/en/search/", q=query)
    assert help_links(soup) == ["/en/contacts-by-country/"]
    assert soup.select_one(".quick-exit")


@pytest.mark.parametrize("query", ["declaration", "состанок", "2012", "helpless kangaroo"])
def test_other_words_do_not(client, home, query):
    soup = read(client, "/en/search/", q=query)
    assert help_links(soup) == []
    assert not soup.select_one(".quick-exit")


@pytest.mark.parametrize(
    "query",
    ["hotlien", "i need hepl", "policce", "помшо", "ndihmme", "pasoporta"],
)
def test_a_mistyped_word_leads_to_help_if_nothing_is_found_as_it_was_typed(client, home, query):
    assert help_links(read(client, "/en/search/", q=query)) == ["/en/contacts-by-country/"]
    response = client.get("/en/search/", {"q": query})
    assert "no-store" in response.headers["Cache-Control"]


def test_a_word_of_a_page_is_not_taken_for_a_mistyped_word_of_help(client, home):
    assert help_links(read(client, "/en/search/", q="policy"))
    specimen.content(home, slug="policy", title="Policy")
    assert not help_links(read(client, "/en/search/", q="policy"))


def test_a_search_for_help_is_kept_nowhere(client, home):
    assert "no-store" in client.get("/en/search/", {"q": "hotline"}).headers["Cache-Control"]


def test_help_leads_the_suggestions_while_the_word_is_typed(client, home):
    for query in ("hot", "hotl", "помо"):
        [first, *_] = client.get("/en/search/suggestions/", {"q": query}).json()["suggestions"]
        assert first["address"] == "/en/contacts-by-country/", query
    found = client.get("/en/search/suggestions/", {"q": "ho"}).json()["suggestions"]
    assert "/en/contacts-by-country/" not in [item["address"] for item in found]


def test_editors_add_words_for_a_language(client, home):
    assert help_links(read(client, "/en/search/", q="kangaroo")) == []
    stream = HelpWordSettings._meta.get_field("help_words").stream_block
    row = {"type": "words", "value": {"language": "sq", "words": "stuck abroad, kangaroo"}}
    HelpWordSettings.objects.create(help_words=stream.to_python([row]))
    assert help_links(read(client, "/en/search/", q="kangaroo"))
    assert help_links(read(client, "/en/search/", q="I am stuck abroad"))
    assert not help_links(read(client, "/en/search/", q="abroad"))


@pytest.mark.parametrize(
    ("path", "query", "url"),
    [
        ("en", "safety", "/en/safety/"),
        ("en", "accessibility", "/en/accessibility/"),
        ("en", "open data", "/en/data/"),
        ("mk", "отворени податоци", "/mk/data/"),
        ("sr-latn", "teme", "/sr-latn/themes/"),
        ("mk", "safety", "/mk/safety/"),
    ],
)
def test_parts_of_the_site_are_found_by_their_words(client, home, path, query, url):
    soup = read(client, f"/{path}/search/", q=query)
    assert url in [link["href"] for link in soup.select(".site-views a")]
    assert query in element_text(soup.title)


def test_a_word_of_a_part_of_the_site_is_not_taken_for_misspelt(client, home):
    specimen.content(home, slug="similar", title="Safetz")
    assert "Safetz" in element_text(read(client, "/en/search/", q="safeti").main)
    for code in ("en", "mk"):
        assert "Safetz" not in element_text(read(client, f"/{code}/search/", q="safety").main)


@pytest.mark.parametrize(
    "parameters", [{"page": 2}, {"kind": "content"}, {"page": 1, "kind": "content"}]
)
def test_nor_is_it_on_another_page_or_with_a_filter(client, home, parameters):
    for number in range(11):
        specimen.content(home, slug=f"similar-{number}", title="Safetz")
    assert "Safetz" in element_text(read(client, "/en/search/", q="safeti", **parameters).main)
    assert "Safetz" not in element_text(read(client, "/en/search/", q="safety", **parameters).main)


def test_a_theme_is_found_by_its_name(client, home):
    specimen.theme("referral", name="Referral of victims")
    soup = read(client, "/en/search/", q="victims")
    assert [link["href"] for link in soup.select(".site-views a")] == ["/en/themes/referral/"]
