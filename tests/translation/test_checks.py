"""The checks of translations: each case has a language, a source, a target and the results."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Locale
from wagtail_localize.models import StringTranslation, Translation

from core.languages import site_language
from tests import specimens as specimen
from translation.checks import CHECKS, problems_in_segment, problems_in_translation
from translation.checks.checked_segment import CheckedSegment
from translation.choices import TermCategory, TermStatus, TranslationOrigin
from translation.models.glossary import GlossaryTerm, GlossaryTermForm
from translation.segments.field_descriptions import FieldDescription
from translation.segments.glossary_lookup import GlossaryLookup
from translation.segments.text import PreviousTranslation, TranslationSegment, load_segments

from .conftest import translate_segments

MANUAL = StringTranslation.TRANSLATION_TYPE_MANUAL
MACHINE = StringTranslation.TRANSLATION_TYPE_MACHINE


class EmptyTermbase:
    """A glossary without terms, which needs no database."""

    def terms_in(self, text: str) -> list:
        return []


def subject(code: str, source: str, target: str, termbase=None, **words) -> CheckedSegment:
    given = {"translation_type": MANUAL, "has_error": False, "data": target, **words}
    stored = StringTranslation(**given) if target else None
    segment = TranslationSegment(
        1, 1, 1, "body", "body", 1, source, Locale, string_translation=stored
    )
    segment.description = FieldDescription("Text", limit=60, is_rich=True)
    return CheckedSegment(segment, site_language(code), termbase or EmptyTermbase())


def problem_codes(*case, **words) -> list[str]:
    return [problem.code for problem in problems_in_segment(subject(*case, **words))]


def messages(*case, **words) -> list[str]:
    return [problem.message for problem in problems_in_segment(subject(*case, **words))]


VALID_TRANSLATIONS = [
    ("sl", "Founded on 20 October 2010.", "Ustanovljena 20. oktobra 2010."),
    ("hr", "Signed on 20 October 2010.", "Potpisano 20. listopada 2010."),
    ("mk", "Founded on 20 October 2010.", "Основана на 20 октомври 2010."),
    ("bg", "Declaration 2018", "Декларация от 2018 г."),
    ("sr-cyrl", "Declaration 2018", "Декларација из 2018."),
    ("ro", "On 4 May 2019", "La 4.5.2019"),
    ("sq", "More than 1,000 victims", "Më shumë se 1 000 viktima"),
    ("ro", "More than 1,000 victims", "Peste 1.000 de victime"),
    ("sl", "A share of 3.5 %", "Delež 3,5 %"),
    ("mk", "In the 21st century", "Во XXI век"),
    ("sr-cyrl", "Article XII", "Члан 12"),
    ("hr", "The 10th meeting", "10. sastanak"),
    ("bg", "The 10th meeting", "10-та среща"),
    ("mk", "NATO, GRETA and UNODC", "NATO, GRETA и UNODC"),
    ("sr-cyrl", "With ICMPD", "Са ICMPD-ом"),
    ("bg", "La Strada in Sofia", "La Strada в София"),
    ("mk", "Write to natc@example.org", "Пишете на natc@example.org"),
    ("bg", "See https://example.org/page", "Вижте https://example.org/page"),
    ("sr-cyrl", "The XXI century, chapter IV", "XXI век, поглавље IV"),
    ("sr-cyrl", "A “quoted” word", "Једна „наведена“ реч"),
    ("bg", 'See <a id="a1">the meetings</a>', 'Вижте <a id="a1">срещите</a>'),
    ("sq", "R&amp;D &lt; 5", "K&amp;Zh &lt; 5"),
    ("hr", "The ministry “Министерство” answered", "Odgovorilo je „Министерство“"),
    ("sl", "Europol", "Europol"),
    ("hr", "What now?", "Što sada?"),
]


@pytest.mark.parametrize("case", VALID_TRANSLATIONS, ids=[case[2] for case in VALID_TRANSLATIONS])
def test_a_valid_translation_has_no_problems(case):
    assert messages(*case) == []


LATIN_LETTERS = [
    ("bg", "трaфик", "a"),
    ("bg", "cтратегия", "c"),
    ("bg", "Xърватия", "X"),
    ("mk", "наjголем", "j"),
    ("mk", "жртвите oд", "o"),
    ("mk", "eдна", "e"),
    ("sr-cyrl", "зajедно", "a, j"),
    ("sr-cyrl", "xуманост", "x"),
    ("sr-cyrl", "pегион", "p"),
    ("sr-cyrl", "ОEБС", "E"),
]


@pytest.mark.parametrize(("code", "text", "messages"), LATIN_LETTERS)
def test_latin_letters_in_a_cyrillic_word_are_listed(code, text, messages):
    problems = problems_in_segment(subject(code, "Trafficking", text))
    (mixed,) = [problem for problem in problems if problem.code == "mixed-scripts"]
    assert mixed.blocks
    assert f"(Latin): {messages}." in mixed.message or "script (Latin). Type it" in mixed.message


TRANSLATIONS_WITH_ERRORS = [
    ("mk", "A network and a state", "Мрежа a држава", "mixed-scripts"),  # a conjunction in Latin
    ("mk", "The XXI century", "ХXI век", "mixed-scripts"),  # a numeral in two scripts
    ("sl", "Trafficking", "trgоvina", "mixed-scripts"),
    ("hr", "The state", "Држава", "foreign-letters"),
    ("ro", "A text", "", "untranslated"),
    ("ro", "A text", "x" * 61, "too-long"),
    ("sl", 'See <a id="a1">it</a>', "Glej", "broken-markup"),
    ("sl", "See it", 'Glej <a id="a9">to</a>', "broken-markup"),
    ("sl", "See it", "Glej <b>to", "broken-markup"),
    ("sl", "See it", "Glej <u>to</u>", "broken-markup"),
    ("sl", "See <b>it</b>", "Glej to", "formatting"),
    ("sl", "See it", "Glej <i>to</i>", "formatting"),
]


@pytest.mark.parametrize(("code", "source", "target", "expected"), TRANSLATIONS_WITH_ERRORS)
def test_an_error_blocks_the_translation(code, source, target, expected):
    problems = problems_in_segment(subject(code, source, target))
    assert expected in [problem.code for problem in problems if problem.blocks]


TRANSLATIONS_WITH_WARNINGS = [
    (
        "bg",
        "Help for victims",
        "Помощ за victims",
        "“victims” is written in another script (Latin).",
    ),
    ("mk", "Write an e-mail", "Напишете e-mail", "“e-mail” is written in another script (Latin)."),
    ("sl", "27 states", "Države", "The number 27 is missing."),
    ("sl", "3 and 5 states", "Države", "The numbers 3, 5 are missing."),
    ("sl", "States", "27 držav", "The number 27 is not in the source."),
    ("ro", "1,000 victims", "100 de victime", "The number 1000 is missing."),
    ("hr", "In 2018", "Godine 2019.", "The number 2018 is missing."),
    (
        "sl",
        "On 20 October 2010",
        "20. septembra 2010",
        "The date “20 October 2010” has become “20. septembra 2010”.",
    ),
    (
        "mk",
        "On October 4, 2012 and 18 May 2015",
        "На 18 октомври 2012 и на 4 мај 2015",
        "The date “18 May 2015” has become “18 октомври 2012”.",
    ),
    ("sl", "The whole text", "The whole text", "The text is the same as its source."),
    ("sl", "A text", "Besedilo ", "There is a space before or after the text."),
    ("sl", "A text", "Neko  besedilo", "There are two spaces in a row."),
    ("sl", "A text.", "Neko besedilo", "The source ends with “.”, the text does not."),
    ("sl", "A text", "Neko besedilo.", "The text ends with “.”, its source does not."),
    ("sl", "A text?", "Besedilo.", "The source ends with “?”, the text with “.”."),
    ("sl", "A (short) text", "Neko (kratko besedilo", "One of these is missing: ( )"),
    ("bg", "A “text”", "Един „текст", "One of these is missing: „ “"),
    ("sl", "One<br/>two", "Ena dve", "“line break” is missing."),
]


@pytest.mark.parametrize(("code", "source", "target", "expected"), TRANSLATIONS_WITH_WARNINGS)
def test_a_warning_does_not_block_and_names_its_subject(code, source, target, expected):
    problems = problems_in_segment(subject(code, source, target))
    assert expected in [problem.message for problem in problems]
    assert not [problem.code for problem in problems if problem.blocks]


def test_an_unconfirmed_segment_blocks_the_translation():
    assert problem_codes("sl", "A text", "Besedilo", translation_type=MACHINE) == ["unconfirmed"]


def test_an_invalid_segment_shows_its_error():
    refused = messages("sl", "A text", "Besedilo", has_error=True, field_error="Wrong somehow.")
    assert refused == ["Wrong somehow."]


def test_a_segment_with_a_changed_source_is_reported_as_such():
    case = subject("sl", "A text", "")
    case.segment.previous = PreviousTranslation("Text", "Besedilo")
    assert [problem.code for problem in problems_in_segment(case)] == ["source-changed"]


def test_a_text_marked_as_kept_may_equal_its_source():
    assert (
        problem_codes("mk", "The whole text", "The whole text", tool_name=TranslationOrigin.KEPT)
        == []
    )


def test_every_check_has_a_test_case():
    """In the tables above or the tests below."""
    cases = [*TRANSLATIONS_WITH_ERRORS, *((*case[:3], "") for case in TRANSLATIONS_WITH_WARNINGS)]
    met = {code for case in cases for code in problem_codes(*case[:3])}
    met |= {"unconfirmed", "source-changed", "forbidden-form", "footnote-mark", "agreed-form"}
    assert met == {check.code for check in CHECKS}


def create_term(text: str, approved: str, forbidden: str = "", code: str = "sl", **fields) -> None:
    term = GlossaryTerm.objects.create(text=text, category=TermCategory.SUBJECT, **fields)
    locale = Locale.objects.get(language_code=code)
    for words, status in ((approved, TermStatus.APPROVED), (forbidden, TermStatus.FORBIDDEN)):
        if words:
            GlossaryTermForm.objects.create(term=term, locale=locale, text=words, status=status)


def messages_with_terms(code: str, source: str, target: str) -> list[str]:
    termbase = GlossaryLookup(Locale.objects.get(language_code=code))
    return [
        problem.message for problem in problems_in_segment(subject(code, source, target, termbase))
    ]


@pytest.mark.django_db
class TestTerms:
    def test_an_agreed_form_may_be_inflected(self):
        create_term("victim of trafficking", "žrtev trgovine z ljudmi")
        assert messages_with_terms("sl", "Victims of trafficking", "Žrtvam trgovine z ljudmi") == []

    def test_a_translation_without_the_agreed_form_has_a_warning(self):
        create_term("victim of trafficking", "žrtev trgovine z ljudmi")
        assert messages_with_terms("sl", "Victims of trafficking", "Oškodovanci") == [
            "For “victim of trafficking”, the agreed form is “žrtev trgovine z ljudmi”."
        ]

    def test_an_inflected_forbidden_form_is_an_error_that_names_the_approved_form(self):
        create_term("Council of Europe", "Svet Evrope", "Evropski svet")
        problems = problems_in_segment(
            subject(
                "sl",
                "The Council of Europe",
                "Dokument Evropskega sveta in Sveta Evrope",
                GlossaryLookup(Locale.objects.get(language_code="sl")),
            )
        )
        assert [(problem.code, problem.blocks) for problem in problems] == [
            ("forbidden-form", True)
        ]
        assert problems[0].message == (
            "“Evropskega sveta” must not be used for “Council of Europe”. Use “Svet Evrope”."
        )

    def test_a_forbidden_form_within_an_approved_form_is_allowed(self):
        create_term("North Macedonia", "Severna Makedonija", "Makedonija")
        assert messages_with_terms("sl", "In North Macedonia", "V Severni Makedoniji") == []

    def test_a_form_is_only_forbidden_for_its_own_term(self):
        create_term("Council of Europe", "Svet Evrope", "Evropski svet")
        assert messages_with_terms("sl", "The European Council", "Evropski svet") == []

    def test_a_designation_needs_its_footnote_mark(self):
        create_term("Kosovo", "Kosovo", needs_footnote=True)
        assert messages_with_terms("sl", "In Kosovo* and Albania", "Na Kosovu in v Albaniji") == [
            "“Kosovo” needs its footnote mark: *"
        ]
        assert messages_with_terms("sl", "In <b>Kosovo</b>*", "Na <b>Kosovu</b>*") == []

    def test_each_occurrence_of_a_designation_needs_its_footnote_mark(self):
        create_term("Kosovo", "Kosovo", needs_footnote=True)
        assert messages_with_terms("sl", "Kosovo* and Kosovo*", "Kosovo* in Kosovo")

    def test_a_designation_without_a_mark_in_the_source_needs_none(self):
        create_term("Kosovo", "Kosovo", needs_footnote=True)
        assert messages_with_terms("sl", "Kosovo", "Kosovo") == []

    def test_a_derived_language_has_the_terms_of_its_origin(self):
        create_term("Council of Europe", "Савет Европе", "Европски савет", code="sr-cyrl")
        assert messages_with_terms("sr-latn", "Council of Europe", "Evropski savet") == [
            "“Evropski savet” must not be used for “Council of Europe”. Use “Savet Evrope”."
        ]


@pytest.mark.django_db
class TestWholePages:
    def test_problems_are_in_the_order_of_the_page(self, send_to_translation):
        translation = send_to_translation("sl").translation
        problems = problems_in_translation(translation, load_segments(translation))
        assert [problem.location.source for problem in problems] == ["About us", "Who we are."]

    def test_the_number_of_queries_does_not_depend_on_the_length_of_the_page(
        self, send_to_translation, translator, home
    ):
        counts = []
        for size in (1, 12):
            page = specimen.content(home, slug=f"page-{size}", summary="Who we are.")
            items = [("heading", f"The National Commission {number}") for number in range(size)]
            page.body = specimen.stream(page, "body", *items)
            assignment = send_to_translation("sl", specimen.publish(page))
            translate_segments(translator("sl", f"person-{size}"), assignment)
            create_term(f"National Commission {size}", "Nacionalna komisija", "Državna komisija")
            with CaptureQueriesContext(connection) as queries:
                translation = Translation.objects.get(pk=assignment.translation.pk)
                problems_in_translation(translation, load_segments(translation))
            counts.append(len(queries))
        assert counts[0] == counts[1]
