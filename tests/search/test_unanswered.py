"""Counting searches without a result: what is stored, what is not, and who may see it."""

import csv
from datetime import timedelta
from io import BytesIO, StringIO

import pytest
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook
from wagtail.models import ModelLogEntry
from wagtail.users.models import UserProfile

from core.languages import site_language
from search.models import Promotion, SearchSettings, UnansweredQuestion
from search.upkeep import unanswered
from search.upkeep.unanswered import RETENTION_DAYS, count_unanswered, delete_old_queries
from tests import specimens as specimen
from tests.public_pages import element_text, read
from translation.models import Team

pytestmark = pytest.mark.django_db

REPORT = reverse("unanswered_report")
SWITCH = reverse("wagtailsettings:edit", args=["search", "searchsettings"])


@pytest.fixture
def counting(db) -> SearchSettings:
    """Enable the counting of searches."""
    return SearchSettings.objects.create(counts_unanswered=True)


@pytest.fixture
def translator_client(client, django_user_model):
    translator = django_user_model.objects.create_user("translator")
    translator.groups.add(Team.objects.get(locale__language_code="sl").translators)
    client.force_login(translator)
    return client


def ask(query: str, code: str = "en") -> None:
    count_unanswered(query, site_language(code))


def stored() -> dict[str, int]:
    return dict(UnansweredQuestion.objects.values_list("words", "count"))


def counted(text: str, times: int = 1, code: str = "en", days_ago: int = 0) -> None:
    day = timezone.localdate() - timedelta(days=days_ago)
    UnansweredQuestion.objects.create(day=day, language=code, words=text, count=times)


# What is stored


def test_nothing_is_stored_until_somebody_switches_it_on(db):
    ask("shelter")
    SearchSettings.load()
    ask("shelter")
    assert stored() == {}


def test_only_the_words_the_language_the_day_and_their_number_are_stored(counting):
    ask("Shelter near me")
    [row] = UnansweredQuestion.objects.values()
    del row["id"]
    today = timezone.localdate()
    assert row == {"day": today, "language": "en", "words": "shelter near me", "count": 1}


def test_the_same_words_in_capitals_or_with_signs_are_counted_together(counting):
    for query in ("shelter", " Shelter", "SHELTER?", '"shelter"', "=shelter"):
        ask(query)
    assert stored() == {"shelter": 5}


def test_languages_and_days_are_counted_apart(counting):
    counted("shelter", days_ago=1)
    for code in ("en", "hr", "hr"):
        ask("shelter", code)
    rows = UnansweredQuestion.objects.order_by("day", "language")
    assert [row.count for row in rows] == [1, 1, 2]


@pytest.mark.parametrize(
    "query",
    [
        "",
        "?",
        "\x00",
        "born 1987",
        "０８００",
        "case no ¹²",
        "somebody@example.org",
        "somebody＠example",
        "one two three four five six seven",
        "x" * 61,
        "ﷺ" * 10,
    ],
)
def test_what_may_hold_personal_data_and_what_has_no_words_is_not_stored(counting, query):
    ask(query)
    assert stored() == {}


def test_six_words_and_sixty_characters_are_stored(counting):
    ask("one two three four five six")
    ask("ж" * 60)
    assert len(stored()) == 2


def test_switched_off_nothing_more_is_stored_and_what_was_is_deleted(counting):
    ask("shelter")
    counting.counts_unanswered = False
    counting.save()
    ask("shelter")
    assert stored() == {}


def test_automated_searches_do_not_fill_the_table(counting, monkeypatch):
    monkeypatch.setattr(unanswered, "MAX_QUERIES_PER_DAY", 2)
    counted("yesterday", days_ago=1)
    for query in ("one", "two", "three", "one"):
        ask(query)
    assert stored() == {"yesterday": 1, "one": 2, "two": 1}


def test_a_concurrent_search_is_counted_too(counting, monkeypatch):
    """A concurrent request creates the row between our query and our insert."""
    create = UnansweredQuestion.objects.bulk_create

    def somebody_else_first(rows, **options):
        counted(rows[0].words)
        return create(rows, **options)

    monkeypatch.setattr(UnansweredQuestion.objects, "bulk_create", somebody_else_first)
    ask("shelter")
    assert stored() == {"shelter": 2}


@pytest.mark.parametrize(("repetitions", "queries"), [(0, 5), (1, 2)])
def test_counting_takes_few_queries(counting, django_assert_num_queries, repetitions, queries):
    for _ in range(repetitions):
        ask("shelter")
    with django_assert_num_queries(queries):
        ask("shelter")


def test_what_is_older_than_ninety_days_is_forgotten(counting):
    counted("kept", days_ago=RETENTION_DAYS - 1)
    counted("old", days_ago=RETENTION_DAYS)
    assert delete_old_queries() == 1
    assert list(stored()) == ["kept"]


# The report


def rows(client, **parameters) -> list[list[str]]:
    soup = read(client, REPORT, **parameters)
    return [[element_text(cell) for cell in row("td")] for row in soup.select(".listing tbody tr")]


