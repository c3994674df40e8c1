"""The import of translation memories of other tools, and what the editor makes of them."""

import pytest
from django.urls import reverse
from wagtail_localize.models import StringTranslation

from tests import specimens as specimen
from translation.actions.write import WriteSegment
from translation.choices import SegmentState, TranslationOrigin
from translation.exchange.documents import UnreadableFileError
from translation.exchange.memory import tmx
from translation.exchange.memory.actions import RemoveMemoryFile
from translation.models import MemoryFile, MemoryUnit
from translation.policies import TranslationPermissionDenied
from translation.segments.memory import fuzzy_matches
from translation.segments.text import load_segments

from ..conftest import translate_segments
from .memory_files import NAME, confirm_memory, import_memory, tmx_file, upload_memory
from .test_malicious_files import ENTITY_BOMB

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]

UNIT = {"en": "About us", "sl": "O nas"}
BIDI_OVERRIDE = "\u202e"


def title_of(assignment):
    return next(item for item in load_segments(assignment.translation) if item.path == "title")


def help_text(client, assignment) -> str:
    """Return the help for the title as the editor shows it."""
    url = reverse("translation:segment_help", args=[assignment.pk, title_of(assignment).pk])
    return client.get(url).json()["html"]


# What the editor makes of it


def test_an_exact_match_of_a_file_is_filled_in_unconfirmed(page, coordinator, send_to_translation):
    import_memory(coordinator, UNIT)
    title = title_of(send_to_translation("sl", page))
    assert (title.target, title.origin) == ("O nas", TranslationOrigin.MEMORY)
    assert title.state == SegmentState.UNCONFIRMED
    assert title_of(send_to_translation("hr", page)).state == SegmentState.UNTRANSLATED


def test_the_translation_of_a_page_comes_before_that_of_a_file(
    home, page, coordinator, translator_sl, send_to_translation
):
    first = send_to_translation("sl", page)
    WriteSegment(translator_sl, first, title_of(first), "Kdo smo").execute()
    import_memory(coordinator, UNIT, {"en": "About all of us", "sl": "O vseh nas"})
    other = specimen.content(home, slug="other", title="About us")
    assert title_of(send_to_translation("sl", other)).target == "Kdo smo"
    third = send_to_translation("sl", specimen.content(home, slug="third", title="About us."))
    matches = fuzzy_matches(title_of(third), third.translation)
    assert [(match.target, match.file) for match in matches] == [
        ("Kdo smo", ""),
        ("O vseh nas", NAME),
    ]


def test_a_match_of_a_file_names_the_file(assignment, coordinator, translator_sl, client_for):
    client = client_for(translator_sl)
    assert NAME not in help_text(client, assignment)
    import_memory(coordinator, UNIT)
    shown = help_text(client, assignment)
    assert "100 % alike" in shown
    assert f"from the file {NAME}" in shown


def test_a_match_of_a_file_that_is_there_already_is_not_offered(
    assignment, coordinator, translator_sl, client_for
):
    import_memory(coordinator, UNIT)
    WriteSegment(translator_sl, assignment, title_of(assignment), "O nas").execute()
    assert NAME not in help_text(client_for(translator_sl), assignment)


def test_tags_of_this_site_are_kept_and_those_of_other_tools_left_out(
    assignment, coordinator, send_to_translation
):
    import_memory(
        coordinator,
        {
            "en": 'One <bpt i="1">&lt;b></bpt>bold<ept i="1">&lt;/b></ept> word',
            "sl": '<bpt i="1">&lt;b></bpt>Krepka<ept i="1">&lt;/b></ept> beseda',
        },
        {
            "en": 'One <bpt i="0">&lt;g0></bpt>bold<ept i="0">&lt;/g0></ept> <hi>letter</hi>',
            "sl": 'Krepka črka<ph x="1">{0}</ph>',
        },
        {"en": "A link", "sl": '<bpt i="1">&lt;a id="a1"></bpt>Povezava<ept i="1">&lt;/a></ept>'},
    )
    assert set(MemoryUnit.objects.values_list("source", "target")) == {
        ("One <b>bold</b> word", "<b>Krepka</b> beseda"),
        ("One bold letter", "Krepka črka"),
        ("A link", "Povezava"),  # a link that the source lacks
    }


# The preview


