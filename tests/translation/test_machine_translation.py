"""Machine translation with the classes of wagtail-localize: it suggests and confirms nothing."""

from collections.abc import Iterator

import pytest
from django.urls import reverse
from wagtail_localize.machine_translators.deepl import DeepLTranslator
from wagtail_localize.machine_translators.dummy import DummyTranslator

from tests import specimens as specimen
from tests import translators
from translation.segments.machine import (
    MachineSuggestion,
    MachineTranslationError,
    machine_translator_for,
)
from translation.segments.text import TranslationSegment, load_segments
from translation.system_checks import check_machine_translators

from .conftest import read_again
from .translation_service import DUMMY, LIBRE, LocalTranslationService, local_translation_service

pytestmark = pytest.mark.django_db

NOTHING_LISTENS = "http://127.0.0.1:9"


class BrokenTranslator(DummyTranslator):
    """A class with an error of its own."""

    def translate(self, source_locale, target_locale, strings):
        raise ZeroDivisionError

    def can_translate(self, source_locale, target_locale):
        return 1 / len(self.options["LANGUAGES"]) > 0


@pytest.fixture(scope="module")
def sent_page(home_of_module, sender):
    """A page that is sent to Slovenian once for the tests of the module."""
    page = specimen.content(home_of_module, summary="The help line is free.")
    text = '<p>Call the <b>help line</b> of <a href="https://example.org/">Alabama</a>.</p>'
    page.body = specimen.stream(page, "body", ("text", text))
    specimen.publish(page)
    translators.send_to_translation(sender, page, "sl")
    return page


@pytest.fixture
def page(db, sent_page):
    return read_again(sent_page)


@pytest.fixture
def service(settings, monkeypatch) -> Iterator[LocalTranslationService]:
    """A local service, which the site uses as LibreTranslate; the class for DeepL asks it, too."""
    with local_translation_service() as running:
        monkeypatch.setattr(
            DeepLTranslator, "get_api_endpoint", lambda self: f"{running.url}/v2/translate"
        )
        settings.WAGTAILLOCALIZE_MACHINE_TRANSLATOR = running.libre
        yield running


def segment_of(assignment, path: str) -> TranslationSegment:
    return next(item for item in load_segments(assignment.translation) if item.path == path)


def suggest(assignment, segment: TranslationSegment) -> MachineSuggestion:
    [suggestion] = machine_translator_for(assignment).suggest([segment])
    return suggestion


def linked_segment(assignment) -> TranslationSegment:
    return next(item for item in load_segments(assignment.translation) if "<a" in item.source)


@pytest.fixture
def editor_html(translator, client_for):
    """Return the HTML of the editor and of the help of its first segment, as a translator."""

    def get(assignment) -> tuple[str, str]:
        client, segment = client_for(translator("sl")), load_segments(assignment.translation)[0]
        editor = client.get(reverse("translation:edit", args=[assignment.pk]))
        url = reverse("translation:segment_help", args=[assignment.pk, segment.pk])
        return editor.content.decode(), client.get(url).json()["html"]

    return get


# Buttons, and which machine translates what


def test_a_site_without_a_machine_translator_has_no_buttons_for_it(
    send_to_translation, page, editor_html
):
    editor, help_ = editor_html(send_to_translation("sl", page))
    assert "machine/" not in editor
    assert "data-translation-machine-translate" not in help_


def test_the_buttons_are_sentences(send_to_translation, page, editor_html, settings):
    settings.WAGTAILLOCALIZE_MACHINE_TRANSLATOR = {"CLASS": DUMMY}
    editor, help_ = editor_html(send_to_translation("sl", page))
    assert "Fill the empty texts by machine translation" in editor
    assert "Ask for a machine translation" in help_


def test_each_language_may_have_another_machine_or_none(
    send_to_translation, page, service, settings
):
    settings.MACHINE_TRANSLATORS_BY_LANGUAGE = {"mk": {"CLASS": DUMMY}, "hr": None}
    machines = {
        code: machine_translator_for(send_to_translation(code, page)) for code in ("sl", "mk", "hr")
    }
    names = {code: found and found.translator.display_name for code, found in machines.items()}
    assert names == {"sl": "LibreTranslate", "mk": "Dummy translator", "hr": None}


def test_a_machine_of_one_language_is_not_offered_for_others(send_to_translation, page, settings):
    settings.MACHINE_TRANSLATORS_BY_LANGUAGE = {"mk": {"CLASS": DUMMY}}
    assert machine_translator_for(send_to_translation("mk", page))
    assert not machine_translator_for(send_to_translation("sl", page))


