"""Finding glossary terms in a source text, with their forms in the target language."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Locale

from core.request_cache import new_request_cache
from translation.choices import TermStatus
from translation.models.glossary import GlossaryTerm, GlossaryTermForm
from translation.segments.glossary_lookup import (
    GlossaryLookup,
    glossary_of,
    has_stems,
    occurrences,
)

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]


@pytest.fixture
def slovenian(locale) -> Locale:
    return locale("sl")


def create_term(text: str, *forms: str, locale: Locale | None = None, **fields) -> GlossaryTerm:
    term = GlossaryTerm.objects.create(text=text, **fields)
    for form in forms:
        GlossaryTermForm.objects.create(term=term, locale=locale, text=form)
    return term


def found_in(text: str, locale: Locale) -> list[str]:
    return [text[found.start : found.end] for found in GlossaryLookup(locale).terms_in(text)]


FOUND = [
    ("victim of trafficking", "Every victim of trafficking.", "victim of trafficking"),
    ("victim of trafficking", "Victims of trafficking", "Victims of trafficking"),
    ("supervisory body", "Supervisory bodies meet", "Supervisory bodies"),
    ("South-East Europe", "in South‑East Europe", "South‑East Europe"),
    ("state's attorney", "the State’s attorney", "State’s attorney"),
    ("human trafficking", "human\u00a0trafficking", "human\u00a0trafficking"),
    ("GRETA", "(GRETA)", "GRETA"),
    ("R&D (C++)", "our R&D (C++) work", "R&D (C++)"),
]


@pytest.mark.parametrize(("term", "text", "expected"), FOUND)
def test_a_term_is_found_in_different_spellings(slovenian, term, text, expected):
    create_term(term)
    assert found_in(text, slovenian) == [expected]


@pytest.mark.parametrize(
    ("term", "text"),
    [("state", "the statement"), ("SEE", "we see it"), ("art", "start an article")],
)
def test_parts_of_words_and_words_that_equal_an_abbreviation_are_not_found(slovenian, term, text):
    create_term(term)
    assert found_in(text, slovenian) == []


def test_of_overlapping_terms_the_longer_is_found(slovenian):
    create_term("trafficking")
    create_term("victim of trafficking")
    text = "A victim of trafficking, and trafficking"
    assert found_in(text, slovenian) == ["victim of trafficking", "trafficking"]


def test_a_term_has_approved_and_forbidden_forms(slovenian, locale):
    term = create_term("network", "mreža", locale=slovenian, note="Ours.")
    create_term("state", "држава", locale=locale("mk"))
    GlossaryTermForm.objects.create(
        term=term, locale=slovenian, text="omrežje", status=TermStatus.FORBIDDEN
    )
    (found,) = GlossaryLookup(slovenian).terms_in("The network")
    assert (found.term, found.approved, found.forbidden) == ("network", ["mreža"], ["omrežje"])
    assert found.entry.note == "Ours."


def test_a_term_without_a_form_in_the_language_is_found(slovenian, locale):
    create_term("state", "држава", locale=locale("mk"))
    (found,) = GlossaryLookup(slovenian).terms_in("The state")
    assert found.approved == []


def test_without_terms_nothing_is_found(slovenian):
    assert GlossaryLookup(slovenian).terms_in("The network") == []


def test_a_derived_language_has_the_forms_of_its_origin_and_its_own(locale):
    term = create_term("network", "мрежа", locale=locale("sr-cyrl"))
    GlossaryTermForm.objects.create(term=term, locale=locale("sr-latn"), text="mreža")
    GlossaryTermForm.objects.create(term=term, locale=locale("sr-latn"), text="Mreža SEE")
    (found,) = GlossaryLookup(locale("sr-latn")).terms_in("The network")
    assert found.approved == ["mreža", "Mreža SEE"]


def test_many_terms_are_loaded_in_one_query(slovenian):
    for number in range(30):
        create_term(f"term {number}", f"izraz {number}", locale=slovenian)
    with CaptureQueriesContext(connection) as queries:
        termbase = GlossaryLookup(slovenian)
        found = [termbase.terms_in(f"The term {number}") for number in range(30)]
    assert all(found)
    assert len(queries) == 1


@pytest.mark.django_db(transaction=True)
def test_a_glossary_is_kept_until_a_term_changes(slovenian):
    term = create_term("network", "mreža", locale=slovenian)
    with new_request_cache():
        kept = glossary_of(slovenian)
    with new_request_cache():
        assert glossary_of(slovenian) is kept
    GlossaryTermForm.objects.create(term=term, locale=slovenian, text="omrežje")
    with new_request_cache():
        [found] = glossary_of(slovenian).terms_in("The network")
    assert found.approved == ["mreža", "omrežje"]


@pytest.mark.parametrize(
    ("form", "text", "expected"),
    [
        ("Evropski svet", "sklep Evropskega sveta", "Evropskega sveta"),
        ("žrtva trgovine", "žrtvama trgovine", "žrtvama trgovine"),
        ("НАТЦ СЕЕ", "мрежата НАТЦ СЕЕ", "НАТЦ СЕЕ"),
    ],
)
def test_a_form_is_found_in_its_inflections(form, text, expected):
    ((start, end),) = occurrences(form, text)
    assert text[start:end] == expected


def test_a_form_is_not_found_in_another_word():
    assert not occurrences("svet", "svetovalec")
    assert not occurrences("Evropski svet", "evropska unija")


def test_stems_are_found_in_any_order_and_with_any_punctuation():
    assert has_stems("ministrul de interne", "Nouă miniștri de interne")
    assert has_stems("mekanizmi kombëtar i referimit", "referimit, mekanizmave kombëtarë")
    assert not has_stems("žrtev trgovine z ljudmi", "Oškodovanci nezakonitih poslov")