def test_the_report_adds_up_thirty_days_the_most_frequent_first(counting, editor_client):
    counted("shelter", 2, days_ago=0)
    counted("shelter", 3, days_ago=29)
    counted("shelter", 9, days_ago=30)
    counted("visa", 7, "hr", days_ago=1)
    found = rows(editor_client)
    assert [row[:3] for row in found] == [["visa", "Hrvatski", "7"], ["shelter", "English", "5"]]


def test_the_report_is_filtered_by_language_and_period(counting, editor_client):
    counted("shelter", 2, days_ago=8)
    counted("shelter", 3, "hr", days_ago=6)
    counted("shelter", 4, "sl", days_ago=80)
    assert [row[1] for row in rows(editor_client, language="hr")] == ["Hrvatski"]
    assert [row[2] for row in rows(editor_client, period="7")] == ["3"]
    assert [row[2] for row in rows(editor_client, period="90")] == ["4", "3", "2"]


def test_a_row_links_to_a_promotion_for_its_words(counting, editor_client):
    counted("помоћ жртвама", 2, "sr-latn")
    link = read(editor_client, REPORT).select_one(".listing tbody a")
    form = read(editor_client, link["href"])
    assert form.select_one("#id_language option[selected]")["value"] == "sr-cyrl"
    assert form.select_one("#id_words").get_text().strip() == "помоћ жртвама"


def test_a_row_says_which_page_is_promoted_already(counting, editor_client, home):
    counted("shelter near me")
    page = specimen.content(home, title="Where to find help")
    made = Promotion.objects.create(page=page, words="shelters", language="en")
    link = read(editor_client, REPORT).select_one(".listing tbody a")
    assert link.get_text() == "Where to find help"
    assert link["href"] == reverse("promotion:edit", args=[made.pk])


def test_the_report_is_exported_as_csv_and_xlsx(counting, editor_client):
    counted("shelter", 2)
    today = timezone.localdate()
    answer = editor_client.get(REPORT, {"export": "csv"}).getvalue().decode("utf-8-sig")
    assert list(csv.reader(StringIO(answer)))[1] == ["shelter", "en", "2", str(today)]
    book = load_workbook(BytesIO(editor_client.get(REPORT, {"export": "xlsx"}).getvalue()))
    assert [cell.value for cell in book.active[2]][:3] == ["shelter", "en", 2]


def test_the_number_of_rows_does_not_change_the_number_of_queries(
    counting, editor_client, django_assert_max_num_queries
):
    for number in range(40):
        counted(f"shelter {number}")
    with django_assert_max_num_queries(20):
        assert len(rows(editor_client)) == 40


# Who may see it and switch it on


def test_the_report_explains_that_counting_is_off_and_to_whom_it_is_open(
    editor_client, admin_client
):
    for client, may_switch in ((editor_client, False), (admin_client, True)):
        soup = read(client, REPORT)
        assert "counting is switched off" in element_text(soup.main)
        link = soup.find("a", href=SWITCH)
        assert bool(link) is may_switch


def test_an_administrator_switches_it_on_after_reading_what_is_stored(admin_client):
    response = admin_client.get(SWITCH, follow=True)
    assert "for 90 days" in response.content.decode()
    form = response.redirect_chain[-1][0]
    admin_client.post(form, {"counts_unanswered": "on"})
    assert SearchSettings.objects.get().counts_unanswered
    assert ModelLogEntry.objects.filter(action="wagtail.edit").exists()
    assert "counting is switched off" not in element_text(read(admin_client, REPORT).main)


def test_an_editor_may_not_switch_it_on(editor_client):
    settings = SearchSettings.load()
    form = reverse("wagtailsettings:edit", args=["search", "searchsettings", settings.pk])
    assert editor_client.post(form, {"counts_unanswered": "on"}).url == "/admin/"
    assert not SearchSettings.objects.get().counts_unanswered


def test_editors_find_the_report_in_the_menu_and_translators_do_not(
    editor_client, translator_client
):
    assert REPORT in editor_client.get("/admin/").content.decode()
    assert REPORT not in translator_client.get("/admin/").content.decode()


@pytest.mark.parametrize("export", ["", "csv", "xlsx"])
@pytest.mark.parametrize("name", ["unanswered_report", "unanswered_report_results"])
def test_translators_and_anonymous_users_see_no_report(
    counting, client, translator_client, name, export
):
    counted("shelter")
    address = reverse(name)
    assert translator_client.get(address, {"export": export}).url == "/admin/"
    client.logout()
    assert client.get(address, {"export": export}).url.startswith("/admin/login/")


@pytest.mark.parametrize("code", ["sl", "sr-cyrl"])
def test_the_report_opens_in_the_language_of_the_editor(counting, editor, editor_client, code):
    UserProfile.objects.create(user=editor, preferred_language=code)
    counted("shelter")
    assert read(editor_client, REPORT).html["lang"] == code