def test_a_preview_shows_samples_and_counts_and_confirming_saves_the_rest(
    assignment, translator_sl, client_for
):
    WriteSegment(translator_sl, assignment, title_of(assignment), "O nas").execute()
    client, others = client_for(translator_sl), [(f"Text {n}", f"Besedilo {n}") for n in range(9)]
    units = [{"en-GB": source, "SL-si": target} for source, target in others]
    preview = upload_memory(client, tmx_file(UNIT, *units))
    [comparison] = preview.context["report"].languages
    assert (len(comparison.new), comparison.known_count) == (9, 1)
    shown = preview.content.decode()
    assert '<td lang="sl">Besedilo 0</td>' in shown
    assert "Besedilo 8" not in shown
    assert "Not all translations are shown here." in shown
    assert not MemoryUnit.objects.exists()
    assert (
        "9 translations are in the memory now." in confirm_memory(client, preview).content.decode()
    )
    assert set(MemoryUnit.objects.values_list("source", "target")) == set(others)
    file = MemoryFile.objects.get()
    assert (file.name, file.imported_by) == (NAME, translator_sl)


def test_a_preview_shows_conflicts_with_pages_files_and_in_the_file(
    assignment, coordinator, translator_sl, client_for
):
    import_memory(coordinator, {"en": "About us", "sl": "Predstavitev"}, name="earlier.tmx")
    WriteSegment(translator_sl, assignment, title_of(assignment), "Kdo smo").execute()
    client = client_for(translator_sl)
    preview = upload_memory(client, tmx_file(UNIT, {"en": "About us", "sl": "O naju"}))
    shown = preview.content.decode()
    for text in ("Predstavitev", "from the file earlier.tmx", "Kdo smo", "confirmed on a page"):
        assert text in shown
    [comparison] = preview.context["report"].languages
    others = [[other.target for other in item.others] for item in comparison.conflicts]
    assert others == [["Predstavitev", "Kdo smo"], ["Predstavitev", "Kdo smo", "O nas"]]
    confirm_memory(client, preview)
    assert MemoryUnit.objects.count() == 3
    assert title_of(assignment).target == "Kdo smo"


def test_texts_that_are_left_out_are_named_with_the_reason(translator_sl, client_for):
    unit = {**UNIT, "de-DE": "Über uns", "hr": "O nama", "sr-Latn-RS": "O nama", "sr": "О нама"}
    preview = upload_memory(client_for(translator_sl), tmx_file(unit, {"sl": "Brez izvirnika"}))
    shown = preview.content.decode()
    for reason in (
        "This site does not have the language “de-DE”.",
        "This site does not have the language “sr”.",  # of which script?
        "You are not in the team of Hrvatski.",
        "Srpski is derived from the other script.",
        "There is no text in English",
    ):
        assert reason in shown
    confirm_memory(client_for(translator_sl), preview)
    assert [unit.target for unit in MemoryUnit.objects.all()] == ["O nas"]


def test_a_file_without_a_language_of_the_person_is_refused(translator_sl, client_for):
    response = upload_memory(
        client_for(translator_sl), tmx_file({"en": "About us", "hr": "O nama"})
    )
    [error] = response.context["form"].errors["file"]
    assert "You are not in the team of Hrvatski." in error


def test_an_invisible_character_refuses_the_whole_file_and_is_named(translator_sl, client_for):
    units = UNIT, {"en": "News", "sl": f"No{BIDI_OVERRIDE}vice"}
    response = upload_memory(client_for(translator_sl), tmx_file(*units))
    [problem] = response.context["report"].problems
    assert (problem.row, problem.column) == (2, "sl")
    assert "RIGHT-TO-LEFT OVERRIDE" in response.content.decode()
    assert 'name="payload"' not in response.content.decode()


# Who may import and remove


def test_only_coordinators_and_teams_import_memories(editor, client_for):
    response = client_for(editor).get(reverse("translation:memory_import"), follow=True)
    assert "You are not in a translation team." in response.content.decode()


def test_a_coordinator_imports_every_language_at_once(coordinator, client_for):
    client = client_for(coordinator)
    preview = upload_memory(client, tmx_file({**UNIT, "hr": "O nama", "sr-Cyrl": "О нама"}))
    confirm_memory(client, preview)
    codes = MemoryUnit.objects.values_list("target_locale__language_code", flat=True)
    assert sorted(codes) == ["hr", "sl", "sr-cyrl"]


def test_people_see_the_files_of_their_languages(coordinator, translator, client_for):
    import_memory(coordinator, {"en": "About us", "hr": "O nama"})
    url = reverse("translation:memory")
    assert NAME in client_for(translator("hr")).get(url).content.decode()
    assert NAME not in client_for(translator("sl")).get(url).content.decode()


def test_removing_a_file_removes_what_it_offered(
    assignment, coordinator, translator_sl, client_for
):
    file = import_memory(translator_sl, UNIT)
    import_memory(coordinator, {"en": "News", "sl": "Novice"}, name="other.tmx")
    client = client_for(translator_sl)
    url = reverse("translation:memory_remove", args=[file.pk])
    assert url in client.get(reverse("translation:memory")).content.decode()
    assert "1 translation of" in client.get(url).content.decode()
    assert MemoryUnit.objects.count() == 2
    client.post(url)
    assert [unit.source for unit in MemoryUnit.objects.all()] == ["News"]
    assert NAME not in help_text(client, assignment)


