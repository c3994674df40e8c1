"""Terms that translators propose, until a coordinator decides about them."""

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.urls import reverse
from wagtail.models import ModelLogEntry

from tests import specimens as specimen
from translation.actions.write import WriteSegment
from translation.checks import problems_in_translation
from translation.choices import TermStatus
from translation.desk.task_lists import PersonalTaskLists
from translation.glossary.actions import ImportGlossary, ProposeTerm
from translation.glossary.table import read_term_table, write_term_table
from translation.models import GlossaryTerm, GlossaryTermForm
from translation.policies import TranslationPermissionDenied
from translation.segments.concordance import ConcordanceSearch
from translation.segments.glossary_lookup import GlossaryLookup
from translation.segments.text import load_segments

from .concurrency import begin_before_commit

pytestmark = pytest.mark.django_db

TERMS = "wagtailsnippets_translation_glossaryterm"


@pytest.fixture
def person(translator):
    return translator("sl")


@pytest.fixture
def propose(person, locale):
    """Propose a Slovenian form: ``propose("help line", "telefon")``."""
    return lambda text, form, **values: ProposeTerm(person, locale("sl"), text, form, **values)


@pytest.fixture
def assignment(home, send_to_translation):
    page = specimen.content(home, title="Help line", summary="A help line in each state.")
    return send_to_translation("sl", page)


def post(client, assignment, **values):
    return client.post(reverse("translation:propose_term", args=[assignment.pk]), values)


def test_a_proposal_is_stored_with_its_author_and_reason(client_for, person, assignment):
    response = post(
        client_for(person), assignment, text=" help  line ", form="telefon za pomoč", note="Short."
    )
    assert response.json()["message"] == "Proposed. The coordinators decide about it."
    form = GlossaryTermForm.objects.get()
    assert (form.term.text, form.text, form.status) == (
        "help line",
        "telefon za pomoč",
        TermStatus.PROPOSED,
    )
    assert (form.locale.language_code, form.proposed_by, form.proposal_note) == (
        "sl",
        person,
        "Short.",
    )
    [entry] = ModelLogEntry.objects.for_instance(form.term)
    assert (entry.action, entry.user) == ("wagtail.create", person)


def test_a_form_of_a_known_term_is_proposed_after_its_other_forms(propose, locale):
    term = GlossaryTerm.objects.create(text="Help line")
    GlossaryTermForm.objects.create(term=term, locale=locale("sl"), text="telefon", sort_order=3)
    form = propose("help line", "linija").execute()
    assert (form.term, form.sort_order) == (term, 4)


@pytest.mark.parametrize(
    ("status", "message"),
    [
        (TermStatus.APPROVED, "This form is agreed already."),
        (TermStatus.FORBIDDEN, "This form must not be used for the term."),
        (TermStatus.PROPOSED, "This form has been proposed already."),
    ],
)
def test_a_known_form_is_not_proposed_again(
    client_for, person, assignment, locale, status, message
):
    term = GlossaryTerm.objects.create(text="help line")
    GlossaryTermForm.objects.create(term=term, locale=locale("sl"), text="Črta", status=status)
    response = post(client_for(person), assignment, text="Help line", form="črta")
    assert response.status_code == 400
    assert response.json()["errors"] == {"form": message}
    assert GlossaryTermForm.objects.count() == 1


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer at a time")
def test_two_people_propose_forms_of_one_new_term_at_the_same_time(translator, locale):
    proposals = [
        ProposeTerm(translator(code), locale(code), "help line", form)
        for code, form in (("sl", "telefon"), ("mk", "линија"))
    ]
    assert not begin_before_commit(*(proposal.execute for proposal in proposals))
    [term] = GlossaryTerm.objects.all()
    assert {form.text for form in term.forms.all()} == {"telefon", "линија"}


def test_what_is_missing_or_too_long_is_named(client_for, person, assignment):
    response = post(client_for(person), assignment, form="a" * 201)
    assert set(response.json()["errors"]) == {"text", "form"}
    assert not GlossaryTerm.objects.exists()


def test_only_the_team_of_the_language_proposes(
    client_for, translator, editor_client, editor, assignment, locale
):
    for client in (client_for(translator("mk")), editor_client):
        response = post(client, assignment, text="help line", form="telefon")
        assert response.status_code == 403
        assert response.json()["message"]
    with pytest.raises(TranslationPermissionDenied):
        ProposeTerm(editor, locale("sl"), "help line", "telefon").execute()
    assert not GlossaryTerm.objects.exists()


def test_the_editor_has_the_form_for_the_team_only(client_for, person, editor_client, assignment):
    url = reverse("translation:edit", args=[assignment.pk])
    panel = 'data-side-panel="translation-term-proposal"'
    assert panel in client_for(person).get(url).content.decode()
    assert panel not in editor_client.get(url).content.decode()