def test_a_language_that_the_class_does_not_know_has_no_button(send_to_translation, page, settings):
    settings.MACHINE_TRANSLATORS_BY_LANGUAGE = {"sl": {"CLASS": DUMMY, "LANGUAGE_CODE": "en"}}
    assert not machine_translator_for(send_to_translation("sl", page))


def test_a_service_is_asked_for_the_code_that_it_knows(
    send_to_translation, page, service, settings
):
    settings.MACHINE_TRANSLATORS_BY_LANGUAGE = {"cnr": {**service.libre, "LANGUAGE_CODE": "hr"}}
    assignment = send_to_translation("cnr", page)
    suggest(assignment, segment_of(assignment, "summary"))
    assert service.languages == {"hr"}
    assert assignment.translation.target_locale.language_code == "cnr"


def test_a_class_that_fails_does_not_close_the_editor(
    send_to_translation, page, settings, editor_html
):
    options = {"LANGUAGES": []}
    settings.WAGTAILLOCALIZE_MACHINE_TRANSLATOR = {
        "CLASS": f"{__name__}.BrokenTranslator",
        "OPTIONS": options,
    }
    assert "machine/" not in editor_html(send_to_translation("sl", page))[0]


def test_unpublished_and_private_texts_are_only_sent_if_the_configuration_says_so(
    send_to_translation, page, settings
):
    settings.WAGTAILLOCALIZE_MACHINE_TRANSLATOR = {"CLASS": DUMMY}
    assignment = send_to_translation("sl", page)
    assert machine_translator_for(assignment)
    page.summary = "Not public yet."
    page.save_revision()
    send_to_translation("sl", page, from_draft=True)
    assert not machine_translator_for(assignment)
    specimen.publish(page)
    assert machine_translator_for(assignment)
    specimen.restrict(page)
    assert not machine_translator_for(assignment)
    settings.WAGTAILLOCALIZE_MACHINE_TRANSLATOR = {"CLASS": DUMMY, "UNPUBLISHED_TEXTS": True}
    assert machine_translator_for(assignment)


def test_configurations_that_cannot_be_used_are_reported(settings):
    assert check_machine_translators() == []
    settings.WAGTAILLOCALIZE_MACHINE_TRANSLATOR = {"CLASS": "translation.no_such.Translator"}
    settings.MACHINE_TRANSLATORS_BY_LANGUAGE = {"sl": {"CLASS": LIBRE}, "xx": {"CLASS": DUMMY}}
    errors = [error.msg for error in check_machine_translators()]
    assert len(errors) == 2
    assert "No module named 'translation.no_such'" in errors[0]
    assert ", mk, " in errors[0]
    assert ", sl, " not in errors[0]
    assert "xx cannot be used. LookupError" in errors[1]


# Suggestions


@pytest.mark.parametrize("name", ["libre", "deepl"])
def test_a_service_suggests_a_text_with_the_markup_of_its_source(
    name, send_to_translation, page, service, settings
):
    settings.WAGTAILLOCALIZE_MACHINE_TRANSLATOR = getattr(service, name)
    assignment = send_to_translation("sl", page)
    text = suggest(assignment, linked_segment(assignment)).text
    assert text == 'Prevod: Call the <b>help line</b> of <a id="a1">Alabama</a>.'


def test_equal_texts_are_asked_once(send_to_translation, page, service):
    assignment = send_to_translation("sl", page)
    segment = segment_of(assignment, "summary")
    machine = machine_translator_for(assignment)
    first, second = machine.suggest([segment, segment])
    assert first == second == MachineSuggestion("Prevod: The help line is free.")
    assert service.asked == [["The help line is free."]]


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("Pokličite <b>telefon</b>, <a id='a1'>Alabama</a>", "telefon</b>"),
        ("<a id='a1'>Alabama</a>: <b>A &amp; B</b> <3", "A &amp; B</b> &lt;3"),
        ("Pokličite telefon, <a id='a1'>Alabama</a>", None),
        ("Pokličite <b>telefon</b>, Alabama", None),
        ("Pokličite <b>telefon</b>, <a id='a2'>Alabama</a>", None),
        ("Pokličite <b>telefon, <a id='a1'>Alabama</b></a>", None),
        ("<p>Pokličite <b>telefon</b>, <a id='a1'>Alabama</a></p>", None),
        ("\x00<b>telefon</b>, <a id='a1'>Alabama</a>", None),
    ],
)
def test_a_text_whose_markup_was_lost_is_not_suggested(
    answer, expected, send_to_translation, page, service
):
    service.translate = lambda text: answer
    assignment = send_to_translation("sl", page)
    suggestion = suggest(assignment, linked_segment(assignment))
    assert suggestion.is_damaged == (expected is None)
    assert (expected or "") in suggestion.text


