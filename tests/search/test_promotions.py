"""Promoted pages: for which words, who sees them, and who may promote."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from wagtail.models import Page
from wagtail.users.models import UserProfile

from core.languages import site_language
from core.writing.folding import find_words
from search.models import Promotion
from search.results.promotions import MAX_PROMOTED_PAGES, promoted_pages
from tests import specimens as specimen
from tests.public_pages import element_text, read
from translation.models import Team

pytestmark = pytest.mark.django_db

LIST, ADD = reverse("promotion:index"), reverse("promotion:add")


@pytest.fixture
def about(home):
    return specimen.content(home, title="Where to find help")


def promote(page, lines: str, code: str = "en", **values) -> Promotion:
    return Promotion.objects.create(page=page, words=lines, language=code, **values)


def shown(query: str, code: str = "en") -> list[str]:
    """The titles promoted for a query, as its reader sees them."""
    folded = [word.folded for word in find_words(query)]
    return [item.page.title for item in promoted_pages(folded, site_language(code))]


# For which words


@pytest.mark.postgresql
@pytest.mark.parametrize(
    "query",
    [
        "help line",
        "LINE help",
        "is there a help line in the region",
        "helps lines",
        "emergencies",
    ],
)
def test_a_page_is_promoted_when_all_words_of_one_line_are_asked_for(about, query):
    promote(about, "Help line\nemergency")
    assert shown(query) == ["Where to find help"]


@pytest.mark.parametrize("query", ["", "help", "line", "meetings"])
def test_a_page_is_not_promoted_for_less(about, query):
    promote(about, "help line\nemergency")
    assert shown(query) == []


def test_words_that_mean_nothing_alone_need_not_be_asked_for(about):
    promote(about, "The help for you")
    assert shown("help") == ["Where to find help"]


@pytest.mark.parametrize("query", ["trgovine ljudima", "TRGOVINOM LJUDIMA", "трговина људима"])
def test_words_match_in_any_form_and_script_of_their_language(about, query):
    promote(about, "trgovina ljudima", "hr")
    assert shown(query, "hr") == ["Where to find help"]


def test_a_page_is_promoted_in_its_language_alone(about):
    promote(about, "help", "hr")
    assert shown("help", "hr")
    assert not shown("help", "sl")
    assert not shown("help")


def test_a_promotion_that_is_not_active_promotes_nothing(about):
    promote(about, "help", active=False)
    assert shown("help") == []


def test_a_derived_script_uses_the_promotions_of_its_origin_with_a_transliterated_note(about):
    promote(about, "помоћ", "sr-cyrl", note="Помоћ је бесплатна.")
    [item] = promoted_pages(["pomoc"], site_language("sr-latn"))
    assert item.note == "Pomoć je besplatna."
    [item] = promoted_pages(["pomoc"], site_language("sr-cyrl"))
    assert item.note == "Помоћ је бесплатна."


def test_the_reader_s_language_is_asked_when_none_is_named(about, language):
    promote(about, "pomoc", "hr")
    with language("hr"):
        assert len(promoted_pages(["pomoc"])) == 1
    with language("sl"):
        assert promoted_pages(["pomoc"]) == []


# What is shown


def test_a_page_is_shown_in_the_reader_s_language_or_else_in_the_source(about):
    specimen.translate(about, "hr")
    promote(about, "pomoc", "hr")
    promote(about, "pomoc", "sl")
    assert shown("pomoc", "hr") == ["hr Where to find help"]
    assert shown("pomoc", "sl") == ["Where to find help"]


def test_a_translation_may_be_chosen_as_well_as_its_source(about, locale):
    specimen.translate(about, "hr")
    promote(about.get_translation(locale("hr")), "help")
    assert shown("help") == ["Where to find help"]


def test_a_draft_is_not_shown(about):
    promote(about, "help")
    about.unpublish()
    assert shown("help") == []


@pytest.mark.postgresql
@pytest.mark.parametrize("code", ["en", "hr"])
def test_a_page_that_is_made_private_is_not_shown_in_any_language(about, code):
    specimen.translate(about, "hr")
    promote(about, "help", code)
    specimen.restrict(about)
    assert shown("help", code) == []


def test_at_most_three_pages_are_shown_in_the_order_of_the_list(home):
    for place in (2, 0, 3, 1, 4):
        page = specimen.content(home, slug=f"page-{place}", title=f"Page {place}")
        promote(page, "help", sort_order=place)
    specimen.restrict(Page.objects.get(slug="page-1"))
    assert MAX_PROMOTED_PAGES == 3
    assert shown("help") == ["Page 0", "Page 2", "Page 3"]


@pytest.mark.postgresql
def test_any_number_of_promotions_takes_two_queries_and_none_that_matches_takes_one(
    home, django_assert_num_queries
):
    for number in range(5):
        page = specimen.content(home, slug=f"page-{number}", title=f"Page {number}")
        promote(page, f"help {number}\nhelp")
    with django_assert_num_queries(3):  # the third are the private paths, once for a whole request
        assert len(promoted_pages(["help"])) == 3
    with django_assert_num_queries(1):
        assert promoted_pages(["nothing"]) == []


# What may be saved


def problems(**values) -> dict:
    try:
        Promotion(**values).full_clean()
    except ValidationError as error:
        return error.message_dict
    return {}


def test_a_promotion_with_words_and_a_public_page_is_right(about):
    assert problems(page=about, language="en", words="help\nhelp line") == {}


@pytest.mark.parametrize("lines", ["", " \n ", "help\n?!", "help line\nLine  HELP"])
def test_words_are_needed_and_each_line_asks_something_of_its_own(about, lines):
    assert list(problems(page=about, language="en", words=lines)) == ["words"]


def test_a_page_that_readers_cannot_open_is_refused(about):
    root = Page.objects.get(depth=1)
    assert list(problems(page=root, language="en", words="help")) == ["page"]
    specimen.restrict(about)
    assert list(problems(page=about, language="en", words="help")) == ["page"]


@pytest.mark.postgresql
def test_a_page_is_promoted_once_in_a_language_whichever_translation_is_chosen(about, locale):
    specimen.translate(about, "hr")
    promote(about, "help")
    translated = about.get_translation(locale("hr"))
    assert "page" in problems(page=about, language="en", words="line")
    assert "page" in problems(page=translated, language="en", words="line")
    assert problems(page=about, language="hr", words="line") == {}


def test_a_promotion_may_be_saved_again(about):
    promote(about, "help").full_clean()


@pytest.mark.parametrize("code", ["sr-latn", "xx"])
def test_a_derived_language_and_an_unknown_one_are_no_choice(about, code):
    assert list(problems(page=about, language=code, words="help")) == ["language"]


# In the admin


def filled(page, **values) -> dict:
    return {"language": "hr", "words": "pomoć", "page": page.pk, "active": "on", **values}


@pytest.mark.postgresql
def test_an_editor_adds_changes_and_deletes_a_promotion(editor_client, about):
    editor_client.post(ADD, filled(about))
    made = Promotion.objects.get()
    editor_client.post(reverse("promotion:edit", args=[made.pk]), filled(about, note="Free."))
    made.refresh_from_db()
    assert (made.page_id, made.note, made.active) == (about.pk, "Free.", True)
    editor_client.post(reverse("promotion:delete", args=[made.pk]))
    assert not Promotion.objects.exists()


def test_the_form_says_what_is_wrong(editor_client, about):
    promote(about, "help", "hr")
    response = editor_client.post(ADD, filled(about, words="!"))
    assert Promotion.objects.count() == 1
    assert "has no word to look for" in response.content.decode()
    assert "is promoted in this language already" in response.content.decode()


def test_the_form_accepts_initial_values_from_its_url(editor_client):
    soup = read(editor_client, ADD, language="hr", words="pomoć žrtvama")
    assert soup.select_one("#id_language option[selected]")["value"] == "hr"
    assert soup.select_one("#id_words").get_text().strip() == "pomoć žrtvama"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda page: None, "Active"),
        (lambda page: Promotion.objects.update(active=False), "Not active"),
        (lambda page: page.unpublish(), "The page is not published"),
        (specimen.restrict, "The page is not open to everybody"),
    ],
)
def test_the_list_says_what_readers_see(editor_client, about, change, said):
    promote(about, "help\nline", "hr")
    change(about)
    row = read(editor_client, LIST).select_one(".listing tbody tr")
    cells = [element_text(cell) for cell in row.find_all("td")]
    assert cells[-4].startswith("help, line")
    assert cells[-3:] == ["Hrvatski", "Where to find help", said]


def test_the_list_is_filtered_by_language(editor_client, about):
    promote(about, "help", "hr")
    promote(about, "pomoc", "sl")
    links = read(editor_client, LIST, language="sl").select(".listing .title-wrapper a")
    assert [element_text(link) for link in links] == ["pomoc"]


@pytest.mark.parametrize("code", ["sl", "sr-cyrl"])
def test_every_screen_opens_in_the_language_of_the_editor(editor, editor_client, about, code):
    UserProfile.objects.create(user=editor, preferred_language=code)
    made = promote(about, "help")
    for address in (
        LIST,
        ADD,
        *(reverse(f"promotion:{name}", args=[made.pk]) for name in ("edit", "delete", "history")),
    ):
        assert read(editor_client, address).html["lang"] == code


def test_editors_find_the_promotions_among_the_settings(editor_client, client, django_user_model):
    assert LIST in editor_client.get("/admin/").content.decode()
    translator = django_user_model.objects.create_user("translator")
    translator.groups.add(Team.objects.get(locale__language_code="sl").translators)
    client.force_login(translator)
    assert LIST not in client.get("/admin/").content.decode()


@pytest.mark.parametrize("name", ["index", "add", "edit", "delete"])
def test_translators_and_anonymous_users_get_no_view(client, about, django_user_model, name):
    made = promote(about, "help")
    address = reverse(f"promotion:{name}", args=[made.pk] if name in ("edit", "delete") else [])
    assert client.post(address, filled(about, words="mine")).url.startswith("/admin/login/")
    translator = django_user_model.objects.create_user("translator")
    translator.groups.add(Team.objects.get(locale__language_code="sl").translators)
    client.force_login(translator)
    assert client.post(address, filled(about, words="mine")).url == "/admin/"
    assert client.get(address).url == "/admin/"
    assert Promotion.objects.get().words == "help"