def test_a_proposed_term_is_in_no_lookup_and_no_check_until_it_is_approved(
    propose, person, assignment, locale
):
    def codes() -> set[str]:
        translation = assignment.translation
        problems = problems_in_translation(translation, load_segments(translation))
        return {problem.code for problem in problems}

    summary = load_segments(assignment.translation)[1]
    WriteSegment(person, assignment, summary, "Nekaj v vsaki državi.").execute()
    form = propose("help line", "telefon za pomoč").execute()
    assert not GlossaryLookup(locale("sl")).terms_in("A help line")
    assert not ConcordanceSearch("help line", assignment).terms()
    assert "agreed-form" not in codes()
    GlossaryTermForm.objects.filter(pk=form.pk).update(status=TermStatus.APPROVED)
    assert GlossaryLookup(locale("sl")).terms_in("A help line")[0].approved == ["telefon za pomoč"]
    assert ConcordanceSearch("help line", assignment).terms()
    assert "agreed-form" in codes()


def test_a_proposal_hides_neither_an_agreed_term_nor_one_without_forms(propose, locale):
    agreed = GlossaryTerm.objects.create(text="help line")
    GlossaryTermForm.objects.create(term=agreed, locale=locale("sl"), text="telefon")
    GlossaryTerm.objects.create(text="network")
    propose("help line", "linija").execute()
    [line, network] = GlossaryLookup(locale("sl")).terms_in("A help line of the network")
    assert line.approved == ["telefon"]
    assert network.approved == []
    assert GlossaryLookup(locale("mk")).terms_in("A help line")[0].approved == []


def test_the_list_of_terms_marks_and_filters_proposals(client_for, person, propose, locale):
    agreed = GlossaryTerm.objects.create(text="network")
    GlossaryTermForm.objects.create(term=agreed, locale=locale("sl"), text="mreža")
    GlossaryTermForm.objects.create(
        term=agreed, locale=locale("mk"), text="мрежа", status=TermStatus.PROPOSED
    )
    propose("help line", "telefon").execute()
    client, url = client_for(person), reverse("translation:glossary")
    assert "proposed:" in client.get(url, {"status": "proposed"}).content.decode()

    def found(**query) -> set[str]:
        return {term.text for term in client.get(url, query).context["object_list"]}

    assert found(status="proposed") == {"help line", "network"}
    assert found(status="approved") == {"network"}
    assert found(status="proposed", language="sl") == {"help line"}


def test_coordinators_see_how_many_proposals_wait(client_for, coordinator, person, propose):
    link = f"{reverse(f'{TERMS}:list')}?status=proposed"
    client = client_for(coordinator)
    assert link not in client.get(reverse("wagtailadmin_home")).content.decode()
    propose("help line", "telefon").execute()
    for name in ("wagtailadmin_home", "translation:my_translations"):
        html = client.get(reverse(name)).content.decode()
        assert "1 proposed term waits for a decision" in html
        assert link in html
    assert [term.text for term in client.get(link).context["object_list"]] == ["help line"]
    assert PersonalTaskLists(person, limit=1).proposed_terms == 0


def test_a_coordinator_sees_who_proposed_a_form_and_why_and_approves_it(
    client_for, coordinator, propose
):
    form = propose("help line", "telefon", note="Used by the police.").execute()
    url = reverse(f"{TERMS}:edit", args=[form.term_id])
    client = client_for(coordinator)
    soup = BeautifulSoup(client.get(url).content, "html.parser")
    assert "Proposed by translator-sl." in soup.get_text()
    assert "Used by the police." in soup.get_text()
    data = {
        "text": "help line",
        "category": "subject",
        "note": "",
        "definitions-count": 0,
        "forms-TOTAL_FORMS": 1,
        "forms-INITIAL_FORMS": 1,
        "forms-MIN_NUM_FORMS": 0,
        "forms-MAX_NUM_FORMS": 1000,
        "forms-0-id": form.pk,
        "forms-0-locale": form.locale_id,
        "forms-0-text": "telefon",
        "forms-0-status": "approved",
        "forms-0-ORDER": 1,
    }
    assert client.post(url, data).status_code == 302
    form.refresh_from_db()
    assert form.status == TermStatus.APPROVED
    assert form.proposal_note == "Used by the police."


def test_an_import_keeps_who_proposed_a_form(client_for, coordinator, person, propose):
    propose("help line", "telefon", note="Short.").execute()
    table = write_term_table(GlossaryTerm.objects.prefetch_related("forms__locale"))
    assert ",telefon,proposed" in table
    changed = table.replace("help line,subject,", "help line,subject,A note")
    ImportGlossary(coordinator, read_term_table(changed.encode())).execute()
    form = GlossaryTermForm.objects.get()
    assert (form.status, form.proposed_by, form.proposal_note) == ("proposed", person, "Short.")
    assert form.term.note == "A note"
