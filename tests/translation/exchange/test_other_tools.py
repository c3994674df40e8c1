"""Files that a tool of the translation trade reads, changes and saves: the Translate Toolkit.

Its stores are those of Weblate and Virtaal, too. Its program is run as a translator runs it.
"""

import subprocess
import sys
from copy import deepcopy
from io import BytesIO
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from translate.storage import po, xliff

from translation.actions.write import WriteSegment
from translation.exchange.actions import ImportTranslations
from translation.exchange.archive import build_file, read_upload
from translation.exchange.import_comparison import ImportOutcome
from translation.exchange.memory import tmx
from translation.segments.text import load_segments

from .conftest import confirm_import, outcomes_by_source, targets_by_source
from .validators import xliff_errors

pytestmark = pytest.mark.django_db

# The translation of every text of the page, in capitals.
TRANSLATED = {
    "About us": "ABOUT US",
    "Who we are.": "WHO WE ARE.",
    'Words with <b>weight</b> &amp; a <a id="a1">link</a>.': (
        'WORDS WITH <b>WEIGHT</b> &amp; A <a id="a1">LINK</a>.'
    ),
    "One line<br/>and another.": "ONE LINE<br/>AND ANOTHER.",
    "What we do": "WHAT WE DO",
}


def saved(store) -> bytes:
    output = BytesIO()
    store.serialize(output)
    return output.getvalue()


def imported(user, name: str, data: bytes) -> ImportTranslations:
    return ImportTranslations(user, read_upload(SimpleUploadedFile(name, data)))


def in_capitals(segment):
    """Return the translation of a rich segment, whose inline elements stay where they are."""
    translated = deepcopy(segment)
    for element in translated.depth_first():
        element.sub = [part.upper() if isinstance(part, str) else part for part in element.sub]
    return translated


def test_an_xliff_file_is_translated_in_another_tool_without_loss(assignment, translator_sl):
    store = xliff.xlifffile.parsestring(build_file(assignment, "xliff"))
    assert {unit.get_state_id() for unit in store.units} == {xliff.Xliff1Unit.S_UNTRANSLATED}
    for unit in store.units:
        unit.rich_target = [in_capitals(segment) for segment in unit.rich_source]
        unit.marktranslated()
    data = saved(store)
    assert not xliff_errors(data)
    confirm_import(imported(translator_sl, "words.xlf", data))
    assert targets_by_source(assignment) == {
        source: (target, True) for source, target in TRANSLATED.items()
    }
    assert not imported(translator_sl, "words.xlf", data).check().can_import


def test_a_text_that_another_tool_marks_for_review_stays_unconfirmed(assignment, translator_sl):
    store = xliff.xlifffile.parsestring(build_file(assignment, "xliff"))
    unit = next(unit for unit in store.units if unit.source == "About us")
    unit.target = "O nas"
    unit.markreviewneeded()
    confirm_import(imported(translator_sl, "words.xlf", saved(store)))
    assert targets_by_source(assignment)["About us"] == ("O nas", False)


def test_another_tool_sees_texts_notes_and_states(assignment, translator_sl):
    segments = load_segments(assignment.translation)
    WriteSegment(translator_sl, assignment, segments[0], "O nas").execute()
    WriteSegment(translator_sl, assignment, segments[1], "Kdo smo.", confirmed=False).execute()
    units = xliff.xlifffile.parsestring(build_file(assignment, "xliff")).units
    assert [(unit.source, unit.target) for unit in units[:2]] == [
        ("About us", "O nas"),
        ("Who we are.", "Kdo smo."),
    ]
    assert "At most 255 characters." in units[0].getnotes()
    states = [unit.xmlelement.find(unit.namespaced("target")).get("state") for unit in units[:3]]
    assert states == ["translated", "needs-review-translation", "new"]


def test_a_po_file_is_translated_in_another_tool_without_loss(assignment, translator_sl):
    store = po.pofile.parsestring(build_file(assignment, "po"))
    assert store.gettargetlanguage() == "sl"
    for unit in store.units:
        if not unit.isheader():
            unit.target = TRANSLATED[unit.source]
            unit.markfuzzy(unit.source == "What we do")
    data = saved(store)
    confirm_import(imported(translator_sl, "words.po", data))
    assert targets_by_source(assignment) == {
        source: (target, source != "What we do") for source, target in TRANSLATED.items()
    }
    outcomes = outcomes_by_source(imported(translator_sl, "words.po", data))
    assert set(outcomes.values()) == {ImportOutcome.UNCHANGED}


def test_a_program_fills_an_exported_file_from_an_exported_memory(
    assignment, translator_sl, tmp_path
):
    """``pretranslate`` of the Translate Toolkit reads both files and writes a PO file."""
    memory = tmx.write([tmx.MemoryText("About us", "sl", "O nas", timezone.now())])
    (tmp_path / "memory.tmx").write_bytes(b"".join(memory))
    (tmp_path / "words.po").write_bytes(build_file(assignment, "po"))
    program = Path(sys.executable).with_name("pretranslate")
    options = ["--progress=none", "--tm=memory.tmx", "--template=words.po"]
    subprocess.run([program, *options, "words.po", "translated.po"], cwd=tmp_path, check=True)
    data = (tmp_path / "translated.po").read_bytes()
    confirm_import(imported(translator_sl, "translated.po", data))
    assert targets_by_source(assignment)["About us"][0] == "O nas"


def test_targets_for_omegat_have_the_source_until_they_are_translated(assignment, translator_sl):
    """OmegaT shows and translates the targets, and leaves their states as they are."""
    title = load_segments(assignment.translation)[0]
    WriteSegment(translator_sl, assignment, title, "O nas").execute()
    data = build_file(assignment, "omegat")
    assert not xliff_errors(data)
    store = xliff.xlifffile.parsestring(data)
    assert [unit.target for unit in store.units][:2] == ["O nas", "Who we are."]
    assert store.units[2].rich_target == store.units[2].rich_source
    importing = imported(translator_sl, "words.xlf", data)
    assert set(outcomes_by_source(importing).values()) == {ImportOutcome.UNCHANGED}
    translated = data.replace(b'<target state="new">Who we are.', b'<target state="new">Kdo smo.')
    confirm_import(imported(translator_sl, "words.xlf", translated))
    targets = targets_by_source(assignment)
    assert targets["Who we are."] == ("Kdo smo.", False)
    assert targets["What we do"] == ("", False)