def test_an_empty_answer_is_no_suggestion(send_to_translation, page, service):
    service.translate = lambda text: " "
    assignment = send_to_translation("sl", page)
    assert suggest(assignment, segment_of(assignment, "summary")) == MachineSuggestion()


FAILURES = {
    "wrong key of LibreTranslate": ("libre", (403, b'{"error": "Invalid API key"}')),
    "too many requests": ("libre", (429, b'{"error": "Slowdown: 100 per 1 minute"}')),
    "error of the server": ("libre", (500, b"Internal Server Error")),
    "no JSON": ("libre", (200, b"<html>Maintenance</html>")),
    "fewer answers than texts": ("libre", (200, b'{"translatedText": []}')),
    "no text": ("libre", (200, b'{"translatedText": [7]}')),
    "wrong key of DeepL": ("deepl", (403, b"")),
    "quota of DeepL": ("deepl", (456, b'{"message": "Quota exceeded"}')),
    "fewer answers of DeepL": ("deepl", (200, b'{"translations": []}')),
}


@pytest.mark.parametrize(("name", "failure"), FAILURES.values(), ids=FAILURES)
def test_a_failure_of_the_service_is_explained(
    name, failure, send_to_translation, page, service, settings, translator, client_for
):
    settings.WAGTAILLOCALIZE_MACHINE_TRANSLATOR = getattr(service, name)
    service.failure = failure
    assert_failure_is_explained(client_for(translator("sl")), send_to_translation("sl", page))


def test_a_service_that_does_not_answer_in_time_is_explained(
    send_to_translation, page, service, settings, translator, client_for
):
    options = {**service.libre["OPTIONS"], "TIMEOUT": 0.05}
    settings.WAGTAILLOCALIZE_MACHINE_TRANSLATOR = {"CLASS": LIBRE, "OPTIONS": options}
    service.delay = 0.3
    message = assert_failure_is_explained(
        client_for(translator("sl")), send_to_translation("sl", page)
    )
    assert "ReadTimeout" in message


@pytest.mark.parametrize(
    "configuration",
    [
        {"CLASS": LIBRE, "OPTIONS": {"LIBRETRANSLATE_URL": NOTHING_LISTENS, "API_KEY": ""}},
        {"CLASS": f"{__name__}.BrokenTranslator", "OPTIONS": {"LANGUAGES": ["sl"]}},
    ],
    ids=["nothing listens", "error in the class"],
)
def test_an_exception_of_a_class_is_explained(
    configuration, send_to_translation, page, settings, translator, client_for
):
    settings.WAGTAILLOCALIZE_MACHINE_TRANSLATOR = configuration
    assert_failure_is_explained(client_for(translator("sl")), send_to_translation("sl", page))


def assert_failure_is_explained(client, assignment) -> str:
    segment = segment_of(assignment, "summary")
    with pytest.raises(MachineTranslationError):
        suggest(assignment, segment)
    url = reverse("translation:segment_machine_translate", args=[assignment.pk, segment.pk])
    response = client.post(url)
    message = response.json()["message"]
    assert response.status_code == 502
    assert "The machine translation did not work" in message
    assert "secret" not in message
    return message


def test_a_suggestion_for_one_text_is_shown_and_not_stored(
    send_to_translation, translator, client_for, page, service
):
    assignment, client = send_to_translation("sl", page), client_for(translator("sl"))
    segment = segment_of(assignment, "summary")
    url = reverse("translation:segment_machine_translate", args=[assignment.pk, segment.pk])
    assert client.post(url).json() == {"text": "Prevod: The help line is free."}
    assert not any(item.string_translation for item in load_segments(assignment.translation))


def test_the_person_is_told_if_a_suggestion_lost_its_markup(
    send_to_translation, translator, client_for, page, service
):
    service.translate = lambda text: "Besedilo"
    assignment, client = send_to_translation("sl", page), client_for(translator("sl"))
    segment = linked_segment(assignment)
    url = reverse("translation:segment_machine_translate", args=[assignment.pk, segment.pk])
    answer = client.post(url).json()
    assert answer["text"] == ""
    assert "lost formatting or links" in answer["message"]


def test_another_team_gets_no_suggestion(
    send_to_translation, translator, client_for, page, service
):
    assignment, client = send_to_translation("sl", page), client_for(translator("mk"))
    segment = segment_of(assignment, "summary")
    url = reverse("translation:segment_machine_translate", args=[assignment.pk, segment.pk])
    assert client.post(url).status_code == 403
    assert not service.asked
