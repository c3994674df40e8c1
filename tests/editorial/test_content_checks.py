"""What the checks of content find, and what stops a publication."""

from datetime import date, timedelta

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from wagtail.fields import StreamField
from wagtail.test.utils.form_data import nested_form_data, querydict_from_html, streamfield

from editorial.checks import CONTENT_CHECKS, problems_in_page
from tests import specimens as specimen
from tests.easy_pages import easy_version_of_help

pytestmark = pytest.mark.django_db


def page_with(home, *blocks, **values):
    page = specimen.content(home, **{"summary": "What we do.", **values})
    page.body = specimen.stream(page, "body", *blocks)
    return page


def codes(page) -> list[str]:
    return [problem.code for problem in problems_in_page(page)]


def text(html: str) -> tuple:
    return ("text", f"<p>{html}</p>")


WITHOUT_PROBLEM = [
    text("The office’s work (since 2010) “continues” on 30 June 2025."),
    text('See <a href="https://example.org/">the report of 2019</a>.'),
    text("From May 40 states take part; in June 2031, too."),
    text("To do: nothing."),
]
WITH_PROBLEM = [
    ("unfinished", text("TODO: the place")),
    ("unfinished", text("on XX.XX in Vienna")),
    ("impossible-date", text("It met on 31 June 2025.")),
    ("impossible-date", text("It met on 30.2.2025.")),
    ("heading-order", ("text", "<h3>Details</h3><p>They meet.</p>")),
    ("empty-section", ("heading", "Details")),
    ("link-text", text('Read it <a href="https://example.org/">here</a>.')),
    ("bare-address", text("See https://example.org/report for more.")),
    ("straight-quotation-marks", text('The "plan" of the office')),
    ("straight-quotation-marks", text("The office's plan")),
    ("unbalanced", text("The office (of the state")),
    ("doubled-space", text("The  office")),
]


@pytest.mark.parametrize("block", WITHOUT_PROBLEM)
def test_a_good_text_has_no_problem(home, block):
    assert codes(page_with(home, block)) == []


@pytest.mark.parametrize(("code", "block"), WITH_PROBLEM)
def test_a_check_finds_its_problem_and_no_other(home, code, block):
    assert codes(page_with(home, block)) == [code]


def test_a_missing_summary_is_found(home):
    assert codes(page_with(home, summary=" ")) == ["summary"]


@pytest.mark.parametrize(
    ("alternative_text", "caption"), [("hall.JPG", ""), ("DSC_0042", ""), ("A hall", "A hall")]
)
def test_an_alternative_text_that_says_nothing_is_found(home, alternative_text, caption):
    picture = {"alternative_text": alternative_text, "caption": caption}
    page = page_with(home, ("picture", {"image": specimen.picture().pk, **picture}))
    assert codes(page) == ["alternative-text"]


def test_a_date_in_the_summary_that_is_not_that_of_the_fields_is_found(home):
    page = specimen.meeting(home, summary="Held on 7 May 2019 in Vienna.")
    assert codes(page) == ["other-date"]
    page.end_date = date(2019, 5, 8)
    del page.date
    assert codes(page) == []


def test_the_name_of_a_state_without_its_footnote_mark_is_found(home):
    specimen.state(
        home, "kosovo", title="Kosovo", territory="XK", designation_footnote="Without prejudice."
    )
    assert codes(page_with(home, text("The office of Kosovo met."))) == ["designation"]
    assert codes(page_with(home, text("The office of Kosovo* met."), slug="b")) == []


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("You can get help. " * 3, []),
        ("You can get help. " * 4, ["long-paragraph"]),
        ("You can " * 7 + "go.", []),
        ("You can " * 8 + "go.", ["long-sentence"]),
    ],
)
def test_a_text_in_easy_language_has_short_sentences_and_few_in_a_paragraph(home, words, expected):
    page = easy_version_of_help(home)
    page.body = specimen.stream(page, "body", text(words))
    assert codes(page) == expected
    assert codes(page_with(home, text(words))) == [], "of other texts nobody asks it"


def test_every_check_has_a_test():
    tested = {code for code, _block in WITH_PROBLEM}
    own = {"summary", "alternative-text", "other-date", "designation"}
    own |= {"long-sentence", "long-paragraph"}
    assert {check.code for check in CONTENT_CHECKS} == tested | own