def test_translators_remove_their_own_files_and_coordinators_all(
    coordinator, translator, translator_sl, client_for
):
    file = import_memory(coordinator, UNIT)
    url = reverse("translation:memory_remove", args=[file.pk])
    assert url not in client_for(translator_sl).get(reverse("translation:memory")).content.decode()
    client_for(translator_sl).post(url)
    assert MemoryFile.objects.exists()
    with pytest.raises(TranslationPermissionDenied):
        RemoveMemoryFile(translator_sl, file).execute()
    RemoveMemoryFile(
        coordinator, import_memory(translator_sl, UNIT | {"en": "Us"}, name="b")
    ).execute()
    assert [found.name for found in MemoryFile.objects.all()] == [NAME]


# Files of other tools, damaged and malicious ones


def test_a_reference_to_the_dtd_and_utf_16_are_accepted():
    start = '<?xml version="1.0" encoding="utf-16"?><!DOCTYPE tmx SYSTEM "tmx14.dtd">'
    data = tmx_file(UNIT, start=start).decode().encode("utf-16")
    [record] = tmx.read(data).records
    assert (record.source, record.target) == ("About us", "O nas")


REFUSED = {
    "empty": (b"", "empty"),
    "not xml": (b"Words, nothing but words.", "line 1"),
    "another format": (b"<xliff/>", "not a TMX file"),
    "no texts": (tmx_file(), "no texts"),
    "cut off": (tmx_file(UNIT)[:-20], "line 1"),
    "windows-1250": (tmx_file().replace(b"OmegaT", "č".encode("windows-1250")), "UTF-8"),
    "broken utf-16": (b"\xff\xfe\x00\xd8\x00", "UTF-8"),
    "entity bomb": (ENTITY_BOMB.encode(), "entities"),
    "external entity": (
        b'<!DOCTYPE tmx [<!ENTITY a SYSTEM "file:///etc/passwd">]><tmx>&a;</tmx>',
        "entities",
    ),
    "undeclared entity": (b'<!DOCTYPE tmx SYSTEM "tmx14.dtd"><tmx>&a;</tmx>', "line 1"),
    "too deep": (tmx_file({"en": f"{'<hi>' * 50}x{'</hi>' * 50}"}), "formatting"),
    "far too deep": (b"<tmx>" * 500_000, "formatting"),
    "too many lines": (b"\n" * (tmx.MAX_LINES + 1), "too large"),
    "too many units": (
        b"<tmx><body>" + b"<tu/>" * (tmx.MAX_UNITS + 1) + b"</body></tmx>",
        str(tmx.MAX_UNITS),
    ),
}


@pytest.mark.parametrize(("data", "message"), REFUSED.values(), ids=REFUSED)
def test_a_damaged_or_malicious_file_is_refused(data, message):
    with pytest.raises(UnreadableFileError) as error:
        tmx.read(data)
    assert message in error.value.messages[0]


def test_a_file_with_too_many_elements_is_refused(monkeypatch):
    monkeypatch.setattr(tmx, "MAX_ELEMENTS", 20)
    assert tmx.read(tmx_file(UNIT)).records
    with pytest.raises(UnreadableFileError, match="too large"):
        tmx.read(tmx_file({**UNIT, "hr": "<ph/>" * 20}))


def test_a_text_with_far_too_many_tags_is_read_without_them():
    bold = '<bpt i="1">&lt;b></bpt>a<ept i="1">&lt;/b></ept>'
    few, many = (tmx.read(tmx_file({"en": "a", "sl": bold * count})) for count in (2, 300))
    assert few.records[0].target == "<b>a</b><b>a</b>"
    assert many.records[0].target == "a" * 300


def test_a_very_long_text_is_a_problem(translator_sl, client_for):
    response = upload_memory(client_for(translator_sl), tmx_file({**UNIT, "en": "a" * 20_001}))
    [problem] = response.context["report"].problems
    assert "20000" in problem.message


def test_an_imported_memory_is_not_exported_again(coordinator, client_for):
    import_memory(coordinator, UNIT)
    response = client_for(coordinator).get(reverse("translation:memory"), {"which": "all"})
    assert "About us" not in b"".join(response.streaming_content).decode()


def test_an_export_restores_a_lost_memory(assignment, coordinator, translator_sl, client_for):
    translate_segments(translator_sl, assignment, lambda text: text.replace("with", "z"))
    response = client_for(coordinator).get(reverse("translation:memory"), {"which": "all"})
    data = b"".join(response.streaming_content)
    before = {segment.source: segment.target for segment in load_segments(assignment.translation)}
    StringTranslation.objects.all().delete()
    client = client_for(coordinator)
    confirm_memory(client, upload_memory(client, data))
    assert dict(MemoryUnit.objects.values_list("source", "target")) == before
