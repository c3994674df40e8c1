"""The export of the translation memory as TMX: what leaves the site, and in what form."""

import re
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, assume, given, settings
from translate.storage.tmx import tmxfile
from wagtail.models import Locale, PageViewRestriction

from core.languages import source_language
from tests import specimens as specimen
from tests import translators
from translation.actions.write import WriteSegment
from translation.exchange.memory import tmx
from translation.exchange.memory.actions import ExportMemory
from translation.policies import TranslationPermissionDenied
from translation.segments.markup import plain_text
from translation.segments.text import load_segments

from ..conftest import translate_segments
from .test_formats import TEXTS

pytestmark = pytest.mark.django_db

RICH_SOURCE = 'Words with <b>weight</b> &amp; a <a id="a1">link</a>.'
RICH_TARGET = '<a id="a1">Povezava</a> &amp; besede s <b>težo</b>.'


def export(client, **query) -> bytes:
    response = client.get(reverse("translation:memory"), {"which": "all", **query})
    assert response["Content-Type"].startswith("application/x-tmx+xml")
    return b"".join(response.streaming_content)


def exported_pairs(data: bytes) -> set[tuple[str, str, str]]:
    """Return source, language tag and target of each unit, as another tool reads them."""
    pairs = set()
    for unit in tmxfile.parsestring(data).units:
        source, target = unit.getlanguageNodes()
        [tag] = [value for name, value in target.attrib.items() if name.endswith("}lang")]
        assert source.attrib[tmx.XML_LANG] == source_language().tag
        pairs.add((unit.source, tag, unit.target))
    return pairs


def texts_of(client, **query) -> set[str]:
    return {source for source, _tag, _target in exported_pairs(export(client, **query))}


def test_another_tool_reads_the_exported_memory(assignment, translator_sl, client_for):
    segments = {segment.source: segment for segment in load_segments(assignment.translation)}
    WriteSegment(translator_sl, assignment, segments["About us"], "O nas").execute()
    WriteSegment(translator_sl, assignment, segments[RICH_SOURCE], RICH_TARGET).execute()
    data = export(client_for(translator_sl))
    assert exported_pairs(data) == {
        ("About us", "sl", "O nas"),
        # The native codes are part of what the tool shows as text.
        (
            'Words with <b>weight</b> & a <a id="a1">link</a>.',
            "sl",
            '<a id="a1">Povezava</a> & besede s <b>težo</b>.',
        ),
    }
    root = ElementTree.fromstring(data)
    assert root.find("header").attrib.keys() >= {
        *("creationtool", "creationtoolversion", "segtype", "o-tmf"),
        *("adminlang", "srclang", "datatype"),
    }
    assert root.get("version") == "1.4"


def test_a_tag_has_the_same_number_in_both_languages(assignment, translator_sl, client_for):
    segments = {segment.source: segment for segment in load_segments(assignment.translation)}
    WriteSegment(translator_sl, assignment, segments[RICH_SOURCE], RICH_TARGET).execute()
    [unit] = ElementTree.fromstring(export(client_for(translator_sl))).iter("tu")
    source, target = unit.iter("seg")
    numbers = [{tag.text: tag.get("x") for tag in side.iter("bpt")} for side in (source, target)]
    assert numbers[0] == numbers[1]
    assert len(set(numbers[0].values())) == 2


def test_an_unconfirmed_translation_is_not_exported(assignment, translator_sl, client_for):
    segment = load_segments(assignment.translation)[0]
    WriteSegment(translator_sl, assignment, segment, "O nas", confirmed=False).execute()
    assert not exported_pairs(export(client_for(translator_sl)))


def test_an_export_names_no_person(assignment, translator_sl, client_for):
    translate_segments(translator_sl, assignment)
    data = export(client_for(translator_sl)).decode()
    assert "Prevod About us" in data
    assert translator_sl.username not in data
    assert translator_sl.email not in data


def test_dates_are_those_of_the_last_change_in_utc(assignment, translator_sl, client_for):
    translate_segments(translator_sl, assignment)
    dates = re.findall(r'changedate="([^"]+)"', export(client_for(translator_sl)).decode())
    changed = {
        segment.string_translation.updated_at.strftime(tmx.DATE_FORMAT)
        for segment in load_segments(assignment.translation)
    }
    assert set(dates) == changed


def test_people_export_the_languages_that_they_may_see(
    page, send_to_translation, translator, coordinator, client_for
):
    for code in ("sl", "hr"):
        translate_segments(translator(code, "other"), send_to_translation(code, page))
    own, all_of_them = client_for(translator("sl")), client_for(coordinator)
    assert {tag for _source, tag, _target in exported_pairs(export(own))} == {"sl"}
    assert {tag for _source, tag, _target in exported_pairs(export(all_of_them))} == {"sl", "hr"}
    chosen = exported_pairs(export(all_of_them, language="hr"))
    assert {tag for _source, tag, _target in chosen} == {"hr"}
    refused = own.get(reverse("translation:memory"), {"which": "all", "language": "hr"})
    assert refused.context["form"].errors["language"]
    locale = Locale.objects.get(language_code="hr")
    export_of_another_team = ExportMemory(translator("sl", "third"), [locale], published_only=True)
    with pytest.raises(TranslationPermissionDenied):
        export_of_another_team.execute()


def test_the_memory_of_published_pages_has_nothing_that_readers_cannot_see(
    home, send_to_translation, translator_sl, client_for
):
    def translated(slug: str, is_published: bool = True):
        page = specimen.content(home, slug=slug, title=slug.title(), summary=f"On {slug}.")
        assignment = send_to_translation("sl", page)
        translators.translate(assignment)
        if is_published:
            translators.submit(assignment)
            translators.approve(assignment)
        return page, assignment

    translated("public")
    translated("draft", is_published=False)
    private, _assignment = translated("private")
    PageViewRestriction.objects.create(page=private, restriction_type="login")
    changed, assignment = translated("changed")
    changed.summary = "On what is not yet public."
    specimen.publish(changed)
    translators.translate(assignment)
    client = client_for(translator_sl)
    assert {"Draft", "Private", "On what is not yet public."} <= texts_of(client)
    published = texts_of(client, which="published")
    assert {"Public", "On public.", "Changed", "On changed."} <= published
    assert not {"Draft", "Private", "On private.", "On what is not yet public."} & published


def test_a_translation_of_several_pages_is_exported_once(
    home, send_to_translation, translator_sl, client_for
):
    for number in range(2):
        page = specimen.content(home, slug=f"page-{number}", title="The same")
        translate_segments(translator_sl, send_to_translation("sl", page))
    data = export(client_for(translator_sl)).decode()
    assert data.count("<seg>The same</seg>") == 1


def test_the_number_of_queries_does_not_depend_on_the_number_of_texts(
    home, send_to_translation, translator_sl, client_for
):
    client, counts = client_for(translator_sl), []
    for number in range(4):
        page = specimen.content(home, slug=f"page-{number}", title=f"Page {number}")
        translate_segments(translator_sl, send_to_translation("sl", page))
        with CaptureQueriesContext(connection) as captured:
            assert f"Page {number}" in export(client).decode()
        counts.append(len(captured))
    assert counts[1] == counts[3]


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(text=TEXTS)
def test_any_text_is_unchanged_by_export_and_import(text):
    assume(plain_text(text).strip())
    written = b"".join(tmx.write([tmx.MemoryText(text, "sl", text, timezone.now())]))
    [record] = tmx.read(written).records
    assert (record.source, record.code, record.target) == (text, "sl", text)