def publish_with_form(client, page, *blocks):
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    form = client.get(url).content.decode()
    streams = {
        field.name: streamfield([])
        for field in page._meta.get_fields()
        if isinstance(field, StreamField)
    }
    streams["body"] = streamfield(list(blocks))
    values = querydict_from_html(form, form_id="page-edit-form").dict()
    filled = values | nested_form_data(streams)
    return client.post(url, filled | {"action-publish": "1"}), filled


def test_an_error_stops_a_publication_and_not_a_draft(editor_client, home):
    page = page_with(home)
    response, values = publish_with_form(editor_client, page, ("heading", "On 31 June 2025"))
    assert "There is no such day: 31 June 2025" in response.content.decode()
    page.refresh_from_db()
    assert not page.body
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert editor_client.post(url, values).status_code == 302


def test_a_warning_stops_no_publication_and_is_mentioned(editor_client, home):
    page = page_with(home)
    response, _values = publish_with_form(editor_client, page, ("heading", "The office's plan"))
    assert response.status_code == 302
    page.refresh_from_db()
    assert page.body
    shown = editor_client.get(response.url).content.decode()
    assert reverse("page_checks", args=[page.pk]) in shown


def test_the_findings_in_the_newest_draft_lead_to_their_blocks(editor_client, home):
    page = page_with(home, text("Two  spaces"))
    page.save_revision()
    response = editor_client.get(reverse("page_checks", args=[page.pk]))
    soup = BeautifulSoup(response.content, "html.parser")
    [item] = soup.select(".content-checks__item")
    assert "Two spaces" in " ".join(item.get_text().split())
    assert f"#block-{page.body[0].id}-section" in item.a["href"]


def test_an_excerpt_shows_the_words_around_what_was_found(home):
    words = "The coordinators meet. " * 20
    [problem] = problems_in_page(page_with(home, text(f"{words}The office's plan. {words}")))
    assert "The office's plan." in problem.finding.excerpt
    assert problem.finding.excerpt.startswith("…")
    assert problem.finding.excerpt.endswith("…")


def test_a_finding_in_a_field_leads_to_the_field(home):
    [problem] = problems_in_page(page_with(home, summary="The office's plan"))
    assert problem.finding.anchor == "id_summary-label"


UNFINISHED = "The text is unfinished: TODO"


@pytest.fixture
def draft(home):
    """A live page whose newest draft must not be published."""
    page = page_with(home)
    page.body = specimen.stream(page, "body", text("TODO: the place"))
    page.save_revision()
    return page


def is_unchanged(page) -> bool:
    page = type(page).objects.get(pk=page.pk)
    scheduled = page.revisions.exclude(approved_go_live_at=None).exists()
    return page.live and not page.body and not scheduled


def test_an_error_stops_a_publication_in_bulk(editor_client, draft):
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    response = editor_client.post(f"{url}?id={draft.pk}", follow=True)
    assert UNFINISHED in response.content.decode()
    assert is_unchanged(draft)


@pytest.mark.parametrize("days", [None, 3], ids=["now", "scheduled"])
def test_an_error_stops_a_publication_by_a_script(admin_client, draft, days):
    if days:
        draft.go_live_at = timezone.now() + timedelta(days=days)
        draft.save_revision()
    response = admin_client.post(
        reverse("wagtailadmin_api:pages:action", args=[draft.pk, "publish"])
    )
    assert response.status_code == 400
    assert UNFINISHED in response.content.decode()
    assert is_unchanged(draft)


@pytest.mark.parametrize("days", [None, 3], ids=["now", "scheduled"])
def test_an_error_stops_a_revision_that_a_workflow_publishes(draft, days):
    if days:
        draft.go_live_at = timezone.now() + timedelta(days=days)
    revision = draft.save_revision()
    with pytest.raises(ValidationError, match=UNFINISHED):
        revision.publish()
    assert is_unchanged(draft)


def test_contradictions_and_warnings_of_the_record_are_among_the_findings(editor_client, home):
    page = specimen.meeting(home, summary="A meeting.", status="planned")
    page.checked_on = timezone.localdate() + timedelta(days=2)
    page.save_revision()
    response = editor_client.get(reverse("page_checks", args=[page.pk]))
    items = BeautifulSoup(response.content, "html.parser").select(".content-checks__item")
    assert "still to come" in items[0].get_text()
    assert items[0].a["href"].endswith("#id_checked_on-label")
    assert "Was it held?" in items[1].get_text()
